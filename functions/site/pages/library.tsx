/** The library's search: filters that stand in the address, what was found, page by page. Works without script. */
import { type Facets, facetsOf, type LibraryItem, type Wanted } from "../../../shared/domain/library.ts";
import { Button } from "../components/button.tsx";
import type { Option } from "../components/option.ts";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { byName, languageText } from "../when.ts";
import { submissionsPage } from "./submissions.tsx";

export interface Searched {
  all: readonly LibraryItem[];
  found: readonly LibraryItem[];
  wanted: Wanted;
  page: number; // from 1
  partial: boolean; // there were more files than one search looks into
}

const pageSize = 50;
const fields = ["party", "subregion", "kind", "call", "question", "language", "words"] as const;

/** What the address asks for; a value that is too long to be one of ours is none. */
export const wantedIn = (query: (name: string) => string | undefined): Wanted =>
  Object.fromEntries(
    fields.flatMap((name) => {
      const value = query(name)?.trim() ?? "";
      return value === "" || value.length > 200 ? [] : [[name, value]];
    }),
  );

/** The page that an address asks for: the first, where it asks for none. */
export const pageIn = (query: string | undefined): number =>
  /^[1-9]\d{0,4}$/.test(query ?? "") ? Number(query) : 1;

function addressOf(reader: Reader, wanted: Wanted, page: number): string {
  const query = new URLSearchParams(
    Object.entries(wanted).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
  );
  if (page > 1) query.set("page", String(page));
  const text = query.toString();
  return `${pathIn(reader, "/submissions")}${text ? `?${text}` : ""}`;
}

/** The options of each filter, in the reader's words and order. */
function optionsOf(
  reader: Reader,
  facets: Facets,
): Record<Exclude<(typeof fields)[number], "words">, Option[]> {
  const { lang, t, definition, state } = reader;
  const compare = byName(lang);
  const sorted = (options: Option[]) => options.sort((a, b) => compare(a.text, b.text));
  const scheme = definition.schemes.find(({ id }) => id === state.scheme);
  return {
    party: sorted(facets.parties.map(({ id, names }) => ({ value: id, text: names[lang].name }))),
    subregion: sorted(
      facets.subregions.map((id) => ({
        value: id,
        text: scheme?.subregions.find((one) => one.id === id)?.names[lang] ?? id,
      })),
    ),
    kind: facets.kinds.map((kind) => ({ value: kind, text: t.kinds[kind] })),
    call: sorted(facets.calls.map(({ id, names }) => ({ value: id, text: names[lang] }))),
    question: facets.questions.map(({ call, id }) => ({
      value: `${call.id}/${id}`,
      text: call.questions.find((question) => question.id === id)?.text[lang] ?? id,
    })),
    language: facets.languages.map((language) => ({ value: language, text: languageText(lang, language) })),
  };
}

const Search = ({ reader, all, wanted }: { reader: Reader; all: Searched["all"]; wanted: Wanted }) => {
  const t = reader.t.library;
  const options = optionsOf(reader, facetsOf(all));
  const names = ["party", "subregion", "kind", "call", "question", "language"] as const;
  const isFiltered = Object.keys(wanted).length > 0;
  return (
    <section>
      <h2>{t.title}</h2>
      <form method="get" action={pathIn(reader, "/submissions")}>
        <TextField name="words" label={t.words} hint={t.wordsHint} value={wanted.words} type="search" />
        <details open={names.some((name) => wanted[name] !== undefined)}>
          <summary>{t.more}</summary>
          <div class="two">
            {names.map((name) =>
              options[name].length === 0 ? null : (
                <SelectField
                  name={name}
                  label={t[name]}
                  empty={t.any}
                  options={options[name]}
                  value={wanted[name]}
                />
              ),
            )}
          </div>
        </details>
        <p class="row">
          <Button>{t.search}</Button>
          {isFiltered ? <a href={pathIn(reader, "/submissions")}>{t.clear}</a> : null}
        </p>
      </form>
    </section>
  );
};

const Pages = ({
  reader,
  wanted,
  page,
  of,
}: {
  reader: Reader;
  wanted: Wanted;
  page: number;
  of: number;
}) => {
  if (of <= 1) return null;
  const t = reader.t.library;
  return (
    <nav class="row" aria-label={t.pages}>
      {page > 1 ? (
        <a href={addressOf(reader, wanted, page - 1)} rel="prev">
          {t.before}
        </a>
      ) : null}
      <span>{t.page(page, of)}</span>
      {page < of ? (
        <a href={addressOf(reader, wanted, page + 1)} rel="next">
          {t.after}
        </a>
      ) : null}
    </nav>
  );
};

/** By the alphabet of the reader's language, as protocol has it; a party's own in the order in which they came. */
export function libraryPage(reader: Reader, { all, found, wanted, page, partial }: Searched): Page {
  const t = reader.t.library;
  const compare = byName(reader.lang);
  const nameOf = ({ party }: (typeof found)[number]) => party.names[reader.lang].name;
  const ordered = found.toSorted((a, b) => compare(nameOf(a), nameOf(b)));
  const of = Math.max(1, Math.ceil(found.length / pageSize));
  const at = Math.min(page, of);
  const shown = ordered.slice((at - 1) * pageSize, at * pageSize);
  if (all.length === 0) return submissionsPage(reader, shown, {});
  return submissionsPage(reader, shown, {
    above: (
      <>
        <Search reader={reader} all={all} wanted={wanted} />
        <p role="status">{found.length === 0 ? t.nothing : t.found(found.length)}</p>
        {partial ? <p class="soft">{t.partial}</p> : null}
      </>
    ),
    below: (
      <>
        <Pages reader={reader} wanted={wanted} page={at} of={of} />
        <p>
          <a href="/submissions.json">{t.json}</a> · <a href="/submissions.csv">{t.csv}</a>
        </p>
      </>
    ),
  });
}
