/** What SES wrote on top of a mail is read as its event would have said it, and nothing that a sender wrote is. */
import { describe, expect, test } from "vitest";
import { readHeaders } from "../../shared/mail/headers.ts";
import { readTrace } from "../../shared/mail/trace.ts";

const top = [
  "Return-Path: <mision@cancilleria-co.example>",
  "Received: from mail.example (mail.example [192.0.2.17])",
  " by inbound-smtp.us-east-1.amazonaws.com with SMTP id abc123",
  " for co-chairs@in.hoja.example;",
  " Tue, 17 Dec 2024 13:15:04 +0000 (UTC)",
  "X-SES-Spam-Verdict: PASS",
  "X-SES-Virus-Verdict: PASS",
  "Received-SPF: pass (spfCheck: domain designates) client-ip=192.0.2.17;",
  "Authentication-Results: amazonses.com;",
  " spf=pass (spfCheck: domain designates) envelope-from=mision@cancilleria-co.example;",
  " dkim=fail header.i=@list.example;",
  " dkim=pass header.i=@cancilleria-co.example;",
  " dmarc=none header.from=cancilleria-co.example;",
  "X-SES-RECEIPT: eA==",
  "X-SES-DKIM-SIGNATURE: a=rsa-sha256; b=x",
];
const own = ["X-SES-Spam-Verdict: FAIL", "From: a@b.example", "", "Texto"];
const read = (lines: string[], id = "abc123") => readTrace(readHeaders(Buffer.from(lines.join("\r\n"))), id);

describe("the lines of SES", () => {
  test("tell envelope, recipients and verdicts", () => {
    expect(read([...top, ...own])).toEqual({
      envelopeSender: "mision@cancilleria-co.example",
      recipients: ["co-chairs@in.hoja.example"],
      verdicts: { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "GRAY" },
    });
  });

  test("with an empty Return-Path come from nobody", () => {
    expect(read(["Return-Path: <>", ...top.slice(1), ...own])?.envelopeSender).toBe("");
  });

  test("with a scan that failed say so, which is no pass", () => {
    const scanned = top.map((line) =>
      line.replace("Virus-Verdict: PASS", "Virus-Verdict: PROCESSING_FAILED"),
    );
    expect(read([...scanned, ...own])?.verdicts.virus).toBe("PROCESSING_FAILED");
  });
});

test.each([
  ["of another delivery", [...top, ...own], "other"],
  ["that are not there", own, "abc123"],
  ["that do not end as SES ends them", [...top.slice(0, -1), ...own], "abc123"],
])("lines %s are nobody's word", (_case, lines, id) => {
  expect(read(lines, id)).toBeNull();
});
