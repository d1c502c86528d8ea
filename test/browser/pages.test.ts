/** Every page at 320 px and before axe, in one language each; with ALL=1 in every language, light and dark. */
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { documentOf } from "../../functions/site/layout.tsx";
import { style, stylePath } from "../../functions/site/style.ts";
import { languages } from "../../shared/domain/language.ts";
import { readerIn, samples } from "../site/samples.tsx";
import { noBrowser, openBrowser } from "./harness.ts";

const origin = "http://pages.test";
const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));
const isAll = Boolean(process.env.ALL);
const schemes = isAll ? (["light", "dark"] as const) : (["light"] as const);

let browser: Browser;
let page: Page;
let html = "";

beforeAll(async () => {
  if (noBrowser()) return;
  browser = await openBrowser();
  page = await browser.newPage({ viewport: { width: 320, height: 800 }, bypassCSP: true });
  await page.route("**/*", (route) => {
    const isStyle = new URL(route.request().url()).pathname === stylePath;
    if (isStyle) return route.fulfill({ contentType: "text/css; charset=utf-8", body: style });
    if (!route.request().isNavigationRequest()) return route.fulfill({ status: 204 });
    return route.fulfill({ contentType: "text/html; charset=utf-8", body: html });
  });
});
afterAll(async () => browser?.close());

async function show(lang: string, text: string): Promise<void> {
  html = text;
  await page.goto(`${origin}/${lang}`);
}

/** "rule: element" for each element that breaks a rule of WCAG 2.2 AA, or one of axe's good practices. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(
    "axe.run({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] }).then((r) => r.violations)", // that rule is of 2.2, and off by default
  );
  return Violations.parse(found).flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
}

/** Controls that would stand there as the browser draws them, because a page did not use our components. */
const bare = `[...document.querySelectorAll("button, input:not([type=hidden]), select, textarea")]
  .filter((one) => !one.matches(".ds-button, .ds-input"))
  .map((one) => one.outerHTML.slice(0, 120))`;

describe.skipIf(noBrowser())("every page", () => {
  test("a page that nobody could use is noticed", async () => {
    await show("es", '<!doctype html><html><title></title><img src="/x"><p style="width:999px">-</p></html>');
    expect((await violations()).map((found) => found.split(":")[0])).toEqual(
      expect.arrayContaining(["document-title", "html-has-lang", "image-alt"]),
    );
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeGreaterThan(320);
  });

  test.each(schemes.flatMap((scheme) => languages.map((lang, turn) => ({ scheme, lang, turn }))))(
    "in $scheme, $lang: axe finds nothing, nothing is wider than 320 px, no control is bare",
    async ({ scheme, lang, turn }) => {
      await page.emulateMedia({ colorScheme: scheme });
      const chosen = samples.filter((_, place) => isAll || place % languages.length === turn);
      for (const { name, area, make } of chosen) {
        const reader = readerIn(lang, area);
        await show(lang, documentOf(reader, make(reader)).toString());
        const width = await page.evaluate("document.documentElement.scrollWidth");
        expect(width, name).toBeLessThanOrEqual(320);
        expect(await page.evaluate(bare), name).toEqual([]);
        expect(await violations(), name).toEqual([]);
      }
    },
    300_000,
  );
});
