/**
 * Mail out: SES by its query protocol. It checks what SES checks, keeps every mail as it left, and reports of it.
 *
 * Compose: `const ses = createSes(context, { dns })` before the queue resumes; give `ses.handle` to the gateway for the
 * services "ses" and "email"; hand `ses.activeRuleSet` to createSmtp and `smtp.port` to `ses.connect`, so that mail to
 * our own domain and to the public mailboxes goes in again by SMTP; call `ses.resume()` once the queue is open.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Context,
  type Identity,
  type Service,
} from "./context.ts";
import { type Dns, sesAddress } from "./dns-fixture.ts";
import { domainOf, mailSettings } from "./mail-settings.ts";
import { createOutgoing, type SentMail } from "./outgoing.ts";
import { escapeXml } from "./s3-xml.ts";
import { busEvent, isDelivered, reportsOf, wantedEvents } from "./ses-events.ts";
import { fromOf, recipientsOf, sentForm, settingsIn } from "./ses-headers.ts";
import { composeSimple, listOf, tagsOf } from "./ses-request.ts";
import { sendBySmtp } from "./smtp-client.ts";

/** Limits of the API: bytes of a mail as handed over, and people in it. */
const sizeLimit = 10 * 1024 * 1024;
const recipientLimit = 50;

const Dispatch = z.object({ id: z.string() });
const ReportJob = z.object({
  id: z.string(),
  report: z.object({
    type: z.enum(["Send", "Delivery", "Bounce", "Complaint", "DeliveryDelay", "Reject"]),
    after: z.number(),
    recipients: z.array(z.string()),
  }),
});

const bare = (address: string) => (/<([^<>]+)>\s*$/.exec(address)?.[1] ?? address).trim();

function rejected(message: string): AwsError {
  return new AwsError("MessageRejected", message, 400);
}

export type Ses = ReturnType<typeof createSes>;

