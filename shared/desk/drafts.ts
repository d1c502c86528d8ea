/** Drafts: what a party types and uploads before it lodges, and what the desk gathers before it records. */

import type { Interest } from "../domain/offer.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { lastOwn, otherText } from "../domain/submission.ts";
import { type StoredStanding, saveStanding, standingOf } from "../store/calls.ts";
import { saveDraft as changeDraft, type Draft, openDraftOf, readDraft } from "../store/drafts.ts";
import { record } from "../store/ledger.ts";
import { markRemoved } from "../store/objects.ts";
import { contactById } from "../store/parties.ts";
import { scansOf } from "../store/scans.ts";
import { versionsOf } from "../store/submissions.ts";
import { type Change, decideAgain, transact } from "../store/table.ts";
import { joinTyped, withPlainLines } from "./merge.ts";
import { withNumbers } from "./offers.ts";

export type { Draft };

/** An item holds 400 kB; longer answers come as a file. */
const longestDraft = 200_000;

/** The draft on which a party's page works. */
export const partyDraft = ({ call, party }: { call: string; party: string }): Promise<Draft> =>
  openDraftOf(call, party);

interface Typed {
  contact: string;
  call: string;
  answers: Record<string, string>;
  text: string;
  interest?: Interest;
  version: number; // of the draft that the page showed
}

/**
 * Saves what was typed. The ledger notes that a draft was begun, not each saving: until it is lodged, it says nothing
 * to anybody.
 */
export async function saveDraft({ contact: id, call, version, ...typed }: Typed): Promise<Outcome> {
  const now = new Date();
  const contact = await contactById(id);
  if (!contact) return refused("unknown-contact");
  if (JSON.stringify(typed).length > longestDraft) return refused("too-long");
  return decideAgain(async () => {
    const [before, standing] = await Promise.all([
      partyDraft({ call, party: contact.party }),
      standingOf(call, contact.party),
    ]);
    if (before.version !== version) return refused("stale");
    const { interest: _saved, ...rest } = before;
    const about = { call, party: contact.party };
    const interest = typed.interest && (await withNumbers(about, typed.interest));
    const after = { ...rest, ...typed, ...(interest && { interest }), savedAt: now.toISOString() };
    await transact([changeDraft(before, after), ...begunBy(id, before, standing, now)]);
    return { ok: true };
  });
}

/**
 * Begins a draft with what was sent last: the newest version counts alone, so that whoever corrects a line would lose
 * the rest. A draft that somebody has begun stays as it is.
 */
export async function resumeAnswer({
  contact: id,
  call,
}: {
  contact: string;
  call: string;
}): Promise<Outcome> {
  const now = new Date();
  const contact = await contactById(id);
  if (!contact) return refused("unknown-contact");
  return decideAgain(async () => {
    const [before, standing, versions] = await Promise.all([
      partyDraft({ call, party: contact.party }),
      standingOf(call, contact.party),
      versionsOf(call, contact.party),
    ]);
    const last = lastOwn(versions);
    if (before.version > 0 || !last) return { ok: true };
    const states = await scansOf(last.files.map(({ key }) => key));
    const files = last.files
      .filter(({ key }) => states[key] !== "infected")
      .map((file, at) => ({ id: `sent-${at + 1}`, file }));
    const { answers, interest } = last;
    const after = { ...before, answers, text: otherText(last), files, ...(interest && { interest }) };
    const begun = begunBy(id, before, standing, now);
    await transact([changeDraft(before, { ...after, savedAt: now.toISOString() }), ...begun]);
    return { ok: true };
  });
}

/** Texts of a draft by field: a question's id, or "text" for what answers none. */
type TypedTexts = Record<string, { base: string; mine: string }>;

/**
 * Saves texts while they are typed, each joined with what a colleague saved since the page read it (`base`). Answers
 * every text as it stands now, and in which both wrote the same lines.
 */
