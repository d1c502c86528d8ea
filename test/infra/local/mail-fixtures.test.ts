/** What mail verdicts rest on: the DNS fixture, the redirecting relay, and which receipt rule takes a recipient. */
import { expect, test } from "vitest";
import { createDns, usualPosture } from "../../../infra/local/dns-fixture.ts";
import { receiptRules, takes } from "../../../infra/local/receipt-rules.ts";
import { redirected } from "../../../infra/local/relay.ts";
import { assemblyOf, edgeContext, resource } from "./edge-context.ts";

const ours = resource("Receive", "AWS::Lambda::Function", {
  Environment: { Variables: { MAIL_DOMAIN: "in.hoja.example", REDIRECTS: '{"unnm@iom.int":"in-7h2k"}' } },
});

test("each domain keeps its own address and its keys over a restart", async () => {
  const { context } = edgeContext([ours]);
  const first = createDns(context);
  const a = first.publish("co.example");
  const b = first.publish("pe.example", { spf: true, dkim: true, dmarc: "reject" });
  expect(a.address).not.toBe(b.address);
  expect(a.address).toMatch(/^127\.0\.1\./);
  const key = await first.resolve("local._domainkey.pe.example", "TXT");
  const again = createDns(context);
  expect(again.publish("co.example")).toEqual(a);
  expect(await again.resolve("local._domainkey.pe.example", "TXT")).toEqual(key);
  expect(await again.resolve("_dmarc.pe.example", "TXT")).toEqual([["v=DMARC1; p=reject"]]);
});

test("hundreds of domains find addresses, none twice", () => {
  const dns = createDns(edgeContext([ours]).context);
  const addresses = Array.from(
    { length: 300 },
    (_, n) => dns.publish(`d${n}.example`, usualPosture("x")).address,
  );
  expect(new Set(addresses).size).toBe(300);
  expect(addresses.every((address) => /^127\.0\.[12]\.([1-9]|\d\d|1\d\d|2[0-4]\d|250)$/.test(address))).toBe(
    true,
  );
});

test("only reserved domains are published; the others have no records", async () => {
  const dns = createDns(edgeContext([ours]).context);
  expect(() => dns.publish("gob.pe")).toThrow(/reserved/);
  await expect(dns.resolve("nobody.example", "TXT")).rejects.toMatchObject({ code: "ENOTFOUND" });
  expect(dns.zoneOf("unnm@iom.int")?.address).toBe("127.0.1.3");
});

test("the usual domains are of every kind, and the same in every run", () => {
  const policies = Array.from({ length: 60 }, (_, n) => usualPosture(`m${n}.example`).dmarc);
  expect(new Set(policies)).toEqual(new Set(["none", "quarantine", "reject", null]));
  expect(usualPosture("m1.example")).toEqual(usualPosture("m1.example"));
});

test("a redirect keeps the envelope of some mails and rewrites that of others, and marks some subjects", () => {
  const envelope = { from: "a@co.example", recipients: ["unnm@iom.int"], client: "127.0.1.11", helo: "mta" };
  const mails = Array.from({ length: 40 }, (_, n) => {
    const raw = Buffer.from(`From: a@co.example\r\nSubject: Nota ${n}\r\n\r\nTexto\r\n`);
    return redirected(raw, envelope, "unnm@iom.int", "in-7h2k@in.hoja.example", new Date(0));
  });
  const senders = new Set(mails.map((mail) => mail.from.replace(/SRS0=[0-9a-f]{4}/, "SRS0")));
  expect(senders).toEqual(new Set(["a@co.example", "SRS0=XX=co.example=a@iom.int"]));
  const marked = mails.filter((mail) => mail.raw.includes("Subject: [EXTERNAL] Nota"));
  expect(marked.length).toBeGreaterThan(5);
  expect(marked.length).toBeLessThan(25);
  expect(mails.every((mail) => mail.localAddress === "127.0.1.3")).toBe(true);
});

test("a bounce through the redirect keeps its empty sender", () => {
  const envelope = { from: "", recipients: ["unnm@iom.int"], client: "127.0.1.11", helo: "mta" };
  const mail = redirected(
    Buffer.from("Subject: x\r\n\r\n"),
    envelope,
    "unnm@iom.int",
    "s@in.example",
    new Date(0),
  );
  expect(mail.from).toBe("");
});

const rule = (id: string, more: Record<string, unknown>, after?: string) =>
  resource(id, "AWS::SES::ReceiptRule", {
    RuleSetName: "set",
    ...(after ? { After: after } : {}),
    Rule: { Enabled: true, Actions: [], ...more },
  });

test("rules stand in the order that the template chains them, without those that are off", () => {
  const rules = receiptRules(
    assemblyOf([rule("C", {}, "b"), rule("B", {}, "a"), rule("A", {}), rule("D", { Enabled: false }, "c")]),
  );
  expect(rules.map((r) => r.name)).toEqual(["a", "b", "c"]);
});

test.each([
  ["its domain", ["in.example"], "x@IN.example", true],
  ["not what lies below it", ["in.example"], "x@sub.in.example", false],
  ["what lies below, by a dot", [".in.example"], "x@sub.in.example", true],
  ["one address", ["a@in.example"], "A@in.example", true],
  ["and no other", ["a@in.example"], "b@in.example", false],
  ["everything, when it names nobody", [], "x@any.example", true],
])("a rule takes %s", (_title, recipients, address, expected) => {
  const [only] = receiptRules(assemblyOf([rule("A", { Recipients: recipients })]));
  expect(only && takes(only, address)).toBe(expected);
});

test("an action that the local cloud does not know stops the start", () => {
  const bounce = { BounceAction: { Message: "no", Sender: "a@in.example", SmtpReplyCode: "550" } };
  expect(() => receiptRules(assemblyOf([rule("A", { Actions: [bounce] })]))).toThrow();
});
