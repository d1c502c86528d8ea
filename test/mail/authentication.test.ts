/** What SES found counts; what a sender wrote does not. */
import { describe, expect, test } from "vitest";
import { isProven, readArc, readAuthentication } from "../../shared/mail/authentication.ts";
import type { Header } from "../../shared/mail/headers.ts";

const id = "o3vrnil0e2ic28trm7dfhrc2v0clambda4nbp0g1";
const received: Header = [
  "received",
  `from x by inbound-smtp.us-east-1.amazonaws.com with SMTP id ${id} for y`,
];
const results: Header = [
  "authentication-results",
  "amazonses.com; spf=pass (spfCheck: domain of cancilleria-co.example designates 192.0.2.17 as permitted sender) client-ip=192.0.2.17; envelope-from=mision@cancilleria-co.example; helo=mail.cancilleria-co.example; dkim=pass header.i=@cancilleria-co.example; dmarc=pass header.from=cancilleria-co.example;",
];
const forged: Header = [
  "authentication-results",
  "amazonses.com; dmarc=pass header.from=cancilleria-ar.example",
];
const earlier: Header = ["received", "from y by z with ESMTP id 1"];

describe("the header that SES put on top", () => {
  test("names the domains", () => {
    expect(readAuthentication([["return-path", "<a@b>"], received, results, earlier], id)).toEqual({
      spf: "cancilleria-co.example",
      dkim: ["cancilleria-co.example"],
      dmarc: "cancilleria-co.example",
    });
  });

  test("only what passed", () => {
    const failed: Header = [
      "authentication-results",
      "amazonses.com; spf=softfail envelope-from=a@x.example; dkim=fail header.i=@x.example; dmarc=none header.from=x.example",
    ];
    expect(readAuthentication([received, failed], id)).toEqual({ dkim: [] });
  });

  test.each<[string, Header[]]>([
    ["below another relay's Received", [received, earlier, forged]],
    ["below the end of SES's own headers", [received, ["x-ses-dkim-signature", "a"], forged]],
    ["without a Received of this delivery above it", [earlier, forged]],
    [
      "of another authority",
      [received, ["authentication-results", "mx.evil.example; dmarc=pass header.from=a.example"]],
    ],
    ["alone", [forged]],
    ["nothing", []],
  ])("is not: one %s", (_, headers) => {
    expect(readAuthentication(headers, id)).toBeNull();
  });

  test("a domain in a comment or in the greeting is not believed", () => {
    const tricky: Header = [
      "authentication-results",
      "amazonses.com; spf=pass (dmarc=pass header.from=a.example) client-ip=1; envelope-from=x@b.example; helo=b.example; dmarc=pass header.from=a.example; dmarc=pass header.from=b.example",
    ];
    expect(readAuthentication([received, tricky], id)?.dmarc).toBe("b.example");
  });
});

describe("a sender is proven", () => {
  const base: Parameters<typeof isProven>[0] = {
    verdicts: { dmarc: "PASS" },
    authentication: { dkim: [], dmarc: "cancilleria-co.example" },
    from: "mision@cancilleria-co.example",
    fromLines: 1,
  };
  test("when DMARC passed for the very domain of From", () => expect(isProven(base)).toBe(true));
  test.each<[string, Partial<Parameters<typeof isProven>[0]>]>([
    ["DMARC failed", { verdicts: { dmarc: "FAIL" } }],
    ["the domain has no policy", { verdicts: { dmarc: "GRAY" } }],
    ["the check failed", { verdicts: { dmarc: "PROCESSING_FAILED" } }],
    ["the check is off", { verdicts: { dmarc: "DISABLED" } }],
    ["the verdict is of another domain", { from: "mision@cancilleria-ar.example" }],
    ["there are two From lines", { fromLines: 2 }],
    ["there is no From", { from: undefined }],
  ])("not when %s", (_, change) => {
    expect(isProven({ ...base, ...change })).toBe(false);
  });
});

describe("what a forwarder vouches for by ARC", () => {
  const arc = (i: number, by: string, dmarc: string): Header[] => [
    ["arc-seal", `i=${i}; a=rsa-sha256; t=1; cv=pass; d=${by}; s=s; b=x`],
    [
      "arc-authentication-results",
      `i=${i}; mx.${by}; spf=fail smtp.mailfrom=x; dkim=pass (2048) header.d=x; dmarc=${dmarc}`,
    ],
  ];
  test("is a hint, of whoever sealed last", () => {
    expect(readArc([...arc(1, "first.example", "fail"), ...arc(2, "Relay.Example", "pass")])).toEqual({
      by: "relay.example",
      spf: "fail",
      dkim: "pass",
      dmarc: "pass",
    });
  });
  test("is nothing without a seal", () => {
    expect(readArc([["arc-authentication-results", "i=1; mx.example; dmarc=pass"]])).toBeNull();
  });
});