export async function saveTyping({
  contact: id,
  call,
  draft,
  texts,
}: {
  contact: string;
  call: string;
  draft: string; // the one that the page showed: once it is lodged, nothing is added to the next
  texts: TypedTexts;
}): Promise<Outcome<{ version: number; texts: Record<string, string>; both: string[] }>> {
  const now = new Date();
  const contact = await contactById(id);
  if (!contact) return refused("unknown-contact");
  return decideAgain(async () => {
    const [before, standing] = await Promise.all([
      partyDraft({ call, party: contact.party }),
      standingOf(call, contact.party),
    ]);
    if (before.id !== draft) return refused("stale");
    const joined = Object.entries(texts).map(([name, typed]) => {
      const theirs = withPlainLines(name === "text" ? before.text : (before.answers[name] ?? ""));
      const [base, mine] = [withPlainLines(typed.base), withPlainLines(typed.mine)];
      return { name, theirs, ...joinTyped({ base, mine, theirs }) };
    });
    const answers = { ...before.answers };
    let { text } = before;
    for (const one of joined) {
      if (one.name === "text") text = one.text;
      else if (one.text === "") delete answers[one.name];
      else answers[one.name] = one.text;
    }
    if (JSON.stringify({ answers, text }).length > longestDraft) return refused("too-long");
    const after = { ...before, answers, text, savedAt: now.toISOString() };
    const isNew = joined.some((one) => one.text !== one.theirs);
    if (isNew) {
      await transact([changeDraft(before, after), ...begunBy(id, before, standing, now)]);
    }
    const both = joined.filter((one) => one.both).map(({ name }) => name);
    return { ok: true, version: before.version + (isNew ? 1 : 0), texts: { ...answers, text }, both };
  });
}

/** The first saving of a draft is noted: on the standing, and in the ledger. */
function begunBy(contact: string, draft: Draft, standing: StoredStanding, now: Date): Change[] {
  if (standing.draft === draft.id) return [];
  const { call, party } = standing;
  return [
    saveStanding(standing, { ...standing, draft: draft.id }),
    record({ actor: `contact:${contact}`, act: "draft.begun", call, party, subject: draft.id }, now),
  ];
}

/** Takes a file out of a draft; its bytes are marked, and go with the bucket's own housekeeping after a fortnight. */
export async function removeFile({
  draft: id,
  file,
  actor,
}: {
  draft: string;
  file: string;
  actor: string;
}): Promise<Outcome> {
  const now = new Date();
  const removed = await decideAgain(async () => {
    const draft = await readDraft(id);
    const found = draft.files.find((one) => one.id === file);
    if (!found) return null;
    const about = {
      ...(draft.call ? { call: draft.call } : {}),
      ...(draft.party ? { party: draft.party } : {}),
    };
    await transact([
      changeDraft(draft, { ...draft, files: draft.files.filter((one) => one !== found) }),
      record({ actor, act: "draft.file-removed", ...about, subject: id, detail: { file } }, now),
    ]);
    return found;
  });
  // What was refused lies in quarantine, which is emptied anyhow.
  if (removed && !removed.refused && !(await isOfVersion(id, removed.file.key))) {
    await markRemoved(removed.file.key);
  }
  return { ok: true };
}

/** Whether a file also stands in a version that was sent: a correction began with it, and its bytes stay. */
async function isOfVersion(draft: string, key: string): Promise<boolean> {
  const { call, party } = await readDraft(draft);
  if (!call || !party) return false;
  return (await versionsOf(call, party)).some(({ files }) => files.some((file) => file.key === key));
}

/** A draft that a person of the secretariat fills with scans. */
export const deskDraft = ({ draft }: { draft: string }): Promise<Draft> => readDraft(draft);

/** Keeps the typed form of a desk draft while its scans arrive. */
export async function saveDeskDraft({
  draft: id,
  fields,
  by,
}: {
  draft: string;
  fields: Record<string, string>;
  by: string;
}): Promise<Outcome> {
  const now = new Date();
  if (JSON.stringify(fields).length > longestDraft) return refused("too-long");
  return decideAgain(async () => {
    const draft = await readDraft(id);
    const after = { ...draft, fields: { ...draft.fields, ...fields }, savedAt: now.toISOString() };
    const entry = record({ actor: by, act: "draft.begun", subject: id }, now);
    await transact([changeDraft(draft, after), ...(draft.savedAt ? [] : [entry])]);
    return { ok: true };
  });
}
