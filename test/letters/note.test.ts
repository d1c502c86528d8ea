/** Notes verbales: the right words in each language, and Word files that open again with all that was put in. */
import { inflateSync } from "node:zlib";
import { strFromU8, unzipSync } from "fflate";
import { parseDocument } from "htmlparser2";
import mammoth from "mammoth";
import { encode } from "uqr";
import { describe, expect, test } from "vitest";
import { addresseeOf } from "../../shared/domain/addressee.ts";
import { type Language, languages } from "../../shared/domain/language.ts";
import { type NoteFacts, noteNumber } from "../../shared/domain/note.ts";
import { type Party, postKinds } from "../../shared/domain/party.ts";
import { partiesOf } from "../../shared/domain/records.ts";
import { letterOf, writeNotes } from "../../shared/letters/note.ts";
import { qrPicture } from "../../shared/letters/qr.ts";
import type { Block } from "../../shared/letters/word.ts";
import { lac } from "../support/definitions.ts";

const parties = lac.roll.flatMap(partiesOf);

function factsOf(party: Party, language: Language, change: Partial<NoteFacts> = {}): NoteFacts {
  return {
    language,
    number: noteNumber("LAC25", "GQ", party.code),
    letterhead: lac.letters.letterhead[language].split("\n"),
    voice: { name: lac.letters.notes.name[language], short: lac.letters.notes.short[language] },
    addressee: addresseeOf(party, "santiago", language),
    diplomatic: party.kind !== "stakeholder",
    call: { name: "‹call›", kind: "inputs", summary: "‹summary›" },
    meeting: { place: "Santiago", when: "‹when›" },
    blocks: [{ title: "‹block›", items: ["‹first›", "‹second›"] }, { items: ["‹third›"] }],
    deadline: { date: "‹date›", hour: "23:59", zone: "‹zone›" },
    address: "answers@in.hoja.example",
    link: `https://hoja.example/${language}/p/x1.${"a".repeat(26)}`,
    date: "‹place and day›",
    ...change,
  };
}

function party(id: string): Party {
  const found = parties.find((one) => one.id === id);
  if (!found) throw new Error(`no party ${id}`);
  return found;
}

