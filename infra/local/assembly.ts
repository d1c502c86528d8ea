/** Reads a synthesized cloud assembly: its template with every value resolved, and where its assets lie. */
import { readFileSync } from "node:fs";
import { join, resolve as resolvePath } from "node:path";
import * as z from "zod";
import type { Assembly, Resource } from "./context.ts";
import { isRecord, type Names, noValue, resolve } from "./intrinsics.ts";
import { type Physical, type Place, physicalOf } from "./physical.ts";

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      properties: z
        .looseObject({ templateFile: z.string().optional(), file: z.string().optional() })
        .optional(),
    }),
  ),
});
const Assets = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});
const RawResource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Metadata: z.record(z.string(), z.unknown()).default({}),
});
const Template = z.object({
  Resources: z.record(z.string(), RawResource),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});
type Template = z.infer<typeof Template>;

/** The account that stands in where the assembly was synthesized without one. */
const standInAccount = "111122223333";
const standInRegion = "us-east-1";

export function loadAssembly(directory: string): Assembly {
  const base = resolvePath(directory);
  const manifest = readJson(join(base, "manifest.json"), Manifest);
  const stacks = Object.entries(manifest.artifacts).filter(
    ([, each]) => each.type === "aws:cloudformation:stack",
  );
  const [first, ...others] = stacks;
  if (!first || others.length > 0)
    throw new Error(`${base} must hold exactly one stack, not ${stacks.length}`);
  const [stackName, artifact] = first;
  const [, account = "", region = ""] = /^aws:\/\/([^/]+)\/(.+)$/.exec(artifact.environment ?? "") ?? [];
  const place: Place = {
    stackName,
    account: /^\d{12}$/.test(account) ? account : standInAccount,
    region: /^[a-z]{2}(-[a-z]+)+-\d$/.test(region) ? region : standInRegion,
  };
  const template = readJson(join(base, artifact.properties?.templateFile ?? ""), Template);
  const files = assetFiles(base, manifest);
  return {
    directory: base,
    ...place,
    ...indexed(resolveTemplate(template, place)),
    assetPath: assetFinder(files),
  };
}

/** The name that a resource's construct has in the CDK app: "receive-mail". */
export function pathName(resource: Resource): string {
  // Synthesized without metadata; a function says its name to its own log.
  const named = NamedFunction.safeParse(resource.properties);
  if (named.success) return named.data.Environment.Variables.POWERTOOLS_SERVICE_NAME;
  const steps = String(resource.metadata["aws:cdk:path"] ?? resource.id).split("/");
  const last = steps.at(-1) ?? "";
  return ["Resource", "Default"].includes(last) ? (steps.at(-2) ?? last) : last;
}

const NamedFunction = z.object({
  Environment: z.object({ Variables: z.object({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
});

function readJson<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema> {
  return schema.parse(JSON.parse(readFileSync(path, "utf8")));
}

/** Object key of every file asset, and the path of what it is made from. */
function assetFiles(base: string, manifest: z.infer<typeof Manifest>): Map<string, string> {
  const files = new Map<string, string>();
  for (const artifact of Object.values(manifest.artifacts)) {
    if (artifact.type !== "cdk:asset-manifest" || artifact.properties?.file === undefined) continue;
    for (const file of Object.values(readJson(join(base, artifact.properties.file), Assets).files)) {
      for (const { objectKey } of Object.values(file.destinations)) {
        if (file.source.path !== undefined) files.set(objectKey, resolvePath(base, file.source.path));
      }
    }
  }
  return files;
}

function assetFinder(files: Map<string, string>) {
  return (s3Key: string) => {
    const path = files.get(s3Key);
    if (path === undefined) throw new Error(`The assembly holds no asset for the key ${s3Key}`);
    return path;
  };
}

function resolveTemplate(
  template: Template,
  place: Place,
): { resources: Resource[]; outputs: Record<string, string> } {
  const names = namesOf(template, place);
  const resources: Resource[] = [];
  for (const [id, raw] of Object.entries(template.Resources)) {
    const { ref, arn } = names.physical(id, id);
    const properties = resolve(raw.Properties, names, `${id} (${raw.Type})`);
    resources.push({
      id,
      type: raw.Type,
      properties: isRecord(properties) ? properties : {},
      ref,
      arn,
      metadata: raw.Metadata,
    });
  }
  const outputs: Record<string, string> = {};
  for (const [name, { Value }] of Object.entries(template.Outputs)) {
    outputs[name] = String(resolve(Value, names, `output ${name}`));
  }
  return { resources, outputs };
}

function namesOf(
  template: Template,
  place: Place,
): Names & { physical: (id: string, where: string) => Physical } {
  const known = new Map<string, Physical>();
  const physical = (id: string, where: string): Physical => {
    const found = known.get(id);
    if (found) return found;
    const raw = template.Resources[id];
    if (!raw) throw new Error(`${where}: there is no resource ${id}`);
    const name = (property: string) => explicitName(raw.Properties, property, names, id);
    const made = physicalOf(raw.Type, { id, place, name });
    if (!made) throw new Error(`${id}: the local cloud does not know the resource type ${raw.Type}`);
    known.set(id, made);
    return made;
  };
  const pseudo: Record<string, unknown> = {
    "AWS::AccountId": place.account,
    "AWS::Region": place.region,
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
    "AWS::StackName": place.stackName,
    "AWS::StackId": `arn:aws:cloudformation:${place.region}:${place.account}:stack/${place.stackName}/local`,
    "AWS::NoValue": noValue,
  };
  const names = {
    physical,
    ref: (id: string, where: string) => (id in pseudo ? pseudo[id] : physical(id, where).ref),
    attribute: (id: string, attribute: string, where: string) => {
      const value = physical(id, where).attributes[attribute];
      if (value !== undefined) return value;
      const type = template.Resources[id]?.Type ?? "";
      throw new Error(
        `${where}: the local cloud does not know the attribute ${attribute} of ${id} (${type})`,
      );
    },
    condition: (name: string, where: string) =>
      resolve(template.Conditions[name], names, `${where}, condition ${name}`) === true,
  };
  return names;
}

/** A physical name that the template itself gives; `Rule.Name` looks one level down. */
function explicitName(properties: Record<string, unknown>, path: string, names: Names, id: string) {
  let value: unknown = properties;
  for (const step of path.split(".")) value = isRecord(value) ? value[step] : undefined;
  const found = value === undefined ? undefined : resolve(value, names, id);
  return typeof found === "string" ? found : undefined;
}

function indexed({ resources, outputs }: { resources: Resource[]; outputs: Record<string, string> }) {
  const byId = new Map(resources.map((each) => [each.id, each]));
  const byArn = new Map(resources.filter((each) => each.arn !== "").map((each) => [each.arn, each]));
  return {
    resources: byId,
    outputs,
    ofType: (type: string) => resources.filter((each) => each.type === type),
    get: (id: string) => {
      const found = byId.get(id);
      if (!found) throw new Error(`The assembly holds no resource ${id}`);
      return found;
    },
    byArn: (arn: string) => byArn.get(arn),
    byRef: (type: string, ref: string) => resources.find((each) => each.type === type && each.ref === ref),
  };
}
