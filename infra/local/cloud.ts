/** Starts the local cloud: everything that the CDK app synthesized, on this machine, under one movable clock. */
import { mkdirSync } from "node:fs";
import { resolve } from "node:path";
import type { Definition } from "../../shared/domain/definition.ts";
import { createActivity } from "./activity.ts";
import { pathName } from "./assembly.ts";
import type { TimeControl } from "./bar.ts";
import { createClock } from "./clock.ts";
import { type Composed, compose } from "./compose.ts";
import type { AccessDenied, InvokeResult } from "./context.ts";
import { type FaultHook, openGateway } from "./gateway.ts";
import type { Without } from "./iam.ts";
import { holdFolder } from "./lock.ts";
import type { Bill } from "./meter.ts";
import type { Grant } from "./policies.ts";
import { choosePorts, type Ports } from "./ports.ts";
import type { Interfere } from "./streams.ts";
import type { Failure } from "./workers.ts";

export type CloudOptions = {
  assembly: string; // the folder that synthesis wrote
  dir: string; // the state: kept over restarts, also after SIGKILL
  seed?: number;
  now?: string; // where a first start begins; a later one goes on where the clock stood
  frozen?: boolean; // time moves only by advanceTo
  ports?: Partial<Ports>;
  gallery?: Definition; // serves the component page and the page of mails, drawn with it
  bar?: boolean; // the pages show the clock and let it be moved
  play?: TimeControl["play"]; // what the bar's "play" starts and stops
  log?: (line: string) => void;
  without?: Without; // grants to leave out, to see what needs them
  faults?: FaultHook;
  interfere?: Interfere; // with the delivery of stream records (by function id) and of events (by bus, "default")
};

export type Cloud = {
  origin: string;
  awsEndpoint: string;
  smtpPort: number;
  inboxOrigin: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string }; // an operator's, with every right
  clock: { now: () => Date; iso: () => string };
  settled: () => Promise<void>; // nothing in flight, nothing due
  advanceTo: (iso: string) => Promise<void>; // every event on the way in its order, settling after each
  nextEvent: () => string | null;
  sentMail: Composed["sentMail"];
  mailbox: Composed["mailbox"]; // what one address has received
  lay: Composed["lay"]; // a mail taken in behind SMTP at a millisecond of its own: its bytes become the stored object as they are
  dns: Composed["dns"]; // publishes sample domains, each with its own loopback address to send from
  bill: () => Bill;
  resource: (name: string) => string; // physical name by output, logical id, its beginning, or construct name
  invoke: (functionName: string, event: unknown) => Promise<InvokeResult>;
  emit: Composed["emit"]; // an event of an AWS service, such as one that a test held back
  object: Composed["object"];
  running: Composed["running"]; // executions of the machines
  grants: () => Grant[];
  denied: () => AccessDenied[];
  failures: () => Failure[];
  deadLetters: () => unknown[];
  logs: (functionName: string) => string[];
  environment: (functionName: string) => Record<string, string>; // what the deployment tells a function
  stop: () => Promise<void>;
};

const dayLength = 86_400_000;

export async function startCloud(options: CloudOptions): Promise<Cloud> {
  // Lambda lives in UTC, and a worker thread shares the zone of its process.
  process.env.TZ = "UTC";
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true });
  const release = holdFolder(dir);
  const { now, frozen = false } = options;
  const clock = createClock({ dir, frozen, ...(now === undefined ? {} : { now }) });
  const activity = createActivity();
  const ports = await choosePorts(dir, options.ports);
  const gateway = await openGateway(ports.aws);
  const abandon = async (error: unknown): Promise<never> => {
    clock.stop();
    await gateway.stop();
    release();
    throw error;
  };
  const parts = await compose({ ...options, dir, clock, activity, gateway, ports }).catch(abandon);
  const { assembly, meter, iam, workers } = parts;

  const settle = async () => {
    do await activity.quiet();
    while (clock.fireDue() > 0);
    meter.save();
  };

  let lastSweep = clock.now();
  const moveTo = async (target: number) => {
    await settle();
    for (;;) {
      const next = clock.timers.nextAt();
      if (next === null || next > target) break;
      clock.moveTo(Math.max(next, clock.now()));
      await settle();
    }
    if (target > clock.now()) clock.moveTo(target);
    if (clock.now() - lastSweep >= dayLength) {
      lastSweep = clock.now();
      await parts.deleteExpired();
    }
    await settle();
  };

  let moving: Promise<void> = Promise.resolve();
  const advanceTo = (iso: string) => {
    const target = Date.parse(iso);
    if (Number.isNaN(target)) throw new Error(`${iso} is no instant`);
    moving = moving.catch(() => {}).then(() => moveTo(target));
    return moving;
  };

  const resourceNamed = (name: string) => {
    const all = [...assembly.resources.values()];
    return (
      assembly.resources.get(name) ??
      all.find((each) => each.id.startsWith(name)) ??
      all.find((each) => each.type === "AWS::Lambda::Function" && pathName(each) === name)
    );
  };
  const functionId = (name: string) => {
    const found = assembly
      .ofType("AWS::Lambda::Function")
      .find((each) => pathName(each) === name || each.id === name);
    if (!found) throw new Error(`The assembly holds no function ${name}`);
    return found.id;
  };
  const nextEvent = () => {
    const next = clock.nextEvent();
    return next === null ? null : new Date(next).toISOString();
  };
  const time: TimeControl = { iso: clock.iso, nextEvent, advanceTo };
  if (options.play) time.play = options.play;
  await parts.begin(time).catch(async (error: unknown) => {
    await parts.stop();
    return await abandon(error);
  });

  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await parts.stop();
    await gateway.stop();
    clock.stop();
    meter.save(true);
    release();
  };

  return {
    origin: parts.origins.web,
    awsEndpoint: gateway.origin,
    smtpPort: parts.smtpPort(),
    inboxOrigin: parts.inboxOrigin,
    region: assembly.region,
    credentials: parts.operator,
    clock: { now: () => new Date(clock.now()), iso: clock.iso },
    settled: settle,
    advanceTo,
    nextEvent,
    sentMail: parts.sentMail,
    mailbox: parts.mailbox,
    lay: (raw, envelope) => {
      clock.moveTo(clock.now() + 1); // too little for anything to become due: what is under way need not end first
      return activity.track("lay", parts.lay(raw, envelope));
    },
    dns: parts.dns,
    bill: meter.bill,
    resource: (name) => {
      const found = assembly.outputs[name] ?? resourceNamed(name)?.ref;
      if (found === undefined) throw new Error(`The assembly holds nothing named ${name}`);
      return found;
    },
    invoke: async (name, event) => await parts.invoke(functionId(name), event, { kind: "operator" }),
    emit: parts.emit,
    object: parts.object,
    running: parts.running,
    grants: iam.grants,
    denied: iam.denied,
    failures: workers.failures,
    deadLetters: parts.deadLetters,
    logs: (name) => workers.logs(functionId(name)),
    environment: (name) => workers.environment(functionId(name)),
    stop: () => (stopped ??= stop()),
  };
}
