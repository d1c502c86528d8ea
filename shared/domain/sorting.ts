/** What people do with messages: each act stands on the message with what it replaced, so that it can be undone. */
import * as z from "zod";
import { Instant, type PartyStanding } from "./call.ts";
import { asideReasons, type Message, MessageEnd } from "./message.ts";
import { Standing } from "./party.ts";
import type { Submission } from "./submission.ts";

/** What a message that is assigned is to the party's answers. */
export const assignedAs = ["answer", "correction", "withdrawal", "formalises"] as const;
export const AssignedAs = z.enum(assignedAs);
export type AssignedAs = z.infer<typeof AssignedAs>;

const acts = [
  "assigned",
  "set-aside",
  "reopened", // brought back to triage from any end
  "asked", // a question to the sender or the official contact was prepared
  "telephone", // the mission is to be telephoned
  "made-official", // its sender became an official contact
  "opened", // the seal of a spam verdict was broken
  "undone",
] as const;

export const MessageAct = z.object({
  id: z.string(), // act_…
  at: Instant,
  by: z.string(), // person id
  act: z.enum(acts),
  before: MessageEnd,
  after: MessageEnd,
  undoes: z.string().optional(), // id of the act that this one takes back
  as: AssignedAs.optional(),
  why: z.enum(asideReasons).optional(),
  note: z.string().optional(),
  version: z.object({ call: z.string(), party: z.string(), version: z.number().int() }).optional(),
  contact: z.object({ id: z.string(), standing: Standing.optional() }).optional(), // as it was; absent: it was new
  notice: z.string().optional(), // the question
  cancelled: z.array(z.string()).default([]), // notices that had not left
  out: z.array(z.string()).default([]), // notices that had
});
export type MessageAct = z.infer<typeof MessageAct>;

/** The last act that still stands; each is taken back in its turn, the latest first. */
export function lastStanding(done: readonly MessageAct[]): MessageAct | undefined {
  const undone = new Set(done.flatMap(({ undoes }) => undoes ?? []));
  return done.findLast(({ id, act }) => act !== "undone" && !undone.has(id));
}

type Judged = Pick<Message, "verdicts" | "end"> & { opened?: boolean };

/** Whether nothing of the content may be seen: a virus, or spam until a person has broken the seal. */
export function isSealed({ verdicts, end, opened = false }: Judged): boolean {
  if (verdicts.virus === "FAIL") return true;
  const isSpam = verdicts.spam === "FAIL" || (end.kind === "triage" && end.reason === "sealed");
  return isSpam && !opened;
}

/** Whether nothing may be written to the address that a mail names as its sender: it failed, or a machine answers. */
export function isUnanswerable(message: Judged & Pick<Message, "from" | "automatic">): boolean {
  const { end, verdicts, from, automatic } = message;
  const isFailed =
    verdicts.dmarc === "FAIL" || (end.kind === "triage" && end.reason === "failed-authentication");
  const isAutomatic =
    automatic !== undefined ||
    (end.kind === "set-aside" && (end.reason === "automatic" || end.reason === "delivery-report"));
  return !from || isFailed || isAutomatic || isSealed(message);
}

const counts = ({ state }: Submission) => state === "recorded" || state === "withdrawn";

/** Whether an entry waits for the mail or the note that makes it formal. */
export const isToFormalise = ({ state, formality, formalisedBy }: Submission): boolean =>
  state === "recorded" && formality === "informal" && formalisedBy === undefined;

/** How a party stands when its versions are these: what counts is the last one that was not taken back. */
export function standingWith(before: PartyStanding, versions: readonly Submission[]): PartyStanding {
  const { effective: _e, answered: _a, withdrawn: _w, informal: _i, ...rest } = before;
  const references = versions.map(({ reference }) => reference);
  const counting = versions.filter(counts);
  const last = counting.at(-1);
  const heldBy = [
    ...before.heldBy.filter((held) => !references.includes(held)),
    ...versions
      .filter(({ state, version }) => state === "unconfirmed" && version > (last?.version ?? 0))
      .map(({ reference }) => reference),
  ];
  return {
    ...rest,
    ...(last && { effective: last.version }),
    ...(counting[0] && { answered: counting[0].recordedAt }),
    ...(last?.state === "withdrawn" && { withdrawn: last.recordedAt }),
    ...(last && isToFormalise(last) && { informal: last.version }),
    heldBy,
  };
}
