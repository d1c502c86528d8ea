/** One version of a party's answer as the secretariat reads it. */
import type { Person } from "../../../shared/domain/review.ts";
import { Fact, Facts, Files, Tag } from "../parts.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { dayText } from "../when.ts";
import { VersionBody, type VersionFacts } from "./party-version.tsx";

export function consoleVersionPage(
  reader: Reader,
  { people, ...facts }: VersionFacts & { people: readonly Person[] },
): Page {
  const { ct, t, lang } = reader;
  const { submission, call } = facts;
  const here = pathIn(reader, `/console/parties/${submission.party}/${call.id}/${submission.version}`);
  const taker = people.find(({ id }) => id === submission.takenBy);
  const sender = [submission.senderName, submission.senderAddress].filter(Boolean).join(", ");
  return {
    title: submission.reference,
    body: (
      <>
        <p class="lead">{call.names[lang]}</p>
        <VersionBody reader={reader} facts={facts} />
        <Facts>
          {sender ? <Fact name={ct.triage.from}>{sender}</Fact> : null}
          {taker ? <Fact name={t.common.secretariat}>{taker.name}</Fact> : null}
          {submission.noteNumber ? <Fact name={ct.record.noteNumber}>{submission.noteNumber}</Fact> : null}
          {submission.documentDate ? (
            <Fact name={ct.record.documentDate}>{dayText(lang, submission.documentDate)}</Fact>
          ) : null}
          {submission.message ? (
            <Fact name={ct.nav.triage}>
              <a href={pathIn(reader, `/console/triage/${submission.message}`)}>{ct.drop.open}</a>
            </Fact>
          ) : null}
        </Facts>
        {submission.files.length > 0 ? (
          <>
            <h2>{t.common.files}</h2>
            <Files
              reader={reader}
              files={submission.files}
              states={facts.scanned}
              address={(index) => `${here}/files/${index}`}
            />
            {submission.files.some(({ key }) => facts.scanned[key] === "infected") ? (
              <p class="box bad">{ct.files.infectedText}</p>
            ) : null}
            {submission.files
              .flatMap(({ flags }) => flags)
              .map((flag) => (
                <Tag tone="warn">{flag}</Tag>
              ))}
          </>
        ) : null}
        <p>
          <a href={pathIn(reader, `/console/parties/${submission.party}`)}>{t.common.back}</a>
        </p>
      </>
    ),
  };
}
