/** Bundles what is weighed: each function, a bare handler with the same AWS clients, and an empty one. */
import { join, relative } from "node:path";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { bundling, type FunctionName, runsOf } from "../build.ts";
import { root } from "../sources.ts";

/** `kib` is all of it, `startKib` what is loaded before the handler runs: the same, but for a function in parts. */
export type Bundle = {
  path: string;
  kib: number;
  startKib: number;
  clients: string[];
  packages: Record<string, number>;
};

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

type Outputs = Metafile["outputs"];

/** A bundle's entry and what it imports before its first line runs; parts that it loads later are not among them. */
function atStart(outputs: Outputs, path: string, known = new Set<string>()): Set<string> {
  if (known.has(path)) return known;
  known.add(path);
  for (const { kind, path: part, external } of outputs[path]?.imports ?? []) {
    if (kind === "import-statement" && !external) atStart(outputs, part, known);
  }
  return known;
}

async function bundle(run: BuildOptions, path: string): Promise<Bundle> {
  const { metafile } = await build({ ...run, metafile: true });
  const { outputs } = metafile;
  const entry = relative(root, path);
  const kibOf = (paths: Iterable<string>) =>
    [...paths].reduce((sum, one) => sum + (outputs[one]?.bytes ?? 0), 0) / 1024;
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const packages: Record<string, number> = {};
  for (const [file, { bytesInOutput }] of inputs) {
    packages[packageOf(file)] = (packages[packageOf(file)] ?? 0) + bytesInOutput;
  }
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const found = used.flatMap((file) => /node_modules\/@aws-sdk\/client-([\w-]+)\//.exec(file)?.[1] ?? []);
  const clients = [...new Set(found)].sort();
  return {
    path,
    kib: kibOf(Object.keys(outputs)),
    startKib: kibOf(atStart(outputs, entry)),
    clients,
    packages,
  };
}

/** As it is deployed. */
export function bundleFunction(name: FunctionName, into: string): Promise<Bundle> {
  const [run = {}] = runsOf([name], into);
  return bundle(run, join(into, name, "index.mjs"));
}

/** What a function is compared with: without what our own bundles leave out. */
function bundleSource(contents: string, into: string, name: string): Promise<Bundle> {
  const { outExtension: _named, ...ours } = bundling;
  const outfile = join(into, name, "index.mjs");
  const stdin = { contents, resolveDir: root, sourcefile: `${name}.js` };
  return bundle({ ...ours, alias: {}, stdin, outfile }, outfile);
}

/** The AWS clients as they come. */
export const bundleBare = (clients: string[], service: string, into: string) =>
  bundleSource(bareSource(clients, service), into, `bare-${service}-${clients.join("-")}`);
export const bundleEmpty = (into: string) =>
  bundleSource("export const handler = async () => {};", into, "empty");
