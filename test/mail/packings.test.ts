/** What Outlook and others pack mail into: opened within bounds, and never thrown over, however damaged. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseMail } from "../../shared/mail/parse.ts";
import { readRtf, unpackRtf } from "../../shared/mail/rtf.ts";
import { openSealed } from "../../shared/mail/signed.ts";
import { takeUuencoded } from "../../shared/mail/uuencode.ts";

const bytes = (hex: string) => Buffer.from(hex.replace(/\s/g, ""), "hex");

describe("packed RTF (MS-OXRTFCP, the two examples of its section 4)", () => {
  test("simple", () => {
    const packed = bytes(
      "2d000000 2b000000 4c5a4675 f1c5c7a7 0300 0a00 72637067 31323542 320af320 68656c09 0020 6277 05b0 6c64 7d0a 800f a0",
    );
    expect(unpackRtf(packed).toString("latin1")).toBe("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  });

  test("with a reference that runs into what it writes", () => {
    const packed = bytes("1a000000 1c000000 4c5a4675 e2d44b51 4100 0420 5758595a 0d6e 7d01 0eb0");
    expect(unpackRtf(packed).toString("latin1")).toBe("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
  });

  test.each([
    ["nothing", Buffer.alloc(0)],
    ["a head alone", bytes("2d000000 2b000000 4c5a4675")],
    ["a size that is not there", bytes("ffffffff ffffffff 4c5a4675 00000000 03")],
    ["noise", Buffer.alloc(5_000, 0xa5)],
  ])("%s is read as far as it goes", (_case, packed) => {
    expect(unpackRtf(packed).length).toBeLessThan(1_000_000);
  });
});

test.each([
  ["letters of the code page", "{\\rtf1\\ansi\\ansicpg1252 Ni\\'f1ez}", "Niñez"],
  [
    "letters by number, with what stands in for them left out",
    "{\\rtf1\\uc1 Niñ\\u233?z}".replace("ñ", "n"),
    "Ninéz",
  ],
  ["paragraphs", "{\\rtf1 uno\\par dos}", "uno\ndos"],
  ["groups that nobody reads", "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\*\\generator x;}texto}", "texto"],
  ["what stands for itself", "{\\rtf1 a\\{b\\}c\\\\d}", "a{b}c\\d"],
])("RTF: %s", (_case, rtf, text) => {
  expect(readRtf(Buffer.from(rtf, "latin1")).text.replaceAll("\r\n", "\n").trim()).toBe(text);
});

describe("signed envelopes", () => {
  test.each([
    ["nothing", ""],
    ["a tag without a length", "30"],
    ["a length beyond the end", "30 84 ffffffff 00"],
    ["a length of nine bytes", "30 89 01 01 01 01 01 01 01 01 01"],
    ["levels without an end", "30 80 ".repeat(2_000)],
    ["another object", "30 0b 06 09 2a864886f70d010701"],
  ])("%s: are none", (_case, hex) => {
    expect(openSealed(bytes(hex))).toBeNull();
  });
});

describe("an Outlook message", () => {
  const whole = readFileSync("events/mails/files/outlook-message.msg");
  const sector = (at: number) => (at + 1) * 512;

  test("is read", async () => {
    const mail = await parseMail(whole);
    expect("unreadable" in mail).toBe(false);
    expect(mail.subject).not.toBe("");
  });

  test("whose sectors lead to themselves is damaged, and reading it ends", async () => {
    const cyclic = Buffer.from(whole);
    const table = sector(cyclic.readUInt32LE(76));
    for (let entry = 0; entry < 128; entry += 1) cyclic.writeUInt32LE(entry, table + entry * 4);
    const mail = await parseMail(cyclic);
    expect(mail).toMatchObject({ unreadable: "damaged" });
  });

  test.each([100, 512, 600, 1_024, 3_000])("cut after %i bytes comes to an end", async (length) => {
    const mail = await parseMail(whole.subarray(0, length));
    expect(mail.headers).toBeInstanceOf(Array);
  });
});

test("files written into the text are taken out of it, unended ones too", () => {
  const { text, files } = takeUuencoded("Adjunto:\nbegin 644 nota.txt\n#0V%T\n`\nend\nSaludos");
  expect(text).toContain("Saludos");
  expect(files.map(({ name, bytes: content }) => [name, content.toString()])).toEqual([["nota.txt", "Cat"]]);
  expect(takeUuencoded("begin 644 x\nnot encoded at all").files.length).toBeLessThanOrEqual(1);
});
