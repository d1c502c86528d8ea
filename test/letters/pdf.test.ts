/** Letters of decision on paper: another reader reads the very words back, and no word is more than a word. */
import { getDocumentProxy } from "unpdf";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { addressOf } from "../../shared/domain/addressee.ts";
import { type Language, languages } from "../../shared/domain/language.ts";
import { partiesOf } from "../../shared/domain/records.ts";
import { type DecisionLetter, laidOut, writeDecision } from "../../shared/letters/decision.ts";
import { breakLines, widthOf } from "../../shared/letters/times.ts";
import { bytesOf } from "../../shared/letters/winansi.ts";
import { renderNotice } from "../../shared/mail/notices.ts";
import { lac } from "../support/definitions.ts";

const party = lac.roll.flatMap(partiesOf).find(({ id }) => id === "BB");
const call = lac.calls.find(({ id }) => id === "co-chairs");
if (!party || !call) throw new Error("the sample review has changed");

/** A letter as the desk gives it, about the first seat. */
function letterIn(language: Language, change: Partial<DecisionLetter> = {}): DecisionLetter {
  const seat = call?.seats[0]?.names[language] ?? "";
  const { review, letters } = lac;
  const { subject, text } = renderNotice({
    kind: "letter",
    language,
    review: review.short[language],
    sender: review.senders[language],
    voice: { name: letters.mails.name[language], short: letters.mails.short[language] },
    call: { name: call?.names[language] ?? "", kind: "interest", summary: "" },
    party: {
      name: party?.names[language].name ?? "",
      of: party?.names[language].of ?? "",
      to: "‹to the Embassy›",
    },
    contact: { name: "Ana Núñez", title: "Embajadora", gender: "f" },
    seat,
    release: { date: "‹date›", hour: "12:00", zone: "UTC−3" },
  });
  return {
    language,
    letterhead: letters.letterhead[language].split("\n"),
    date: "Santiago, ‹day›",
    addressee: ["Ana Núñez", "‹Embassy›", "Santiago"],
    subject,
    text,
    review: review.short[language],
    sender: review.senders[language],
    seat,
    ...change,
  };
}

const Item = z.object({
  str: z.string(),
  width: z.number(),
  transform: z.array(z.number()),
  hasEOL: z.boolean(),
});

/** What pdf.js finds on each page: texts with their places and widths, by its own metrics of the fonts. */
async function itemsOf(bytes: Uint8Array) {
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const pages: z.infer<typeof Item>[][] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    pages.push(items.map((item) => Item.parse(item)));
  }
  return { document, pages };
}

const plain = (text: string) => text.replace(/\s+/g, " ").replaceAll("−", "–").trim();
const textOf = async (bytes: Uint8Array) =>
  plain(
    (await itemsOf(bytes)).pages
      .flat()
      .map(({ str, hasEOL }) => (hasEOL ? `${str} ` : str))
      .join(""),
  );

describe.each(languages)("in %s", (language) => {
  const letter = letterIn(language);
  const { bytes, name, type } = writeDecision(letter);

  test("reads back as the words of the mail, in their order, without its link", async () => {
    const words = letter.text
      .split("\n\n")
      .filter((block) => block !== letter.review && !block.includes("{link}"));
    const expected = [...letter.letterhead, letter.date, ...letter.addressee, letter.subject, ...words];
    expect(await textOf(bytes)).toBe(plain(expected.join(" ")));
    expect(Buffer.from(bytes).includes("{link}")).toBe(false);
  });

  test("is a PDF of one page with its language, title and paragraphs marked", async () => {
    const { document, pages } = await itemsOf(bytes);
    expect(type).toBe("application/pdf");
    expect(Buffer.from(bytes).subarray(0, 8).toString()).toBe("%PDF-1.7");
    expect(pages).toHaveLength(1);
    const { info } = await document.getMetadata();
    expect(info).toMatchObject({ Title: letter.subject, Language: language });
    expect(await document.getMarkInfo()).toMatchObject({ Marked: true });
    const tree = JSON.stringify(await (await document.getPage(1)).getStructTree());
    expect(tree.match(/"role":"H1"/g)).toHaveLength(1);
    expect(tree.match(/"role":"P"/g)?.length).toBeGreaterThan(8);
  });

  test("is named in its language, in plain letters", () => {
    expect(name).toMatch(/^(?:Carta|Letter|Lettre)-[a-z0-9-]+\.pdf$/);
    expect(name).toBe(
      { es: "Carta", en: "Letter", pt: "Carta", fr: "Lettre" }[language] + name.slice(name.indexOf("-")),
    );
  });

  test("the same words give the same bytes", () => {
    expect(Buffer.from(writeDecision(letterIn(language)).bytes).equals(Buffer.from(bytes))).toBe(true);
  });
});

