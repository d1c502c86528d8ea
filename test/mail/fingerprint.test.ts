/** The same mail by two ways is the same; another mail is another. */
import { expect, test } from "vitest";
import { fingerprintOf } from "../../shared/mail/fingerprint.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import { sample } from "./samples.ts";

const original = sample("word-attachment");
const text = original.toString("latin1");
const of = async (raw: Buffer) => fingerprintOf(raw, await parseMail(raw));
const same = await of(original);
const bytes = (value: string) => Buffer.from(value, "latin1");
const [, boundary = ""] = /boundary="?([^"\r\n;]+)/.exec(text) ?? [];

test.each<[string, string]>([
  ["received by another relay", `Received: from a by b; Tue, 17 Dec 2024 13:15:04 +0000\r\n${text}`],
  [
    "with what SES puts on top",
    `Return-Path: <a@b>\r\nX-SES-Spam-Verdict: PASS\r\nAuthentication-Results: amazonses.com;\r\n spf=pass\r\n${text}`,
  ],
  ["signed", `DKIM-Signature: v=1; d=x.example\r\nARC-Seal: i=1\r\n${text}`],
  ["marked by a gateway", text.replace("Subject: ", "Subject: [EXTERNAL] ")],
  ["with a header folded anew", text.replace("Subject: ", "Subject:\r\n ")],
  ["with other line ends", text.replaceAll("\r\n", "\n")],
  ["with empty lines at its end", `${text}\r\n\r\n`],
  ["sent again by a program that draws new boundaries", text.replaceAll(boundary, "another-boundary")],
])("the same: %s", async (_, changed) => {
  expect(changed).not.toBe(text);
  expect(await of(bytes(changed))).toBe(same);
});

test.each<[string, string]>([
  ["another body", text.replace("Estimados", "Estimadas")],
  ["another attachment", text.replace("UEsDB", "UEsDC")],
  ["another sender", text.replace("cancilleria-co.example>\r\nTo", "cancilleria-ec.example>\r\nTo")],
  ["another subject", text.replace("respuestas", "anexo")],
  ["another date", text.replace("10:15:00", "10:16:00")],
  ["another identifier", text.replace("<word-1@", "<word-2@")],
])("not the same: %s", async (_, changed) => {
  expect(changed).not.toBe(text);
  expect(await of(bytes(changed))).not.toBe(same);
});

test("a mail without any header has one too", async () => {
  expect(await of(Buffer.alloc(0))).toMatch(/^[0-9a-f]{64}$/);
});

test("two files that are no mail at all are two", async () => {
  const [one, other] = [await of(bytes("\x89PNG\r\n\x1a\none")), await of(bytes("\x89PNG\r\n\x1a\ntwo"))];
  expect(one).not.toBe(other);
  expect(await of(bytes("\x89PNG\r\n\x1a\none"))).toBe(one);
});
