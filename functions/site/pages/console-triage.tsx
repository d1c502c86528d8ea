/** Messages that a person must sort, oldest first, with what may be done to several at once; and all that came in. */
import type { SortedMessage } from "../../../shared/desk/messages.ts";
import { rulesOf } from "../../../shared/domain/calendar.ts";
import type { Call } from "../../../shared/domain/call.ts";
import { asideReasons, type Message } from "../../../shared/domain/message.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { releaseDue } from "../../../shared/domain/releases.ts";
import { Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { Instant } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { ageText } from "../when.ts";
import { type PartyChoice, PartyField } from "./party-field.tsx";

/** What became of a message, in words. */
export function endText({ ct }: Reader, { end }: Message): string {
  const { triage, sorting } = ct;
  if (end.kind === "triage") return triage.reasons[end.reason];
  if (end.kind === "set-aside") {
    return triage.setAsides[end.reason] + (end.why ? `: ${sorting.whys[end.why]}` : "");
  }
  return triage.submission;
}

export const senderText = ({ triage }: Reader["ct"], { from, fromName }: Message) =>
  from ? (fromName ? `${fromName} <${from}>` : from) : triage.noSender;

/** Whether a message has waited for more than a working day. */
const isOverdue = ({ definition, now }: Reader, { end, receivedAt }: Message) =>
  end.kind === "triage" && releaseDue(new Date(receivedAt), rulesOf(definition)) < now;

export const Age = ({ reader, message }: { reader: Reader; message: Message }) => (
  <>
    <time datetime={message.receivedAt}>{ageText(reader.lang, message.receivedAt, reader.now)}</time>{" "}
    {isOverdue(reader, message) ? <Tag tone="warn">{reader.ct.sorting.overdue}</Tag> : null}
  </>
);

/** What is odd about a message, in words; a mail that came as a forward names its own sender. */
export const FlagTags = ({ reader, message }: { reader: Reader; message: Message }) => {
  const { sorting } = reader.ct;
  const { flags, forwarded } = message;
  const words: Record<string, string> = sorting.flags;
  const who = forwarded?.from ? forwarded.from.name || forwarded.from.address : undefined;
  const quiet = ["text-from-html", "no-message-id", "no-date", ...(who ? ["forwarded"] : [])];
  return (
    <>
      {flags
        .filter((flag) => !quiet.includes(flag))
        .map((flag) => (
          <>
            <Tag tone={flag === "encrypted" || flag === "damaged" ? "warn" : "plain"}>
              {words[flag] ?? flag}
            </Tag>{" "}
          </>
        ))}
      {who ? <Tag>{sorting.forwarded(who)}</Tag> : null}
    </>
  );
};

/** Why it ended there, as the machine saw it. */
export const becauseText = ({ ct }: Reader, { because }: Message): string | null =>
  because && because !== "by-hand" ? ct.triage.because[because] : null;

/** Party and call that the machine would propose, and by what. */
export function suggestionText(
  { ct, lang }: Reader,
  { end }: Message,
  { parties, calls }: { parties: readonly Party[]; calls: readonly Call[] },
): string | null {
  if (end.kind !== "triage") return null;
  const party = parties.find(({ id }) => id === end.party)?.names[lang].name;
  const call = calls.find(({ id }) => id === end.call)?.names[lang];
  const words = [party, call].filter(Boolean).join(", ");
  return words ? `${words}${end.guess ? ` (${ct.triage.guesses[end.guess]})` : ""}` : null;
}

export const MessageRows = ({
  reader,
  messages,
  caption,
}: {
  reader: Reader;
  messages: readonly Message[];
  caption: string;
}) => {
  const { ct } = reader;
  return (
    <Table caption={caption} head={[ct.triage.subject, ct.triage.from, ct.triage.received, ct.triage.end]}>
      {messages.map((message) => (
        <tr data-end={message.end.kind}>
          <th scope="row">
            <a href={pathIn(reader, `/console/triage/${message.id}`)}>
              {message.subject || ct.triage.noSubject}
            </a>
          </th>
          <td>{senderText(ct, message)}</td>
          <td>
            <Instant reader={reader} at={message.receivedAt} />
          </td>
          <td>{endText(reader, message)}</td>
        </tr>
      ))}
    </Table>
  );
};

export type QueueFacts = {
  messages: readonly SortedMessage[];
  parties: readonly Party[];
  calls: readonly Call[];
  choice?: PartyChoice | undefined; // a party typed for several messages that may be several
  chosen?: readonly string[];
  call?: string | undefined;
};

const Waiting = ({
  reader,
  message,
  facts,
}: {
  reader: Reader;
  message: SortedMessage;
  facts: QueueFacts;
}) => {
  const { ct } = reader;
  const { id, revision, attachments } = message;
  const subject = message.subject || ct.triage.noSubject;
  const suggestion = suggestionText(reader, message, facts);
  const value = `${id}.${revision}`;
  return (
    <li class="ds-card" data-end={message.end.kind}>
      <label class="choice tick">
        <input
          class="ds-input"
          type="checkbox"
          name="chosen"
          value={value}
          checked={facts.chosen?.includes(value) ?? false}
        />
        <span class="unseen">{ct.sorting.select(subject)}</span>
      </label>
      <div>
        <p class="subject">
          <a href={pathIn(reader, `/console/triage/${id}`)}>{subject}</a>
        </p>
        <p>{senderText(ct, message)}</p>
        <p class="soft">
          <Age reader={reader} message={message} />
        </p>
        <p>{becauseText(reader, message) ?? endText(reader, message)}</p>
        {suggestion ? (
          <p>
            <span class="soft">{ct.sorting.suggestion}:</span> {suggestion}
          </p>
        ) : null}
        <p>
          {message.end.kind === "triage" && message.end.telephone ? (
            <Tag tone="warn">{ct.sorting.acts.telephone}</Tag>
          ) : null}{" "}
          {attachments.length > 0 ? <Tag>{ct.sorting.files(attachments.length)}</Tag> : null}{" "}
          <FlagTags reader={reader} message={message} />
        </p>
      </div>
    </li>
  );
};

const Queue = ({ reader, facts }: { reader: Reader; facts: QueueFacts }) => {
  const { ct, lang, person } = reader;
  const { messages, calls, parties } = facts;
  const list = (
    <ul class="queue">
      {messages.map((message) => (
        <Waiting reader={reader} message={message} facts={facts} />
      ))}
    </ul>
  );
  if (!person?.roles.includes("coordinator")) return list;
  return (
    <Form reader={reader} action={pathIn(reader, "/console/triage")}>
      {list}
      <h2>{ct.sorting.withSelected}</h2>
      <p class="soft">{ct.sorting.seeFirst}</p>
      <div class="two">
        <fieldset class="ds-fieldset">
          <legend>{ct.triage.setAside}</legend>
          <SelectField
            name="why"
            label={ct.sorting.why}
            options={asideReasons.map((why) => ({ value: why, text: ct.sorting.whys[why] }))}
          />
          <Button name="act" value="aside" tone="plain" formnovalidate>
            {ct.triage.setAside}
          </Button>
        </fieldset>
        <fieldset class="ds-fieldset">
          <legend>{ct.triage.assign}</legend>
          <PartyField
            reader={reader}
            parties={parties}
            choice={facts.choice ?? { typed: "" }}
            label={ct.record.party}
          />
          <SelectField
            name="call"
            label={ct.record.call}
            options={calls.map((call) => ({ value: call.id, text: call.names[lang] }))}
            value={facts.call ?? (calls.length === 1 ? calls[0]?.id : undefined)}
            empty={ct.triage.chooseCall}
            required={true}
          />
          <Button name="act" value="assign" tone="plain">
            {ct.triage.assign}
          </Button>
        </fieldset>
      </div>
    </Form>
  );
};

export function triagePage(reader: Reader, facts: QueueFacts): Page {
  const { ct } = reader;
  return {
    title: ct.triage.title,
    body: (
      <>
        <p>
          <a href={pathIn(reader, "/console/triage?all=yes")}>{ct.triage.all}</a>
        </p>
        {facts.messages.length === 0 ? <p>{ct.triage.nothing}</p> : <Queue reader={reader} facts={facts} />}
      </>
    ),
  };
}

export function allMessagesPage(
  reader: Reader,
  { messages, next }: { messages: readonly Message[]; next?: string | undefined },
): Page {
  const { ct } = reader;
  const here = pathIn(reader, "/console/triage");
  return {
    title: ct.triage.all,
    body: (
      <>
        <p>
          <a href={here}>{ct.triage.only}</a>
        </p>
        {messages.length === 0 ? (
          <p>{ct.nothing}</p>
        ) : (
          <MessageRows reader={reader} messages={messages} caption={ct.triage.all} />
        )}
        {next ? (
          <p>
            <a href={`${here}?all=yes&cursor=${encodeURIComponent(next)}`}>{ct.more}</a>
          </p>
        ) : null}
      </>
    ),
  };
}

export type Became = { message: Message; done: boolean; text: string; revision: number | undefined };

/** What an act on several messages came to, one line each; and the way back. */
export function resultPage(
  reader: Reader,
  { became, undoable }: { became: readonly Became[]; undoable: boolean },
): Page {
  const { ct } = reader;
  const here = pathIn(reader, "/console/triage");
  const done = became.filter((one) => one.done);
  return {
    title: ct.sorting.result,
    body: (
      <>
        <ul class="queue">
          {became.map(({ message, text, done }) => (
            <li>
              <a href={`${here}/${message.id}`}>{message.subject || ct.triage.noSubject}</a>{" "}
              <small>{senderText(ct, message)}</small> <Tag tone={done ? "good" : "bad"}>{text}</Tag>
            </li>
          ))}
        </ul>
        <div class="row">
          <LinkButton href={here}>{ct.sorting.backToQueue}</LinkButton>
          {undoable && done.length > 0 ? (
            <Form reader={reader} action={here}>
              {done.map(({ message, revision }) => (
                <input type="hidden" name="chosen" value={`${message.id}.${revision ?? ""}`} />
              ))}
              <Button name="act" value="undo" tone="plain">
                {ct.sorting.undoThese}
              </Button>
            </Form>
          ) : null}
        </div>
      </>
    ),
  };
}
