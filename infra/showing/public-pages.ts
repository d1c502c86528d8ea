/** Every public page of a site, found by following its links from the front page, as a reader would. */
import { parse } from "node-html-parser";

/** Of pages of one form, only the first is taken: a library of a hundred answers is one page to measure. */
const forms: [form: RegExp, name: string][] = [[/^\/submissions\/[^/]+\/[^/]+\/\d+$/, "/submissions/…"]];

const formOf = (path: string) => forms.find(([form]) => form.test(path))?.[1] ?? path;

/** Paths below a language, the front page as "". Files and other sites are no pages. */
export async function publicPages(origin: string, lang: string): Promise<string[]> {
  const found = new Map<string, string>([["", ""]]);
  const open = [""];
  for (let path = open.shift(); path !== undefined; path = open.shift()) {
    const answer = await fetch(`${origin}/${lang}${path}`);
    if (!answer.ok) throw new Error(`${path || "/"} answered ${answer.status}`);
    if (!(answer.headers.get("content-type") ?? "").startsWith("text/html")) {
      found.delete(formOf(path));
      continue;
    }
    for (const link of parse(await answer.text()).querySelectorAll("a[href]")) {
      const url = new URL(link.getAttribute("href") ?? "", `${origin}/${lang}${path}`);
      const below = new RegExp(`^/${lang}(/.*)?$`).exec(url.pathname);
      if (url.origin !== origin || !below || url.search !== "") continue;
      const next = below[1] ?? "";
      if (/^\/(console|p)(\/|$)|\/files\/|\.\w+$/.test(next) || found.has(formOf(next))) continue;
      found.set(formOf(next), next);
      open.push(next);
    }
  }
  return [...found.values()];
}
