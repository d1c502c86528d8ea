/**
 * Mail in: an SMTP server that does what SES does with a mail, by the receipt rules of the template.
 *
 * Compose: `const smtp = createSmtp(context, { s3, dns, activeRuleSet: ses.activeRuleSet })`, before the queue resumes;
 * then `await smtp.listen(port)`. A mail is on disk as a job before its sender reads 250; the job finds the verdicts
 * from the DNS fixture and the peer's own address, puts the mail into its bucket and tells the function.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import * as z from "zod";
import type { Context } from "./context.ts";
import type { Dns } from "./dns-fixture.ts";
import { mailSettings } from "./mail-settings.ts";
import { type Envelope, examine, traceHeaders, type Verdicts } from "./mail-verdicts.ts";
import { type ReceiptRule, receiptRules, takes } from "./receipt-rules.ts";
import { receivedEvent } from "./received-event.ts";
import { redirected } from "./relay.ts";
import type { S3 } from "./s3.ts";
import { openSmtp, type SmtpMail, type SmtpSender } from "./smtp-client.ts";

/** SES takes mails up to 40 MB in. */
const sizeLimit = 40 * 1024 * 1024;

const Job = z.object({
  id: z.string(),
  at: z.string(),
  envelope: z.object({
    from: z.string(),
    recipients: z.array(z.string()),
    client: z.string(),
    helo: z.string(),
  }),
  mailbox: z.string().optional(), // a public mailbox: the mail goes to the relay instead of the rules
});
type Job = z.infer<typeof Job>;

interface Parts {
  s3: S3;
  dns: Dns;
  activeRuleSet: () => string | undefined;
}

/** An answer with its SMTP code, as smtp-server wants it. */
class Refusal extends Error {
  override name = "Refusal";
  readonly responseCode: number;
  constructor(responseCode: number, message: string) {
    super(message);
    this.responseCode = responseCode;
  }
}

export type Smtp = ReturnType<typeof createSmtp>;