test("every line stays within its margins by another reader's metrics, in both faces", async () => {
  const text = `${"Wir “MAYÚSCULAS” œuvre – ñandú, fijación: ".repeat(40)}\n\n${"x".repeat(300)}`;
  const { pages } = await itemsOf(writeDecision(letterIn("es", { text, subject: text.slice(0, 300) })).bytes);
  const items = pages.flat().filter(({ str }) => str.trim() !== "");
  expect(items.length).toBeGreaterThan(20);
  for (const { str, width, transform } of items) {
    const [x = 0, space] = [transform[4], str.endsWith(" ") ? 6.5 : 0];
    expect(x).toBeGreaterThanOrEqual(70.9);
    expect(x + width, str).toBeLessThan(595.28 - 71 + space + 0.2);
  }
});

test("the widths are those of the fonts, byte by byte", async () => {
  const bytes = Array.from({ length: 224 }, (_, at) => at + 32);
  const signs = [...new TextDecoder("windows-1252").decode(new Uint8Array(bytes))].filter(
    (sign, at) => bytesOf(sign)[0] === bytes[at] && !/\s/.test(sign),
  );
  expect(signs.length).toBeGreaterThan(200);
  const size = ({ transform }: z.infer<typeof Item>) => transform[0] ?? 0;
  for (const bold of [false, true]) {
    const text = signs
      .flatMap((sign) => (sign === ":" ? [] : [bold ? `|${sign}|: x` : `|${sign}|`]))
      .join("\n");
    const { pages } = await itemsOf(writeDecision(letterIn("es", { text })).bytes);
    const found = pages.flat().filter(({ str }) => /^\|.\|:?\s?$/u.test(str));
    expect(found.length).toBeGreaterThan(200);
    for (const item of found) {
      expect(widthOf(bytesOf(item.str), { bold, size: size(item) }), item.str).toBeCloseTo(item.width, 2);
    }
  }
});

describe("long letters", () => {
  const paragraph = "Se expresa el más sincero agradecimiento por la disposición manifestada. "
    .repeat(9)
    .trim();
  const base = letterIn("es");
  const blocks = base.text.split("\n\n");
  const of = (count: number) =>
    letterIn("es", {
      text: [...blocks.slice(0, 3), ...Array(count).fill(paragraph), ...blocks.slice(3)].join("\n\n"),
    });

  test.each([3, 4, 5, 6, 7, 8, 9, 16])(
    "with %i paragraphs more keep all words, numbered pages and a signed last one",
    async (count) => {
      const { pages } = await itemsOf(writeDecision(of(count)).bytes);
      const texts = pages.map((items) =>
        plain(items.map(({ str, hasEOL }) => (hasEOL ? `${str} ` : str)).join("")),
      );
      const whole = texts.map((text) => text.replace(/ ?\d+ \/ \d+$/, "")).join(" ");
      expect(whole.split("agradecimiento por la disposición").length - 1).toBeGreaterThanOrEqual(9 * count);
      texts.forEach((text, at) => {
        if (texts.length > 1) expect(text).toMatch(new RegExp(`${at + 1} / ${texts.length}$`));
      });
      expect(texts.at(-1)).toContain("aprovecha la oportunidad");
      expect(texts.at(-1)).toContain(plain(base.sender));
      for (const items of pages) {
        const heights = items.filter(({ str }) => str.trim()).map(({ transform }) => transform[5] ?? 0);
        expect(Math.min(...heights)).toBeGreaterThan(35);
      }
    },
  );
});

describe("hostile words are words", () => {
  test.each([
    ") Tj ET (",
    "> Tj ET Q endstream endobj",
    "\\) Tj ET",
    "endstream\nendobj\ntrailer <</Root 9 0 R>>",
    "<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
    "%%EOF",
  ])("%j", async (attack) => {
    const letter = letterIn("en", {
      text: `Dear\n\n${attack} and more.`,
      subject: attack,
      addressee: [attack],
      seat: attack,
    });
    const { bytes, name } = writeDecision(letter);
    expect(await textOf(bytes)).toContain(plain(`${attack} and more.`));
    const source = Buffer.from(bytes).toString("latin1");
    expect(source.match(/endstream/g)).toHaveLength(1);
    expect(source.match(/%%EOF/g)).toHaveLength(1);
    expect(source).not.toMatch(/JavaScript|OpenAction/);
    expect(name).toMatch(/^[A-Za-z0-9-]+\.pdf$/);
  });
});

