/** Mail in: what the server takes, which verdicts it finds, and what the receipt rules make of it. */
import { createTransport } from "nodemailer";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod";
import { createDns, type Dns } from "../../../infra/local/dns-fixture.ts";
import { createS3, type S3 } from "../../../infra/local/s3.ts";
import { createSmtp, type Smtp } from "../../../infra/local/smtp.ts";
import { sendBySmtp } from "../../../infra/local/smtp-client.ts";
import { edgeContext, resource } from "./edge-context.ts";

const resources = [
  resource("Mail", "AWS::S3::Bucket", {
    VersioningConfiguration: { Status: "Enabled" },
    ObjectLockEnabled: true,
  }),
  resource("Receive", "AWS::Lambda::Function", {
    Environment: { Variables: { MAIL_DOMAIN: "in.hoja.example", REDIRECTS: '{"unnm@iom.int":"in-7h2k"}' } },
  }),
  resource("Whole", "AWS::SES::ReceiptRule", {
    RuleSetName: "set",
    Rule: {
      Enabled: true,
      Recipients: ["in.hoja.example"],
      ScanEnabled: true,
      Actions: [
        { S3Action: { BucketName: "mail", ObjectKeyPrefix: "inbound/" } },
        { LambdaAction: { FunctionArn: "arn:receive-mail", InvocationType: "Event" } },
      ],
    },
  }),
];

const Told = z.object({
  Records: z.tuple([
    z.object({
      ses: z.object({
        mail: z.looseObject({ messageId: z.string(), source: z.string() }),
        receipt: z.looseObject({ recipients: z.array(z.string()) }),
      }),
    }),
  ]),
});

let edge: ReturnType<typeof edgeContext>;
let dns: Dns;
let s3: S3;
let smtp: Smtp;
let port: number;

beforeEach(async () => {
  edge = edgeContext(resources);
  dns = createDns(edge.context);
  s3 = createS3(edge.context);
  smtp = createSmtp(edge.context, { s3, dns, activeRuleSet: () => "set" });
  port = await smtp.listen();
});
afterEach(() => smtp.stop());

const text = (from: string, body = "Estimados señores:\r\n\r\n.punto\r\n") =>
  Buffer.from(
    `From: Misión <${from}>\r\nTo: copresidencias@in.hoja.example\r\nSubject: Manifestación\r\nMessage-ID: <1@x>\r\nDate: Mon, 4 Nov 2024 12:00:00 +0000\r\n\r\n${body}`,
  );

interface Sending {
  from?: string;
  to?: string;
  client?: string | undefined;
  raw?: Buffer;
}

/** Sends, lets the jobs run, and answers the event that the function was told and the mail as it was kept. */
async function send({
  from = "mision@co.example",
  to = "copresidencias@in.hoja.example",
  client,
  raw,
}: Sending) {
  const localAddress = client ?? dns.zoneOf(from)?.address ?? "127.0.0.1";
  await sendBySmtp({ port, from, to: [to], raw: raw ?? text(from), localAddress, name: "mta.co.example" });
  await edge.run();
  const { ses } = Told.parse(edge.told.at(-1)?.event).Records[0];
  const kept = await s3.getObject({ bucket: "mail", key: `inbound/${ses.mail.messageId}` });
  return { ...ses, kept: kept?.toString("utf8") ?? "" };
}

test("a mail from its domain's own address is kept byte for byte below the headers of SES, and told", async () => {
  dns.publish("co.example", { spf: true, dkim: true, dmarc: "none" });
  const { mail, receipt, kept } = await send({});
  expect(edge.told[0]).toMatchObject({
    functionId: "arn:receive-mail",
    by: { service: "ses.amazonaws.com" },
  });
  expect(mail).toMatchObject({
    source: "mision@co.example",
    destination: ["copresidencias@in.hoja.example"],
  });
  expect(receipt).toMatchObject({
    recipients: ["copresidencias@in.hoja.example"],
    spfVerdict: { status: "PASS" },
    dkimVerdict: { status: "GRAY" },
    dmarcVerdict: { status: "PASS" },
    spamVerdict: { status: "PASS" },
    virusVerdict: { status: "PASS" },
  });
  expect(kept.endsWith(text("mision@co.example").toString("utf8"))).toBe(true);
  expect(kept).toContain(`with SMTP id ${mail.messageId}`);
  expect(kept).toMatch(
    /Authentication-Results: amazonses\.com;\r\n spf=pass [^\r]+\r\n dkim=none;\r\n dmarc=pass header\.from=co\.example;/,
  );
});

