/** The outbox: every future and past mail, and each as it will arrive or arrived. */

import type { OutboxEntry, RenderedMail } from "../../../shared/desk/notices.ts";
import type { Call } from "../../../shared/domain/call.ts";
import { type Notice, type NoticeText, unsentStates } from "../../../shared/domain/notice.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { Act } from "../components/act.tsx";
import { AreaField } from "../components/area-field.tsx";
import { Button } from "../components/button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Form } from "../components/form.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { TextField } from "../components/text-field.tsx";
import { Instant } from "../components/times.tsx";
import type { Tone } from "../components/tone.ts";
import { type Page, pathIn, type Reader } from "../reader.ts";

const tones: Partial<Record<Notice["state"], Tone>> = {
  delivered: "good",
  sent: "good",
  held: "warn",
  bounced: "bad",
  complained: "bad",
  unknown: "bad",
};

const State = ({ reader, entry }: { reader: Reader; entry: OutboxEntry }) => {
  const { ct } = reader;
  const { notice, planned } = entry;
  return (
    <>
      <Tag tone={tones[notice.state] ?? "plain"}>
        {planned ? ct.outbox.states.planned : ct.outbox.states[notice.state]}
      </Tag>
      {notice.hold ? <small> {ct.outbox.holds[notice.hold]}</small> : null}
    </>
  );
};

const coordinates = (reader: Reader) => reader.person?.roles.includes("coordinator") ?? false;
const whenOf = (notice: Notice) => notice.settledAt ?? notice.dueAt ?? notice.preparedAt;

/** A letter of decision has no hour until the decision stands. */
const awaitsDecision = ({ notice }: OutboxEntry) =>
  notice.kind === "letter" && notice.state === "scheduled" && notice.dueAt === undefined;

const When = ({ reader, entry }: { reader: Reader; entry: OutboxEntry }) => {
  const at = whenOf(entry.notice);
  if (at) return <Instant reader={reader} at={at} />;
  return awaitsDecision(entry) ? <span>{reader.ct.outbox.onDecision}</span> : null;
};

export const NoticeRows = ({
  reader,
  entries,
  calls,
  caption,
}: {
  reader: Reader;
  entries: readonly OutboxEntry[];
  calls: readonly Call[];
  caption: string;
}) => {
  const { ct, lang } = reader;
  const callName = (id: string) => calls.find((call) => call.id === id)?.names[lang] ?? ct.outbox.wholeReview;
  return (
    <Table
      caption={caption}
      head={[ct.outbox.kind, ct.outbox.to, ct.outbox.call, ct.outbox.when, ct.outbox.state]}
    >
      {entries.map((entry) => {
        const { notice } = entry;
        return (
          <tr>
            <th scope="row">
              <a
                href={pathIn(reader, `/console/outbox/${notice.id}`)}
                aria-label={ct.outbox.open(ct.kinds[notice.kind], notice.to)}
              >
                {ct.kinds[notice.kind]}
              </a>
            </th>
            <td>{notice.to}</td>
            <td>{callName(notice.call)}</td>
            <td>
              <When reader={reader} entry={entry} />
            </td>
            <td>
              <State reader={reader} entry={entry} />
              {notice.hold === "protocol" && coordinates(reader) ? (
                <Act
                  reader={reader}
                  action={pathIn(reader, `/console/outbox/${notice.id}/release`)}
                  name={ct.outbox.release}
                  label={`${ct.outbox.release}: ${ct.outbox.open(ct.kinds[notice.kind], notice.to)}`}
                />
              ) : null}
            </td>
          </tr>
        );
      })}
    </Table>
  );
};

export const boxes = ["future", "held", "care", "sent"] as const;
export type Box = (typeof boxes)[number];

