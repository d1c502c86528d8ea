/** The map of the public pages: each in four languages that name one another. */
import { html } from "hono/html";
import { languages } from "../../shared/domain/language.ts";

/** Pages that are always there. */
const always = ["", "/roadmap", "/programme", "/submissions", "/decisions", "/method", "/documents", "/news"];

export function siteMap(more: readonly string[], origin: string): string {
  const pages = [...always, ...more].flatMap((path) => {
    const alternates = languages.map(
      (lang) => html`<xhtml:link rel="alternate" hreflang="${lang}" href="${origin}/${lang}${path}"/>`,
    );
    return languages.map((lang) => html`<url><loc>${origin}/${lang}${path}</loc>${alternates}</url>`);
  });
  const spaces = `xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"`;
  return `<?xml version="1.0" encoding="utf-8"?>\n<urlset ${spaces}>${pages.join("")}</urlset>`;
}
