/** The silence procedure of a seat: opened from prepared words, watched while it runs, and what became of it. */
import { rulesOf } from "../../../shared/domain/calendar.ts";
import { type Language, languages } from "../../../shared/domain/language.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { seatState } from "../../../shared/domain/seats.ts";
import type { Silence as Procedure } from "../../../shared/domain/selection.ts";
import { proposedEnd, runningOn } from "../../../shared/domain/silence.ts";
import { silenceTexts } from "../../../shared/text/silence.ts";
import { Act } from "../components/act.tsx";
import { AreaField } from "../components/area-field.tsx";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { Instant, Minute } from "../components/times.tsx";
import { pathIn } from "../reader.ts";
import { byName, listText } from "../when.ts";
import { nameIn, type SeatProps } from "./console-interests.tsx";

/** What the form is filled with: the State chosen, and what somebody typed before it was refused. */
export type Drafted = { party: Party; text?: Record<Language, string>; until?: string };

type Props = SeatProps & {
  lacking: readonly string[]; // States of the running procedure that its text has not reached
  drafted: Drafted | undefined;
  recipients: readonly string[];
  unreached: readonly string[]; // of them, without an official contact to write to
};

const pathOf = ({ reader, facts, seat }: SeatProps) =>
  pathIn(reader, `/console/selection/${facts.call.id}/${seat.id}`);

const namesOf = ({ reader, facts }: SeatProps, ids: readonly string[]) =>
  listText(reader.lang, ids.map((id) => nameIn(reader, facts.parties, id)).sort(byName(reader.lang)));

const Choose = (props: SeatProps) => {
  const { reader, seat, states } = props;
  const words = reader.ct.consulting.silence;
  return (
    <form method="get" action={`${pathOf(props)}#silence`}>
      <SelectField
        name="silence"
        id={`silence-party-${seat.id}`}
        label={words.state}
        options={states.map((party) => ({ value: party.id, text: party.names[reader.lang].name }))}
        empty={reader.ct.record.choose}
        required={true}
      />
      <Button tone="plain">{words.prepare}</Button>
    </form>
  );
};

const OpenForm = ({ drafted, ...props }: Props & { drafted: Drafted }) => {
  const { reader, facts, seat, recipients, unreached } = props;
  const words = reader.ct.consulting.silence;
  const text = drafted.text ?? silenceTexts(seat.names, drafted.party.names);
  const until = drafted.until ?? proposedEnd(rulesOf(reader.definition), reader.now);
  return (
    <Form
      reader={reader}
      action={`${pathOf(props)}/silence`}
      label={`${words.title}: ${seat.names[reader.lang]}`}
    >
      <input type="hidden" name="version" value={String(facts.selection.version)} />
      <input type="hidden" name="party" value={drafted.party.id} />
      <p>
        {words.proposed}: <strong>{drafted.party.names[reader.lang].name}</strong>
      </p>
      <p>{words.recipients(recipients.length, namesOf(props, recipients))}</p>
      {unreached.length > 0 ? <Box tone="warn">{words.unreached(namesOf(props, unreached))}</Box> : null}
      {languages.map((language) => (
        <AreaField
          name={`text.${language}`}
          label={words.textIn[language]}
          value={text[language]}
          lang={language}
          rows={3}
          required={true}
        />
      ))}
      <TextField
        name="until"
        label={words.until}
        hint={words.untilHint}
        type="datetime-local"
        value={until}
        required={true}
      />
      <Button>{words.open}</Button>
    </Form>
  );
};

const Objections = ({ procedure, ...props }: SeatProps & { procedure: Procedure }) => {
  const { reader, facts } = props;
  const words = reader.ct.consulting.silence;
  return (
    <>
      <h3>{words.objections}</h3>
      {procedure.objections.length === 0 ? <p>{words.noObjections}</p> : null}
      <ul>
        {procedure.objections.map(({ party, at }) => (
          <li>
            {nameIn(reader, facts.parties, party)}, <Instant reader={reader} at={at} />
          </li>
        ))}
      </ul>
    </>
  );
};