export function outboxPage(
  reader: Reader,
  {
    box,
    entries,
    calls,
    next,
  }: { box: Box; entries: readonly OutboxEntry[]; calls: readonly Call[]; next?: string | undefined },
): Page {
  const { ct } = reader;
  const here = pathIn(reader, "/console/outbox");
  return {
    title: `${ct.outbox.title}: ${ct.outbox.boxes[box]}`,
    body: (
      <>
        <nav aria-label={ct.outbox.title}>
          <ul>
            {boxes.map((one) => (
              <li>
                <a href={`${here}?box=${one}`} {...(one === box ? { "aria-current": "page" as const } : {})}>
                  {ct.outbox.boxes[one]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {entries.length === 0 ? (
          <p>{ct.outbox.nothing}</p>
        ) : (
          <NoticeRows reader={reader} entries={entries} calls={calls} caption={ct.outbox.boxes[box]} />
        )}
        {next ? (
          <p>
            <a href={`${here}?box=${box}&cursor=${encodeURIComponent(next)}`}>{ct.more}</a>
          </p>
        ) : null}
      </>
    ),
  };
}

/** A mail as its receiver sees it. */
export const Mail = ({
  reader,
  mail,
  language,
}: {
  reader: Reader;
  mail: RenderedMail;
  language: string;
}) => {
  const { ct } = reader;
  return (
    <article class="mail">
      <dl class="facts">
        <Fact name={ct.outbox.from}>{mail.from}</Fact>
        <Fact name={ct.outbox.to}>{mail.to}</Fact>
        {mail.cc.length > 0 ? <Fact name={ct.outbox.cc}>{mail.cc.join(", ")}</Fact> : null}
        <Fact name={ct.outbox.subject}>
          <span lang={language}>{mail.subject}</span>
        </Fact>
      </dl>
      <pre lang={language}>{mail.text}</pre>
    </article>
  );
};

/** Leads to the file that goes with a letter. */
export const LetterLink = ({
  reader,
  path,
  language,
  of = "",
}: {
  reader: Reader;
  path: string;
  language: string;
  of?: string; // which, where there are several
}) => (
  <p>
    <a href={pathIn(reader, path)} hreflang={language} type="application/pdf">
      {reader.ct.outbox.seeLetter}
      {of}
    </a>
  </p>
);

export type NoticeFacts = {
  entry: OutboxEntry;
  mail: RenderedMail;
  words: NoticeText;
  party: Party | null;
};

const Acts = ({ reader, notice }: { reader: Reader; notice: Notice }) => {
  const { ct } = reader;
  const here = pathIn(reader, `/console/outbox/${notice.id}`);
  const held = notice.hold === "by-hand" || notice.hold === "protocol";
  return (
    <div class="row">
      {held ? (
        <Act reader={reader} action={`${here}/release`} name={ct.outbox.release} tone="main" />
      ) : (
        <Act reader={reader} action={`${here}/hold`} name={ct.outbox.hold} />
      )}
      <Act reader={reader} action={`${here}/send`} name={ct.outbox.sendNow} />
      <Act reader={reader} action={`${here}/cancel`} name={ct.outbox.cancel} tone="danger" />
    </div>
  );
};

export function noticePage(reader: Reader, { entry, mail, words, party }: NoticeFacts): Page {
  const { ct } = reader;
  const { notice } = entry;
  const at = whenOf(notice);
  const changeable = coordinates(reader) && unsentStates.includes(notice.state);
  return {
    title: ct.outbox.open(ct.kinds[notice.kind], notice.to),
    body: (
      <>
        <Facts>
          <Fact name={ct.outbox.state}>
            <State reader={reader} entry={entry} />
          </Fact>
          {at || awaitsDecision(entry) ? (
            <Fact name={ct.outbox.when}>
              <When reader={reader} entry={entry} />
            </Fact>
          ) : null}
          <Fact name={ct.outbox.reference}>
            <small>{notice.id}</small>
          </Fact>
          {party ? (
            <Fact name={ct.parties.name}>
              <a href={pathIn(reader, `/console/parties/${party.id}`)}>{party.names[reader.lang].name}</a>
            </Fact>
          ) : null}
        </Facts>
        {changeable ? <Acts reader={reader} notice={notice} /> : null}
        {coordinates(reader) && (notice.state === "unknown" || notice.state === "cancelled") ? (
          <Act
            reader={reader}
            action={pathIn(reader, `/console/outbox/${notice.id}/send`)}
            name={ct.outbox.sendNow}
          />
        ) : null}
        <h2>{ct.outbox.mailAs}</h2>
        {notice.edited ? <p class="soft">{ct.outbox.edited}</p> : null}
        <Mail reader={reader} mail={mail} language={notice.language} />
        {notice.kind === "letter" && coordinates(reader) ? (
          <LetterLink
            reader={reader}
            path={`/console/outbox/${notice.id}/letter.pdf`}
            language={notice.language}
          />
        ) : null}
        {changeable ? (
          <details>
            <summary>{ct.outbox.edit}</summary>
            <Form reader={reader} action={pathIn(reader, `/console/outbox/${notice.id}/edit`)}>
              <TextField name="subject" label={ct.outbox.subject} value={words.subject} required={true} />
              <AreaField
                name="text"
                label={ct.outbox.text}
                hint={ct.outbox.editHint}
                value={words.text}
                rows={16}
                required={true}
                lang={notice.language}
              />
              <Button>{ct.save}</Button>
            </Form>
          </details>
        ) : null}
      </>
    ),
  };
}