const withoutLink = ({ link: _link, ...facts }: NoteFacts): NoteFacts => facts;
const options = { form: "one-file", name: "notes", author: "‹author›" } as const;
const words = async (bytes: Uint8Array) =>
  (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value.replace(/\u00a0/g, " ");
const wordsOf = (block: Block) => ("picture" in block ? block.beside.map(({ text }) => text) : block.text);
const parts = (bytes: Uint8Array) => unzipSync(bytes);
const documentOf = (bytes: Uint8Array) => strFromU8(parts(bytes)["word/document.xml"] ?? new Uint8Array());

test.each<[Language, string, string[]]>([
  [
    "es",
    "AR",
    [
      "N.º LAC25-NV-GQ-ARG",
      "NOTA VERBAL",
      "saluda atentamente a la Embajada de la Argentina en Chile y tiene el honor de hacer llegar la invitación",
      "hasta el ‹date› a las 23:59 (‹zone›)",
      "La Secretaría aprovecha la oportunidad para reiterar a la Embajada de la Argentina en Chile las seguridades",
      "(Sello y rúbrica)",
    ],
  ],
  [
    "en",
    "BS",
    [
      "No. LAC25-NV-GQ-BHS",
      "NOTE VERBALE",
      "presents its compliments to the Embassy of the Bahamas in Chile and has the honour to convey",
      "until ‹date› at 23:59 (‹zone›)",
      "The Secretariat avails itself of this opportunity to renew to the Embassy of the Bahamas in Chile the assurances of its highest consideration",
      "(Seal and initials)",
    ],
  ],
  [
    "pt",
    "BR",
    [
      "N.º LAC25-NV-GQ-BRA",
      "NOTA VERBAL",
      "apresenta os seus cumprimentos à Embaixada do Brasil no Chile e tem a honra de transmitir",
      "até ‹date›, às 23:59 (‹zone›)",
      "A Secretaria aproveita a oportunidade para renovar à Embaixada do Brasil no Chile os protestos",
      "(Selo e rubrica)",
    ],
  ],
  [
    "fr",
    "HT",
    [
      "N° LAC25-NV-GQ-HTI",
      "NOTE VERBALE",
      "présente ses compliments à l’Ambassade d’Haïti au Chili et a l’honneur de transmettre",
      "jusqu’au ‹date› à 23:59 (‹zone›)",
      "Le secrétariat saisit cette occasion pour renouveler à l’Ambassade d’Haïti au Chili les assurances de sa très haute considération",
      "(Sceau et paraphe)",
    ],
  ],
])("in %s to %s", async (language, id, expected) => {
  const { bytes, name } = writeNotes([factsOf(party(id), language)], options);
  expect(name).toBe("notes.docx");
  const text = await words(bytes);
  for (const phrase of expected) expect(text).toContain(phrase);
  for (const mark of ["‹call›", "‹summary›", "‹when›", "‹block›", "‹first›", "‹third›", "‹place and day›"])
    expect(text).toContain(mark);
  expect(text).toContain("answers@in.hoja.example");
  expect(text).toContain(factsOf(party(id), language).link);
  expect(documentOf(bytes)).toContain('<w:pgSz w:w="11906" w:h="16838"/>');
});

describe.each(languages)("in %s", (language) => {
  test("whatever the party and its post, no hole and nothing that ranks, rushes or calls it what it is not", () => {
    const all = parties.flatMap((one) =>
      postKinds.map((post) =>
        withoutLink(factsOf(one, language, { addressee: addresseeOf(one, post, language) })),
      ),
    );
    const text = JSON.stringify(all.map((facts) => letterOf(facts).blocks.map(wordsOf)));
    expect(text).not.toMatch(/undefined|null|NaN|\[object|\{of\}/);
    expect(text).not.toMatch(/urgent|última|último|must answer|debe responder|deve responder|doit répondre/i);
  });

  test("a stakeholder is written a plain letter", async () => {
    const one = parties.find(({ kind }) => kind === "stakeholder");
    const text = await words(writeNotes([factsOf(one ?? party("AR"), language)], options).bytes);
    expect(text).not.toMatch(/nota verbal|note verbale/i);
    expect(text).not.toMatch(/Embajada|Embassy|Embaixada|Ambassade|el honor|the honour|a honra|l’honneur/);
  });

  test("without a link there is no code, and after the close no date", async () => {
    const { deadline: _deadline, ...bare } = factsOf(party("AR"), language);
    const { bytes } = writeNotes([withoutLink(bare)], options);
    expect(Object.keys(parts(bytes)).filter((path) => path.endsWith(".png"))).toEqual([]);
    expect(await words(bytes)).not.toMatch(/‹date›|https:/);
  });
});

describe("the file", () => {
  const some = ["AR", "BR", "sica", "BM"].map((id) => factsOf(party(id), "es"));
  const { bytes } = writeNotes(some, options);

  test("is well-formed, with each picture, link and id once, and one section a note", () => {
    const files = parts(bytes);
    for (const [path, content] of Object.entries(files)) {
      if (!path.endsWith(".xml") && !path.endsWith(".rels")) continue;
      expect(openTags(strFromU8(content)), path).toEqual([]);
    }
    const xml = documentOf(bytes);
    expect(xml.match(/<w:sectPr>/g)).toHaveLength(some.length);
    const ids = [...xml.matchAll(/<wp:docPr id="(\d+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(some.length);
    const relations = strFromU8(files["word/_rels/document.xml.rels"] ?? new Uint8Array());
    const known = [...relations.matchAll(/Id="(\w+)"/g)].map(([, id]) => id ?? "");
    for (const [, id] of xml.matchAll(/r:(?:id|embed)="(\w+)"/g)) expect(known).toContain(id);
    expect(new Set(known).size).toBe(known.length);
    expect(Object.keys(files).filter((path) => path.endsWith(".png"))).toHaveLength(some.length);
  });

  test("is the same for the same notes", () => {
    expect(Buffer.from(writeNotes(some, options).bytes).equals(Buffer.from(bytes))).toBe(true);
  });

  test("one file each: an archive of Word files by their numbers, every number once", async () => {
    const made = writeNotes(
      parties.map((one) => factsOf(one, one.language)),
      { ...options, form: "one-each" },
    );
    expect(made.name).toBe("notes.zip");
    const files = Object.entries(parts(made.bytes));
    expect(files).toHaveLength(parties.length);
    const [name, first] = files[0] ?? ["", new Uint8Array()];
    expect(await words(first)).toContain(name.replace(".docx", ""));
  });

  test("bears names that XML could not: marks, quotes, controls", async () => {
    const odd = 'Casa & <Puente> "Norte"\u0001\u000b 🌎';
    const one = factsOf(party("casa-del-puente"), "es", {
      addressee: { the: odd, of: odd, to: odd },
      link: 'https://hoja.example/?a=1&b="2"',
    });
    const { bytes } = writeNotes([one], options);
    expect(openTags(documentOf(bytes))).toEqual([]);
    expect(await words(bytes)).toContain('Casa & <Puente> "Norte" 🌎');
  });
});

/** Tags that were opened and not closed, or closed and not opened. */
function openTags(xml: string): string[] {
  const open: string[] = [];
  for (const [, end, name, self] of xml.matchAll(/<(\/)?([\w:]+)[^<>]*?(\/)?>/g)) {
    if (end) {
      if (open.pop() !== name) return [`</${name}>`];
    } else if (!self && name) open.push(name);
  }
  if (parseDocument(xml, { xmlMode: true }).children.length === 0) return ["nothing"];
  return open;
}

test("the picture is a PNG whose points are the code's squares", () => {
  const { png, size } = qrPicture("https://hoja.example/es/p/co1.abc");
  const { data } = encode("https://hoja.example/es/p/co1.abc", { ecc: "M", border: 4 });
  expect(size).toBe(data.length * 8);
  const bytes = Buffer.from(png);
  expect(bytes.subarray(1, 4).toString()).toBe("PNG");
  expect(bytes.readUInt32BE(16)).toBe(size);
  const at = bytes.indexOf("IDAT");
  const pixels = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
  const stride = 1 + size / 8;
  const seen = data.map((row, y) => row.map((_, x) => pixels[y * 8 * stride + 1 + x] === 0));
  expect(seen).toEqual(data);
});
