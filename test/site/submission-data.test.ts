/** Submissions as a spreadsheet: no cell becomes a formula, and every quote stays one. */
import { expect, test } from "vitest";
import { submissionsCsv } from "../../functions/site/submission-data.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { Submission } from "../../shared/domain/submission.ts";
import { sampleDefinition } from "../support/sample-review.ts";

const { calls, parties } = recordsOf(sampleDefinition());

test.each([
  ["=HYPERLINK(1).pdf", `"'=HYPERLINK(1).pdf"`],
  ["+1.pdf", `"'+1.pdf"`],
  ["-1.pdf", `"'-1.pdf"`],
  ["@x.pdf", `"'@x.pdf"`],
  ["\tx.pdf", `"'\tx.pdf"`],
  ["\rx.pdf", `"'\rx.pdf"`],
  ['nota "final", 2.pdf', `"nota ""final"", 2.pdf"`],
])("%j", (name, cell) => {
  const call = calls[0];
  const party = parties[0];
  if (!call || !party) throw new Error("The sample review is empty");
  const file = { key: "k", name, type: "application/pdf", size: 1, sha256: "0", flags: [] };
  const submission = Submission.parse({
    call: call.id,
    party: party.id,
    version: 1,
    reference: "LAC25-GQ-COL-1",
    state: "recorded",
    channel: "mail",
    formality: "formalised",
    receivedAt: "2024-12-02T14:00:00Z",
    recordedAt: "2024-12-02T14:00:01Z",
    late: false,
    text: "",
    files: [file],
  });
  const csv = submissionsCsv(
    [{ submission, call, party, languages: [], files: [file] }],
    "https://hoja.example",
  );
  const [head, line] = csv.split("\r\n");
  expect(head?.startsWith('\ufeff"reference"')).toBe(true);
  expect(line?.endsWith(`,${cell}`)).toBe(true);
});