export function createSmtp(context: Context, { s3, dns, activeRuleSet }: Parts) {
  const settings = mailSettings(context.assembly);
  const rules = receiptRules(context.assembly);
  const folder = join(context.dir, "mail-in");
  mkdirSync(folder, { recursive: true });
  let port = 0;
  let sender: SmtpSender | undefined;

  const activeRules = (): ReceiptRule[] => rules.filter((rule) => rule.ruleSet === activeRuleSet());
  const fileOf = (id: string) => join(folder, `${id}.eml`);

  /** As a mail exchanger does: what no rule takes and no public mailbox is, is nobody's here. */
  function checkRecipient(address: string): void {
    if (settings.redirects.has(address.toLowerCase())) return;
    if (!activeRules().some((rule) => takes(rule, address)))
      throw new Refusal(550, `5.1.1 Requested action not taken: mailbox unavailable: ${address}`);
  }

  /** Writes the mail down, then the jobs: one for each public mailbox, one for all recipients of our own domain. */
  async function accept(raw: Buffer, envelope: Envelope): Promise<string> {
    const at = context.clock.iso();
    const redirects = envelope.recipients.filter((r) => settings.redirects.has(r.toLowerCase()));
    const own = envelope.recipients.filter((r) => !settings.redirects.has(r.toLowerCase()));
    const jobs = redirects.map(
      (mailbox): Job => ({ id: newId(), at, envelope, mailbox: mailbox.toLowerCase() }),
    );
    if (own.length > 0) jobs.push({ id: newId(), at, envelope: { ...envelope, recipients: own } });
    for (const job of jobs) {
      await writeFile(`${fileOf(job.id)}.new`, raw);
      await rename(`${fileOf(job.id)}.new`, fileOf(job.id));
      const kind = job.mailbox ? "mail-redirect" : "mail-in";
      await context.queue.enqueue({ kind, target: kind, id: `${kind}-${job.id}`, payload: job });
    }
    return jobs.map((job) => job.id).join(" ");
  }

  async function applyRule(
    rule: ReceiptRule,
    job: Job,
    raw: Buffer,
    verdicts: Verdicts,
    invoke: Context["invokeLater"],
  ) {
    const recipients = job.envelope.recipients.filter((r) => takes(rule, r));
    const by = { kind: "service", service: "ses.amazonaws.com", sourceArn: rule.arn } as const;
    for (const action of rule.actions) {
      if ("S3Action" in action) {
        const { BucketName, ObjectKeyPrefix } = action.S3Action;
        await s3.putObject({ bucket: BucketName, key: `${ObjectKeyPrefix}${job.id}` }, raw, by);
      } else if ("LambdaAction" in action) {
        const { FunctionArn: functionArn } = action.LambdaAction;
        const event = receivedEvent({ ...job, recipients, verdicts, functionArn }, raw);
        await invoke(functionArn, event, by);
      } else return "stop";
    }
    return "on";
  }

  async function receive(payload: unknown): Promise<void> {
    const job = Job.parse(payload);
    const plain = await readFile(fileOf(job.id));
    const examined = await examine(plain, job.envelope, dns);
    const at = new Date(job.at);
    const headers = traceHeaders(examined, job.envelope, { id: job.id, at, region: context.assembly.region });
    const raw = Buffer.concat([Buffer.from(headers), plain]);
    await applyRules(job, raw, examined.verdicts, context.invokeLater);
    await rm(fileOf(job.id), { force: true });
  }

  async function applyRules(job: Job, raw: Buffer, verdicts: Verdicts, invoke: Context["invokeLater"]) {
    context.meter.count("ses:Inbound");
    context.meter.count("ses:InboundChunk", Math.ceil(raw.length / (256 * 1024)));
    for (const rule of activeRules()) {
      if (!job.envelope.recipients.some((r) => takes(rule, r))) continue;
      if ((await applyRule(rule, job, raw, verdicts, invoke)) === "stop") break;
    }
  }

  /** The function's first attempt is waited for; the further ones come in their time. */
  const invokeNow: Context["invokeLater"] = async (functionId, event, by) => {
    const result = await context.invoke(functionId, event, by);
    if ("error" in result) await context.invokeLater(functionId, event, by);
  };

  /**
   * Takes a mail in behind SMTP, by the same verdicts and rules, but its bytes become the object as they are, without
   * our headers on top. Answers its id when the function has been through it.
   */
  async function lay(raw: Buffer, envelope: Envelope): Promise<string> {
    for (const recipient of envelope.recipients) checkRecipient(recipient);
    const job = { id: newId(), at: context.clock.iso(), envelope };
    const { verdicts } = await examine(raw, envelope, dns);
    await applyRules(job, raw, verdicts, invokeNow);
    return job.id;
  }

  /** The relay speaks to this very port, as any other server. */
  async function sendOn(mail: SmtpMail): Promise<void> {
    sender ??= openSmtp(port);
    await sender.send(mail);
  }

  async function redirect(payload: unknown): Promise<void> {
    const job = Job.parse(payload);
    const secret = settings.redirects.get(job.mailbox ?? "");
    if (!job.mailbox || !secret) throw new Error(`${job.mailbox} redirects nowhere`);
    const raw = await readFile(fileOf(job.id));
    const mail = redirected(raw, job.envelope, job.mailbox, secret, new Date(job.at));
    await sendOn(mail);
    await rm(fileOf(job.id), { force: true });
  }

  context.queue.define("mail-in", { run: receive });
  context.queue.define("mail-redirect", { run: redirect });

  const server = new SMTPServer({
    name: `inbound-smtp.${context.assembly.region}.amazonaws.com`,
    banner: "ready",
    size: sizeLimit,
    closeTimeout: 1000,
    disabledCommands: ["AUTH", "STARTTLS"],
    disableReverseLookup: true,
    logger: false,
    onRcptTo({ address }, _session, done) {
      try {
        checkRecipient(address);
        done();
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
    onData(stream, session, done) {
      const end = context.activity.begin("smtp");
      const take = async () => {
        const raw = Buffer.concat(await stream.toArray());
        if (stream.sizeExceeded) throw new Refusal(552, "5.3.4 Message too big for system");
        return await accept(raw, {
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : "",
          recipients: session.envelope.rcptTo.map((r) => r.address),
          client: session.remoteAddress,
          helo: String(session.hostNameAppearsAs || session.remoteAddress),
        });
      };
      take()
        .then((id) => done(null, `Ok ${id}`))
        .catch((error: Error) => done(error))
        .finally(end);
    },
  });
  server.on("error", (error: Error) => context.log(`SMTP: ${error.message}`));

  return {
    /** Opens the port on 127.0.0.1 and answers which one it is. */
    listen: async (wanted = 0): Promise<number> => {
      const listening = server.listen(wanted, "127.0.0.1");
      await new Promise<void>((resolve, reject) =>
        listening.once("listening", resolve).once("error", reject),
      );
      const address: AddressInfo | string | null = listening.address();
      port = address !== null && typeof address !== "string" ? address.port : wanted;
      return port;
    },
    port: () => port,
    lay,
    stop: async (): Promise<void> => {
      sender?.close();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Letters and digits, as long as those of SES. */
function newId(): string {
  return randomBytes(20).toString("hex");
}
