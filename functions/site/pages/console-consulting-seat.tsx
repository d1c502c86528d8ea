/** The consultation on one seat: offers, soundings, the agreed State, a silence procedure, and plan B. All confidential. */
import type { Offer } from "../../../shared/desk/composing.ts";
import type { Seat } from "../../../shared/domain/call.ts";
import type { PlanB as Ways } from "../../../shared/domain/plan-b.ts";
import { seatState } from "../../../shared/domain/seats.ts";
import { Box } from "../components/box.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { dayText } from "../when.ts";
import { agreedBy, daysLeft, lacking } from "./console-consultation.tsx";
import { nameIn, type SeatProps, type SelectionFacts, Soundings, statesOf } from "./console-interests.tsx";
import { Offers } from "./console-offers.tsx";
import { Acceptance, Agreed, AgreeForm, Representative } from "./console-seat.tsx";
import { Warning } from "./console-selection.tsx";
import { type Drafted, SilencePart } from "./console-silence.tsx";

export type ConsultingFacts = SelectionFacts & {
  seat: Seat;
  offers: readonly Offer[];
  ways: Ways | null;
  keptUntil: string; // the last day of the soundings' notes
  drafted?: Drafted | undefined; // the form of a silence procedure
  recipients: readonly string[]; // of a text to the seat's group
  unreached: readonly string[];
  lacking: readonly string[]; // of a running procedure, who does not have its text
};

/** Three ways, each a link to a form that is filled in and waits for a person. */
const PlanB = ({ ways, ...props }: SeatProps & { ways: Ways }) => {
  const { reader, facts, seat } = props;
  const words = reader.ct.consulting.planB;
  const { call } = facts;
  const here = pathIn(reader, `/console/selection/${call.id}/${seat.id}`);
  const formulas = reader.definition.calls.find(({ id }) => id === call.id)?.formulas ?? [];
  return (
    <Box tone="warn">
      <h2>{words.title}</h2>
      <p>{words.text}</p>
      <ul>
        {ways.extend ? (
          <li>
            <a href={pathIn(reader, `/console/calls/${call.id}?closes=${ways.extend.closes}`)}>
              {words.extend(dayText(reader.lang, ways.extend.closes.slice(0, 10)))}
            </a>
          </li>
        ) : null}
        <li>
          {words.sound}. {words.soundText}
          <ul>
            {ways.sound.map((id) => (
              <li>
                <a href={`${here}?sound=${id}`}>{nameIn(reader, facts.parties, id)}</a>
              </li>
            ))}
          </ul>
        </li>
        {formulas
          .filter(({ id }) => ways.formulas.includes(id))
          .map(({ id, names }) => (
            <li>
              <a href={pathIn(reader, `/console/formula/${call.id}?formula=${id}`)}>
                {words.formula(names[reader.lang])}
              </a>
            </li>
          ))}
      </ul>
    </Box>
  );
};

export function consultingSeatPage(reader: Reader, facts: ConsultingFacts): Page {
  const { ct, lang } = reader;
  const { call, selection, seat, ways } = facts;
  const props: SeatProps = {
    reader,
    facts: { ...facts, alone: true },
    seat,
    states: statesOf(reader, seat, facts.parties),
  };
  const state = seatState(selection, seat.id);
  const left = daysLeft(reader, call, selection);
  return {
    title: seat.names[lang],
    body: (
      <section id={seat.id}>
        <p class="lead">{call.names[lang]}</p>
        <p class="soft">{ct.selection.text}</p>
        <Warning reader={reader} facts={facts} />
        <Agreed {...props} />
        {state.party && (state.silence || !state.conveyedBy) ? (
          <p class="soft">{agreedBy(reader, state)}</p>
        ) : null}
        <p>
          {ct.consulting.missing}: {lacking(reader, call, selection, seat)}
        </p>
        {left ? <p class="soft">{left}</p> : null}
        <Acceptance {...props} />
        {ways ? <PlanB {...props} ways={ways} /> : null}
        <Offers {...props} offers={facts.offers} />
        <Soundings {...props} />
        <p class="soft">{ct.consulting.kept(dayText(lang, facts.keptUntil))}</p>
        <AgreeForm {...props} />
        <Representative {...props} />
        <SilencePart
          {...props}
          drafted={facts.drafted}
          recipients={facts.recipients}
          unreached={facts.unreached}
          lacking={facts.lacking}
        />
        <p>
          <a href={pathIn(reader, `/console/selection/${call.id}`)}>{ct.consulting.back}</a>
        </p>
      </section>
    ),
  };
}
