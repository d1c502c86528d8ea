/** The library: submissions that a coordinator published singly, as received. Cover mails and notes never stand here. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { isPublishable, type Submission } from "../../../shared/domain/submission.ts";
import { Fact, Facts } from "../components/facts.tsx";
import { type FileStates, Files } from "../components/files.tsx";
import { Table } from "../components/table.tsx";
import { Instant } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";

export type Published = { submission: Submission; call: Call; party: Party };

const pathOf = ({ submission }: Published) =>
  `/submissions/${submission.call}/${submission.party}/${submission.version}`;

/** What stands above and below the list: its search, and its further pages. */
type Around = { above?: unknown; below?: unknown };

export function submissionsPage(
  reader: Reader,
  published: readonly Published[],
  { above, below }: Around,
): Page {
  const { lang, t } = reader;
  const head = [t.submissions.party, t.submissions.call, t.submissions.received, t.submissions.reference];
  return {
    title: t.common.submissions,
    body: (
      <>
        <p class="lead">{t.submissions.intro}</p>
        {above}
        {published.length === 0 ? (
          above ? null : (
            <p>{t.submissions.nothing}</p>
          )
        ) : (
          <Table caption={t.common.submissions} head={head}>
            {published.map((one) => (
              <tr>
                <th scope="row">
                  <a
                    href={pathIn(reader, pathOf(one))}
                    aria-label={t.submissions.open(one.party.names[lang].name)}
                  >
                    {one.party.names[lang].name}
                  </a>
                </th>
                <td>{one.call.names[lang]}</td>
                <td>
                  <Instant reader={reader} at={one.submission.receivedAt} />
                </td>
                <td class="num">{one.submission.reference}</td>
              </tr>
            ))}
          </Table>
        )}
        {below}
      </>
    ),
  };
}

/** Answers by question, as typed. Their language is the sender's, not the page's. */
export const Answers = ({
  reader,
  call,
  submission,
}: {
  reader: Reader;
  call: Call;
  submission: Submission;
}) => {
  const answered = call.questions.filter(({ id }) => submission.answers[id]);
  if (answered.length === 0) return null;
  return (
    <>
      <h2>{reader.t.party.answersTitle}</h2>
      {answered.map(({ id, text }) => (
        <>
          <h3>{text[reader.lang]}</h3>
          <div class="quote">
            <pre>{submission.answers[id]}</pre>
          </div>
        </>
      ))}
    </>
  );
};

export function submissionPage(reader: Reader, one: Published, states: FileStates): Page {
  const { lang, t } = reader;
  const { submission, call, party } = one;
  // Nobody but the party and the secretariat is told of a file that is not handed over.
  const files = submission.files
    .filter(isPublishable)
    .flatMap((file, at) => (states[file.key] === "clean" ? [{ ...file, at }] : []));
  return {
    title: `${party.names[lang].name}: ${call.names[lang]}`,
    body: (
      <>
        <Facts>
          <Fact name={t.submissions.reference}>{submission.reference}</Fact>
          <Fact name={t.submissions.received}>
            <Instant reader={reader} at={submission.receivedAt} />
          </Fact>
        </Facts>
        {files.length > 0 ? (
          <>
            <h2>{t.common.files}</h2>
            <Files
              reader={reader}
              files={files}
              address={(index) => pathIn(reader, `${pathOf(one)}/files/${files[index]?.at}`)}
            />
          </>
        ) : null}
        <Answers reader={reader} call={call} submission={submission} />
        <p class="soft">{t.submissions.original}</p>
      </>
    ),
  };
}
