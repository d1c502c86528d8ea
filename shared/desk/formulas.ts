/** The formula of a call changed in mid-call: seen before it is saved, and told to the parties where a coordinator says so. */

import type { Call } from "../domain/call.ts";
import { changeFormula, type Renamed, type Wanted } from "../domain/formula.ts";
import { type Outcome, refused } from "../domain/outcome.ts";
import { addressees } from "../domain/party.ts";
import type { Selection } from "../domain/selection.ts";
import { getCall } from "../store/calls.ts";
import { listContacts, listParties } from "../store/parties.ts";
import { readDefinition, readState } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";
import { changeSelection } from "./selection.ts";
import { tellInvited } from "./telling.ts";

export type { Renamed };

async function changed(call: Call, selection: Selection, wanted: Wanted) {
  const [definition, state] = await Promise.all([readDefinition(), readState()]);
  const defined = definition.calls.find(({ id }) => id === call.id);
  const scheme = definition.schemes.find(({ id }) => id === state.scheme);
  return defined ? changeFormula(wanted, { call, defined, selection, scheme }) : refused("unknown-call");
}

/** What another formula would change, and to how many contacts its notice would go, before anything is saved. */
export async function previewFormula({
  call: id,
  ...wanted
}: Wanted & { call: string }): Promise<Outcome<{ renamed: Renamed[]; mails: number }>> {
  const call = await getCall(id);
  const selection = call && (await readSelection(call));
  if (!call || !selection) return refused("unknown-call");
  const outcome = await changed(call, selection, wanted);
  if ("refused" in outcome) return outcome;
  return { ok: true, renamed: outcome.renamed, mails: await mailsToInvited(call) };
}

/** How many contacts a notice to every invited party goes to. */
async function mailsToInvited(call: Call): Promise<number> {
  const [parties, contacts] = await Promise.all([listParties(), listContacts()]);
  const invited = new Set(parties.filter(({ kind }) => call.parties.includes(kind)).map(({ id }) => id));
  return addressees(contacts, "amendment").filter(({ party }) => invited.has(party)).length;
}

/** Changes the formula. */
export async function setFormula({
  call: id,
  formula,
  leads,
  version,
  tell = false,
  by,
}: Wanted & { call: string; version: number; tell?: boolean; by: string }): Promise<Outcome> {
  let before: Call | undefined;
  const detail = { formula: formula ?? "first", ...(formula && leads ? { leads } : {}) };
  const act = { call: id, actor: by, act: "call.formula-changed", version, detail };
  const outcome = await changeSelection(act, async (call, selection) => {
    before = call;
    return changed(call, selection, { formula, leads });
  });
  if ("refused" in outcome || !before) return outcome;
  if (tell && before.announced) {
    const told = { call: before, kind: "amendment" as const, occasion: String(before.version + 1) };
    await tellInvited({ ...told, params: { what: "formula" } }, new Date());
  }
  return outcome;
}
