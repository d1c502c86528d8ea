/** A decision as open data, its names in four languages. */
import type { ReleasedDecision } from "../../shared/desk/decisions.ts";
import { languages } from "../../shared/domain/language.ts";
import type { Party } from "../../shared/domain/party.ts";

export function decisionData(
  { call, decidedAt, releasedAt, seats }: ReleasedDecision,
  parties: readonly Party[],
): object {
  const namesOf = (state: string) => {
    const names = parties.find(({ id }) => id === state)?.names;
    return names && Object.fromEntries(languages.map((lang) => [lang, names[lang].name]));
  };
  return {
    call: call.id,
    names: call.names,
    rules: {
      selection: call.selection,
      call: Object.fromEntries(languages.map((lang) => [lang, `/${lang}/calls/${call.id}`])),
      method: Object.fromEntries(languages.map((lang) => [lang, `/${lang}/method`])),
    },
    decidedAt,
    releasedAt,
    seats: seats.map(({ seat, holder }) => ({
      seat,
      names: call.seats.find(({ id }) => id === seat)?.names,
      ...("state" in holder
        ? { state: holder.state, stateNames: namesOf(holder.state) }
        : { person: holder.person }),
    })),
  };
}
