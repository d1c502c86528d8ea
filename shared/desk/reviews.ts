/** The review as its secretariat sets it: values confirmed, kinds of mail seen and enabled, sending paused. */
import type { Call } from "../domain/call.ts";
import { type OpenValue as DefinedValue, type Definition, valueAt } from "../domain/definition.ts";
import type { Language, Texts } from "../domain/language.ts";
import type { NoticeKind } from "../domain/notice.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import type { MailMode, Person, ReviewState } from "../domain/review.ts";
import { getCall } from "../store/calls.ts";
import { record } from "../store/ledger.ts";
import { listPersons, personByEmail as storedPerson } from "../store/parties.ts";
import { readDefinition, readState, saveState } from "../store/reviews.ts";
import { decideAgain, transact } from "../store/table.ts";
import { freeHeld } from "./held.ts";

/** A value of the secretariat that a person must confirm before launch. */
export interface OpenValue {
  id: string; // its path in the definition: "calls.co-chairs.closes", "scheme"
  names: Texts;
  kind: OpenValueKind;
  value: string;
  source: string;
  confirmed?: { by: string; at: string };
}

const kinds = [
  "opens",
  "closes",
  "decisionBefore",
  "reminderDays",
  "warningDays",
  "seats",
  "scheme",
  "approvers",
  "parties",
] as const;
type OpenValueKind = (typeof kinds)[number] | "other";

/** The definition, and what the secretariat has set since. */
export async function readReview(): Promise<{ definition: Definition; state: ReviewState }> {
  const [definition, state] = await Promise.all([readDefinition(), readState()]);
  return { definition, state };
}

/** The secretariat and the approvers. */
export const listPeople = (): Promise<Person[]> => listPersons();
/** Who signs in with this address; null for anybody else. */
export const personByEmail = ({ email }: { email: string }): Promise<Person | null> => storedPerson(email);

/** The values that concern a call: its own, and those of the review as a whole. */
export async function openValues({ call: id }: { call: string }): Promise<OpenValue[]> {
  const [{ definition, state }, call] = await Promise.all([readReview(), getCall(id)]);
  return openValuesOf(definition, id).map((value) => {
    const confirmed = state.confirmed[value.path];
    return {
      id: value.path,
      names: value.names,
      kind: kindOf(value.path),
      value: textOf(currentValue(definition, value.path, call)),
      source: sourceOf(definition, value.path),
      ...(confirmed ? { confirmed } : {}),
    };
  });
}

/** The open values that a call's launch waits for. */
export function openValuesOf(definition: Definition, call: string): DefinedValue[] {
  return definition.openValues.filter(
    ({ path }) => !path.startsWith("calls.") || path.startsWith(`calls.${call}.`),
  );
}

function kindOf(path: string): OpenValueKind {
  const last = path.split(".").at(-1);
  return kinds.find((kind) => kind === last) ?? "other";
}

/** The value as it stands now: a call's dates may have been moved since the definition was written. */
function currentValue(definition: Definition, path: string, call: Call | null): unknown {
  const own = call ? `calls.${call.id}.` : "";
  return call && path.startsWith(own) ? valueAt(call, path.slice(own.length)) : valueAt(definition, path);
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(", ");
  if (typeof value === "object" && value !== null)
    return "id" in value ? String(value.id) : JSON.stringify(value);
  return value === undefined ? "" : String(value);
}

function sourceOf(definition: Definition, path: string): string {
  const field = path.split(".").at(-1) ?? "";
  const owner = valueAt(definition, path.split(".").slice(0, -1).join("."));
  const said =
    path === "scheme" ? definition.schemes.find(({ id }) => id === definition.scheme)?.source : undefined;
  if (said) return said;
  const own = valueAt(owner, `sources.${field}`) ?? valueAt(owner, "source");
  return typeof own === "string" ? own : "secretariat";
}

/** Changes the review's state with its ledger entry; `change` returns null when nothing is to be done. */
async function changeState(
  by: string,
  act: string,
  detail: Record<string, string | boolean>,
  change: (state: ReviewState, now: Date) => ReviewState | null | { refused: string },
): Promise<Outcome> {
  const now = new Date();
  return decideAgain(async () => {
    const before = await readState();
    const after = change(before, now);
    if (after && "refused" in after) return after;
    if (after) await transact([saveState(before, after), record({ actor: by, act, detail }, now)]);
    return { ok: true };
  });
}

/** Confirms an open value of the definition, as a launch demands. */
export async function confirmValue({ id, by }: { id: string; by: string }): Promise<Outcome> {
  const definition = await readDefinition();
  if (!definition.openValues.some(({ path }) => path === id)) return refused("unknown-value");
  return changeState(by, "review.value-confirmed", { value: id }, (state, now) =>
    state.confirmed[id]
      ? null
      : { ...state, confirmed: { ...state.confirmed, [id]: { by, at: now.toISOString() } } },
  );
}

/** Notes that a person has seen this kind of mail as it will arrive in this language. */
export function markSeen({
  kind,
  language,
  by,
}: {
  kind: NoticeKind;
  language: Language;
  by: string;
}): Promise<Outcome> {
  const mail = `${kind}/${language}`;
  return changeState(by, "mail.seen", { kind, language }, (state, now) =>
    state.seen[mail] ? null : { ...state, seen: { ...state.seen, [mail]: now.toISOString() } },
  );
}

/** Lets a kind of mail leave, once somebody has seen it in each language of the review. */
export async function enableKind({ kind, by }: { kind: NoticeKind; by: string }): Promise<Outcome> {
  const { review } = await readDefinition();
  const enabled = await changeState(by, "mail.kind-enabled", { kind }, (state) => {
    if (state.enabled.includes(kind)) return null;
    if (review.languages.some((language) => !state.seen[`${kind}/${language}`])) return refused("not-seen");
    return { ...state, enabled: [...state.enabled, kind] };
  });
  return letGo(enabled);
}

/** As many as one request can wait for; the sweep lets the others go. */
const freedAtOnce = 200;

/** After an act that lets mail leave: what waited for it goes now. */
async function letGo(outcome: Outcome): Promise<Outcome> {
  if ("ok" in outcome) await freeHeld(await readState(), { most: freedAtOnce });
  return outcome;
}

/** Holds a kind of mail again. */
export function disableKind({ kind, by }: { kind: NoticeKind; by: string }): Promise<Outcome> {
  return changeState(by, "mail.kind-disabled", { kind }, (state) =>
    state.enabled.includes(kind) ? { ...state, enabled: state.enabled.filter((one) => one !== kind) } : null,
  );
}

/** The one button that holds all sending, and lets it go again. */
export async function setPaused({ paused, by }: { paused: boolean; by: string }): Promise<Outcome> {
  const act = paused ? "mail.paused" : "mail.resumed";
  return letGo(
    await changeState(by, act, {}, (state) => (state.paused === paused ? null : { ...state, paused })),
  );
}

/** Sets whether mails are held, go to the team as samples, or go live. */
export async function setMailMode({ mode, by }: { mode: MailMode; by: string }): Promise<Outcome> {
  return letGo(
    await changeState(by, "mail.mode-set", { mode }, (state) =>
      state.mail === mode ? null : { ...state, mail: mode },
    ),
  );
}
