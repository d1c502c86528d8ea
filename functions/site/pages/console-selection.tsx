/** Seats of persons after they are placed: acceptance, proposal, release. All is confidential. */
import { daysBetween } from "../../../shared/domain/calendar.ts";
import { seatState } from "../../../shared/domain/seats.ts";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { TextField } from "../components/text-field.tsx";
import { Instant, Minute } from "../components/times.tsx";
import { deskSeatName, type Page, pathIn, type Reader } from "../reader.ts";
import { dayText, localOf } from "../when.ts";
import { type SelectionFacts, Soundings } from "./console-interests.tsx";
import { Acceptance, Agreed } from "./console-seat.tsx";
import { DateReasons } from "./date-reasons.tsx";

/** How near the day is before which the decision must stand: told from ten days before. */
export const Warning = ({ reader, facts }: { reader: Reader; facts: SelectionFacts }) => {
  const { call, selection } = facts;
  if (!call.decisionBefore || selection.decidedAt) return null;
  const today = localOf(reader.definition.review.zone, reader.now).slice(0, 10);
  const left = daysBetween(today, call.decisionBefore);
  if (left > 10 || left < 0) return null;
  return (
    <p class={left <= 3 ? "box bad" : "box warn"} role="status">
      {reader.ct.selection.warningDate(dayText(reader.lang, call.decisionBefore), left)}
    </p>
  );
};

export const Proposal = ({ reader, facts }: { reader: Reader; facts: SelectionFacts }) => {
  const { ct } = reader;
  const { call, selection } = facts;
  const here = pathIn(reader, `/console/selection/${call.id}`);
  if (selection.releasedAt) {
    return (
      <Box tone="good">
        {ct.selection.releasedAt}: <Instant reader={reader} at={selection.releasedAt} />
      </Box>
    );
  }
  const proposed = selection.proposedAt !== undefined;
  return (
    <>
      {selection.decidedAt ? (
        <Box tone="good">
          {ct.selection.decided}: <Instant reader={reader} at={selection.decidedAt} />
        </Box>
      ) : null}
      {selection.proposedAt ? (
        <p>
          {ct.selection.sent}: <Instant reader={reader} at={selection.proposedAt} />.{" "}
          {selection.releaseAt ? (
            <>
              {ct.selection.releaseAt}: <Minute reader={reader} at={selection.releaseAt} />
            </>
          ) : null}
        </p>
      ) : null}
      <Form reader={reader} action={proposed ? `${here}/release` : `${here}/propose`}>
        <input type="hidden" name="version" value={String(selection.version)} />
        <TextField
          name="releaseAt"
          label={ct.selection.releaseAt}
          hint={ct.selection.releaseHint}
          type="datetime-local"
          value={selection.releaseAt}
          required={true}
        />
        <Button tone={proposed ? "plain" : "main"}>
          {proposed ? ct.selection.moveRelease : ct.selection.send}
        </Button>
      </Form>
    </>
  );
};

/** The parties that can be sounded about a person: whoever presents the one in the seat, or was sounded before. */
const presenting = ({ selection, soundings, parties }: SelectionFacts, seat: string) => {
  const ids = [
    seatState(selection, seat).party,
    ...soundings.filter((sounding) => sounding.seat === seat).map(({ party }) => party),
  ];
  return parties.filter(({ id }) => ids.includes(id));
};

/** Seats of persons: those of States have a page each. */
export function selectionPage(reader: Reader, facts: SelectionFacts): Page {
  const { ct, lang } = reader;
  const { call } = facts;
  return {
    title: ct.selection.title(call.names[lang]),
    body: (
      <>
        <p class="soft">{ct.selection.text}</p>
        <Warning reader={reader} facts={facts} />
        {call.selection === "assessment" ? (
          <p>
            <a href={pathIn(reader, `/console/assessment/${call.id}`)}>{ct.assessment.link}</a>
          </p>
        ) : null}
        {call.selection === "composition" ? (
          <p>
            <a href={pathIn(reader, `/console/composition/${call.id}`)}>{ct.composition.board}</a>
          </p>
        ) : null}
        {call.seats.map((seat) => {
          const given = { reader, facts, seat, states: presenting(facts, seat.id) };
          return (
            <section id={seat.id}>
              <h2>{deskSeatName(call, seat.id, lang)}</h2>
              <Agreed {...given} />
              <Acceptance {...given} />
              {call.selection === "composition" ? <Soundings {...given} /> : null}
            </section>
          );
        })}
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
