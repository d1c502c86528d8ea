/** The library's search: which values are offered, and what each filter and each word finds. */
import { expect, test } from "vitest";
import { facetsOf, foundIn, type LibraryItem, type Wanted } from "../../shared/domain/library.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { Submission } from "../../shared/domain/submission.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const { calls, parties } = recordsOf(sampleDefinition());

function item(party: string, answers: Record<string, string>, more: Partial<LibraryItem> = {}): LibraryItem {
  const call = calls.find(({ id }) => id === "guiding-questions");
  const of = parties.find(({ id }) => id === party);
  if (!call || !of) throw new Error(`No ${party}`);
  const submission = Submission.parse({
    call: call.id,
    party,
    version: 1,
    reference: `LAC25-GQ-${of.code}-1`,
    state: "recorded",
    channel: "mail",
    formality: "formalised",
    receivedAt: "2024-12-02T14:00:00Z",
    recordedAt: "2024-12-02T14:00:01Z",
    late: false,
    text: "Covering words that are nobody's business.",
    answers,
    files: [],
    published: "2025-01-10T12:00:00Z",
  });
  return { submission, call, party: of, languages: ["es"], ...more };
}

const colombia = item(
  "CO",
  { "joint-pledges": "Cooperación  técnica con el Perú" },
  { subregion: "south-america" },
);
const jamaica = item("JM", {}, { subregion: "caribbean", languages: ["en"] });
const spain = item("ES", { "cooperation-gaps": "Datos" });
const all = [colombia, jamaica, spain];

test("only values that have items are offered", () => {
  const { parties: named, subregions, kinds, questions, languages } = facetsOf(all);
  expect(named.map(({ id }) => id)).toEqual(["CO", "JM", "ES"]);
  expect(subregions).toEqual(["south-america", "caribbean"]);
  expect(kinds).toEqual(["member-state", "other-member"]);
  expect(questions.map(({ id }) => id)).toEqual(["cooperation-gaps", "joint-pledges"]);
  expect(languages).toEqual(["es", "en"]);
});

test.each<[string, Wanted, LibraryItem[]]>([
  ["nothing wanted finds everything", {}, all],
  ["a party", { party: "JM" }, [jamaica]],
  ["a subregion; whoever is outside the scheme is in none", { subregion: "south-america" }, [colombia]],
  ["a kind of party", { kind: "other-member" }, [spain]],
  ["another call", { call: "co-chairs" }, []],
  ["a question answered", { question: "guiding-questions/joint-pledges" }, [colombia]],
  ["a language", { language: "en" }, [jamaica]],
  ["a word without its accent, in capitals", { words: "COOPERACION" }, [colombia]],
  ["words across a run of spaces", { words: "cooperación técnica" }, [colombia]],
  ["words in any order, each of them", { words: "perú cooperación" }, [colombia]],
  ["one word that is nowhere", { words: "cooperación nowhere" }, []],
  ["a party’s name in any language", { words: "jamaïque" }, [jamaica]],
  ["a reference", { words: "gq-esp" }, [spain]],
  ["a file’s text", { words: "reefs" }, [jamaica]],
  ["filters and words together", { words: "reefs", party: "CO" }, []],
  ["never the covering words of a mail", { words: "nobody's business" }, []],
  ["an unknown value", { kind: "martians" }, []],
])("%s", (_title, wanted, expected) => {
  const texts = (one: LibraryItem) => (one === jamaica ? ["On Reefs"] : []);
  expect(foundIn(all, wanted, texts)).toEqual(expected);
});
