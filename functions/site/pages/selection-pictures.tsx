/** Where a selection stands, as pictures with their words: the days left, and who is still to answer. */
import { daysBetween } from "../../../shared/domain/calendar.ts";
import type { Call } from "../../../shared/domain/call.ts";
import { seatState } from "../../../shared/domain/seats.ts";
import type { Selection } from "../../../shared/domain/selection.ts";
import { DaysPicture, StepsPicture } from "../pictures.tsx";
import { deskSeatName, type Reader } from "../reader.ts";
import { dayText, localOf } from "../when.ts";

type Props = { reader: Reader; call: Call; selection: Selection };

/** How long there is to the day before which the decision must stand. */
export const DaysLeft = ({ reader, call, selection }: Props) => {
  const before = call.decisionBefore;
  if (!before || selection.decidedAt) return null;
  const { ct, lang, definition } = reader;
  const today = localOf(definition.review.zone, reader.now).slice(0, 10);
  const opens = call.opens.slice(0, 10);
  const left = daysBetween(today, before);
  const whole = Math.max(1, daysBetween(opens, before));
  return (
    <DaysPicture
      share={1 - left / whole}
      from={dayText(lang, opens)}
      to={dayText(lang, before)}
      today={ct.composition.today}
      label={`${ct.composition.daysLeft(left, dayText(lang, before))}.`}
    />
  );
};

/** How many of the steps a seat has gone: placed, asked, accepted, approved. */
function stepsDone(selection: Selection, seat: string): number {
  const { party, acceptance } = seatState(selection, seat);
  if (!party) return 0;
  if (selection.decidedAt) return 4;
  return { "not-asked": 1, asked: 2, accepted: 3, refused: 0 }[acceptance];
}

export const Steps = ({ reader, call, selection }: Props) => {
  const { ct, lang } = reader;
  const { placed, asked, accepted, approved } = ct.composition.steps;
  const steps = [placed, asked, accepted, approved];
  const rows = call.seats.map(({ id }) => ({
    name: deskSeatName(call, id, lang),
    done: stepsDone(selection, id),
  }));
  const said = rows.map(({ name, done }) =>
    ct.composition.stepsRow(name, steps[done - 1] ?? ct.composition.open),
  );
  return <StepsPicture rows={rows} steps={steps} label={ct.composition.stepsLabel(said.join("; "))} />;
};
