/** The consultation on seats: a part per subregion, in the order of the definition. Nobody is ranked, and all is confidential. */
import type { Call, Seat } from "../../../shared/domain/call.ts";
import type { Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import type { Selection, Sounding } from "../../../shared/domain/selection.ts";
import { channels, type Submission } from "../../../shared/domain/submission.ts";
import {
  Act,
  AreaField,
  Facts,
  Form,
  Instant,
  Minute,
  SelectField,
  Tag,
  TextField,
  type Tone,
} from "../parts.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { byName, dayText, localOf } from "../when.ts";
import { InterestFacts } from "./party-version.tsx";

export type SelectionFacts = {
  call: Call;
  selection: Selection;
  submissions: readonly Submission[]; // of the call, every version
  soundings: readonly Sounding[];
  parties: readonly Party[];
  people: readonly Person[];
};

/** The States that can hold a seat: of its subregion in the confirmed scheme, or all of the region. */
export function statesOf(reader: Reader, seat: Seat, parties: readonly Party[]): Party[] {
  const scheme = reader.definition.schemes.find(({ id }) => id === reader.state.scheme);
  const subregion = scheme?.subregions.find(({ id }) => id === seat.subregion);
  const compare = byName(reader.lang);
  return parties
    .filter(({ kind }) => kind === "member-state")
    .filter(({ id }) => !subregion || subregion.parties.includes(id))
    .sort((a, b) => compare(a.names[reader.lang].name, b.names[reader.lang].name));
}

/** The last word of each State on a seat, in protocol order: withdrawn ones are no interest any more. */
function interestsIn(
  seat: Seat,
  states: readonly Party[],
  submissions: readonly Submission[],
): { party: Party; submission: Submission }[] {
  return states.flatMap((party) => {
    const last = submissions.filter((one) => one.party === party.id).at(-1);
    if (!last || last.state === "withdrawn") return [];
    const seats = last.interest?.seats ?? [];
    return seats.length === 0 || seats.includes(seat.id) ? [{ party, submission: last }] : [];
  });
}

const nameIn = (reader: Reader, parties: readonly Party[], id: string) =>
  parties.find((party) => party.id === id)?.names[reader.lang].name ?? id;

const Interests = ({
  reader,
  facts,
  seat,
  states,
}: {
  reader: Reader;
  facts: SelectionFacts;
  seat: Seat;
  states: readonly Party[];
}) => {
  const { ct, lang } = reader;
  const interests = interestsIn(seat, states, facts.submissions);
  return (
    <>
      <h3>{ct.selection.interests}</h3>
      {interests.length === 0 ? <p>{ct.selection.noInterests}</p> : null}
      <ul class="cards">
        {interests.map(({ party, submission }) => (
          <li class="card">
            <p>
              <a href={pathIn(reader, `/console/parties/${party.id}/${facts.call.id}/${submission.version}`)}>
                {party.names[lang].name}
              </a>{" "}
              {submission.state === "unconfirmed" ? (
                <Tag tone="warn">{ct.selection.unconfirmed}</Tag>
              ) : (
                <Tag>{ct.parties.formalities[submission.formality]}</Tag>
              )}
            </p>
            {submission.interest ? (
              <Facts>
                <InterestFacts
                  reader={reader}
                  call={facts.call}
                  interest={submission.interest}
                  parties={facts.parties}
                />
              </Facts>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
};

const Soundings = ({
  reader,
  facts,
  seat,
  states,
}: {
  reader: Reader;
  facts: SelectionFacts;
  seat: Seat;
  states: readonly Party[];
}) => {
  const { ct, t, lang } = reader;
  const here = pathIn(reader, `/console/selection/${facts.call.id}`);
  const channelName = (id: string) => {
    const known = channels.find((channel) => channel === id);
    return known ? t.party.channels[known] : id;
  };
  const own = facts.soundings.filter((sounding) => sounding.seat === seat.id);
  return (
    <details open={own.length > 0}>
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
              fields={{ sounding: sounding.id }}
            />
          </li>
        ))}
      </ul>
      <Form reader={reader} action={`${here}/sounding`} label={ct.selection.log}>
        <input type="hidden" name="seat" value={seat.id} />
        <SelectField
          name="party"
          id={`sounding-party-${seat.id}`}
          label={ct.selection.party}
          options={states.map((party) => ({ value: party.id, text: party.names[lang].name }))}
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
        <button type="submit" class="plain">
          {ct.selection.log}
        </button>
      </Form>
    </details>
  );
};

const acceptanceTones: Record<Selection["seats"][number]["acceptance"], Tone> = {
  "not-asked": "plain",
  asked: "warn",
  accepted: "good",
  refused: "bad",
};

const Agreed = ({
  reader,
  facts,
  seat,
  states,
}: {
  reader: Reader;
  facts: SelectionFacts;
  seat: Seat;
  states: readonly Party[];
}) => {
  const { ct, t, lang } = reader;
  const { selection, call, parties } = facts;
  const here = pathIn(reader, `/console/selection/${call.id}`);
  const state = selection.seats.find((one) => one.seat === seat.id);
  const fields = { seat: seat.id };
  const released = selection.releasedAt !== undefined;
  return (
    <>
      <h3>{ct.selection.agreed}</h3>
      {state?.party ? (
        <>
          <p>
            <strong>{nameIn(reader, parties, state.party)}</strong>{" "}
            <Tag tone={acceptanceTones[state.acceptance]}>{ct.selection.acceptances[state.acceptance]}</Tag>
          </p>
          {state.conveyedBy ? (
            <p class="soft">
              {ct.selection.conveyedBy}: {state.conveyedBy}
            </p>
          ) : null}
          {state.representative ? <p>{ct.selection.representative(state.representative)}</p> : null}
          {released || state.acceptance === "accepted" ? null : (
            <div class="row">
              <Act
                reader={reader}
                action={`${here}/ask`}
                name={state.acceptance === "asked" ? ct.selection.askAgain : ct.selection.ask}
                fields={fields}
              />
              <Act
                reader={reader}
                action={`${here}/answer`}
                name={ct.selection.recordYes}
                fields={{ ...fields, accepted: "yes" }}
              />
              <Act
                reader={reader}
                action={`${here}/answer`}
                name={ct.selection.recordNo}
                fields={{ ...fields, accepted: "no" }}
              />
            </div>
          )}
          {state.acceptance === "accepted" ? (
            <Form reader={reader} action={`${here}/answer`}>
              <input type="hidden" name="seat" value={seat.id} />
              <input type="hidden" name="accepted" value="yes" />
              <TextField
                name="representative"
                id={`representative-${seat.id}`}
                label={t.party.representative}
                hint={t.party.representativeHint}
                value={state.representative}
              />
              <button type="submit" class="plain">
                {ct.save}
              </button>
            </Form>
          ) : null}
        </>
      ) : (
        <p>
          {ct.selection.noneAgreed}{" "}
          {state?.acceptance === "refused" ? <Tag tone="bad">{ct.selection.acceptances.refused}</Tag> : null}
        </p>
      )}
      {released ? null : (
        <Form reader={reader} action={`${here}/agree`} label={ct.selection.agree}>
          <input type="hidden" name="seat" value={seat.id} />
          <input type="hidden" name="version" value={String(selection.version)} />
          <SelectField
            name="party"
            id={`party-${seat.id}`}
            label={ct.selection.party}
            options={states.map((party) => ({ value: party.id, text: party.names[lang].name }))}
            value={state?.party}
            empty={ct.selection.clear}
          />
          <TextField
            name="conveyedBy"
            id={`conveyed-${seat.id}`}
            label={ct.selection.conveyedBy}
            value={state?.conveyedBy}
          />
          <button type="submit">{ct.selection.agree}</button>
        </Form>
      )}
    </>
  );
};

/** How near the day is before which the decision must stand: told from ten days before. */
const Warning = ({ reader, facts }: { reader: Reader; facts: SelectionFacts }) => {
  const { call, selection } = facts;
  if (!call.decisionBefore || selection.decidedAt) return null;
  const today = localOf(reader.definition.review.zone, reader.now).slice(0, 10);
  const left = Math.round((Date.parse(call.decisionBefore) - Date.parse(today)) / 86_400_000);
  if (left > 10 || left < 0) return null;
  return (
    <p class={left <= 3 ? "box bad" : "box warn"} role="status">
      {reader.ct.selection.warningDate(dayText(reader.lang, call.decisionBefore), left)}
    </p>
  );
};

const Proposal = ({ reader, facts }: { reader: Reader; facts: SelectionFacts }) => {
  const { ct } = reader;
  const { call, selection } = facts;
  const here = pathIn(reader, `/console/selection/${call.id}`);
  if (selection.releasedAt) {
    return (
      <p class="box good">
        {ct.selection.releasedAt}: <Instant reader={reader} at={selection.releasedAt} />
      </p>
    );
  }
  const proposed = selection.proposedAt !== undefined;
  return (
    <>
      {selection.decidedAt ? (
        <p class="box good">
          {ct.selection.decided}: <Instant reader={reader} at={selection.decidedAt} />
        </p>
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
        <button type="submit" {...(proposed ? { class: "plain" } : {})}>
          {proposed ? ct.selection.moveRelease : ct.selection.send}
        </button>
      </Form>
    </>
  );
};

export function selectionPage(reader: Reader, facts: SelectionFacts): Page {
  const { ct, lang } = reader;
  const { call, parties } = facts;
  return {
    title: ct.selection.title(call.names[lang]),
    body: (
      <>
        <p class="soft">{ct.selection.text}</p>
        <Warning reader={reader} facts={facts} />
        {call.seats.map((seat) => {
          const given = { reader, facts, seat, states: statesOf(reader, seat, parties) };
          return (
            <section id={seat.id}>
              <h2>{seat.names[lang]}</h2>
              <Agreed {...given} />
              <Interests {...given} />
              <Soundings {...given} />
            </section>
          );
        })}
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
