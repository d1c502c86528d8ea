/** The doctor's checks: one row for each answer that AWS, the DNS or a server can give. */
import { describe, expect, test } from "vitest";
import { outputsOf, quotaCheck, sandboxCheck, stackCheck } from "../../../infra/doctor/account.ts";
import { missing, reportOf, unanswered, well } from "../../../infra/doctor/findings.ts";
import {
  dkimCheck,
  dmarcCheck,
  mailFromCheck,
  mxCheck,
  receivedFor,
  redirectCheck,
  ruleSetCheck,
} from "../../../infra/doctor/mail.ts";
import { certificateCheck, pageCheck } from "../../../infra/doctor/web.ts";

const domain = "in.hoja.example";
const region = "us-east-1";
const now = new Date("2024-12-10T12:00:00Z");

describe("stack", () => {
  const made = new Date(0);
  test.each([
    ["not deployed", undefined, "missing"],
    ["new", "CREATE_COMPLETE", "well"],
    ["changed", "UPDATE_COMPLETE", "well"],
    ["being changed", "UPDATE_IN_PROGRESS", "attention"],
    ["rolled back", "UPDATE_ROLLBACK_COMPLETE", "attention"],
    ["never came up", "ROLLBACK_COMPLETE", "missing"],
    ["stuck", "UPDATE_ROLLBACK_FAILED", "missing"],
  ] as const)("%s", (_what, StackStatus, state) => {
    const Stacks = StackStatus ? [{ StackName: "s", CreationTime: made, StackStatus }] : [];
    expect(stackCheck({ Stacks })).toMatchObject({ state });
  });

  test("its outputs by name", () => {
    const Outputs = [{ OutputKey: "RuleSet", OutputValue: "ours" }];
    const Stacks = [{ StackName: "s", CreationTime: made, StackStatus: "CREATE_COMPLETE" as const, Outputs }];
    expect(outputsOf({ Stacks })).toEqual({ RuleSet: "ours" });
    expect(outputsOf({})).toEqual({});
  });
});

describe("SES account", () => {
  test.each([
    ["in the sandbox", { ProductionAccessEnabled: false, SendingEnabled: true }, "missing"],
    [
      "free to send",
      { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: "HEALTHY" },
      "well",
    ],
    [
      "under review",
      { ProductionAccessEnabled: true, SendingEnabled: true, EnforcementStatus: "PROBATION" },
      "missing",
    ],
    ["stopped", { ProductionAccessEnabled: true, SendingEnabled: false }, "missing"],
  ])("%s", (_what, account, state) => {
    expect(sandboxCheck(account)).toMatchObject({ state });
  });

  test.each([
    ["enough for the busiest day", { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 10 }, "well"],
    ["the sandbox's two hundred", { Max24HourSend: 200, MaxSendRate: 1, SentLast24Hours: 0 }, "missing"],
    ["used up today", { Max24HourSend: 1000, MaxSendRate: 14, SentLast24Hours: 990 }, "missing"],
    ["without a limit", { Max24HourSend: -1, MaxSendRate: 500, SentLast24Hours: 9999 }, "well"],
    ["not said", undefined, "missing"],
  ])("quota: %s", (_what, SendQuota, state) => {
    expect(quotaCheck(SendQuota ? { SendQuota } : { SendQuota: undefined }, 400)).toMatchObject({ state });
  });
});

describe("receipt rule set", () => {
  const rule = { Name: "r", Enabled: true, ScanEnabled: true, Recipients: [domain] };
  const set = (Name: string, Rules: (typeof rule)[]) => ({
    Metadata: { Name, CreatedTimestamp: now },
    Rules,
  });
  test.each([
    ["none is active", {}, "missing"],
    ["ours is active", set("ours", [rule]), "well"],
    ["ours is active, its rule switched off", set("ours", [{ ...rule, Enabled: false }]), "missing"],
    ["ours is active, without a scan", set("ours", [{ ...rule, ScanEnabled: false }]), "missing"],
    ["another is active and has our rule", set("other", [rule]), "well"],
    ["another is active and does not know us", set("other", [{ ...rule, Recipients: ["x.org"] }]), "missing"],
    ["ours is active and empty", set("ours", []), "missing"],
  ])("%s", (_what, active, state) => {
    expect(ruleSetCheck(active, "ours", domain)).toMatchObject({ state });
  });
});

