/** No page and no mail mixes languages: walked in every language, and searched for the words of the other three. */
import { parse } from "node-html-parser";
import { describe, expect, test } from "vitest";
import { documentOf } from "../../functions/site/layout.tsx";
import { sampleAbout } from "../../shared/desk/samples.ts";
import { type Language, languages } from "../../shared/domain/language.ts";
import { noticeKinds } from "../../shared/domain/notice.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { fillLinks, renderNotice } from "../../shared/mail/notices.ts";
import { sampleDefinition } from "../support/sample-review.ts";
import { readerIn, samples, wordsIn } from "./samples.tsx";

const definition = sampleDefinition();
/** People, offices and mailboxes are called what they are called. */
const { sampleContacts: _, ...written } = definition;
const shortest = 12; // letters of a text that cannot be the same by chance

/** Every fixed text below a value. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Every text of the definition in a language. */
function definedIn(value: unknown, lang: Language): string[] {
  if (typeof value !== "object" || value === null) return [];
  const own = lang in value && "es" in value && "fr" in value ? textsIn(Reflect.get(value, lang)) : [];
  return [...own, ...Object.values(value).flatMap((inner) => definedIn(inner, lang))];
}

const plain = (text: string) => text.replace(/\s+/g, " ").trim();
const ownTexts = new Map(
  languages.map((lang) => {
    const texts = [...textsIn(wordsIn(lang)), ...definedIn(written, lang)].map(plain);
    return [lang, new Set(texts.filter(({ length }) => length >= shortest))] as const;
  }),
);
const textsOf = (lang: Language) => ownTexts.get(lang) ?? new Set<string>();

/** Texts of the other languages that are none of this one, nor part of one. */
const foreignTo = new Map(
  languages.map((lang) => {
    const own = [...textsOf(lang), ...textsIn(definition.secretariat)].join("\n");
    const others = languages.filter((other) => other !== lang).flatMap((other) => [...textsOf(other)]);
    return [lang, [...new Set(others)].filter((text) => !own.includes(text))] as const;
  }),
);

/** What a page says in its own language: without what others wrote, and without what is marked as another language. */
function ownWords(html: string, lang: Language): string {
  const root = parse(html);
  for (const element of root.querySelectorAll("body [lang], pre, textarea, script, .quote, .mail")) {
    if (element.getAttribute("lang") !== lang) element.remove();
  }
  return plain(root.querySelector("body")?.structuredText ?? "");
}

describe.each(languages)("in %s", (lang) => {
  const foreign = foreignTo.get(lang) ?? [];
  const leftovers = (text: string) => foreign.filter((words) => text.includes(words));

  test("a page with a word of another language is noticed", () => {
    expect(foreign.length).toBeGreaterThan(500);
    expect(leftovers(`… ${foreign[7]} …`)).toContain(foreign[7]);
  });

  test.each(samples.map((sample) => ({ name: sample.name, sample })))("page: $name", ({ sample }) => {
    const reader = readerIn(lang, sample.area);
    const html = documentOf(reader, sample.make(reader));
    expect(parse(html).querySelector("html")?.getAttribute("lang")).toBe(lang);
    const title = plain(parse(html).querySelector("title")?.text ?? "");
    expect(leftovers(title)).toEqual([]);
    expect(leftovers(ownWords(html, lang))).toEqual([]);
  });

  const mailIn = (kind: (typeof noticeKinds)[number], language: Language) => {
    const about = { definition, ...recordsOf(definition) };
    const links = { link: "https://site.example/l", confirmLink: "https://site.example/c" };
    return fillLinks(renderNotice(sampleAbout(about, { kind, language }).facts), links);
  };

  test.each(noticeKinds)("mail: %s", (kind) => {
    const { subject, text, html } = mailIn(kind, lang);
    expect(parse(html).querySelector("html")?.getAttribute("lang")).toBe(lang);
    expect(leftovers(plain(`${subject} ${text}`))).toEqual([]);
    expect(`${subject} ${text}`).not.toMatch(/undefined|\[object|NaN|\{\w+\}/);
    const paragraphs = new Set(text.split("\n").filter(({ length }) => length >= shortest));
    for (const other of languages.filter((one) => one !== lang)) {
      const shared = mailIn(kind, other)
        .text.split("\n")
        .filter((line) => paragraphs.has(line) && !/https?:|@|^- /.test(line));
      expect(shared.filter((line) => !textsOf(lang).has(plain(line)))).toEqual([]);
    }
  });
});