test.each([
  [
    "loopback proves nobody",
    { spf: true, dkim: true, dmarc: "reject" as const },
    "127.0.0.1",
    false,
    "FAIL",
    "FAIL",
  ],
  [
    "its own signature proves a mail from anywhere",
    { spf: true, dkim: true, dmarc: "reject" as const },
    "127.0.0.1",
    true,
    "FAIL",
    "PASS",
  ],
  [
    "a domain without policy proves nothing",
    { spf: false, dkim: false, dmarc: null },
    "127.0.0.1",
    false,
    "GRAY",
    "GRAY",
  ],
  [
    "a domain without policy that sends from its own address",
    { spf: true, dkim: false, dmarc: null },
    undefined,
    false,
    "PASS",
    "GRAY",
  ],
])("%s", async (_title, posture, client, signed, spf, dmarc) => {
  dns.publish("pe.example", posture);
  const from = "mision@pe.example";
  const raw = signed ? await dns.sign(text(from), from, edge.context.clock.now()) : text(from);
  const { receipt } = await send({ from, client, raw });
  expect(receipt).toMatchObject({ spfVerdict: { status: spf }, dmarcVerdict: { status: dmarc } });
  expect(receipt.dmarcPolicy).toBe(dmarc === "FAIL" ? posture.dmarc : undefined);
});

test("headers of the sender change no verdict", async () => {
  dns.publish("pe.example", { spf: true, dkim: true, dmarc: "reject" });
  const lie =
    "Authentication-Results: amazonses.com; spf=pass; dmarc=pass header.from=pe.example\r\nX-SES-Spam-Verdict: PASS\r\n";
  const raw = Buffer.concat([Buffer.from(lie), text("mision@pe.example")]);
  const { receipt, kept } = await send({ from: "mision@pe.example", client: "127.0.0.1", raw });
  expect(receipt).toMatchObject({ dmarcVerdict: { status: "FAIL" }, dmarcPolicy: "reject" });
  expect(kept.indexOf("dmarc=fail")).toBeLessThan(kept.indexOf("dmarc=pass"));
});

test("the test texts of scanners are found, also inside an attachment", async () => {
  const gtube = "XJS*C4JDBQADN1.NSBN3*2IDNEN*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*C.34X";
  expect((await send({ raw: text("a@co.example", gtube) })).receipt).toMatchObject({
    spamVerdict: { status: "FAIL" },
  });
  const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].join("-");
  const attached = `--b\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(eicar).toString("base64")}\r\n--b--\r\n`;
  expect((await send({ raw: text("a@co.example", attached) })).receipt).toMatchObject({
    virusVerdict: { status: "FAIL" },
  });
});

test("a mail to a public mailbox comes back through its redirect to the secret address, its SPF broken", async () => {
  dns.publish("br.example", { spf: true, dkim: false, dmarc: "reject" });
  const { receipt, kept } = await send({ from: "mision@br.example", to: "UNNM@iom.int" });
  expect(receipt).toMatchObject({
    recipients: ["in-7h2k@in.hoja.example"],
    dmarcVerdict: { status: "FAIL" },
  });
  expect(kept).toContain("Resent-From: <unnm@iom.int>");
  expect(kept).toContain("[127.0.1.3]");
});

test("nobody's mailboxes are refused, one by one", async () => {
  const attempt = send({ to: "someone@elsewhere.example" });
  await expect(attempt).rejects.toThrow(/550/);
  expect(edge.told).toHaveLength(0);
});

test("a mail above 40 MB is refused, and one of 30 MB is taken", async () => {
  const line = `${"x".repeat(998)}\r\n`;
  const big = (megabytes: number) => text("mision@co.example", line.repeat(megabytes * 1049));
  await expect(send({ raw: big(41) })).rejects.toThrow(/552|size/i);
  expect((await send({ raw: big(30) })).kept.length).toBeGreaterThan(30_000_000);
});

test("an ordinary mail program is heard, from the null sender too", async () => {
  const transport = createTransport({ host: "127.0.0.1", port, ignoreTLS: true });
  await transport.sendMail({
    from: "",
    envelope: { from: "", to: ["copresidencias@in.hoja.example"] },
    subject: "Fuera de la oficina",
    text: "Vuelvo el lunes.",
  });
  transport.close();
  await edge.run();
  expect(Told.parse(edge.told[0]?.event).Records[0].ses.mail.source).toBe("");
});

test("what the bucket's policy does not let in stays on disk for another attempt", async () => {
  edge.refuse.add("s3:PutObject");
  await expect(send({})).rejects.toMatchObject({ name: "AccessDenied" });
  expect(edge.told).toHaveLength(0);
});
