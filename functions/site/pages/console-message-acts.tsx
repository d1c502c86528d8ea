/** What a coordinator may do with a message. Each form carries the message's revision: who comes second is told so. */
import { asideReasons } from "../../../shared/domain/message.ts";
import { assignedAs, isSealed, isUnanswerable, lastStanding } from "../../../shared/domain/sorting.ts";
import { Act } from "../components/act.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { pathIn, type Reader } from "../reader.ts";
import type { MessageFacts } from "./console-message.tsx";
import { PartyField } from "./party-field.tsx";

type Props = { reader: Reader; facts: MessageFacts };

const hereOf = ({ reader, facts }: Props) => pathIn(reader, `/console/triage/${facts.message.id}`);

const Revision = ({ facts }: Props) => (
  <input type="hidden" name="revision" value={String(facts.message.revision)} />
);

const Assign = (props: Props) => {
  const { reader, facts } = props;
  const { ct, lang } = reader;
  const { message, calls, parties, choice, chosen = {} } = facts;
  const suggested = message.end.kind === "triage" ? message.end : undefined;
  const only = calls.length === 1 ? calls[0]?.id : undefined;
  const isNew = message.from && !facts.contacts.some(({ email }) => email.toLowerCase() === message.from);
  return (
    <>
      <h2>{ct.triage.assign}</h2>
      <p>{ct.triage.assignText}</p>
      <Form reader={reader} action={`${hereOf(props)}/assign`}>
        <Revision {...props} />
        <PartyField
          reader={reader}
          parties={parties}
          choice={choice ?? { typed: suggested?.party ?? "" }}
          label={ct.record.party}
        />
        <SelectField
          name="call"
          label={ct.record.call}
          options={calls.map((call) => ({ value: call.id, text: call.names[lang] }))}
          value={chosen.call ?? suggested?.call ?? only}
          empty={ct.triage.chooseCall}
          required={true}
        />
        <SelectField
          name="as"
          label={ct.sorting.as}
          options={assignedAs.map((as) => ({ value: as, text: ct.sorting.kinds[as] }))}
          value={chosen.as ?? (facts.informal ? "formalises" : "answer")}
        />
        {isNew && !isUnanswerable(message) ? (
          <label class="choice">
            <input class="ds-input" type="checkbox" name="keep" value="yes" checked={chosen.keep ?? false} />
            <span>{ct.sorting.keep}</span>
          </label>
        ) : null}
        <Button>{ct.triage.assign}</Button>
      </Form>
    </>
  );
};

const Aside = (props: Props) => {
  const { ct } = props.reader;
  return (
    <details>
      <summary>{ct.triage.setAside}</summary>
      <p>{ct.triage.setAsideText}</p>
      <Form reader={props.reader} action={`${hereOf(props)}/aside`}>
        <Revision {...props} />
        <SelectField
          name="why"
          label={ct.sorting.why}
          options={asideReasons.map((why) => ({ value: why, text: ct.sorting.whys[why] }))}
        />
        <TextField name="note" label={ct.sorting.note} />
        <Button tone="plain">{ct.triage.setAside}</Button>
      </Form>
    </details>
  );
};

const Official = (props: Props) => {
  const { reader, facts } = props;
  const { ct, lang } = reader;
  const { message, parties, contacts } = facts;
  const party = message.end.kind === "set-aside" ? undefined : message.end.party;
  const known = contacts.find(({ email }) => email.toLowerCase() === message.from);
  if (isUnanswerable(message) || known?.standing === "official" || !party) return null;
  return (
    <details>
      <summary>{ct.sorting.official}</summary>
      <p>{ct.sorting.officialText}</p>
      <p>
        {message.from}, {parties.find(({ id }) => id === party)?.names[lang].name}
      </p>
      <Form reader={reader} action={`${hereOf(props)}/official`}>
        <Revision {...props} />
        <input type="hidden" name="party" value={party} />
        <label class="choice">
          <input class="ds-input" type="checkbox" name="sure" value="yes" required />
          <span>{ct.sorting.officialSure}</span>
        </label>
        <Button tone="plain">{ct.sorting.officialDo}</Button>
      </Form>
    </details>
  );
};

const Seal = (props: Props) => {
  const { reader, facts } = props;
  const { ct } = reader;
  if (facts.message.verdicts.virus === "FAIL") return null;
  const fields = { revision: facts.message.revision };
  return (
    <>
      <p>{ct.sorting.openSealText}</p>
      <Act
        reader={reader}
        action={`${hereOf(props)}/open`}
        name={ct.sorting.openSeal}
        fields={fields}
        tone="danger"
      />
    </>
  );
};

export const MessageActs = (props: Props) => {
  const { reader, facts } = props;
  const { ct } = reader;
  const { message } = facts;
  const { end, revision } = message;
  const here = hereOf(props);
  const last = lastStanding(message.acts);
  const sealed = isSealed(message);
  const byHand = end.kind === "set-aside" && end.reason === "by-hand";
  return (
    <>
      {sealed ? <Seal {...props} /> : null}
      {end.kind === "submission" || sealed ? null : <Assign {...props} />}
      {end.kind === "submission" || byHand ? null : <Aside {...props} />}
      {sealed ? null : <Official {...props} />}
      <div class="row">
        {sealed || end.kind !== "triage" ? null : (
          <LinkButton tone="plain" href={`${here}/ask`}>
            {ct.sorting.ask.title}
          </LinkButton>
        )}
        {end.kind === "triage" && !end.telephone ? (
          <Act
            reader={reader}
            action={`${here}/telephone`}
            name={ct.sorting.telephone}
            fields={{ revision }}
          />
        ) : null}
        {end.kind === "triage" ? null : (
          <Act reader={reader} action={`${here}/reopen`} name={ct.sorting.reopen} fields={{ revision }} />
        )}
        {last ? (
          <Act
            reader={reader}
            action={`${here}/undo`}
            name={ct.sorting.undoLast(ct.sorting.acts[last.act])}
            fields={{ revision }}
          />
        ) : null}
      </div>
      {end.kind === "submission" ? <p class="soft">{ct.sorting.reopenText}</p> : null}
    </>
  );
};
