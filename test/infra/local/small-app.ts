/** Small CDK apps for the tests of the local cloud, their functions written in place, and a folder for each. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Duration, Stack } from "aws-cdk-lib";
import { Code, type FunctionProps, Function as Lambda, Runtime } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { afterEach } from "vitest";
import { type Cloud, type CloudOptions, startCloud } from "../../../infra/local/cloud.ts";

const folders: string[] = [];
const clouds: Cloud[] = [];

afterEach(async () => {
  for (const cloud of clouds.splice(0)) await cloud.stop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "local-cloud-"));
  folders.push(folder);
  return folder;
}

/** Synthesizes a stack that `build` fills, and answers the folder of the assembly. */
export function synthesized(build: (stack: Stack) => void): string {
  const outdir = join(newFolder(), "assembly");
  const context = { "aws:cdk:enable-path-metadata": true };
  const app = new App({ outdir, context, analyticsReporting: false, treeMetadata: false });
  build(new Stack(app, "Small"));
  app.synth();
  return outdir;
}

/**
 * Before each handler: `aws` calls an API through the gateway the way an SDK would, without being one, and `note`
 * writes what a test wants to read afterwards.
 */
const prelude = `
export const aws = async (service, target, body) => {
  const response = await fetch(process.env.AWS_ENDPOINT_URL, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      "x-amz-security-token": process.env.AWS_SESSION_TOKEN,
      authorization: "AWS4-HMAC-SHA256 Credential=" + process.env.AWS_ACCESS_KEY_ID + "/20250101/us-east-1/" + service + "/aws4_request, SignedHeaders=host, Signature=00",
    },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw Object.assign(new Error(answer.message), { name: answer.__type });
  return answer;
};
export const note = async (word) => {
  const TableName = process.env.TABLE;
  const id = "note#" + Date.now() + "#" + performance.timeOrigin + "#" + performance.now();
  return await aws("dynamodb", "DynamoDB_20120810.PutItem", { TableName, Item: { pk: { S: id }, word: { S: String(word) } } });
};
`;

/** A function whose handler is the given source text: an expression such as `async (event) => event`. */
export function small(
  scope: Construct,
  id: string,
  handler: string,
  props: Partial<FunctionProps> = {},
): Lambda {
  const folder = join(newFolder(), id);
  mkdirSync(folder);
  writeFileSync(join(folder, "index.mjs"), `${prelude}\nexport const handler = ${handler};\n`);
  return new Lambda(scope, id, {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    timeout: Duration.seconds(20),
    code: Code.fromAsset(folder),
    ...props,
  });
}

/** A cloud with a frozen clock, stopped after the test. */
export async function started(assembly: string, options: Partial<CloudOptions> = {}): Promise<Cloud> {
  const cloud = await startCloud({
    assembly,
    dir: newFolder(),
    frozen: true,
    now: "2024-11-04T12:00:00Z",
    ...options,
  });
  clouds.push(cloud);
  return cloud;
}
