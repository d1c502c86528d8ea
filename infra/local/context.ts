/** What the parts of the local cloud know of each other: one context, its types and its errors. */
import type { Readable } from "node:stream";

/** Who makes a call: a deployed role, an AWS service acting for a resource, a test client with all rights, or nobody. */
export type Identity =
  | {
      kind: "role";
      role: string; // logical id of the AWS::IAM::Role
      functionId?: string; // logical id, when a function's worker calls
      worker?: string; // which worker, for faults that end it
    }
  | { kind: "service"; service: string; sourceArn?: string } // "ses.amazonaws.com"; account is always ours
  | { kind: "operator" }
  | { kind: "anonymous" }; // no signature; S3 finds out by itself (presigned forms)

/** A key pair as it was handed out; `identity` is who it stands for. */
export type AccessKey = { accessKeyId: string; secretAccessKey: string; identity: Identity };

export type AwsRequest = {
  service: string; // as in the credential scope: "dynamodb", "s3", "ses", "states", "events", "secretsmanager", "lambda"
  action: string; // "PutItem"; of S3 as its `actionOf` says
  method: string;
  path: string; // raw, still percent-encoded, without the query
  query: URLSearchParams;
  headers: Record<string, string>; // names in lower case
  body: Buffer;
};
export type AwsResponse = {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string | Readable;
};

/** One AWS API behind the gateway. It authorises each request itself, because only it knows the resources. */
export type Service = {
  actionOf?: (request: AwsRequest) => string;
  handle: (request: AwsRequest, identity: Identity) => Promise<AwsResponse>;
};

/** An error as AWS would answer it; the gateway writes it in the protocol of the service. */
export class AwsError extends Error {
  override readonly name: string = "AwsError";
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, unknown>; // further members of the JSON or XML error
  constructor(code: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** Thrown by `authorize`; each one is kept and shown by `cloud.denied()`. */
export class AccessDenied extends AwsError {
  override readonly name = "AccessDenied";
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  constructor(who: string, action: string, resource: string, why: string) {
    super(
      "AccessDeniedException",
      `${who} is not authorized to perform ${action} on ${resource}: ${why}`,
      403,
    );
    this.who = who;
    this.action = action;
    this.resource = resource;
  }
}

/** Timers in virtual time. They live in memory: whoever sets one sets it again after a restart. */
export type Timers = {
  /** Same key again replaces the timer. Several due at once fire in order of time, then of setting. */
  at: (ms: number, key: string, fire: () => void) => void;
  cancel: (key: string) => void;
  nextAt: () => number | null;
};

export type Clock = {
  now: () => number; // virtual milliseconds since the epoch
  iso: () => string;
  timers: Timers;
  buffer: SharedArrayBuffer; // read by the Date of the workers
};

/** How jobs of one kind are run. A run that throws is tried again after `delays`, then goes to `dead`. */
export type JobKind = {
  run: (payload: unknown, job: { id: string; attempt: number }) => Promise<void>;
  delays?: number[]; // virtual ms before the second, third … attempt; default: the two retries of async Lambda
  concurrency?: number; // per target; default 1, which keeps the order
  dead?: (payload: unknown, error: Error, job: { id: string; attempts: number }) => Promise<void>;
};

/** Durable work: a job is on disk when `enqueue` resolves, and is run at least once whatever happens after. */
export type Queue = {
  define: (kind: string, how: JobKind) => void;
  enqueue: (job: {
    kind: string;
    target: string; // jobs of one target run in order, `concurrency` at a time
    payload: unknown; // JSON
    id?: string; // the same id twice is one job while it is pending
    notBefore?: number; // virtual ms
  }) => Promise<void>;
  pending: () => number;
};

export type FunctionError = { errorType: string; errorMessage: string; stack?: string[] };
export type InvokeResult = { payload: unknown } | { error: FunctionError };

export type Meter = {
  count: (what: string, times?: number) => void; // "ses:SendRawEmail", "ses:Inbound", "lambda:GB-ms", "states:Transition"
};

/** Counts what is in flight. Time moves only when nothing is. */
export type Activity = {
  /** Something begins; call the answer once when it has ended. */
  begin: (label: string) => () => void;
  track: <T>(label: string, work: Promise<T>) => Promise<T>;
};

/** A resource of the template with its properties resolved against physical names. */
export type Resource = {
  id: string; // logical id
  type: string;
  properties: Record<string, unknown>;
  ref: string; // what Ref gives: physical name, ARN or id
  arn: string; // "" where the type has none
  metadata: Record<string, unknown>;
};

export type Assembly = {
  directory: string;
  region: string;
  account: string;
  stackName: string;
  resources: ReadonlyMap<string, Resource>;
  outputs: Readonly<Record<string, string>>;
  ofType: (type: string) => Resource[];
  get: (logicalId: string) => Resource; // throws if unknown
  byArn: (arn: string) => Resource | undefined; // a function's, table's, bucket's … ARN
  byRef: (type: string, ref: string) => Resource | undefined; // a physical name
  assetPath: (s3Key: string) => string; // folder or file of an asset, by its object key
};

type Origins = {
  web: string; // public pages, "http://localhost:4000"
  aws: string; // the gateway, "http://127.0.0.1:4566"
};

export type Context = {
  assembly: Assembly;
  clock: Clock;
  queue: Queue;
  meter: Meter;
  activity: Activity;
  origins: Origins;
  dir: string; // each part keeps its files in its own folder below
  log: (line: string) => void;
  random: (name: string) => () => number; // a stream of numbers in [0, 1) by seed and name
  /** Throws AccessDenied, which is also kept. `conditions` are condition keys and their values, names as IAM writes them. */
  authorize: (
    identity: Identity,
    action: string, // "s3:PutObject"
    resourceArn: string,
    conditions?: Record<string, string | string[]>,
  ) => void;
  accessKey: (accessKeyId: string) => AccessKey | undefined; // to verify a signature
  /** A key for somebody that is not a function's worker, such as the sign-in provider or a test client. */
  issueKey: (identity: Identity) => AccessKey;
  /** Runs a function (logical id or ARN) now and waits for it; checks that `by` may invoke it. */
  invoke: (functionId: string, event: unknown, by: Identity) => Promise<InvokeResult>;
  /** Asynchronous invocation: resolves when it is on disk; two retries, then the failure destination. */
  invokeLater: (functionId: string, event: unknown, by: Identity) => Promise<void>;
  /** Puts an event of an AWS service on the default bus, e.g. source "aws.ses" or "aws.s3". */
  emit: (event: {
    source: string;
    detailType: string;
    detail: unknown;
    resources?: string[];
    id?: string; // drawn if left out
  }) => Promise<void>;
};
