/** The field in which a party is named: three letters or a code, the names offered as they are typed. */
import type { Party } from "../../../shared/domain/party.ts";
import { Choices } from "../components/choices.tsx";
import { TextField } from "../components/text-field.tsx";
import type { Reader } from "../reader.ts";
import { byName } from "../when.ts";

export type PartyChoice = {
  typed: string;
  matches?: readonly Party[] | undefined; // several may be meant; none: nobody is
};

export const PartyField = ({
  reader,
  parties,
  choice,
  label,
  focus = false,
}: {
  reader: Reader;
  parties: readonly Party[];
  choice: PartyChoice;
  label: string;
  focus?: boolean;
}) => {
  const { ct, lang } = reader;
  const { typed, matches } = choice;
  const compare = byName(lang);
  if (matches && matches.length > 1) {
    return (
      <Choices
        type="radio"
        name="party"
        legend={ct.sorting.record.several(typed)}
        options={[...matches]
          .sort((a, b) => compare(a.names[lang].name, b.names[lang].name))
          .map((party) => ({
            value: party.id,
            text: `${party.names[lang].name} (${ct.parties.kinds[party.kind]})`,
          }))}
        chosen={[]}
      />
    );
  }
  const known = parties.find(({ id }) => id === typed);
  return (
    <>
      <TextField
        name="party"
        label={label}
        hint={matches ? ct.sorting.record.none(typed) : ct.sorting.record.partyHint}
        value={known ? known.names[lang].name : typed}
        required={true}
        list="parties"
        focus={focus}
      />
      <datalist id="parties">
        {parties
          .map((party) => party.names[lang].name)
          .sort(compare)
          .map((name) => (
            <option value={name} />
          ))}
      </datalist>
    </>
  );
};
