/** A context for tests of one edge of the local cloud: resources as given, everything allowed unless refused here. */
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AccessDenied,
  type AccessKey,
  type Assembly,
  type Context,
  type Identity,
  type Resource,
} from "../../../infra/local/context.ts";

interface Told {
  functionId: string;
  event: unknown;
  by: Identity;
}
interface Emitted {
  source: string;
  detailType: string;
  detail: unknown;
  resources?: string[];
}

export function resource(
  id: string,
  type: string,
  properties: Record<string, unknown>,
  ref = id.toLowerCase(),
): Resource {
  const arn =
    type === "AWS::S3::Bucket" ? `arn:aws:s3:::${ref}` : `arn:aws:local:us-east-1:111111111111:${ref}`;
  return { id, type, properties, ref, arn, metadata: {} };
}

export function assemblyOf(resources: Resource[]): Assembly {
  const all = new Map(resources.map((r) => [r.id, r]));
  return {
    directory: "",
    region: "us-east-1",
    account: "111111111111",
    stackName: "Test",
    resources: all,
    outputs: {},
    ofType: (type) => resources.filter((r) => r.type === type),
    get: (id) => {
      const found = all.get(id);
      if (!found) throw new Error(`No resource ${id}`);
      return found;
    },
    byArn: (arn) => resources.find((r) => r.arn === arn),
    byRef: (type, ref) => resources.find((r) => r.type === type && r.ref === ref),
    assetPath: () => "",
  };
}

/** `now` can be moved; `refuse` lists "action resource" pairs that are denied; jobs run when `run` is called. */
export function edgeContext(resources: Resource[], options: { dir?: string; now?: string } = {}) {
  const state = { now: Date.parse(options.now ?? "2024-11-04T12:00:00.000Z") };
  const refuse = new Set<string>();
  const asked: string[] = [];
  const told: Told[] = [];
  const emitted: Emitted[] = [];
  const keys = new Map<string, AccessKey>();
  const kinds = new Map<string, Parameters<Context["queue"]["define"]>[1]>();
  const jobs: { kind: string; payload: unknown; id: string }[] = [];
  const context: Context = {
    assembly: assemblyOf(resources),
    clock: {
      now: () => state.now,
      iso: () => new Date(state.now).toISOString(),
      timers: { at: () => undefined, cancel: () => undefined, nextAt: () => null },
      buffer: new SharedArrayBuffer(16),
    },
    queue: {
      define: (kind, how) => kinds.set(kind, how),
      enqueue: async (job) => {
        const id = job.id ?? `job${jobs.length}`;
        if (!jobs.some((j) => j.id === id)) jobs.push({ kind: job.kind, payload: job.payload, id });
      },
      pending: () => jobs.length,
    },
    meter: { count: () => undefined },
    activity: { begin: () => () => undefined, track: (_label, work) => work },
    origins: { web: "http://localhost:4000", aws: "http://127.0.0.1:4566" },
    dir: options.dir ?? mkdtempSync(join(tmpdir(), "edge-")),
    log: () => undefined,
    random: (name) => {
      let n = 0;
      return () => {
        n += 1;
        return createHash("sha256").update(`${name}/${n}`).digest().readUInt32BE() / 2 ** 32;
      };
    },
    authorize: (identity, action, arn) => {
      asked.push(`${identity.kind} ${action} ${arn}`);
      if (identity.kind === "anonymous" || refuse.has(`${action} ${arn}`) || refuse.has(action))
        throw new AccessDenied(identity.kind, action, arn, "refused by the test");
    },
    accessKey: (id) => keys.get(id),
    issueKey: (identity) => {
      const key = { accessKeyId: `AKIATEST${keys.size}`, secretAccessKey: `secret${keys.size}`, identity };
      keys.set(key.accessKeyId, key);
      return key;
    },
    invoke: async () => ({ payload: {} }),
    invokeLater: async (functionId, event, by) => {
      told.push({ functionId, event, by });
    },
    emit: async (event) => {
      emitted.push(event);
    },
  };
  return {
    context,
    refuse,
    asked,
    told,
    emitted,
    moveTo: (iso: string) => {
      state.now = Date.parse(iso);
    },
    run: async () => {
      for (let job = jobs.shift(); job; job = jobs.shift())
        await kinds.get(job.kind)?.run(job.payload, { id: job.id, attempt: 1 });
    },
  };
}
