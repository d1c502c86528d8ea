/** Puts the parts of the local cloud together, in the order in which they need each other. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { WatchedActivity } from "./activity.ts";
import { loadAssembly } from "./assembly.ts";
import type { TimeControl } from "./bar.ts";
import type { MovableClock } from "./clock.ts";
import type { CloudOptions } from "./cloud.ts";
import type { Assembly, Context, Service } from "./context.ts";
import { createDestinations } from "./destinations.ts";
import { createDns } from "./dns-fixture.ts";
import { startEngine } from "./dynamo-engine.ts";
import { createDynamoDb } from "./dynamodb.ts";
import { createEvents } from "./events.ts";
import { createFunctions } from "./functions.ts";
import type { Gateway } from "./gateway.ts";
import { createGuardDuty } from "./guardduty.ts";
import { createIam } from "./iam.ts";
import { createInbox } from "./inbox.ts";
import { isRecord } from "./intrinsics.ts";
import { createKeys } from "./keys.ts";
import { createMachines } from "./machines.ts";
import { createMeter } from "./meter.ts";
import type { Ports } from "./ports.ts";
import { createQueue } from "./queue.ts";
import { createResources } from "./resources.ts";
import { createS3 } from "./s3.ts";
import { createSecrets, createSecretValues, resolveSecrets } from "./secrets.ts";
import { createSes } from "./ses.ts";
import { createSignIn } from "./sign-in.ts";
import { createSmtp } from "./smtp.ts";
import { createStreams } from "./streams.ts";
import { createWeb, type Web } from "./web.ts";
import { createWorkers } from "./workers.ts";

type Given = CloudOptions & {
  clock: MovableClock;
  activity: WatchedActivity;
  gateway: Gateway;
  ports: Ports;
};

export type Composed = Awaited<ReturnType<typeof compose>>;

export async function compose(given: Given) {
  const { dir, clock, activity, gateway, ports, seed = 1, log = () => {} } = given;
  const startingEngine = startEngine(join(dir, "tables"));
  const assembly = loadAssembly(given.assembly);
  const secretOf = fillSecrets(assembly, dir);
  const meter = createMeter(dir);
  const keys = createKeys(`${assembly.stackName}/${seed}`);
  const iam = createIam(assembly, given.without);
  const queue = createQueue({ dir, clock, activity, log });
  const origins = { web: `http://localhost:${ports.web}`, aws: gateway.origin };
  const base = {
    assembly,
    clock,
    queue,
    meter,
    activity,
    origins,
    dir,
    log,
    random: (name: string) => seeded(`${seed}/${name}`),
    authorize: iam.authorize,
    accessKey: keys.find,
    issueKey: keys.issue,
  };
  const signIn = createSignIn(base, { port: ports.signIn });
  const workers = createWorkers(base, iam, { PUBLIC_ORIGIN: origins.web, ...signIn.environment });
  const { deliver, letters } = createDestinations(base, () => s3.putObject);
  const functions = createFunctions({ context: base, workers, iam, deliver });
  const events = createEvents({
    context: { ...base, ...functions },
    frozen: clock.frozen,
    iam,
    deliver,
    interfere: given.interfere,
    startExecution: async (machineArn, input, by) => {
      const body = Buffer.from(JSON.stringify({ stateMachineArn: machineArn, input: JSON.stringify(input) }));
      await machines.handle({ ...emptyRequest, service: "states", action: "StartExecution", body }, by);
    },
  });
  const context: Context = { ...base, ...functions, emit: events.emit };
  const s3 = createS3(context);
  createGuardDuty(context, iam, s3);
  const dns = createDns(context);
  const ses = createSes(context, { dns });
  const smtp = createSmtp(context, { s3, dns, activeRuleSet: ses.activeRuleSet });
  ses.connect(smtp.port);
  const inbox = createInbox(context, { outgoing: ses.outgoing });
  let web: Web | undefined;
  const machines = createMachines(context);
  const engine = await startingEngine;
  const dynamodb = await createDynamoDb(context, engine);
  const streams = createStreams({ context, engine, workers, iam, deliver, interfere: given.interfere });
  dynamodb.onWrite((tableId) => {
    streams.wake(tableId);
    events.touched();
  });
  const resources = createResources(context, workers);
  const services: Record<string, Service> = {
    dynamodb,
    s3,
    states: machines,
    events,
    ses,
    email: ses, // how SES signs its newer protocol
    secretsmanager: createSecrets(context, secretOf),
  };
  gateway.attach({
    context,
    services,
    keepDenied: iam.keep,
    endWorker: workers.end,
    faults: given.faults,
    own: (request, body) => resources.answer(request.url ?? "/", body),
  });

  return {
    assembly,
    meter,
    iam,
    workers,
    origins,
    operator: keys.issue({ kind: "operator" }),
    invoke: functions.invoke,
    emit: events.emit,
    running: machines.running,
    deleteExpired: dynamodb.deleteExpired,
    object: s3.getObject,
    smtpPort: smtp.port,
    lay: smtp.lay,
    inboxOrigin: `http://127.0.0.1:${ports.inbox}`,
    sentMail: ses.sentMail,
    mailbox: ses.mailbox,
    dns,
    deadLetters: () => [
      ...queue.dead(),
      ...assembly.ofType("AWS::SQS::Queue").flatMap((each) => letters(each.id)),
    ],
    begin: async (time: TimeControl) => {
      await smtp.listen(ports.smtp);
      await inbox.listen(ports.inbox);
      if (assembly.ofType("AWS::Cognito::UserPool").length > 0) await signIn.begin();
      await resources.deploy();
      if (assembly.ofType("AWS::CloudFront::Distribution").length > 0) {
        web = createWeb(context, { time, bar: given.bar ?? false, gallery: given.gallery });
        await web.listen(ports.web);
      }
      queue.resume();
      await ses.resume();
      streams.wakeAll();
      machines.resumeAll();
      events.begin();
    },
    stop: async () => {
      await web?.stop();
      await signIn.stop();
      await inbox.stop();
      await smtp.stop();
      queue.stop();
      streams.stop();
      machines.stop();
      await workers.stop();
      await engine.stop();
    },
  };
}

const emptyRequest = { method: "POST", path: "/", query: new URLSearchParams(), headers: {} };

/** Puts the values of secrets where the template refers to them. */
function fillSecrets(assembly: Assembly, dir: string): (arn: string) => string {
  const secretOf = createSecretValues(assembly, dir);
  for (const resource of assembly.resources.values()) {
    const filled = resolveSecrets(resource.properties, secretOf);
    if (isRecord(filled)) resource.properties = filled;
  }
  return secretOf;
}

/** A stream of numbers in [0, 1) that is the same for the same words. */
function seeded(words: string): () => number {
  let n = 0;
  return () => {
    n += 1;
    return createHash("sha256").update(`${words}/${n}`).digest().readUInt32BE(0) / 2 ** 32;
  };
}
