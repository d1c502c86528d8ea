/** Bundles what is weighed: each function, a bare handler with the same AWS clients, and an empty one. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, build } from "esbuild";
import { bundling, type FunctionName } from "../build.ts";
import { root } from "../sources.ts";

export type Bundle = { path: string; kib: number; clients: string[]; packages: Record<string, number> };

/** One call of each client, as short as it can be written. */
const calls: Record<string, { client: string; command: string; input: string; service?: string }> = {
  dynamodb: {
    client: "DynamoDBClient",
    command: "GetItemCommand",
    input: '{ TableName: "t", Key: { pk: { S: "a" } } }',
  },
  s3: {
    client: "S3Client",
    command: "PutObjectCommand",
    input: '{ Bucket: "bucket", Key: "key", Body: "text" }',
  },
  ses: {
    client: "SESClient",
    command: "SendRawEmailCommand",
    input: "{ RawMessage: { Data: new Uint8Array(1) } }",
  },
  sfn: {
    service: "states",
    client: "SFNClient",
    command: "StartExecutionCommand",
    input: '{ stateMachineArn: "a" }',
  },
  "secrets-manager": {
    service: "secretsmanager",
    client: "SecretsManagerClient",
    command: "GetSecretValueCommand",
    input: '{ SecretId: "a" }',
  },
  eventbridge: {
    service: "events",
    client: "EventBridgeClient",
    command: "PutEventsCommand",
    input: "{ Entries: [] }",
  },
};

/** A handler that makes one call, to the given service; all clients are made, and each keeps a command in the bundle. */
function bareSource(clients: string[], service: string): string {
  const isCalled = (name: string) => (calls[name]?.service ?? name) === service;
  const ordered = clients.toSorted((left, right) => Number(isCalled(right)) - Number(isCalled(left)));
  const known = ordered.map((name) => {
    const call = calls[name];
    if (!call) throw new Error(`infra/bench/bundles.ts knows no call of the client ${name}`);
    return { name, ...call };
  });
  return `${known.map(({ name, client, command }) => `import { ${client}, ${command} } from "@aws-sdk/client-${name}";`).join("\n")}
const calls = [${known.map(({ client, command, input }) => `[new ${client}({}), () => new ${command}(${input})]`).join(", ")}];
export const handler = async () => { for (const [client, command] of calls) return client.send(command()); };`;
}

/** The package that a bundled file comes from; our own files go by their folder. */
function packageOf(path: string): string {
  const [, name] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  return name ?? path.split("/").slice(0, 2).join("/");
}

async function bundle(
  entry: { path: string } | { source: string },
  into: string,
  name: string,
): Promise<Bundle> {
  const outfile = join(into, name, "index.mjs");
  const input =
    "path" in entry
      ? { entryPoints: [entry.path] }
      : { stdin: { contents: entry.source, resolveDir: root, sourcefile: `${name}.js` } };
  const { outExtension: _named, ...ours } = bundling;
  const options: BuildOptions = "path" in entry ? ours : { ...ours, alias: {} };
  const { metafile, outputFiles } = await build({
    ...options,
    ...input,
    outfile,
    metafile: true,
    write: false,
  });
  const [file] = outputFiles;
  if (!file) throw new Error(`${name} was not bundled`);
  mkdirSync(join(into, name), { recursive: true });
  writeFileSync(outfile, file.contents);
  const inputs = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  const packages: Record<string, number> = {};
  for (const [path, { bytesInOutput }] of inputs) {
    packages[packageOf(path)] = (packages[packageOf(path)] ?? 0) + bytesInOutput;
  }
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([path]) => path);
  const found = used.flatMap((path) => /node_modules\/@aws-sdk\/client-([\w-]+)\//.exec(path)?.[1] ?? []);
  const clients = [...new Set(found)].sort();
  return { path: outfile, kib: file.contents.length / 1024, clients, packages };
}

export const bundleFunction = (name: FunctionName, into: string) =>
  bundle({ path: `functions/${name}/handler.ts` }, into, name);
/** The AWS clients as they come, without what our own bundles leave out of them. */
export const bundleBare = (clients: string[], service: string, into: string) =>
  bundle({ source: bareSource(clients, service) }, into, `bare-${service}-${clients.join("-")}`);
export const bundleEmpty = (into: string) =>
  bundle({ source: "export const handler = async () => {};" }, into, "empty");
