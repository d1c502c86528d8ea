/** The pages that only a local cloud has: the components in their states, and every kind of mail with sample data. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { serveGallery } from "../../../infra/local/gallery.ts";
import { languages } from "../../../shared/domain/language.ts";
import { noticeKinds } from "../../../shared/domain/notice.ts";
import { sampleDefinition } from "../../support/sample-review.ts";

const gallery = { definition: sampleDefinition(), now: () => new Date("2024-12-01T12:00:00Z") };
const ask = (path: string) =>
  serveGallery({ method: "GET", path, query: "", headers: {}, body: Buffer.alloc(0) }, gallery);

describe("a local cloud's own pages", () => {
  test.each(languages)("show every kind of mail in %s", async (lang) => {
    const answer = await ask(`/__local/mails/${lang}`);
    const html = answer?.body.toString("utf8") ?? "";
    expect(answer?.status).toBe(200);
    expect(html).toContain(`<html lang="${lang}">`);
    for (const kind of noticeKinds) expect(html, kind).toContain(`<section id="${kind}">`);
    expect(html.match(/<iframe /g)).toHaveLength(noticeKinds.length);
    expect(html).not.toMatch(/undefined|\[object/);
  });

  test("show every component", async () => {
    const html = (await ask("/__local/components"))?.body.toString("utf8") ?? "";
    expect(html).toContain('lang="es"');
    for (const one of [
      "ds-button",
      "ds-input",
      "ds-alert",
      "ds-error-summary",
      "ds-table",
      "ds-card",
      "ds-tag",
    ]) {
      expect(html, one).toContain(`class="${one}"`);
    }
  });

  test("are no pages of the site", async () => {
    expect(await ask("/es/components")).toBeNull();
    expect(await ask("/__local/time")).toBeNull();
    const site = readdirSync(new URL("../../../functions/site", import.meta.url), { recursive: true });
    expect(site.filter((name) => String(name).includes("gallery"))).toEqual([]);
  });
});
