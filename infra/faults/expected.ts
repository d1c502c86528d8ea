/** What the people of a scenario know must come of what they did. */

export interface Expected {
  mails: { raw: Buffer; end: string }[]; // accepted by SMTP; "submission", "triage" or "set-aside"
  versions: Record<string, number>; // "guiding-questions CO" → answers that must stand
  files: Record<string, number>; // "guiding-questions CO 1" → files of that version
  once: string[]; // notices that go exactly once, by the beginning of their id
  unanswered: string[]; // "guiding-questions CO 21": answers whose address has had enough answers
  never: string[]; // notices that must not exist
  acts: { act: string; call: string; times: number }[]; // of the ledger
  decided: string[]; // calls whose decision is public in the end
}

export const nothingExpected = (): Expected => ({
  mails: [],
  versions: {},
  files: {},
  once: [],
  unanswered: [],
  never: [],
  acts: [],
  decided: [],
});

export const copyOf = (expected: Expected): Expected => ({
  mails: [...expected.mails],
  versions: { ...expected.versions },
  files: { ...expected.files },
  once: [...expected.once],
  unanswered: [...expected.unanswered],
  never: [...expected.never],
  acts: expected.acts.map((act) => ({ ...act })),
  decided: [...expected.decided],
});
