/** A call as the secretariat runs it: its dates, what moving them would change, and where each party stands. */

import type { CallDates, DateChange } from "../../../shared/desk/calls.ts";
import { maySeeAll } from "../../../shared/domain/approval.ts";
import { isAssessorOf } from "../../../shared/domain/assessment.ts";
import type { Call, PartyStanding } from "../../../shared/domain/call.ts";
import { isExtended } from "../../../shared/domain/extension.ts";
import type { Party } from "../../../shared/domain/party.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Act } from "../components/act.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Form } from "../components/form.tsx";
import { PhaseTag } from "../components/phase-tag.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { TextField } from "../components/text-field.tsx";
import { Day, Instant, Minute } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { byName } from "../when.ts";
import { PartyClose } from "./console-extension.tsx";
import { Changes } from "./date-changes.tsx";
import { VersionTag } from "./party-home.tsx";

export type CallFacts = {
  call: Call;
  domain: string;
  proposedCloses?: string | undefined; // a later close, for the form to begin with
  standings: readonly PartyStanding[];
  submissions: readonly Submission[];
  parties: readonly Party[]; // those invited
};

const Dates = ({ reader, facts }: { reader: Reader; facts: CallFacts }) => {
  const { call, proposedCloses } = facts;
  const { ct } = reader;
  return (
    <>
      <h2>{ct.call.dates}</h2>
      <p>{ct.call.datesText}</p>
      <Form reader={reader} action={pathIn(reader, `/console/calls/${call.id}/preview`)}>
        <input type="hidden" name="version" value={String(call.version)} />
        <TextField
          name="closes"
          label={ct.call.closes}
          type="datetime-local"
          value={proposedCloses ?? call.closes}
          required={true}
        />
        {call.decisionBefore ? (
          <TextField
            name="decisionBefore"
            label={ct.call.decision}
            type="date"
            value={call.decisionBefore}
            required={true}
          />
        ) : null}
        <TextField
          name="reminderDays"
          label={ct.call.reminderDays}
          hint={ct.call.reminderDaysHint}
          value={call.reminderDays.join(", ")}
        />
        {call.decisionBefore ? (
          <TextField name="reason" label={ct.consulting.reason} hint={ct.consulting.reasonHint} />
        ) : null}
        <Button tone="plain">{ct.call.preview}</Button>
      </Form>
    </>
  );
};

/** A longer time for one party: the way to its page. */
const ForOne = ({ reader, facts: { call, parties } }: { reader: Reader; facts: CallFacts }) => {
  const { ct, lang } = reader;
  const compare = byName(lang);
  const options = parties
    .map(({ id, names }) => ({ value: id, text: names[lang].name }))
    .sort((a, b) => compare(a.text, b.text));
  return (
    <>
      <h2>{ct.desk.extension.forOne}</h2>
      <form method="get" action={pathIn(reader, `/console/calls/${call.id}/extension`)}>
        <SelectField
          name="party"
          label={ct.call.party}
          empty={ct.desk.extension.choose}
          options={options}
          required={true}
        />
        <Button tone="plain">{ct.desk.extension.link}</Button>
      </form>
    </>
  );
};

/** What keeps reminders from a party, in words. */
const Reminders = ({
  reader,
  call,
  party,
  standing,
}: {
  reader: Reader;
  call: Call;
  party: Party;
  standing: PartyStanding | undefined;
}) => {
  const { ct } = reader;
  if (standing?.noReminders) {
    return (
      <>
        {ct.call.noReminders}
        <Act
          reader={reader}
          action={pathIn(reader, `/console/calls/${call.id}/allow`)}
          name={ct.call.allow}
          label={`${ct.call.allow}: ${party.names[reader.lang].name}`}
          fields={{ party: party.id }}
        />
      </>
    );
  }
  if (party.paused) return <>{ct.call.pausedParty}</>;
  return standing && standing.heldBy.length > 0 ? ct.call.held : null;
};

const Standings = ({ reader, facts }: { reader: Reader; facts: CallFacts }) => {
  const { ct, lang } = reader;
  const { call, standings, submissions, parties } = facts;
  const compare = byName(lang);
  const ordered = [...parties].sort((a, b) => compare(a.names[lang].name, b.names[lang].name));
  return (
    <>
      <h2>{ct.call.standing}</h2>
      <Table caption={ct.call.standing} head={[ct.call.party, ct.call.answer, ct.call.reminders]}>
        {ordered.map((party) => {
          const standing = standings.find((one) => one.party === party.id);
          const last = submissions.filter((one) => one.party === party.id).at(-1);
          return (
            <tr>
              <th scope="row">
                <a href={pathIn(reader, `/console/parties/${party.id}`)}>{party.names[lang].name}</a>
              </th>
              <td>
                {last ? (
                  <>
                    <span class="num">{last.reference}</span>{" "}
                    <VersionTag reader={reader} submission={last} effective={standing?.effective} />{" "}
                    <small>
                      <Instant reader={reader} at={last.receivedAt} />
                    </small>
                  </>
                ) : (
                  <span class="soft">{standing?.draft ? ct.call.draft : ct.call.noAnswer}</span>
                )}
              </td>
              <td>
                <Reminders reader={reader} call={call} party={party} standing={standing} />
                {isExtended(call, standing) ? (
                  <small>
                    <PartyClose reader={reader} call={call} standing={standing} />
                  </small>
                ) : null}
              </td>
            </tr>
          );
        })}
      </Table>
    </>
  );
};

