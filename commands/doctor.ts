/** Says what is missing in an account before the review can write and be written to. `--probe` tries the redirects, `--json` is for programs. */
import { resolveMx, resolveTxt } from "node:dns/promises";
import { connect } from "node:tls";
import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { DescribeActiveReceiptRuleSetCommand, SESClient } from "@aws-sdk/client-ses";
import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  SESv2Client,
  SendEmailCommand,
} from "@aws-sdk/client-sesv2";
import { definitionFile, readDefinition } from "../infra/definition.ts";
import { outputsOf, quotaCheck, sandboxCheck, stackCheck } from "../infra/doctor/account.ts";
import { type Finding, reportOf, unanswered } from "../infra/doctor/findings.ts";
import {
  type Arrived,
  dkimCheck,
  dmarcCheck,
  mailFromCheck,
  mxCheck,
  receivedFor,
  redirectCheck,
  ruleSetCheck,
} from "../infra/doctor/mail.ts";
import { certificateCheck, pageCheck, type Seen } from "../infra/doctor/web.ts";
import { localSettings, readSettings, settingsFile } from "../infra/settings.ts";
import { recordsOf } from "../shared/domain/records.ts";

const file = settingsFile();
if (file === localSettings) {
  process.stderr.write(
    "SETTINGS names the settings file of the deployment, for instance\n  SETTINGS=settings.json npm run doctor\n",
  );
  process.exit(2);
}
const settings = readSettings(file);
const { domain, region, publicOrigin } = settings;
const now = new Date();
const ses = new SESClient({ region });
const sesv2 = new SESv2Client({ region });
const s3 = new S3Client({ region });

/** Asks, and lets the checks judge the answer; no answer is a finding too. */
async function ask<Answer>(
  name: string,
  question: () => Promise<Answer>,
  judge: (answer: Answer) => Finding[],
) {
  try {
    return judge(await question());
  } catch (error) {
    return [unanswered(name, error)];
  }
}

/** No such name, or no such record: an answer too. */
function orNone<Answer>(answer: Promise<Answer[]>): Promise<Answer[]> {
  return answer.catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "ENOTFOUND" || code === "ENODATA") return [];
    throw error;
  });
}

async function stacks() {
  const client = new CloudFormationClient({ region });
  try {
    return await client.send(new DescribeStacksCommand({ StackName: `HojaDeRuta-${settings.review}` }));
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return { Stacks: [] };
    throw error;
  }
}

/** Mails of the last week, by the addresses they were received for. */
async function arrivals(bucket: string): Promise<Arrived[]> {
  const since = now.getTime() - 7 * 86_400_000;
  const arrived: Arrived[] = [];
  let next: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: "inbound/",
        ...(next ? { ContinuationToken: next } : {}),
      }),
    );
    for (const { Key, LastModified } of page.Contents ?? []) {
      if (!Key || !LastModified || LastModified.getTime() < since) continue;
      const head = await s3.send(new GetObjectCommand({ Bucket: bucket, Key, Range: "bytes=0-16383" }));
      arrived.push({
        at: LastModified,
        recipients: receivedFor((await head.Body?.transformToString("latin1")) ?? ""),
      });
    }
    next = page.NextContinuationToken;
  } while (next);
  return arrived;
}

/** Writes to each public mailbox; the redirect must bring the mail to us. */
async function probe(configurationSet: string): Promise<void> {
  for (const { mailbox } of settings.publicMailboxes) {
    await sesv2.send(
      new SendEmailCommand({
        FromEmailAddress: `secretariat@${domain}`,
        Destination: { ToAddresses: [mailbox] },
        ConfigurationSetName: configurationSet,
        Content: {
          Simple: {
            Subject: { Data: `Probe of the redirect, ${now.toISOString().slice(0, 16)}` },
            Body: {
              Text: {
                Data: "This mail should come back to its sender by the redirect. Nobody needs to answer it.",
              },
            },
            Headers: [{ Name: "Auto-Submitted", Value: "auto-generated" }],
          },
        },
      }),
    );
    process.stderr.write(`A probe went to ${mailbox}.\n`);
  }
}

function certificate(host: string): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: 443, servername: host, rejectUnauthorized: false }, () => {
      const { valid_to } = socket.getPeerCertificate();
      const why = socket.authorizationError?.message;
      resolve({ authorized: socket.authorized, ...(why ? { why } : {}), validTo: new Date(valid_to) });
      socket.end();
    });
    socket.setTimeout(10_000, () => socket.destroy(new Error(`${host} does not answer`)));
    socket.on("error", reject);
  });
}

/** An announcement to every contact, and as much again for receipts and copies. */
const busiestDay = 2 * recordsOf(readDefinition(definitionFile(settings)).definition).contacts.length;

const stack = await stacks().catch((error: unknown) => ({ error }));
const outputs = "error" in stack ? {} : outputsOf(stack);
const { RuleSet = "", MailBucket = "", ConfigurationSet = "", DistributionDomain = "" } = outputs;
if (process.argv.includes("--probe")) await probe(ConfigurationSet);

const identity = () => sesv2.send(new GetEmailIdentityCommand({ EmailIdentity: domain }));
const host = new URL(publicOrigin).hostname;
const findings = (
  await Promise.all([
    "error" in stack ? [unanswered("stack", stack.error)] : [stackCheck(stack)],
    ask(
      "receipt rule set",
      () => ses.send(new DescribeActiveReceiptRuleSetCommand({})),
      (answer) => [ruleSetCheck(answer, RuleSet, domain)],
    ),
    ask(
      "MX",
      () => orNone(resolveMx(domain)),
      (records) => [mxCheck(records, domain, region)],
    ),
    ask("DKIM", identity, (answer) => [dkimCheck(answer, domain), mailFromCheck(answer, domain, region)]),
    ask(
      "DMARC",
      () => orNone(resolveTxt(`_dmarc.${domain}`)),
      (records) => [
        dmarcCheck(
          records.map((parts) => parts.join("")),
          domain,
        ),
      ],
    ),
    ask(
      "SES account",
      () => sesv2.send(new GetAccountCommand({})),
      (answer) => [sandboxCheck(answer), quotaCheck(answer, busiestDay)],
    ),
    ask(
      "redirects",
      () => arrivals(MailBucket),
      (arrived) => settings.publicMailboxes.map((mailbox) => redirectCheck(mailbox, domain, arrived, now)),
    ),
    ask(
      "certificate",
      () => certificate(host),
      (seen) => [certificateCheck(seen, host, now)],
    ),
    ask(
      "pages",
      () => fetch(`${publicOrigin}/es`, { redirect: "manual" }),
      ({ status }) => [pageCheck(status, publicOrigin, DistributionDomain)],
    ),
  ])
).flat();

if (process.argv.includes("--json")) {
  process.stderr.write(reportOf(findings));
  process.stdout.write(`${JSON.stringify(findings)}\n`);
} else process.stdout.write(reportOf(findings));
process.exitCode = findings.some(({ state }) => state === "missing") ? 1 : 0;
