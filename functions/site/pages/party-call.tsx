/** One call on a party's page: files, text or interest, one button to send them, and what was received. */

import type { OwnSeat } from "../../../shared/desk/acceptances.ts";
import type { Draft } from "../../../shared/desk/drafts.ts";
import type { OwnSilence } from "../../../shared/desk/silences.ts";
import { closeFor } from "../../../shared/domain/extension.ts";
import type { Interest } from "../../../shared/domain/offer.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { lastOwn } from "../../../shared/domain/submission.ts";
import { scriptPath } from "../browser.ts";
import { Act } from "../components/act.tsx";
import { AreaField } from "../components/area-field.tsx";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { type FileStates, FileWords } from "../components/files.tsx";
import { Form } from "../components/form.tsx";
import type { Option } from "../components/option.ts";
import { Table } from "../components/table.tsx";
import { Instant, Minute } from "../components/times.tsx";
import { OfferFields } from "../offer-fields.tsx";
import { OwnMinute } from "../own-zone.tsx";
import { type Page, partyPath, type Reader } from "../reader.ts";
import { type TypingWords, typingScriptPath } from "../typing-script.ts";
import { UploadForm } from "../upload-form.tsx";
import { byName, localOf, sizeText } from "../when.ts";
import { type OwnCall, OwnSeats, VersionTag } from "./party-home.tsx";
import { OwnSilences } from "./party-silence.tsx";

/** What somebody typed, not yet saved. */
export type Typed = { answers: Record<string, string>; text: string; interest?: Interest };

export type PartyCallFacts = OwnCall & {
  draft: Draft;
  upload: { url: string; fields: Record<string, string> };
  scanned: FileStates; // of the draft's files
  arriving: boolean; // a file was posted and has not been checked yet
  finished?: string | undefined; // id of the file that the browser has just sent
  seats: readonly OwnSeat[];
  silences?: readonly OwnSilence[]; // for the official contact alone
  states: readonly Party[]; // for a joint expression of interest
  countries: readonly Option[]; // of a person whose party is of none
  mine?: Typed; // typed while a colleague saved
};

const DraftFiles = ({ reader, facts }: { reader: Reader; facts: PartyCallFacts }) => {
  const { t, lang } = reader;
  const { call, draft, scanned, arriving } = facts;
  const unfinished = draft.uploads.filter(({ file }) => file !== facts.finished);
  return (
    <div id="draft-files">
      {draft.files.length > 0 ? (
        <ul>
          {draft.files.map(({ id, file, refused }) => (
            <li>
              {file.name} <small class="num">({sizeText(lang, file.size)})</small>
              <FileWords reader={reader} refused={refused} state={scanned[file.key]} />
              <Act
                reader={reader}
                action={partyPath(reader, `/${call.id}/remove`)}
                name={t.party.remove}
                label={t.party.removeFile(file.name)}
                fields={{ file: id }}
              />
            </li>
          ))}
        </ul>
      ) : null}
      {unfinished.map(({ file, name, size }) => (
        <Box>
          <p>
            {t.uploads.unfinished(name)} <small class="num">({sizeText(lang, size)})</small>
          </p>
          <Act
            reader={reader}
            action={partyPath(reader, `/${call.id}/uploads/cancel`)}
            name={t.party.remove}
            label={t.party.removeFile(name)}
            fields={{ file }}
          />
        </Box>
      ))}
      {arriving ? (
        <Box role="status">
          <p>{t.party.checking}</p>
          <p>
            <a href={partyPath(reader, `/${call.id}`)}>{t.party.showAgain}</a>
          </p>
        </Box>
      ) : null}
    </div>
  );
};

