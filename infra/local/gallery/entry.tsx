/** What the local cloud bundles and loads when somebody opens one of its own pages: they are drawn by the site's code. */
import { documentOf } from "../../../functions/site/layout.tsx";
import { consoleTextOf, type Page, type Reader, textOf } from "../../../functions/site/reader.ts";
import type { Definition } from "../../../shared/domain/definition.ts";
import type { Language } from "../../../shared/domain/language.ts";
import { recordsOf } from "../../../shared/domain/records.ts";
import { componentsPage } from "./components.tsx";
import { mailsPage } from "./mails.tsx";

const pages: Record<string, (reader: Reader, definition: Definition) => Page> = {
  components: componentsPage,
  mails: mailsPage,
};

/** The page of this name as a document; null when there is none. */
export async function draw(
  name: string,
  lang: Language,
  definition: Definition,
  now: Date,
): Promise<string | null> {
  const page = pages[name];
  if (!page) return null;
  const reader: Reader = {
    lang,
    t: await textOf(lang),
    ct: await consoleTextOf(lang),
    origin: "",
    path: `/${name}`,
    definition,
    state: recordsOf(definition).review,
    now,
    area: "public",
    formToken: "local",
  };
  // The languages lead to this page's own; the sections to the site.
  return documentOf(reader, page(reader, definition)).replaceAll(
    /href="\/(\w\w)\/(components|mails)"/g,
    'href="/__local/$2/$1"',
  );
}