export function consoleCallPage(reader: Reader, facts: CallFacts): Page {
  const { ct, lang } = reader;
  const { call, domain } = facts;
  const { person } = reader;
  const coordinates = person?.roles.includes("coordinator") ?? false;
  const seesMarks =
    call.selection === "assessment" && person && (isAssessorOf(call, person) || maySeeAll(person, call));
  return {
    title: call.names[lang],
    body: (
      <>
        <Facts>
          <Fact name={ct.call.phase}>
            <PhaseTag reader={reader} call={call} />
          </Fact>
          <Fact name={ct.call.opens}>
            <Minute reader={reader} at={call.opens} />
          </Fact>
          <Fact name={ct.call.closes}>
            <Minute reader={reader} at={call.closes} />
          </Fact>
          {call.decisionBefore ? (
            <Fact name={ct.call.decision}>
              <Day reader={reader} at={call.decisionBefore} />
            </Fact>
          ) : null}
          {call.reminderDays.length > 0 ? (
            <Fact name={ct.call.reminders}>{ct.call.daysBefore(call.reminderDays.join(", "))}</Fact>
          ) : null}
          <Fact name={ct.call.address}>
            {call.address}@{domain}
            {call.mailbox ? `, ${call.mailbox}` : ""}
          </Fact>
        </Facts>
        <div class="row">
          {call.phase === "draft" ? (
            <LinkButton href={pathIn(reader, `/console/launch/${call.id}`)}>{ct.call.launch}</LinkButton>
          ) : (
            <a href={pathIn(reader, `/calls/${call.id}`)}>{ct.call.publicPage}</a>
          )}
          {coordinates ? (
            <a href={pathIn(reader, `/console/calls/${call.id}/notes`)}>{ct.notes.link}</a>
          ) : null}
          {seesMarks ? (
            <a href={pathIn(reader, `/console/assessment/${call.id}`)}>{ct.assessment.link}</a>
          ) : null}
          {(call.selection === "consultation" || call.selection === "assessment") && coordinates ? (
            <a href={pathIn(reader, `/console/selection/${call.id}`)}>{ct.call.selection}</a>
          ) : null}
          {call.selection === "composition" && coordinates ? (
            <>
              <a href={pathIn(reader, `/console/composition/${call.id}`)}>{ct.composition.board}</a>
              <a href={pathIn(reader, `/console/selection/${call.id}`)}>{ct.composition.next}</a>
            </>
          ) : null}
          {call.selection !== "none" && reader.person && maySeeAll(reader.person, call) ? (
            <a href={pathIn(reader, `/console/dossier/${call.id}`)}>{ct.composition.record}</a>
          ) : null}
          {call.approvers.length > 0 ? (
            <a href={pathIn(reader, `/console/approvals/${call.id}`)}>{ct.call.approvals}</a>
          ) : null}
        </div>
        {coordinates ? <Dates reader={reader} facts={facts} /> : null}
        {coordinates && call.phase !== "draft" ? <ForOne reader={reader} facts={facts} /> : null}
        <Standings reader={reader} facts={facts} />
      </>
    ),
  };
}

/** What would change, before anything is saved. The second button saves. */
export function datesPreviewPage(
  reader: Reader,
  {
    call,
    dates,
    reason = "",
    version,
    changes,
  }: { call: Call; dates: CallDates; reason?: string; version: number; changes: readonly DateChange[] },
): Page {
  const { ct, lang } = reader;
  const tells = call.announced !== undefined && dates.closes !== call.closes;
  const movesDecision = dates.decisionBefore !== undefined && dates.decisionBefore !== call.decisionBefore;
  return {
    title: ct.call.previewTitle,
    body: (
      <>
        <p class="lead">{call.names[lang]}</p>
        {changes.length === 0 ? <p>{ct.call.previewNothing}</p> : null}
        {changes.length > 0 ? (
          <Changes reader={reader} caption={ct.call.previewTitle} changes={changes} />
        ) : null}
        <p>{ct.call.previewPages}</p>
        {movesDecision ? (
          <Facts>
            <Fact name={ct.consulting.reason}>{reason}</Fact>
          </Facts>
        ) : null}
        <Form reader={reader} action={pathIn(reader, `/console/calls/${call.id}/dates`)}>
          <input type="hidden" name="version" value={String(version)} />
          <input type="hidden" name="closes" value={dates.closes} />
          <input type="hidden" name="decisionBefore" value={dates.decisionBefore ?? ""} />
          <input type="hidden" name="reminderDays" value={(dates.reminderDays ?? []).join(",")} />
          {movesDecision ? <input type="hidden" name="reason" value={reason} /> : null}
          {movesDecision && call.announced ? (
            <label class="choice">
              <input class="ds-input" type="checkbox" name="tellDecision" value="yes" />
              <span>{ct.consulting.tellDecision}</span>
            </label>
          ) : null}
          {tells ? (
            <label class="choice">
              <input class="ds-input" type="checkbox" name="tell" value="yes" checked={true} />
              <span>{ct.call.previewNotice}</span>
            </label>
          ) : null}
          <div class="row">
            <Button>{ct.call.move}</Button>
            <a href={pathIn(reader, `/console/calls/${call.id}`)}>{reader.t.common.back}</a>
          </div>
        </Form>
      </>
    ),
  };
}
