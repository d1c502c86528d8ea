/** What the pages of a seat share: its facts, who can hold it and who does, and the log of soundings. */
import type { Call, Seat } from "../../../shared/domain/call.ts";
import type { Message } from "../../../shared/domain/message.ts";
import { titled } from "../../../shared/domain/offer.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { isOpenTo } from "../../../shared/domain/seats.ts";
import type { SeatState, Selection, Sounding } from "../../../shared/domain/selection.ts";
import { channels, type Submission } from "../../../shared/domain/submission.ts";
import { Act } from "../components/act.tsx";
import { AreaField } from "../components/area-field.tsx";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Instant } from "../components/times.tsx";
import { pathIn, type Reader } from "../reader.ts";
import { byName } from "../when.ts";

export type SelectionFacts = {
  call: Call;
  selection: Selection;
  submissions: readonly Submission[]; // of the call, every version
  soundings: readonly Sounding[];
  parties: readonly Party[];
  conveyed?: readonly Message[]; // by group coordinators, and not sorted yet
  alone?: boolean; // the page is about one seat: acts lead back to it
  sound?: string | undefined; // the State that the form of a sounding begins with
};

/** The hidden fields by which an act leads back to the page of its seat. */
export const whence = (facts: SelectionFacts, seat: Seat): Record<string, string> =>
  facts.alone ? { seat: seat.id, page: "seat" } : { seat: seat.id };
export const Whence = ({ facts, seat }: { facts: SelectionFacts; seat: Seat }) => (
  <>
    {Object.entries(whence(facts, seat)).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
);

export type SeatProps = {
  reader: Reader;
  facts: SelectionFacts;
  seat: Seat;
  states: readonly Party[];
};

/** The States that can hold a seat: of its subregion in the confirmed scheme, or all of the region. */
export function statesOf(reader: Reader, seat: Seat, parties: readonly Party[]): Party[] {
  const scheme = reader.definition.schemes.find(({ id }) => id === reader.state.scheme);
  const compare = byName(reader.lang);
  return parties
    .filter(({ kind }) => kind === "member-state")
    .filter(({ id }) => isOpenTo(seat, id, scheme))
    .sort((a, b) => compare(a.names[reader.lang].name, b.names[reader.lang].name));
}

export const nameIn = (reader: Reader, parties: readonly Party[], id: string) =>
  parties.find((party) => party.id === id)?.names[reader.lang].name ?? id;

/** Who stands in a seat: a State, or a person with who presents them. */
export const holderIn = (reader: Reader, parties: readonly Party[], { party = "", person }: SeatState) =>
  person ? `${titled(person)} (${nameIn(reader, parties, party)})` : nameIn(reader, parties, party);

export const Soundings = ({ reader, facts, seat, states }: SeatProps) => {
  const { ct, t, lang } = reader;
  const here = pathIn(reader, `/console/selection/${facts.call.id}`);
  const channelName = (id: string) => {
    const known = channels.find((channel) => channel === id);
    return known ? t.party.channels[known] : id;
  };
  const own = facts.soundings.filter((sounding) => sounding.seat === seat.id);
  return (
    <details open={own.length > 0 || facts.sound !== undefined}>
      <summary>
        {ct.selection.soundings} ({own.length})
      </summary>
      {own.length === 0 ? <p>{ct.selection.noSoundings}</p> : null}
      <ul>
        {own.map((sounding) => (
          <li>
            <Instant reader={reader} at={sounding.at} />, {nameIn(reader, facts.parties, sounding.party)},{" "}
            {channelName(sounding.channel)}
            <pre>{sounding.note}</pre>
            <Act
              reader={reader}
              action={`${here}/sounding/delete`}
              name={ct.selection.delete}
              tone="danger"
              label={`${ct.selection.delete}: ${nameIn(reader, facts.parties, sounding.party)}`}
              fields={{ ...whence(facts, seat), sounding: sounding.id }}
            />
          </li>
        ))}
      </ul>
      <Form reader={reader} action={`${here}/sounding`} label={`${ct.selection.log}: ${seat.names[lang]}`}>
        <Whence facts={facts} seat={seat} />
        <SelectField
          name="party"
          id={`sounding-party-${seat.id}`}
          label={ct.selection.party}
          options={states.map((party) => ({ value: party.id, text: party.names[lang].name }))}
          value={facts.sound}
          empty={ct.record.choose}
          required={true}
        />
        <SelectField
          name="channel"
          id={`sounding-channel-${seat.id}`}
          label={ct.selection.channel}
          options={channels
            .filter((channel) => channel !== "upload")
            .map((channel) => ({ value: channel, text: t.party.channels[channel] }))}
          value="phone"
        />
        <AreaField
          name="note"
          id={`sounding-note-${seat.id}`}
          label={ct.selection.note}
          rows={2}
          required={true}
        />
        <Button tone="plain">{ct.selection.log}</Button>
      </Form>
    </details>
  );
};
