/** The fields of an offer: who represents a State, and the persons whom a party proposes. Read again by offer-form.ts. */
import { type Call, rolesOf, type Seat } from "../../shared/domain/call.ts";
import { type Interest, mostNominees, type Nominee, type Representative } from "../../shared/domain/offer.ts";
import type { Party } from "../../shared/domain/party.ts";
import { AreaField } from "./components/area-field.tsx";
import { Choices } from "./components/choices.tsx";
import type { Option } from "./components/option.ts";
import { SelectField } from "./components/select-field.tsx";
import { TextField } from "./components/text-field.tsx";
import type { Reader } from "./reader.ts";

const representativeFields = ["name", "title", "level", "salutation"] as const;

/** Name, title, level and form of address; `scope` tells several of a page apart. */
export const RepresentativeFields = ({
  reader,
  representative,
  scope = "",
}: {
  reader: Reader;
  representative: Representative | undefined;
  scope?: string;
}) => (
  <div class="two">
    {representativeFields.map((field) => (
      <TextField
        name={`representative.${field}`}
        id={`representative.${field}${scope}`}
        label={reader.t.offers[field]}
        value={representative?.[field]}
      />
    ))}
  </div>
);

/** Roles to choose from; the first of its seats stands for each. */
export const roleOptions = ({ lang }: Reader, seats: readonly Seat[]): Option[] =>
  rolesOf(seats).flatMap(([seat]) => (seat ? { value: seat.id, text: seat.names[lang] } : []));

type PersonProps = {
  reader: Reader;
  seats: readonly Seat[];
  person: Nominee | undefined;
  at: number; // from 0
  countries: readonly Option[]; // for parties of no country; else none
};

const PersonFields = ({ reader, seats, person, at, countries }: PersonProps) => {
  const { t } = reader;
  const field = (name: string) => `person.${at}.${name}`;
  const genders = ["f", "m", "x"] as const;
  return (
    <>
      {person ? <input type="hidden" name={field("id")} value={person.id} /> : null}
      <div class="two">
        <TextField name={field("name")} label={t.offers.name} value={person?.name} />
        <TextField name={field("title")} label={t.offers.title} value={person?.title} />
        <TextField name={field("office")} label={t.offers.office} value={person?.office} />
        <TextField name={field("languages")} label={t.offers.languages} value={person?.languages} />
        <SelectField
          name={field("gender")}
          label={t.offers.gender}
          options={genders.map((gender) => ({ value: gender, text: t.offers.genders[gender] }))}
          empty={t.offers.genders.none}
          value={person?.gender}
        />
        {rolesOf(seats).length > 1 ? (
          <SelectField
            name={field("seat")}
            label={t.offers.role}
            options={roleOptions(reader, seats)}
            empty={t.offers.anyRole}
            value={person?.seats[0]}
          />
        ) : null}
        {countries.length > 0 ? (
          <SelectField
            name={field("country")}
            label={t.offers.country}
            options={countries}
            empty="–"
            value={person?.country}
          />
        ) : null}
      </div>
      <AreaField name={field("biography")} label={t.offers.biography} value={person?.biography} rows={3} />
      <label class="choice">
        <input
          class="ds-input"
          type="checkbox"
          name={field("available")}
          value="yes"
          checked={person?.available === true}
        />
        <span>{t.offers.isAvailable}</span>
      </label>
    </>
  );
};

/** What an offer says: roles, conditions, who represents the State, and persons. */
export const OfferFields = ({
  reader,
  call,
  interest,
  countries,
}: {
  reader: Reader;
  call: Call;
  interest: Interest | undefined;
  countries: readonly Option[];
}) => {
  const { t } = reader;
  return (
    <>
      {rolesOf(call.seats).length > 1 ? (
        <Choices
          legend={t.party.seats}
          hint={t.party.anySeat}
          name="seat"
          options={roleOptions(reader, call.seats)}
          chosen={interest?.seats ?? []}
        />
      ) : null}
      <AreaField
        name="conditions"
        label={t.party.conditions}
        hint={t.party.conditionsHint}
        value={interest?.conditions}
        rows={3}
      />
      {call.seats.some(({ holder }) => holder === "state") ? (
        <details open={interest?.representative !== undefined}>
          <summary>{t.party.representative}</summary>
          <p class="soft">{t.party.representativeHint}</p>
          <RepresentativeFields reader={reader} representative={interest?.representative} />
        </details>
      ) : null}
      <NomineeFields reader={reader} call={call} interest={interest} countries={countries} />
    </>
  );
};

/** Every person named so far and room for one more, in the party's own order. */
const NomineeFields = ({
  reader,
  call,
  interest,
  countries,
}: {
  reader: Reader;
  call: Call;
  interest: Interest | undefined;
  countries: readonly Option[];
}) => {
  const { t } = reader;
  const seats = call.seats.filter(({ holder }) => holder === "person");
  if (seats.length === 0) return null;
  const persons = interest?.nominees ?? [];
  const rows = [...persons, ...(persons.length < mostNominees ? [undefined] : [])];
  return (
    <>
      <h3>{t.offers.persons}</h3>
      <p>
        {t.offers.personsText} {t.offers.curriculum}
      </p>
      {rows.map((person, at) => {
        const fields = <PersonFields {...{ reader, seats, person, at, countries }} />;
        // One person is the usual case: further ones are there when somebody wants them.
        return person || at === 0 ? (
          <fieldset class="ds-fieldset">
            <legend>{t.offers.person(at + 1)}</legend>
            {fields}
          </fieldset>
        ) : (
          <details>
            <summary>{t.offers.another}</summary>
            {fields}
          </details>
        );
      })}
    </>
  );
};

/** States in which a person can live whose party is none, for their subregion. */
export function countriesFor(reader: Reader, party: Party, parties: readonly Party[]): Option[] {
  if (party.kind === "member-state" || party.kind === "other-member" || party.kind === "associate-member")
    return [];
  return parties
    .filter(({ kind }) => kind === "member-state")
    .map(({ id, names }) => ({ value: id, text: names[reader.lang].name }))
    .sort((a, b) => a.text.localeCompare(b.text, reader.lang));
}
