/** A party's answer to a call for paper: what was received, and the draft as it stands. */
import type { Draft } from "../../../shared/desk/drafts.ts";
import type { Call } from "../../../shared/domain/call.ts";
import { otherText, type Submission } from "../../../shared/domain/submission.ts";
import { Fact, Facts } from "../components/facts.tsx";
import { Instant, Minute } from "../components/times.tsx";
import { type Page, partyPath, type Reader } from "../reader.ts";
import { sizeText } from "../when.ts";

/** Questions with what was written to each; those without an answer are left out. */
const Written = ({
  reader,
  call,
  answers,
  text,
}: {
  reader: Reader;
  call: Call;
  answers: Readonly<Record<string, string>>;
  text: string;
}) => (
  <>
    {call.questions
      .filter(({ id }) => answers[id])
      .map((question) => (
        <>
          <h3>{question.text[reader.lang]}</h3>
          <pre>{answers[question.id]}</pre>
        </>
      ))}
    {text ? (
      <>
        <h3>{reader.t.party.otherText}</h3>
        <pre>{text}</pre>
      </>
    ) : null}
  </>
);

export function partyPrintPage(
  reader: Reader,
  { call, draft, submission }: { call: Call; draft: Draft; submission: Submission | undefined },
): Page {
  const { t, lang } = reader;
  const words = t.own.print;
  const isTyped = draft.text !== "" || Object.keys(draft.answers).length > 0 || draft.files.length > 0;
  return {
    title: words.title(call.names[lang]),
    body: (
      <>
        <Facts>
          <Fact name={t.party.until}>
            <Minute reader={reader} at={call.closes} />
          </Fact>
          <Fact name={reader.definition.review.short[lang]}>{reader.partyName}</Fact>
        </Facts>
        {submission ? (
          <>
            <h2>{words.received}</h2>
            <p>
              <span class="num">{submission.reference}</span>,{" "}
              <Instant reader={reader} at={submission.receivedAt} />
            </p>
            <ul>
              {submission.files.map(({ name, size }) => (
                <li>
                  {name} ({sizeText(lang, size)})
                </li>
              ))}
            </ul>
            <Written reader={reader} call={call} answers={submission.answers} text={otherText(submission)} />
          </>
        ) : null}
        {isTyped ? (
          <>
            <h2>{words.notSent}</h2>
            <ul>
              {draft.files.map(({ file }) => (
                <li>
                  {file.name} ({sizeText(lang, file.size)})
                </li>
              ))}
            </ul>
            <Written reader={reader} call={call} answers={draft.answers} text={draft.text} />
          </>
        ) : null}
        {submission || isTyped ? null : <p>{words.nothing}</p>}
        <p class="no-print">
          <a href={partyPath(reader, `/${call.id}`)}>{words.back}</a>
        </p>
      </>
    ),
  };
}