/** The guiding questions, each with room for an answer. None is required: any answer is a complete answer. */
const AnswerFields = ({ reader, facts }: { reader: Reader; facts: PartyCallFacts }) => {
  const { t, lang } = reader;
  const { call, draft, mine } = facts;
  return (
    <>
      <h2>{t.party.answersTitle}</h2>
      <p>{t.party.answersText}</p>
      {call.questions.map((question, index) => (
        <>
          {question.block[lang] === call.questions[index - 1]?.block[lang] ? null : (
            <h3>{question.block[lang]}</h3>
          )}
          <AreaField
            name={`answer.${question.id}`}
            field={question.id}
            label={question.text[lang]}
            value={draft.answers[question.id] ?? ""}
          />
          <Mine reader={reader} text={mine?.answers[question.id]} saved={draft.answers[question.id]} />
        </>
      ))}
      <AreaField name="text" field="text" label={t.party.otherText} value={draft.text} />
      <Mine reader={reader} text={mine?.text} saved={draft.text} />
    </>
  );
};

/** What the reader typed where a colleague saved something else: nothing is lost silently. */
const Mine = ({
  reader,
  text,
  saved,
}: {
  reader: Reader;
  text: string | undefined;
  saved: string | undefined;
}) =>
  text && text !== (saved ?? "") ? (
    <Box tone="warn">
      <p>{reader.t.party.yours}</p>
      <pre>{text}</pre>
    </Box>
  ) : null;

const InterestFields = ({ reader, facts }: { reader: Reader; facts: PartyCallFacts }) => {
  const { t, lang } = reader;
  const { call, states, draft, mine } = facts;
  const interest = mine?.interest ?? draft.interest;
  const compare = byName(lang);
  const others = states
    .map((party) => ({ value: party.id, text: party.names[lang].name }))
    .sort((a, b) => compare(a.text, b.text));
  return (
    <>
      <h2>{t.party.interestTitle}</h2>
      <OfferFields reader={reader} call={call} interest={interest} countries={facts.countries} />
      {others.length > 0 ? (
        <details open={(interest?.jointWith ?? []).length > 0}>
          <summary>{t.party.joint}</summary>
          <Choices legend={t.party.joint} name="joint" options={others} chosen={interest?.jointWith ?? []} />
        </details>
      ) : null}
      <AreaField name="text" field="text" label={t.party.otherText} value={draft.text} />
      <Mine reader={reader} text={mine?.text} saved={draft.text} />
    </>
  );
};

/** What the script that saves while one types is to say. */
function typingWords({ t }: Reader): TypingWords {
  const { saving, saved, waiting, gone, both, colleague } = t.own.typing;
  return { saving, saved, waiting, gone, both, colleague };
}

const Versions = ({ reader, facts }: { reader: Reader; facts: PartyCallFacts }) => {
  const { t } = reader;
  const { call, submissions, standing } = facts;
  if (submissions.length === 0) return null;
  return (
    <>
      <h2>{t.party.versions}</h2>
      <Table
        caption={t.party.versions}
        head={[t.party.reference, t.party.received, t.party.channel, t.party.state]}
      >
        {[...submissions].reverse().map((submission) => (
          <tr>
            <th scope="row" class="num">
              <a href={partyPath(reader, `/${call.id}/${submission.version}`)}>{submission.reference}</a>
            </th>
            <td>
              <Instant reader={reader} at={submission.receivedAt} />
            </td>
            <td>{t.party.channels[submission.channel]}</td>
            <td>
              <VersionTag reader={reader} submission={submission} effective={standing?.effective} />
            </td>
          </tr>
        ))}
      </Table>
      <p>{t.again.replaces}</p>
    </>
  );
};

const Afterwards = ({ reader, facts }: { reader: Reader; facts: PartyCallFacts }) => {
  const { t } = reader;
  const { call, standing } = facts;
  return (
    <>
      {call.reminderDays.length > 0 ? (
        <>
          <h2>{t.party.remindersTitle}</h2>
          {standing?.noReminders ? (
            <p>{t.party.remindersOff}</p>
          ) : (
            <>
              <p>{t.party.remindersText}</p>
              <Act
                reader={reader}
                action={partyPath(reader, `/${call.id}/reminders`)}
                name={t.party.noReminders}
              />
            </>
          )}
        </>
      ) : null}
      {standing?.effective !== undefined && !standing.withdrawn ? (
        <>
          <h2>{t.party.withdrawTitle}</h2>
          <p>{t.party.withdrawText}</p>
          <Act
            reader={reader}
            action={partyPath(reader, `/${call.id}/withdraw`)}
            name={t.party.withdraw}
            tone="danger"
          />
        </>
      ) : null}
    </>
  );
};

