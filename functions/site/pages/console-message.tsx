/** One message as it came in: safely shown, with its files, what may be done with it, and what was done. */
import type { SortedMessage } from "../../../shared/desk/messages.ts";
import type { MessageReading } from "../../../shared/desk/reading.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { Answered } from "../../../shared/domain/message.ts";
import type { Contact, Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { isSealed } from "../../../shared/domain/sorting.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { type FileStates, StateTag } from "../components/files.tsx";
import { Tag } from "../components/tag.tsx";
import { Instant } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { sizeText } from "../when.ts";
import { MessageActs } from "./console-message-acts.tsx";
import { Age, becauseText, endText, FlagTags, senderText, suggestionText } from "./console-triage.tsx";
import type { PartyChoice } from "./party-field.tsx";

export type MessageFacts = {
  message: SortedMessage;
  calls: readonly Call[];
  parties: readonly Party[];
  people: readonly Person[];
  reading: MessageReading;
  scanned: FileStates;
  contacts: readonly Contact[]; // of the party that is suggested, or whose answer it is
  informal?: boolean; // that party has an entry to be formalised
  choice?: PartyChoice | undefined;
  chosen?: { call?: string; as?: string; keep?: boolean };
};

const End = ({ reader, message }: { reader: Reader; message: SortedMessage }) => {
  const { end } = message;
  return end.kind === "submission" ? (
    <a href={pathIn(reader, `/console/parties/${end.party}/${end.call}/${end.version}`)}>
      {endText(reader, message)}
    </a>
  ) : (
    endText(reader, message)
  );
};

const Head = ({ reader, facts }: { reader: Reader; facts: MessageFacts }) => {
  const { ct, lang } = reader;
  const { message } = facts;
  const { verdicts, forwarded } = message;
  const suggestion = suggestionText(reader, message, facts);
  const because = becauseText(reader, message);
  return (
    <Facts>
      <Fact name={ct.triage.from}>{senderText(ct, message)}</Fact>
      <Fact name={ct.triage.to}>{message.recipients.join(", ")}</Fact>
      <Fact name={ct.triage.received}>
        <Instant reader={reader} at={message.receivedAt} />{" "}
        <small>
          (<Age reader={reader} message={message} />)
        </small>
      </Fact>
      <Fact name={ct.triage.size}>{sizeText(lang, message.rawSize)}</Fact>
      <Fact name={ct.triage.end}>
        <End reader={reader} message={message} />
      </Fact>
      {because ? <Fact name={ct.triage.why}>{because}</Fact> : null}
      {message.unanswered ? (
        <Fact name={ct.sorting.unanswered}>{ct.triage.unanswered[message.unanswered]}</Fact>
      ) : null}
      {suggestion ? <Fact name={ct.sorting.suggestion}>{suggestion}</Fact> : null}
      <Fact name={ct.triage.verdicts}>
        {ct.sorting.proofs[verdicts.dmarc]}{" "}
        <small>
          SPF {verdicts.spf}, DKIM {verdicts.dkim}, DMARC {verdicts.dmarc}
        </small>
        {message.arc ? (
          <small>
            {" "}
            (ARC {message.arc.by}: {message.arc.dmarc ?? "-"})
          </small>
        ) : null}
      </Fact>
      {message.flags.length > 0 || forwarded ? (
        <Fact name={ct.sorting.traits}>
          <FlagTags reader={reader} message={message} />
        </Fact>
      ) : null}
    </Facts>
  );
};

const Words = ({ reader, facts }: { reader: Reader; facts: MessageFacts }) => {
  const { ct } = reader;
  const { message, reading } = facts;
  if (reading.kind === "sealed") return null;
  if (reading.kind !== "read") {
    const isLarge = reading.kind === "too-large";
    return (
      <>
        <h2>{ct.triage.text}</h2>
        <Box tone="warn">{isLarge ? ct.sorting.tooLarge : ct.triage.reasons.unreadable}</Box>
        {message.excerpt ? <pre class="quote">{message.excerpt}</pre> : null}
      </>
    );
  }
  return (
    <>
      <h2>{ct.triage.text}</h2>
      {reading.shortened ? <p class="soft">{ct.sorting.shortened}</p> : null}
      <div class="quote">
        <pre>{reading.fresh}</pre>
      </div>
      {reading.quoted ? (
        <details>
          <summary>{ct.sorting.quoted}</summary>
          <div class="quote">
            <pre>{reading.quoted}</pre>
          </div>
        </details>
      ) : null}
      {reading.hasHtml ? (
        <details>
          <summary>{ct.sorting.html}</summary>
          <p class="soft">{ct.sorting.htmlText}</p>
          <iframe
            class="framed"
            title={ct.sorting.html}
            sandbox=""
            loading="lazy"
            src={pathIn(reader, `/console/triage/${message.id}/html`)}
          />
        </details>
      ) : null}
    </>
  );
};

/** Files are stored with an answer; of another message somebody takes them out first. */
const isTaken = ({ end, taken, acts }: SortedMessage) =>
  end.kind === "submission" || taken !== undefined || acts.some(({ act }) => act === "assigned");

type Shown = { name: string; type: string; size: number; key?: string; within?: string };

const MessageFiles = ({ reader, facts }: { reader: Reader; facts: MessageFacts }) => {
  const { ct, lang } = reader;
  const { message, reading, scanned } = facts;
  const files: readonly Shown[] = reading.kind === "read" ? reading.files : message.attachments;
  if (files.length === 0 || reading.kind === "sealed") return null;
  const here = pathIn(reader, `/console/triage/${message.id}/files`);
  const taken = isTaken(message) && reading.kind === "read";
  return (
    <>
      <h2>{ct.triage.attachments}</h2>
      <ul>
        {files.map((file, index) => {
          const state = taken && file.key ? scanned[file.key] : undefined;
          return (
            <li>
              {taken && state !== "infected" ? <a href={`${here}/${index}`}>{file.name}</a> : file.name}{" "}
              <small>
                ({file.type}, <span class="num">{sizeText(lang, file.size)}</span>
                {file.within ? `, ${ct.sorting.within(file.within)}` : ""})
              </small>{" "}
              <StateTag reader={reader} state={state} />
            </li>
          );
        })}
      </ul>
      {!taken && reading.kind === "read" && reader.person?.roles.includes("coordinator") ? (
        <>
          <Act reader={reader} action={here} name={ct.sorting.takeOut} />
          <p class="soft">{ct.sorting.takeOutText}</p>
        </>
      ) : null}
    </>
  );
};

const Phones = ({ reader, contacts }: { reader: Reader; contacts: readonly Contact[] }) => {
  const { ct } = reader;
  if (contacts.length === 0) return null;
  return (
    <details>
      <summary>{ct.sorting.nextContact}</summary>
      <ul>
        {contacts.map(({ name, title, email, phone, post, standing }) => (
          <li>
            {[title, name].filter(Boolean).join(" ")} {email} ({ct.parties.posts[post]},{" "}
            {ct.parties.standings[standing]}), {phone ?? ct.sorting.todo.noPhone}
          </li>
        ))}
      </ul>
    </details>
  );
};

const History = ({ reader, facts }: { reader: Reader; facts: MessageFacts }) => {
  const { ct } = reader;
  const { message, people } = facts;
  if (message.acts.length === 0) return null;
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const undone = new Set(message.acts.flatMap(({ undoes }) => undoes ?? []));
  return (
    <>
      <h2>{ct.sorting.history}</h2>
      <ol class="history">
        {message.acts.map((act) => (
          <li>
            <Instant reader={reader} at={act.at} />, {nameOf(act.by)}:{" "}
            {undone.has(act.id) ? <del>{ct.sorting.acts[act.act]}</del> : ct.sorting.acts[act.act]}
            {act.as && act.as !== "answer" ? ` (${ct.sorting.kinds[act.as]})` : ""}
            {act.why ? ` (${ct.sorting.whys[act.why]})` : ""}
            {act.note ? <span class="soft"> {act.note}</span> : null}
            {act.notice ? (
              <>
                {" "}
                <a href={pathIn(reader, `/console/outbox/${act.notice}`)}>{ct.sorting.ask.outbox}</a>
              </>
            ) : null}
            {act.cancelled.length > 0 ? <small> ({ct.sorting.stopped(act.cancelled.length)})</small> : null}
            {act.out.map((notice) => (
              <>
                {" "}
                <Tag tone="warn">
                  <a href={pathIn(reader, `/console/outbox/${notice}`)}>{ct.sorting.out}</a>
                </Tag>
              </>
            ))}
          </li>
        ))}
      </ol>
    </>
  );
};

/** What is said of a seat is recorded on its page, by hand: an objection, or whether the State accepts. */
const AboutSelection = ({ reader, answers }: { reader: Reader; answers: Answered }) => {
  const { answered } = reader.ct.triage;
  const call = reader.definition.calls.find(({ id }) => id === answers.call);
  const seat = call?.selection === "consultation" && answers.seat ? `/${answers.seat}` : "";
  return (
    <Box tone="warn">
      <p>{answered.text}</p>
      <p>
        <a href={pathIn(reader, `/console/selection/${answers.call}${seat}`)}>{answered.link}</a>
      </p>
    </Box>
  );
};

export function messagePage(reader: Reader, facts: MessageFacts): Page {
  const { ct } = reader;
  const { message } = facts;
  const { end, verdicts } = message;
  const sealed = isSealed(message);
  const about = end.kind === "set-aside" ? {} : { party: end.party, call: end.call };
  return {
    title: message.subject || ct.triage.noSubject,
    framed: true,
    about,
    body: (
      <>
        {end.kind === "triage" && end.telephone ? (
          <Box tone="warn">
            <p>{ct.triage.telephone}</p>
          </Box>
        ) : null}
        {message.answers ? <AboutSelection reader={reader} answers={message.answers} /> : null}
        <Head reader={reader} facts={facts} />
        {sealed ? (
          <Box tone="bad">
            {ct.triage.sealedText} {verdicts.virus === "FAIL" ? ct.sorting.virusText : ""}
          </Box>
        ) : (
          <>
            <Words reader={reader} facts={facts} />
            <MessageFiles reader={reader} facts={facts} />
            <p>
              <a href={pathIn(reader, `/console/triage/${message.id}/raw`)}>{ct.triage.raw}</a>
            </p>
          </>
        )}
        <Phones reader={reader} contacts={facts.contacts} />
        {reader.person?.roles.includes("coordinator") ? <MessageActs reader={reader} facts={facts} /> : null}
        <History reader={reader} facts={facts} />
      </>
    ),
  };
}
