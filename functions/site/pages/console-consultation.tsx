/** A consultation at a glance: a card per seat, what is agreed and how, what is missing, and the days that are left. */

import { daysBetween } from "../../../shared/domain/calendar.ts";
import type { Call, Seat } from "../../../shared/domain/call.ts";
import { seatState } from "../../../shared/domain/seats.ts";
import type { SeatState, Selection } from "../../../shared/domain/selection.ts";
import { type Missing, missingOf } from "../../../shared/domain/watch.ts";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { dayText, localOf } from "../when.ts";
import { nameIn, type SelectionFacts } from "./console-interests.tsx";
import { Proposal, Warning } from "./console-selection.tsx";
import { MessageRows } from "./console-triage.tsx";
import { DateReasons } from "./date-reasons.tsx";
import { DaysLeft, Steps } from "./selection-pictures.tsx";

/** By whose word a State is agreed. */
export function agreedBy({ ct }: Reader, { silence, conveyedBy }: SeatState): string {
  const words = ct.consulting.agreedBy;
  if (silence) return words.silence;
  return conveyedBy ? words.conveyed(conveyedBy) : words.noted;
}

/** What a seat lacks, in words; of a whole seat what the slate lacks. */
export function lacking({ ct }: Reader, call: Call, selection: Selection, seat: Seat): string {
  const isOf = (one: Missing) => one.seat === undefined || one.seat === seat.id;
  const missing = missingOf(call, selection).filter(isOf);
  if (missing.length === 0) return ct.consulting.nothing;
  return missing.map(({ what }) => ct.consulting.lacks[what]).join("; ");
}

/** Whole days to the decision date; null when there is none or it is decided. */
export function daysLeft(reader: Reader, { decisionBefore }: Call, selection: Selection): string | null {
  if (!decisionBefore || selection.decidedAt) return null;
  const today = localOf(reader.definition.review.zone, reader.now).slice(0, 10);
  const left = daysBetween(today, decisionBefore);
  return reader.ct.composition.daysLeft(left, dayText(reader.lang, decisionBefore));
}

const SeatCard = ({ reader, facts, seat }: { reader: Reader; facts: SelectionFacts; seat: Seat }) => {
  const { ct, lang } = reader;
  const { call, selection, parties } = facts;
  const state = seatState(selection, seat.id);
  const left = daysLeft(reader, call, selection);
  return (
    <li class="ds-card">
      <h3>
        <a href={pathIn(reader, `/console/selection/${call.id}/${seat.id}`)}>{seat.names[lang]}</a>
      </h3>
      <p>
        {state.party ? (
          <>
            {ct.selection.agreed}: <strong>{nameIn(reader, parties, state.party)}</strong> (
            {agreedBy(reader, state)})
          </>
        ) : (
          ct.selection.noneAgreed
        )}
      </p>
      <p>
        {ct.consulting.missing}: {lacking(reader, call, selection, seat)}
      </p>
      {left ? <p class="soft">{left}</p> : null}
    </li>
  );
};

export function consultationPage(reader: Reader, facts: SelectionFacts): Page {
  const { ct, lang, definition } = reader;
  const { call, selection } = facts;
  const defined = definition.calls.find(({ id }) => id === call.id);
  const mayChange = (defined?.formulas.length ?? 0) > 0 && !selection.decidedAt;
  return {
    title: ct.selection.title(call.names[lang]),
    body: (
      <>
        <p class="soft">{ct.selection.text}</p>
        <Warning reader={reader} facts={facts} />
        <DaysLeft reader={reader} call={call} selection={selection} />
        <Steps reader={reader} call={call} selection={selection} />
        <h2>{ct.consulting.seats}</h2>
        <ul class="cards">
          {call.seats.map((seat) => (
            <SeatCard reader={reader} facts={facts} seat={seat} />
          ))}
        </ul>
        {mayChange ? (
          <p>
            <a href={pathIn(reader, `/console/formula/${call.id}`)}>{ct.consulting.formula.link}</a>
          </p>
        ) : null}
        {facts.conveyed?.length ? (
          <section>
            <h2>{ct.triage.conveyed.title}</h2>
            <p class="soft">{ct.triage.conveyed.text}</p>
            <MessageRows reader={reader} messages={facts.conveyed} caption={ct.triage.conveyed.title} />
          </section>
        ) : null}
        <DateReasons reader={reader} call={call} selection={facts.selection} deletes={true} />
        <section>
          <h2>{ct.selection.propose}</h2>
          <Proposal reader={reader} facts={facts} />
          <p>
            <a href={pathIn(reader, `/console/approvals/${call.id}`)}>{ct.selection.toApprovals}</a>
          </p>
        </section>
      </>
    ),
  };
}