/** Whom the text has not reached, and the form by which a coordinator records that they have it all the same. */
const Conveying = ({
  procedure,
  lacking,
  ...props
}: SeatProps & { procedure: Procedure; lacking: readonly string[] }) => {
  const { reader, facts, seat } = props;
  const words = reader.ct.consulting.silence.conveying;
  const compare = byName(reader.lang);
  return (
    <>
      {procedure.conveyed.length > 0 ? (
        <p class="soft">
          {words.done}:{" "}
          {namesOf(
            props,
            procedure.conveyed.map(({ party }) => party),
          )}
        </p>
      ) : null}
      {lacking.length > 0 ? (
        <>
          <p>
            {words.missing}: {namesOf(props, lacking)}. {words.text}
          </p>
          <details>
            <summary>{words.record}</summary>
            <Form reader={reader} action={`${pathOf(props)}/silence/conveyed`}>
              <input type="hidden" name="silence" value={procedure.id} />
              <SelectField
                name="party"
                id={`conveyed-to-${seat.id}`}
                label={words.to}
                options={lacking
                  .map((id) => ({ value: id, text: nameIn(reader, facts.parties, id) }))
                  .sort((a, b) => compare(a.text, b.text))}
                empty={reader.ct.record.choose}
                required={true}
              />
              <Button tone="plain">{words.record}</Button>
            </Form>
          </details>
        </>
      ) : null}
    </>
  );
};

const Running = ({ procedure, ...props }: Props & { procedure: Procedure }) => {
  const { reader, facts, seat } = props;
  const words = reader.ct.consulting.silence;
  const compare = byName(reader.lang);
  const options = procedure.recipients
    .map((id) => ({ value: id, text: nameIn(reader, facts.parties, id) }))
    .sort((a, b) => compare(a.text, b.text));
  return (
    <>
      <Box tone="warn">
        <p>
          {words.running}: <Minute reader={reader} at={procedure.until} />
        </p>
      </Box>
      <Facts>
        <Fact name={words.proposed}>{nameIn(reader, facts.parties, procedure.party)}</Fact>
      </Facts>
      <pre lang={reader.lang}>{procedure.text[reader.lang]}</pre>
      <p class="soft">
        {words.recipients(procedure.recipients.length, namesOf(props, procedure.recipients))}
      </p>
      <Conveying {...props} procedure={procedure} />
      <Objections {...props} procedure={procedure} />
      <details>
        <summary>{words.record}</summary>
        <Form reader={reader} action={`${pathOf(props)}/silence/objection`}>
          <input type="hidden" name="silence" value={procedure.id} />
          <SelectField
            name="party"
            id={`objecting-${seat.id}`}
            label={words.objecting}
            options={options}
            empty={reader.ct.record.choose}
            required={true}
          />
          <Button tone="plain">{words.record}</Button>
        </Form>
      </details>
      <p class="soft">{words.stopText}</p>
      <Act
        reader={reader}
        action={`${pathOf(props)}/silence/stop`}
        name={words.stop}
        tone="danger"
        fields={{ silence: procedure.id }}
      />
    </>
  );
};

export const SilencePart = ({ drafted, ...props }: Props) => {
  const { reader, facts, seat } = props;
  const words = reader.ct.consulting.silence;
  const { selection } = facts;
  const running = runningOn(selection, seat.id);
  const past = selection.silences.filter((one) => one.seat === seat.id && one.closedAt);
  const mayOpen = !running && !selection.decidedAt && seatState(selection, seat.id).party === undefined;
  if (!running && !mayOpen && past.length === 0) return null;
  return (
    <>
      <h2 id="silence">{words.title}</h2>
      {running ? <Running {...props} drafted={drafted} procedure={running} /> : null}
      {mayOpen ? (
        <>
          <p class="soft">{words.text}</p>
          {drafted ? <OpenForm {...props} drafted={drafted} /> : <Choose {...props} />}
        </>
      ) : null}
      {past.length > 0 ? (
        <>
          <h3>{words.past}</h3>
          <ul>
            {past.map((one) => (
              <li>
                {nameIn(reader, facts.parties, one.party)}, {words.outcomes[one.outcome ?? "stopped"]},{" "}
                {one.closedAt ? <Instant reader={reader} at={one.closedAt} /> : null}
                {one.unreached ? (
                  <>
                    {" "}
                    ({words.conveying.at}: {namesOf(props, one.unreached)})
                  </>
                ) : null}
                {one.objections.length > 0 ? (
                  <>
                    {" "}
                    ({words.objections}:{" "}
                    {namesOf(
                      props,
                      one.objections.map(({ party }) => party),
                    )}
                    )
                  </>
                ) : null}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
};
