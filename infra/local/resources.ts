/** Custom resources: their functions are called as CloudFormation calls them, and one that fails fails the start. */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { AwsResponse, Context, Resource } from "./context.ts";
import type { Workers } from "./workers.ts";

const Response = z.object({
  Status: z.enum(["SUCCESS", "FAILED"]),
  Reason: z.string().optional(),
  PhysicalResourceId: z.string(),
});
type Response = z.infer<typeof Response>;
const Done = z.record(z.string(), z.object({ hash: z.string(), physicalId: z.string() }));

export type Resources = {
  /** Creates what was never created, updates what has changed. */
  deploy: () => Promise<void>;
  /** The gateway's path where the functions put their answer. */
  answer: (path: string, body: Buffer) => AwsResponse | undefined;
};

const prefix = "/cloudformation-response/";
const isCustom = (type: string) =>
  type.startsWith("Custom::") || type === "AWS::CloudFormation::CustomResource";

/** CDK's own custom resources that another part of the local cloud does by itself. */
const done = new Set(["Custom::S3BucketNotifications"]);

export function createResources(context: Context, workers: Workers): Resources {
  const file = join(context.dir, "resources.json");
  mkdirSync(context.dir, { recursive: true });
  const waiting = new Map<string, (response: Response) => void>();

  const deployOne = async (resource: Resource, known: z.infer<typeof Done>) => {
    const hash = hashOf(context, resource);
    const before = known[resource.id];
    if (before?.hash === hash) return;
    const response = await ask(resource, before?.physicalId);
    if (response.Status === "FAILED") {
      throw new Error(`${resource.id} (${resource.type}) failed: ${response.Reason ?? "no reason given"}`);
    }
    known[resource.id] = { hash, physicalId: response.PhysicalResourceId };
    writeFileSync(`${file}.new`, JSON.stringify(known));
    renameSync(`${file}.new`, file);
  };

  const ask = async (resource: Resource, physicalId: string | undefined): Promise<Response> => {
    const target = context.assembly.byArn(String(resource.properties.ServiceToken));
    if (!target) throw new Error(`${resource.id} is served by a function that the assembly does not hold`);
    const requestId = randomUUID();
    const answered = new Promise<Response>((resolve) => waiting.set(requestId, resolve));
    const result = await workers.run(target.id, {
      RequestType: physicalId === undefined ? "Create" : "Update",
      RequestId: requestId,
      ResponseURL: `${context.origins.aws}${prefix}${requestId}`,
      StackId: `arn:aws:cloudformation:${context.assembly.region}:${context.assembly.account}:stack/${context.assembly.stackName}/local`,
      LogicalResourceId: resource.id,
      ResourceType: resource.type,
      ResourceProperties: resource.properties,
      ServiceToken: target.arn,
      ...(physicalId === undefined ? {} : { PhysicalResourceId: physicalId, OldResourceProperties: {} }),
    });
    // A function answers before it ends: one that ended without an answer will never give one.
    const silent: Response = {
      Status: "FAILED",
      Reason:
        "error" in result ? `${result.error.errorType}: ${result.error.errorMessage}` : "it never answered",
      PhysicalResourceId: "",
    };
    return await Promise.race([answered, Promise.resolve(silent)]);
  };

  return {
    deploy: async () => {
      const known = readDone(file);
      for (const resource of context.assembly.resources.values()) {
        if (isCustom(resource.type) && !done.has(resource.type)) await deployOne(resource, known);
      }
    },
    answer: (path, body) => {
      if (!path.startsWith(prefix)) return undefined;
      const resolve = waiting.get(path.slice(prefix.length));
      if (!resolve) return { status: 404, headers: {}, body: "" };
      waiting.delete(path.slice(prefix.length));
      resolve(Response.parse(JSON.parse(body.toString("utf8"))));
      return { status: 200, headers: {}, body: "" };
    },
  };
}

/** CloudFormation calls again when properties change; our function's code is its input too (it carries the review). */
function hashOf(context: Context, resource: Resource): string {
  const target = context.assembly.byArn(String(resource.properties.ServiceToken));
  return createHash("sha256")
    .update(JSON.stringify([resource.properties, target?.properties.Code]))
    .digest("hex");
}

function readDone(file: string): z.infer<typeof Done> {
  try {
    return Done.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {}; // nothing deployed yet
  }
}