/** Where the answer is written: files, text or interest, and the one button that sends them. */
const Work = ({ reader, facts }: { reader: Reader; facts: PartyCallFacts }) => {
  const { t } = reader;
  const { call, draft, upload } = facts;
  const interest = call.kind === "interest";
  return (
    <>
      <h2>{t.party.filesTitle}</h2>
      <p>
        {t.party.filesText} <a href="#send">{t.again.sendLink}</a>
      </p>
      <DraftFiles reader={reader} facts={facts} />
      <p class="soft" id="save-first">
        {t.again.press} {t.party.filesFirst}
      </p>
      <UploadForm reader={reader} upload={upload} path={partyPath(reader, `/${call.id}/uploads`)} />
      <Form
        reader={reader}
        action={partyPath(reader, `/${call.id}`)}
        typing={{
          path: partyPath(reader, `/${call.id}/typing`),
          words: JSON.stringify(typingWords(reader)),
        }}
      >
        <input type="hidden" name="version" value={String(draft.version)} />
        <input type="hidden" name="draft" value={draft.id} />
        {interest ? (
          <InterestFields reader={reader} facts={facts} />
        ) : (
          <AnswerFields reader={reader} facts={facts} />
        )}
        <Box>
          <p>{interest ? t.party.interestNote : t.party.sendNote}</p>
        </Box>
        <div class="row">
          <Button name="act" value="send" id="send">
            {t.party.send}
          </Button>
          <Button name="act" value="save" tone="plain">
            {t.party.save}
          </Button>
        </div>
      </Form>
    </>
  );
};

export function partyCallPage(reader: Reader, facts: PartyCallFacts): Page {
  const { t, lang } = reader;
  const { call, draft, seats, upload, mine } = facts;
  const isBegun = draft.version > 0 || mine !== undefined;
  const closes = closeFor(call, facts.standing);
  const open = localOf(reader.definition.review.zone, reader.now) <= closes;
  return {
    title: call.names[lang],
    uploadTo: upload.url,
    scripts: [scriptPath, typingScriptPath],
    ...(mine ? { status: 409 as const } : {}),
    body: (
      <>
        <p class="lead">{reader.partyName}</p>
        <p>{call.summary[lang]}</p>
        <OwnSeats reader={reader} call={call} seats={seats} />
        <OwnSilences reader={reader} call={call} silences={facts.silences ?? []} />
        {open ? (
          <p>
            {t.party.until} <Minute reader={reader} at={closes} /> <OwnMinute reader={reader} at={closes} />
          </p>
        ) : (
          <p>{t.party.afterwards}</p>
        )}
        {mine ? (
          <Box tone="warn" role="alert">
            <p>{t.party.somebodySaved}</p>
          </Box>
        ) : null}
        <Versions reader={reader} facts={facts} />
        {isBegun || !lastOwn(facts.submissions) ? (
          <Work reader={reader} facts={facts} />
        ) : (
          <>
            <Act
              reader={reader}
              action={partyPath(reader, `/${call.id}/resume`)}
              name={t.again.resume}
              tone="main"
            />
            <details>
              <summary>{t.again.instead}</summary>
              <Work reader={reader} facts={facts} />
            </details>
          </>
        )}
        <Afterwards reader={reader} facts={facts} />
        <div class="row">
          <a href={partyPath(reader)}>{t.common.back}</a>
          <a href={partyPath(reader, `/${call.id}/print`)}>{t.own.print.link}</a>
        </div>
      </>
    ),
  };
}
