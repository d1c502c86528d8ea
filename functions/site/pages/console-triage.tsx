/** Messages that a person must sort, and any message as it came in. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Message } from "../../../shared/domain/message.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { Act, Box, Fact, Facts, Form, Instant, SelectField, Table } from "../parts.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { byName, sizeText } from "../when.ts";

/** What became of a message, in words. */
function endText(reader: Reader, { end }: Message): string {
  const { triage } = reader.ct;
  if (end.kind === "triage") return triage.reasons[end.reason];
  if (end.kind === "set-aside") return triage.setAsides[end.reason];
  return triage.submission;
}

const senderText = ({ triage }: Reader["ct"], { from, fromName }: Message) =>
  from ? (fromName ? `${fromName} <${from}>` : from) : triage.noSender;

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

export function triagePage(
  reader: Reader,
  { messages, all, next }: { messages: readonly Message[]; all: boolean; next?: string | undefined },
): Page {
  const { ct } = reader;
  const here = pathIn(reader, "/console/triage");
  return {
    title: all ? ct.triage.all : ct.triage.title,
    body: (
      <>
        <p>{all ? <a href={here}>{ct.triage.only}</a> : <a href={`${here}?all=yes`}>{ct.triage.all}</a>}</p>
        {messages.length === 0 ? (
          <p>{all ? ct.nothing : ct.triage.nothing}</p>
        ) : (
          <MessageRows reader={reader} messages={messages} caption={all ? ct.triage.all : ct.triage.title} />
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

export type MessageFacts = { message: Message; calls: readonly Call[]; parties: readonly Party[] };

const Assign = ({ reader, facts }: { reader: Reader; facts: MessageFacts }) => {
  const { ct, lang } = reader;
  const { message, calls, parties } = facts;
  const here = pathIn(reader, `/console/triage/${message.id}`);
  const suggested = message.end.kind === "triage" ? message.end : undefined;
  const compare = byName(lang);
  const partyOptions = parties
    .map((party) => ({ value: party.id, text: party.names[lang].name }))
    .sort((a, b) => compare(a.text, b.text));
  return (
    <>
      <h2>{ct.triage.assign}</h2>
      <p>{ct.triage.assignText}</p>
      <Form reader={reader} action={`${here}/assign`}>
        <SelectField
          name="party"
          label={ct.record.party}
          options={partyOptions}
          value={suggested?.party}
          empty={ct.triage.chooseParty}
          required={true}
        />
        <SelectField
          name="call"
          label={ct.record.call}
          options={calls.map((call) => ({ value: call.id, text: call.names[lang] }))}
          value={suggested?.call}
          empty={ct.triage.chooseCall}
          required={true}
        />
        <button type="submit">{ct.triage.assign}</button>
      </Form>
      {message.end.kind === "triage" ? (
        <>
          <h2>{ct.triage.setAside}</h2>
          <p>{ct.triage.setAsideText}</p>
          <Act reader={reader} action={`${here}/aside`} name={ct.triage.setAside} />
        </>
      ) : null}
    </>
  );
};

export function messagePage(reader: Reader, facts: MessageFacts): Page {
  const { ct, lang } = reader;
  const { message } = facts;
  const { end, verdicts } = message;
  const sealed = end.kind === "triage" && end.reason === "sealed";
  return {
    title: message.subject || ct.triage.noSubject,
    body: (
      <>
        {end.kind === "triage" && end.telephone ? (
          <Box tone="warn">
            <p>{ct.triage.telephone}</p>
          </Box>
        ) : null}
        <Facts>
          <Fact name={ct.triage.from}>{senderText(ct, message)}</Fact>
          <Fact name={ct.triage.to}>{message.recipients.join(", ")}</Fact>
          <Fact name={ct.triage.received}>
            <Instant reader={reader} at={message.receivedAt} />
          </Fact>
          <Fact name={ct.triage.size}>{sizeText(lang, message.rawSize)}</Fact>
          <Fact name={ct.triage.end}>
            {end.kind === "submission" ? (
              <a href={pathIn(reader, `/console/parties/${end.party}/${end.call}/${end.version}`)}>
                {endText(reader, message)}
              </a>
            ) : (
              endText(reader, message)
            )}
          </Fact>
          <Fact name={ct.triage.verdicts}>
            <span class="num">
              SPF {verdicts.spf}, DKIM {verdicts.dkim}, DMARC {verdicts.dmarc}
            </span>
          </Fact>
        </Facts>
        {message.excerpt && !sealed ? (
          <>
            <h2>{ct.triage.text}</h2>
            <div class="quote">
              <pre>{message.excerpt}</pre>
            </div>
          </>
        ) : null}
        {message.attachments.length > 0 ? (
          <>
            <h2>{ct.triage.attachments}</h2>
            <ul>
              {message.attachments.map(({ name, size }) => (
                <li>
                  {name} <small class="num">({sizeText(lang, size)})</small>
                </li>
              ))}
            </ul>
          </>
        ) : null}
        {sealed ? (
          <p class="box bad">{ct.triage.sealedText}</p>
        ) : (
          <>
            <p>
              <a href={pathIn(reader, `/console/triage/${message.id}/raw`)}>{ct.triage.raw}</a>
            </p>
            {end.kind === "submission" ? null : <Assign reader={reader} facts={facts} />}
          </>
        )}
      </>
    ),
  };
}
