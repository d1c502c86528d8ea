/** Which party a form names: by its id, a code, or the letters that somebody typed. */
import type { Call } from "../../shared/domain/call.ts";
import { findParties } from "../../shared/domain/find-party.ts";
import type { Party } from "../../shared/domain/party.ts";
import type { PartyChoice } from "./pages/party-field.tsx";
import type { Reader } from "./reader.ts";

/** The one party meant, or what the page offers instead. Of several, those count that the call invites. */
export function partyNamed(
  { lang }: Reader,
  typed: string,
  parties: readonly Party[],
  call: Call | undefined,
): { party: Party } | { choice: PartyChoice } {
  const byId = parties.find(({ id }) => id === typed);
  if (byId) return { party: byId };
  const found = findParties(typed, parties, lang);
  const invited = found.filter(({ kind }) => call?.parties.includes(kind) ?? true);
  const matches = invited.length > 0 ? invited : found;
  const [only] = matches;
  return only && matches.length === 1 ? { party: only } : { choice: { typed, matches } };
}
