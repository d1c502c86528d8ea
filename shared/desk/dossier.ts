/** The internal record of a selection, for approvers and auditors: everything there is of it, in one piece. */
import type { LedgerEntry } from "../domain/ledger.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { Selection, Sounding } from "../domain/selection.ts";
import type { SlateRecord } from "../domain/slate-record.ts";
import type { Submission } from "../domain/submission.ts";
import { assessmentsOf, conflictsOf } from "../store/assessments.ts";
import { getCall } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { noticesOfCall } from "../store/notices.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { readSelection, readSlateRecord, soundingsOf } from "../store/selection.ts";
import { submissionsOfCall } from "../store/submissions.ts";
import { transact } from "../store/table.ts";
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
  assessments: Awaited<ReturnType<typeof assessmentsOf>>;
  conflicts: Awaited<ReturnType<typeof conflictsOf>>;
  slate: SlateRecord | null; // what the slate was composed from
  notices: { id: string; kind: string; party?: string | undefined; state: string; at?: string | undefined }[];
  ledger: readonly LedgerEntry[]; // newest first
}

/** Everything that led to a decision; null for a call without seats. */
export async function dossierOf({ call: id }: { call: string }): Promise<Dossier | null> {
  const call = await getCall(id);
  const selection = call && (await readSelection(call));
  if (!call || !selection) return null;
  const surroundings = await surroundingsOf(call, selection);
  const [
    definition,
    state,
    { offers },
    submissions,
    soundings,
    assessments,
    conflicts,
    notices,
    slate,
    ledger,
  ] = await Promise.all([
    readDefinition(),
    readState(),
    offersOn(call, surroundings),
    submissionsOfCall(id),
    soundingsOf(id),
    assessmentsOf(id),
    conflictsOf(id),
    noticesOfCall(id),
    readSlateRecord(id, selection.composed?.slate ?? selection.slate),
    wholeLedger(id),
  ]);
  const defined = definition.calls.find((one) => one.id === id);
  return {
    call,
    scheme: state.scheme,
    rules: defined?.rules ?? [],
    criteria: (defined?.criteria ?? []).map((criterion) => criterion.id),
    selection,
    offers,
    submissions,
    soundings,
    assessments,
    conflicts,
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
  by,
}: {
  call: string;
  by: string;
}): Promise<Outcome<{ dossier: Dossier }>> {
  const dossier = await dossierOf({ call });
  if (!dossier) return refused("unknown-call");
  await transact([record({ actor: by, act: "selection.record-exported", call }, new Date())]);
  return { ok: true, dossier };
}
