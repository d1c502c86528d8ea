/** The internal record of a selection, for approvers and auditors: everything there is of it, in one piece. */
import { type Assessment, type Conflict, marksSeenBy } from "../domain/assessment.ts";
import type { LedgerEntry } from "../domain/ledger.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Person } from "../domain/review.ts";
import type { Selection, Sounding } from "../domain/selection.ts";
import type { SlateRecord } from "../domain/slate-record.ts";
import type { Submission } from "../domain/submission.ts";
import { getCall } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { noticesOfCall } from "../store/notices.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { readSelection, readSlateRecord, soundingsOf } from "../store/selection.ts";
import { transact } from "../store/table.ts";
import { type AssessingFacts, assessingOf } from "./assessed.ts";
import { type Offer, offersOn } from "./composing.ts";
import { listEntries } from "./ledger.ts";
import { surroundingsOf } from "./selection.ts";

type Call = NonNullable<Awaited<ReturnType<typeof getCall>>>;

export interface Dossier {
  call: Call;
  scheme: string; // the confirmed one
  rules: readonly string[]; // eligibility, as published
  criteria: readonly string[];
  selection: Selection; // seats, silences, declarations, marks of fit, approvals
  offers: readonly Offer[];
  submissions: readonly Submission[]; // every version of every offer
  soundings: readonly Sounding[];
  assessments: readonly Assessment[]; // that this person may see
  withheld: number; // assessments of others, until this person's own are given
  conflicts: readonly Conflict[]; // declared, and those that show by themselves
  slate: SlateRecord | null; // what the slate was composed from
  notices: { id: string; kind: string; party?: string | undefined; state: string; at?: string | undefined }[];
  ledger: readonly LedgerEntry[]; // newest first
}

/**
 * Everything that led to a decision, as one person may see it: whoever assesses besides sees the others' marks here, too,
 * once their own are given. Null for a call without seats.
 */
export async function dossierOf({
  call: id,
  person,
}: {
  call: string;
  person: Person;
}): Promise<Dossier | null> {
  const call = await getCall(id);
  const selection = call && (await readSelection(call));
  if (!call || !selection) return null;
  const surroundings = await surroundingsOf(call, selection);
  const [definition, state, { offers }, facts, soundings, notices, slate, ledger] = await Promise.all([
    readDefinition(),
    readState(),
    offersOn(call, surroundings),
    assessingOf(call),
    soundingsOf(id),
    noticesOfCall(id),
    readSlateRecord(id, selection.composed?.slate ?? selection.slate),
    wholeLedger(id),
  ]);
  const assessments = assessmentsSeenBy(person, facts);
  const defined = definition.calls.find((one) => one.id === id);
  return {
    call,
    scheme: state.scheme,
    rules: defined?.rules ?? [],
    criteria: (defined?.criteria ?? []).map((criterion) => criterion.id),
    selection,
    offers,
    submissions: facts.submissions,
    soundings,
    assessments,
    withheld: facts.assessments.length - assessments.length,
    conflicts: facts.conflicts,
    slate,
    notices: notices
      .filter(({ kind }) => ofSelection.includes(kind))
      .map(({ id: notice, kind, party, state: fate, settledAt, preparedAt }) => ({
        id: notice,
        kind,
        party,
        state: fate,
        at: settledAt ?? preparedAt,
      })),
    ledger,
  };
}

/** An application that was withdrawn meanwhile counts as it was when it was last assessed. */
function assessmentsSeenBy(person: Person, facts: AssessingFacts): Assessment[] {
  const ids = [...new Set(facts.assessments.map(({ candidate }) => candidate))];
  return ids.flatMap((id) => {
    const versions = facts.assessments.filter(({ candidate }) => candidate === id).map((one) => one.version);
    const last = { id, version: Math.max(...versions) };
    const application = facts.candidates.find((one) => one.id === id) ?? last;
    return marksSeenBy(person, application, facts, true);
  });
}

const ofSelection: readonly string[] = [
  "silence",
  "silence-closed",
  "acceptance",
  "approval",
  "letter",
  "announcement",
  "amendment",
];

async function wholeLedger(call: string): Promise<LedgerEntry[]> {
  const all: LedgerEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await listEntries({ call, ...(cursor ? { cursor } : {}) });
    all.push(...page.entries);
    cursor = page.next;
  } while (cursor);
  return all.filter(({ act }) => /^(selection|sounding|silence|assessment|call|submission)\./.test(act));
}

/** Notes in the ledger that somebody took the record out, and gives it. */
export async function exportDossier({
  call,
  person,
}: {
  call: string;
  person: Person;
}): Promise<Outcome<{ dossier: Dossier }>> {
  const dossier = await dossierOf({ call, person });
  if (!dossier) return refused("unknown-call");
  await transact([record({ actor: person.id, act: "selection.record-exported", call }, new Date())]);
  return { ok: true, dossier };
}
