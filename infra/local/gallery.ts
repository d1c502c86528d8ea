/**
 * Two pages that only a local cloud has: what pages are made of, and every kind of mail with sample data. They are JSX of
 * the site's own components, so they are bundled when they are first asked for, and not before.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Definition } from "../../shared/domain/definition.ts";
import { Language } from "../../shared/domain/language.ts";
import { bundling } from "../build.ts";
import { root } from "../sources.ts";
import type { HttpRequest, HttpResponse } from "./http-api.ts";

type Entry = typeof import("./gallery/entry.tsx");

export interface Gallery {
  definition: Definition;
  now: () => Date;
}

let loaded: Promise<Entry> | undefined;

async function load(): Promise<Entry> {
  const folder = join(root, ".local", "gallery");
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${process.pid}.mjs`);
  await build({ ...bundling, entryPoints: ["infra/local/gallery/entry.tsx"], outfile });
  return await import(outfile);
}

const html = (status: number, body: string): HttpResponse => ({
  status,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy":
      "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; script-src 'self'; connect-src 'self'; frame-src 'self'",
  },
  cookies: [],
  body: Buffer.from(body),
});

/** `/__local/components/es` and `/__local/mails/es`; null for all other paths. */
export async function serveGallery(request: HttpRequest, gallery: Gallery): Promise<HttpResponse | null> {
  const [, name, language] = /^\/__local\/(components|mails)(?:\/(\w\w))?$/.exec(request.path) ?? [];
  if (!name) return null;
  loaded ??= load();
  const lang = Language.safeParse(language).data ?? "es";
  const page = await (await loaded).draw(name, lang, gallery.definition, gallery.now());
  return page === null ? null : html(200, page);
}
