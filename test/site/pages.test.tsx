/** Every page in every language: its language, one heading, labels, tokens in forms, nothing untranslated or unescaped. */
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { boardScript } from "../../functions/site/board-script.ts";
import { script } from "../../functions/site/browser.ts";
import { documentOf } from "../../functions/site/layout.tsx";
import { style } from "../../functions/site/style.ts";
import { typingScript } from "../../functions/site/typing-script.ts";
import { type Language, languages } from "../../shared/domain/language.ts";
import { objectives } from "../../shared/text/objectives.ts";
import { sampleDefinition } from "../support/sample-review.ts";
import { readerIn, type Sample, samples, wordsIn } from "./samples.tsx";

const written = (lang: Language, { area, make }: Sample) => {
  const reader = readerIn(lang, area);
  return documentOf(reader, make(reader));
};
const tags = (html: string, name: string) => html.match(new RegExp(`<${name}(\\s[^>]*)?>`, "g")) ?? [];
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];

const documents = sampleDefinition().documents.flatMap(({ url }) => url ?? []);

describe.each(languages)("every page in %s", (lang) => {
  const pages = samples.map((sample) => ({ name: sample.name, html: written(lang, sample) }));

  test("says its language, has a title and one first heading", () => {
    for (const { name, html } of pages) {
      expect(html.startsWith(`<!doctype html><html lang="${lang}">`), name).toBe(true);
      expect(/<title>([^<]+)<\/title>/.exec(html)?.[1]?.length, name).toBeGreaterThan(5);
      expect(html.match(/<h1>/g), name).toHaveLength(1);
    }
  });

  test("leaves no heading out between two levels", () => {
    for (const { name, html } of pages) {
      const levels = [...html.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? level) + 1);
      expect(jumps, name).toEqual([]);
    }
  });

  test("leaves nothing unwritten", () => {
    for (const { name, html } of pages) {
      const words = html.replace(/<[^>]+>/g, " ");
      expect(words, name).not.toMatch(/undefined|\[object|NaN|Invalid Date|=>/);
    }
  });

  test("runs no script in the page and escapes what people wrote", () => {
    for (const { name, html } of pages) {
      expect(html, name).not.toMatch(
        /<script(?! src="\/(?:uploads|board|typing)\.[0-9a-f]{12}\.js")|\son[a-z]+="|javascript:|\sstyle="|<b>plainly/,
      );
    }
  });

  test("puts the token into every form that posts to us, and into no other", () => {
    for (const { name, html } of pages) {
      for (const form of html.match(/<form[\s\S]*?<\/form>/g) ?? []) {
        const [opening = ""] = tags(form, "form");
        const ours = attribute(opening, "action")?.startsWith("/") && attribute(opening, "method") === "post";
        expect(form.includes('name="token" value="the-token"'), `${name}: ${opening}`).toBe(Boolean(ours));
      }
    }
  });

  test("gives every field a label and uses every id once", () => {
    for (const { name, html } of pages) {
      const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
      expect(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        name,
      ).toEqual([]);
      const bare = html.replace(/<label class="choice[^"]*">[\s\S]*?<\/label>/g, "");
      const fields = ["input", "select", "textarea"].flatMap((field) => tags(bare, field));
      for (const field of fields.filter((tag) => attribute(tag, "type") !== "hidden")) {
        expect(html, `${name}: ${field}`).toContain(`<label for="${attribute(field, "id")}"`);
      }
    }
  });

  test("leads nowhere but to this site, to mailboxes, to the files bucket and to the review’s documents", () => {
    for (const { name, html } of pages) {
      const targets = [...html.matchAll(/\s(?:href|action|src)="([^"]*)"/g)].map(([, target = ""]) => target);
      const strange = targets.filter(
        (target) =>
          !/^(\/(?!\/)|#|mailto:|(?:webcal|https):\/\/hoja\.example\/|https:\/\/files\.s3\.)/.test(target) &&
          !documents.includes(target),
      );
      expect(strange, name).toEqual([]);
    }
  });

  test("weighs less than 30 kB with the stylesheet, compressed", () => {
    const heaviest = Math.max(...pages.map(({ html }) => gzipSync(html).length));
    expect(heaviest + gzipSync(style).length).toBeLessThan(30_000);
  });
});

test("the scripts of all pages together weigh less than 15 kB", () => {
  const bytes = [script, typingScript, boardScript].map((text) => text.length);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(15_000);
});

/** Every text of a dictionary with its path; functions are asked with sample values. */
function textsIn(value: unknown, path: string): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String(value("Xx", 2))]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => textsIn(inner, `${path}.${key}`));
}

describe("the words", () => {
  const dictionary = (lang: Language) => [
    ...textsIn(wordsIn(lang).t, "pages"),
    ...textsIn(wordsIn(lang).ct, "console"),
  ];
  const spanish = new Map(dictionary("es"));

  test.each(languages)("in %s are all there, and none is empty", (lang) => {
    const texts = dictionary(lang);
    expect(texts.map(([path]) => path)).toEqual([...spanish.keys()]);
    expect(texts.filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  test.each(["en", "fr"] as const)("in %s are not left in Spanish", (lang) => {
    const left = dictionary(lang).filter(([path, text]) => text === spanish.get(path) && text.length > 14);
    expect(left).toEqual([]);
  });

  test("name 23 objectives in each language", () => {
    for (const lang of languages) expect(new Set(objectives[lang]).size).toBe(23);
  });
});

test("a party's page names no other party, save where it may name one itself", () => {
  const others = /Jamaica|Jamaïque|Ecuador|Equador|Équateur|Brasil|Brazil|Brésil/;
  for (const lang of languages) {
    const own = samples.filter(({ area, name }) => area === "party" && !/interest|confirm/.test(name));
    for (const sample of own) expect(written(lang, sample), sample.name).not.toMatch(others);
  }
});