describe("what the encoding does not have", () => {
  test.each([
    ["ş ł Đ ő", "s l D o"],
    ["UTC−3", "UTC–3"],
    ["ﬁn", "fin"],
    ["guaraní g̃", "guaraní g"],
    ["décomposé", "décomposé"],
    ["北京", "??"],
    ["🌎", "?"],
    ["a\u200bb\u00adc", "abc"],
    ["l’été « 12\u202f000 € » — “œ”…", "l’été « 12\u00a0000 € » — “œ”…"],
  ])("%s is written %s", (text, written) => {
    expect(new TextDecoder("windows-1252").decode(new Uint8Array(bytesOf(text)))).toBe(written);
  });
});

describe("the words of a mail on paper", () => {
  const frame = { review: "‹review›", sender: "‹sender›", language: "es" as const };
  const paragraph = (text: string) => ({ kind: "paragraph", text });
  test.each<[string, string, unknown[], string[]]>([
    [
      "begin after the review's name and end before the sender's",
      "‹review›\n\nA:\n\nB.\n\n‹sender›",
      [paragraph("A:"), paragraph("B.")],
      ["‹sender›"],
    ],
    [
      "leave out the link with the line that says what it opens",
      "A:\n\nB.\n\nVer la página:\n{link}\n\nC.",
      [paragraph("A:"), paragraph("B."), paragraph("C.")],
      [],
    ],
    ["keep a salutation above a link", "Estimada Misión:\n{link}", [paragraph("Estimada Misión:")], []],
    [
      "say in a sentence where the link is",
      "A:\n\nVéase {link}, por favor.",
      [paragraph("A:"), paragraph("Véase la dirección que figura en el mensaje, por favor.")],
      [],
    ],
    [
      "set facts in rows",
      "A.\n\nEstado: Cuba\nFunción: Una: dos",
      [
        paragraph("A."),
        {
          kind: "rows",
          rows: [
            { label: "Estado:", value: "Cuba" },
            { label: "Función:", value: "Una: dos" },
          ],
        },
      ],
      [],
    ],
    [
      "set a list in items below its title",
      "A.\n\nLista:\n- uno\n- dos",
      [paragraph("A."), paragraph("Lista:"), { kind: "items", items: ["uno", "dos"] }],
      [],
    ],
    [
      "take a name that a person signed with for the signature",
      "A.\n\nAna Núñez\nSecretaria Ejecutiva",
      [paragraph("A.")],
      ["Ana Núñez", "Secretaria Ejecutiva"],
    ],
    [
      "keep lines as they were broken",
      "A.\r\n\r\nUno,\r\ndos.",
      [paragraph("A."), paragraph("Uno,\ndos.")],
      [],
    ],
  ])("%s", (_, text, passages, signature) => {
    expect(laidOut(text, frame)).toEqual({ passages, signature });
  });
});

test("lines break at spaces, and within a word only where it is wider than a line", () => {
  const face = { size: 10 };
  const lines = breakLines(bytesOf(`uno dos ${"w".repeat(30)} tres`), 60, face);
  expect(lines.every((line) => widthOf(line, face) <= 60)).toBe(true);
  expect(lines.map((line) => Buffer.from(line).toString()).join("")).toBe(`uno dos${"w".repeat(30)}tres`);
  expect(breakLines([], 60, face)).toEqual([[]]);
});

test.each<[Language, string | undefined, string[]]>([
  ["es", undefined, ["A la Embajada de Barbados en Chile", "Santiago"]],
  ["en", undefined, ["The Embassy of Barbados in Chile", "Santiago"]],
  ["es", "Ana Núñez", ["Ana Núñez", "Embajada de Barbados en Chile", "Santiago"]],
  ["fr", "Ana Núñez", ["Ana Núñez", "Ambassade de la Barbade au Chili", "Santiago"]],
  ["pt", "Ana Núñez", ["Ana Núñez", "Embaixada de Barbados no Chile", "Santiago"]],
])("in %s, to %s of a post: its address", (language, name, lines) => {
  expect(addressOf(party, { post: "santiago", name, title: undefined }, language)).toEqual(lines);
});
