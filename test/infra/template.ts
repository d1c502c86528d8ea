/** The stack as CloudFormation will see it, with empty functions: for tests that look at what would hurt. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import * as z from "zod";
import { flags } from "../../infra/flags.ts";
import { localSettings, readSettings, type Settings } from "../../infra/settings.ts";
import { ReviewStack } from "../../infra/stack.ts";

const Resource = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).default([]),
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
export type Resource = z.infer<typeof Resource> & { id: string };

const Template = z.object({
  Resources: z.record(z.string(), Resource),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })),
});

/** Folders that stand for the built functions. */
function emptyFunctions(definition: string): (name: string) => string {
  const folder = mkdtempSync(join(tmpdir(), "functions-"));
  return (name) => {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    writeFileSync(join(own, "index.mjs"), `export const handler = () => "${name}";`);
    if (name === "load-review") writeFileSync(join(own, "review.json"), definition);
    return own;
  };
}

/** Synthesizes with the security rules as they are at deployment: a finding without a reason throws. */
export function synthesized(given: { settings?: Partial<Settings>; definition?: string } = {}) {
  const settings = { ...readSettings(localSettings), ...given.settings };
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    postCliContext: flags,
    outdir: mkdtempSync(join(tmpdir(), "assembly-")),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  const stack = new ReviewStack(app, "Test", {
    settings,
    folderOf: emptyFunctions(given.definition ?? "{}"),
    env: { account: settings.account, region: settings.region },
  });
  const template = Template.parse(app.synth().getStackByName(stack.stackName).template);
  const all: Resource[] = Object.entries(template.Resources).map(([id, found]) => ({ ...found, id }));
  const ofType = (type: string) => all.filter((one) => one.Type === type);
  const one = (type: string, name = ""): Resource => {
    const [found, ...more] = ofType(type).filter(({ id }) => id.includes(name.replaceAll("-", "")));
    if (!found || more.length) throw new Error(`${1 + more.length} resources ${type} ${name}`);
    return found;
  };
  return { all, ofType, one, outputs: template.Outputs };
}

const named = z.object({
  Environment: z.object({ Variables: z.object({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
});

/** The name of a function's folder. */
export const nameOf = (resource: Resource) =>
  named.parse(resource.Properties).Environment.Variables.POWERTOOLS_SERVICE_NAME;

/** The text of every Ref, GetAtt and Join in a value, as one line: enough to see what it points to. */
export function plainText(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return value.map(plainText).join("");
  return Object.entries(value)
    .map(([key, inner]) => {
      if (key === "Ref") return `<${inner}>`;
      if (key === "Fn::GetAtt" && Array.isArray(inner)) return `<${inner.join(".")}>`;
      return plainText(inner);
    })
    .join("");
}