describe("records of the domain", () => {
  const ours = { exchange: "inbound-smtp.us-east-1.amazonaws.com", priority: 10 };
  test.each([
    ["none", [], "missing"],
    ["ours", [ours], "well"],
    ["ours in capitals with a dot", [{ ...ours, exchange: "INBOUND-SMTP.us-east-1.amazonaws.com." }], "well"],
    ["another region's", [{ ...ours, exchange: "inbound-smtp.eu-west-1.amazonaws.com" }], "missing"],
    ["ours and another", [ours, { exchange: "mx.example.org", priority: 20 }], "missing"],
  ])("MX: %s", (_what, records, state) => {
    expect(mxCheck(records, domain, region)).toMatchObject({ check: "MX", state });
  });

  test("MX: the remedy is the record to publish", () => {
    expect(mxCheck([], domain, region).remedy).toBe(`Publish: ${domain} MX 10 ${ours.exchange}`);
  });

  test.each([
    ["verified", { DkimAttributes: { Status: "SUCCESS" as const }, VerifiedForSendingStatus: true }, "well"],
    ["pending", { DkimAttributes: { Status: "PENDING" as const, Tokens: ["abc"] } }, "missing"],
    ["no identity", {}, "missing"],
  ])("DKIM: %s", (_what, identity, state) => {
    expect(dkimCheck(identity, domain)).toMatchObject({ state });
  });

  test("DKIM: the remedy is the records to publish", () => {
    expect(dkimCheck({ DkimAttributes: { Status: "PENDING", Tokens: ["abc"] } }, domain).remedy).toBe(
      "Publish: abc._domainkey.in.hoja.example CNAME abc.dkim.amazonses.com",
    );
  });

  test.each([
    ["verified", "SUCCESS", "well"],
    ["pending", "PENDING", "missing"],
    ["failed", "FAILED", "missing"],
  ] as const)("MAIL FROM: %s", (_what, MailFromDomainStatus, state) => {
    const MailFromAttributes = {
      MailFromDomain: `bounce.${domain}`,
      MailFromDomainStatus,
      BehaviorOnMxFailure: "USE_DEFAULT_VALUE" as const,
    };
    expect(mailFromCheck({ MailFromAttributes }, domain, region)).toMatchObject({ state });
  });

  test.each([
    ["no record", [], "attention"],
    ["another record", ["v=spf1 -all"], "attention"],
    ["a policy that asks nothing", ["v=DMARC1; p=none"], "attention"],
    ["a policy", ["v=DMARC1; p=reject"], "well"],
  ])("DMARC: %s", (_what, records, state) => {
    expect(dmarcCheck(records, domain)).toMatchObject({ state });
  });
});

describe("redirects", () => {
  const mailbox = { mailbox: "unnm@iom.int", redirectsTo: "in-secret123" };
  const came = (at: string, address = `in-secret123@${domain}`) => ({
    at: new Date(at),
    recipients: [address],
  });
  test.each([
    ["nothing came", [], "missing"],
    ["only other mail came", [came("2024-12-10T11:00:00Z", `co-chairs@${domain}`)], "missing"],
    ["a mail came today", [came("2024-12-04T00:00:00Z"), came("2024-12-10T11:30:00Z")], "well"],
    ["the last came five days ago", [came("2024-12-05T11:30:00Z")], "attention"],
  ])("%s", (_what, arrived, state) => {
    expect(redirectCheck(mailbox, domain, arrived, now)).toMatchObject({
      state,
      check: "redirect of unnm@iom.int",
    });
  });

  const received = (rest: string) =>
    `Return-Path: <a@b.org>\r\nReceived: from mx.iom.int (mx.iom.int [192.0.2.1])\r\n by inbound-smtp.us-east-1.amazonaws.com with SMTP id abc\r\n ${rest}\r\n Tue, 10 Dec 2024 11:30:00 +0000 (UTC)\r\nSubject: x\r\n\r\nbody`;
  test.each([
    ["in a folded header", received(`for in-Secret123@${domain};`), [`in-secret123@${domain}`]],
    ["in angle brackets", received(`for <in-secret123@${domain}>;`), [`in-secret123@${domain}`]],
    ["for nobody named", received("for several;"), []],
    [
      "said only by the sender's server",
      `Received: by evil.example for <in-secret123@${domain}>; now\r\n\r\n`,
      [],
    ],
    ["no header at all", "hello", []],
  ])("the recipient %s", (_what, head, recipients) => {
    expect(receivedFor(head)).toEqual(recipients);
  });
});

describe("pages", () => {
  const host = "hoja.example";
  test.each([
    ["lasts", { authorized: true, validTo: new Date("2025-06-01") }, "well"],
    ["was not renewed", { authorized: true, validTo: new Date("2024-12-20") }, "attention"],
    ["has ended", { authorized: false, validTo: new Date("2024-12-01") }, "missing"],
    ["is another's", { authorized: false, why: "altname", validTo: new Date("2025-06-01") }, "missing"],
  ])("the certificate %s", (_what, seen, state) => {
    expect(certificateCheck(seen, host, now)).toMatchObject({ state });
  });

  test.each([
    [200, "well"],
    [403, "missing"],
    [502, "missing"],
  ])("the front page answers %i", (status, state) => {
    expect(pageCheck(status, "https://hoja.example", "d1.cloudfront.net")).toMatchObject({ state });
  });
});

describe("the report", () => {
  test("says each finding, its remedy, and how many are missing", () => {
    expect(reportOf([well("MX", "points to us"), missing("DKIM", "is not verified", "Publish it.")])).toBe(
      "✓ MX: points to us\n✗ DKIM: is not verified\n    → Publish it.\n\n1 missing.\n",
    );
    expect(reportOf([well("MX", "points to us")])).toContain("Everything that is needed is there.");
  });

  test("a question without credentials says to sign in", () => {
    const error = Object.assign(new Error("no credentials"), { name: "CredentialsProviderError" });
    expect(unanswered("stack", error)).toMatchObject({
      state: "missing",
      remedy: expect.stringContaining("Sign in"),
    });
    expect(unanswered("stack", new Error("denied")).remedy).toContain("may read");
  });
});