export function createSes(context: Context, { dns }: { dns: Dns }) {
  const settings = mailSettings(context.assembly);
  const isWanted = wantedEvents(context);
  const outgoing = createOutgoing(context.dir);
  const ruleSetFile = join(context.dir, "mail-out", "active-rule-set");
  mkdirSync(join(context.dir, "mail-out"), { recursive: true });
  let smtpPort = () => 0;
  const arnOf = (kind: string, name: string) =>
    `arn:aws:ses:${context.assembly.region}:${context.assembly.account}:${kind}/${name}`;

  function activeRuleSet(): string | undefined {
    try {
      return readFileSync(ruleSetFile, "utf8") || undefined;
    } catch {
      return undefined; // none was ever activated
    }
  }

  function identityOf(from: string): string {
    const known = settings.identities.map((name) => name.toLowerCase());
    const address = from.toLowerCase();
    const identity = known.find((name) => name === address || name === domainOf(address));
    if (identity) return identity;
    throw rejected(
      `Email address is not verified. The following identities failed the check in region ${context.assembly.region.toUpperCase()}: ${from}`,
    );
  }

  interface Wish {
    raw: Buffer;
    to: string[];
    source: string | undefined;
    set: string | undefined;
    tags: Record<string, string>;
  }

  /** Everything SES refuses at once, and the grants it needs: on the identity, and on the set that is used. */
  function check(wish: Wish, action: string, identity: Identity): string {
    const from = fromOf(wish.raw) ?? (wish.source ? bare(wish.source) : undefined);
    if (!from) throw new AwsError("InvalidParameterValue", "Missing required header 'From'.", 400);
    const conditions = { "ses:FromAddress": from, "ses:Recipients": wish.to };
    context.authorize(identity, `ses:${action}`, arnOf("identity", domainOf(from)), conditions);
    if (wish.set)
      context.authorize(identity, `ses:${action}`, arnOf("configuration-set", wish.set), conditions);
    identityOf(from);
    if (wish.source) identityOf(bare(wish.source));
    if (wish.to.length === 0) throw new AwsError("InvalidParameterValue", "Missing final destination.", 400);
    if (wish.to.length > recipientLimit) throw rejected("Recipient count exceeds 50.");
    if (wish.raw.length > sizeLimit)
      throw new AwsError("InvalidParameterValue", "Message length is more than 10485760 bytes long", 400);
    for (const [name, value] of Object.entries(wish.tags))
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(name) || !/^[A-Za-z0-9_.@-]{1,256}$/.test(value))
        throw new AwsError("InvalidParameterValue", `Invalid tag value <${value}>`, 400);
    if (wish.set && !context.assembly.byRef("AWS::SES::ConfigurationSet", wish.set))
      throw new AwsError(
        "ConfigurationSetDoesNotExist",
        `Configuration set <${wish.set}> does not exist.`,
        400,
      );
    return from;
  }

  async function send(wish: Wish, action: string, identity: Identity): Promise<string> {
    const from = check(wish, action, identity);
    const number = outgoing.nextNumber();
    const hash = createHash("sha256").update(`${number}/${from}`).digest("hex");
    const id = `0100${hash.slice(0, 12)}-${hash.slice(12, 20)}-${hash.slice(20, 24)}-${hash.slice(24, 28)}-${hash.slice(28, 32)}-${hash.slice(32, 44)}-000000`;
    const at = new Date(context.clock.now());
    const made = { id, at, region: context.assembly.region, mailFrom: `bounce.${domainOf(from)}` };
    const mail: SentMail = {
      id,
      number,
      at: at.toISOString(),
      from: wish.source ? bare(wish.source) : from,
      to: wish.to.map(bare),
      tags: wish.tags,
      ...(wish.set ? { configurationSet: wish.set } : {}),
      caller: identity.kind === "role" ? identity.role : identity.kind,
      handled: false,
    };
    const raw = await dns.sign(sentForm(wish.raw, made), from, at.getTime());
    outgoing.keep(mail, raw);
    await dispatchLater(mail);
    return id;
  }

  const dispatchLater = (mail: SentMail) =>
    context.queue.enqueue({
      kind: "ses-dispatch",
      target: "ses",
      id: `ses-${mail.id}`,
      payload: { id: mail.id },
    });

  function kept(id: string): SentMail {
    const mail = outgoing.find(id);
    if (!mail) throw new Error(`SES knows no mail ${id}`);
    return mail;
  }

  /** Plans the reports of a mail, and sends it on where its recipients are behind our own SMTP port. */
  async function dispatch(payload: unknown): Promise<void> {
    const mail = kept(Dispatch.parse(payload).id);
    if (mail.handled) return;
    const ours = mail.to.filter(
      (to) => domainOf(to) === settings.domain || settings.redirects.has(to.toLowerCase()),
    );
    if (ours.length > 0 && smtpPort() > 0) {
      const raw = await outgoing.rawOf(mail);
      const from = `${mail.id}@bounce.${settings.domain}`;
      await sendBySmtp({
        port: smtpPort(),
        from,
        to: ours,
        raw,
        localAddress: sesAddress,
        name: "a8-1.smtp-out.amazonses.com",
      });
    }
    for (const [n, report] of reportsOf(mail, context.random(`ses/${mail.id}`)).entries()) {
      if (!isWanted(mail.configurationSet, report.type)) continue;
      await context.queue.enqueue({
        kind: "ses-report",
        target: "ses",
        id: `ses-${mail.id}-${n}`,
        payload: { id: mail.id, report },
        notBefore: Date.parse(mail.at) + report.after * 1000,
      });
    }
    outgoing.markHandled(mail);
  }

  async function tell(payload: unknown): Promise<void> {
    const { id, report } = ReportJob.parse(payload);
    const mail = kept(id);
    await context.emit(busEvent(context, mail, await outgoing.rawOf(mail), report));
  }

  context.queue.define("ses-dispatch", { run: dispatch });
  context.queue.define("ses-report", { run: tell });

  type Action = (input: URLSearchParams, identity: Identity) => Promise<string> | string;

  const actions: Record<string, Action> = {
    SendRawEmail: async (input, identity) => {
      const raw = Buffer.from(input.get("RawMessage.Data") ?? "", "base64");
      const inside = settingsIn(raw);
      const named = listOf(input, "Destinations");
      const wish = {
        raw,
        to: named.length > 0 ? named : recipientsOf(raw),
        source: input.get("Source") ?? undefined,
        set: input.get("ConfigurationSetName") ?? inside.set,
        tags: { ...inside.tags, ...tagsOf(input) },
      };
      return `<MessageId>${await send(wish, "SendRawEmail", identity)}</MessageId>`;
    },
    SendEmail: async (input, identity) => {
      const to = ["To", "Cc", "Bcc"].flatMap((kind) => listOf(input, `Destination.${kind}Addresses`));
      const wish = {
        raw: await composeSimple(input),
        to,
        source: input.get("Source") ?? undefined,
        set: input.get("ConfigurationSetName") ?? undefined,
        tags: tagsOf(input),
      };
      return `<MessageId>${await send(wish, "SendEmail", identity)}</MessageId>`;
    },
    GetSendQuota: (_input, identity) => {
      context.authorize(identity, "ses:GetSendQuota", "*");
      const since = context.clock.now() - 86_400_000;
      const sent = outgoing.all().filter((mail) => Date.parse(mail.at) > since).length;
      return `<Max24HourSend>50000</Max24HourSend><MaxSendRate>14</MaxSendRate><SentLast24Hours>${sent}</SentLast24Hours>`;
    },
    DescribeActiveReceiptRuleSet: (_input, identity) => {
      context.authorize(identity, "ses:DescribeActiveReceiptRuleSet", "*");
      const name = activeRuleSet();
      return name ? `<Metadata><Name>${escapeXml(name)}</Name></Metadata><Rules/>` : "";
    },
    SetActiveReceiptRuleSet: (input, identity) => {
      context.authorize(identity, "ses:SetActiveReceiptRuleSet", "*");
      const name = input.get("RuleSetName") ?? "";
      if (name && !context.assembly.byRef("AWS::SES::ReceiptRuleSet", name))
        throw new AwsError("RuleSetDoesNotExist", `Rule set does not exist: ${name}`, 400);
      writeFileSync(`${ruleSetFile}.new`, name);
      renameSync(`${ruleSetFile}.new`, ruleSetFile);
      return "";
    },
  };

  async function handle(request: AwsRequest, identity: Identity): Promise<AwsResponse> {
    const input = new URLSearchParams(request.body.toString("utf8"));
    const action = input.get("Action") ?? request.action;
    const run = actions[action];
    if (!run) {
      context.authorize({ kind: "anonymous" }, `ses:${action}`, "*"); // unknown: denied by name
      throw new AwsError("InvalidAction", `${action} is not part of the local SES`, 400);
    }
    const result = await run(input, identity);
    const body = `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>local</RequestId></ResponseMetadata></${action}Response>`;
    return { status: 200, headers: { "content-type": "text/xml" }, body };
  }

  return {
    handle: handle satisfies Service["handle"],
    activeRuleSet,
    connect: (port: () => number): void => {
      smtpPort = port;
    },
    /** Takes up mails that a former life had taken but not planned the reports of. */
    resume: async (): Promise<void> => {
      for (const mail of outgoing.all()) if (!mail.handled) await dispatchLater(mail);
    },
    outgoing,
    /** Everything that ever left, or that left after the mail of this number; with its bytes. */
    sentMail: async (after = 0) => {
      const mails = outgoing.all().filter(({ number }) => number > after);
      return await Promise.all(mails.map(async (mail) => ({ ...mail, raw: await outgoing.rawOf(mail) })));
    },
    /** What a mailbox holds, with its bytes, oldest first. */
    mailbox: async (address: string) => {
      if (!isDelivered(address)) return [];
      return await Promise.all(
        outgoing.inbox(address).map(async (mail) => ({ ...mail, raw: await outgoing.rawOf(mail) })),
      );
    },
  };
}
