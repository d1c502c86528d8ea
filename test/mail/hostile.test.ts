/** Mails made to cost time: each is read or refused, in time that grows with its size only. */
import { expect, test } from "vitest";
import { isAutomatic } from "../../shared/mail/automatic.ts";
import { foldQuotes } from "../../shared/mail/excerpt.ts";
import { fingerprintOf } from "../../shared/mail/fingerprint.ts";
import { parseMail } from "../../shared/mail/parse.ts";

const megabyte = (piece: string) => piece.repeat(1_000_000 / piece.length);
const html = (piece: string) => `Content-Type: text/html\r\n\r\n${megabyte(piece)}`;
const text = (piece: string) => `\r\n${megabyte(piece)}`;
const header = (name: string, piece: string) => `${name}: ${piece.repeat(200_000 / piece.length)}\r\n\r\nx`;

/** Every one of these took a parser or a pattern of ours minutes before it was bounded. */
const rows: [string, string][] = [
  ["blanks in quoted-printable", `Content-Transfer-Encoding: quoted-printable\r\n\r\n${megabyte(" ")}x`],
  ...["<", "<a ", "&", "<style>", "<!--", "<p>", '<a href="', "&#"].map((p): [string, string] => [
    `HTML of ${p}`,
    html(p),
  ]),
  ...["\r\n", "> a\r\n", "De: a\r\n", "> \r\nx\r\n", " \r\n"].map((p): [string, string] => [
    `lines of ${JSON.stringify(p)}`,
    text(p),
  ]),
  ["many encoded words", header("Subject", "=?utf-8?b?aa?= ")],
  ["many addresses", header("From", "a,")],
  ["many groups", header("To", "a:")],
  ["many parameters", header("Content-Type", "; name*0=a")],
  ["near misses of a boundary", `Content-Type: multipart/mixed; boundary="a"\r\n\r\n${megabyte("--ab\r\n")}`],
  ["forwards in forwards", "Content-Type: message/rfc822\r\n\r\n".repeat(60_000)],
];

test.each(rows)("%s", async (_, source) => {
  const raw = Buffer.from(source, "latin1");
  const mail = await parseMail(raw);
  if (!("unreadable" in mail)) foldQuotes(mail.text, mail.subject);
  expect(isAutomatic(mail.headers, mail.subject)).toBeNull();
  expect(fingerprintOf(raw, mail)).toHaveLength(64);
});
