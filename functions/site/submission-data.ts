/** Published submissions as open data: what the pages show of each, in four languages, with addresses of its files. */
import { type Language, languages } from "../../shared/domain/language.ts";
import type { LibraryItem } from "../../shared/domain/library.ts";
import { type FileRecord, isPublishable } from "../../shared/domain/submission.ts";
import { writeCsv } from "../../shared/letters/lists.ts";

type Shelved = LibraryItem & { files: readonly FileRecord[] };

const inEach = <T>(value: (lang: Language) => T): Record<string, T> =>
  Object.fromEntries(languages.map((lang) => [lang, value(lang)]));

const pathOf = ({ submission: { call, party, version } }: LibraryItem, lang: Language) =>
  `/${lang}/submissions/${call}/${party}/${version}`;

/** Files keep the place that their addresses are made of. */
const filesOf = ({ submission, files }: Shelved) =>
  submission.files
    .filter(isPublishable)
    .map((file, at) => ({ file, at }))
    .filter(({ file }) => files.some(({ key }) => key === file.key));

export function submissionData(item: Shelved, origin: string): object {
  const { submission, call, party, subregion } = item;
  return {
    reference: submission.reference,
    call: call.id,
    callNames: call.names,
    party: party.id,
    partyNames: inEach((lang) => party.names[lang].name),
    kind: party.kind,
    ...(subregion && { subregion }),
    languages: item.languages,
    receivedAt: submission.receivedAt,
    publishedAt: submission.published,
    pages: inEach((lang) => `${origin}${pathOf(item, lang)}`),
    answers: call.questions
      .filter(({ id }) => submission.answers[id])
      .map(({ id, text }) => ({ question: id, questionText: text, text: submission.answers[id] })),
    files: filesOf(item).map(({ file: { name, type, size, sha256 }, at }) => ({
      name,
      type,
      size,
      sha256,
      address: `${origin}${pathOf(item, party.language)}/files/${at}`,
    })),
  };
}

/** One line for each submission, by RFC 4180; it begins with a mark, so that spreadsheets read it as UTF-8. */
export function submissionsCsv(items: readonly Shelved[], origin: string): string {
  const head = [
    "reference",
    "call",
    "party",
    ...languages.map((lang) => `party_${lang}`),
    "kind",
    "subregion",
    "languages",
    "received_at",
    "published_at",
    "page",
    "files",
  ];
  const rows = items.map((item) => {
    const { submission, call, party, subregion = "" } = item;
    return [
      submission.reference,
      call.id,
      party.id,
      ...languages.map((lang) => party.names[lang].name),
      party.kind,
      subregion,
      item.languages.join(" "),
      submission.receivedAt,
      submission.published ?? "",
      `${origin}${pathOf(item, party.language)}`,
      filesOf(item)
        .map(({ file }) => file.name)
        .join("; "),
    ];
  });
  return writeCsv({ head, rows });
}
