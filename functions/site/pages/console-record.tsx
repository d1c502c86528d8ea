/** Recording on behalf of a party, in 30 seconds for a call on the telephone. */

import type { Child } from "hono/jsx";
import type { Draft } from "../../../shared/desk/drafts.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { channels } from "../../../shared/domain/submission.ts";
import { scriptPath } from "../browser.ts";
import { AreaField } from "../components/area-field.tsx";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { type FileStates, FileWords } from "../components/files.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { roleOptions } from "../offer-fields.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";
import { UploadForm } from "../upload-form.tsx";
import { sizeText } from "../when.ts";
import { type PartyChoice, PartyField } from "./party-field.tsx";

/** What a desk form has received so far, and where its next file goes. */
export type Scans = {
  draft: Draft;
  upload: { url: string; fields: Record<string, string> };
  scanned: FileStates;
  arriving: boolean;
  here: string; // the page's own address, to look again
};

/** Where the script of a desk page sends files in parts. */
const partsPath = (reader: Reader, { draft }: Scans) => pathIn(reader, `/console/uploads/${draft.id}`);

/** The files so far, with what is to be done with them; and the form for the next ones. */
export const ScanFiles = ({
  reader,
  scans,
  children,
}: {
  reader: Reader;
  scans: Scans;
  children?: Child;
}) => {
  const { t } = reader;
  return (
    <>
      <div id="draft-files">
        <ul>
          {scans.draft.files.map(({ file, refused }) => (
            <li>
              {file.name} <small class="num">({sizeText(reader.lang, file.size)})</small>
              <FileWords reader={reader} refused={refused} state={scans.scanned[file.key]} />
            </li>
          ))}
        </ul>
        {scans.arriving ? (
          <Box role="status">
            {t.party.checking} <a href={scans.here}>{t.party.showAgain}</a>
          </Box>
        ) : null}
        {children}
      </div>
      <UploadForm reader={reader} upload={scans.upload} path={partsPath(reader, scans)} />
    </>
  );
};

export type RecordFacts = {
  calls: readonly Call[];
  parties: readonly Party[];
  values: Readonly<Record<string, string>>;
  seats: readonly string[]; // "call:seat"
  people: readonly Person[]; // who may have taken it
  choice: PartyChoice;
  informal?: string | undefined; // reference of the entry that this may make formal
  scans?: Scans | undefined;
  message?: Message;
};

/** Seats of every call with seats; those of another call than the chosen one are passed over. */
const Interest = ({ reader, facts }: { reader: Reader; facts: RecordFacts }) => {
  const { ct, lang } = reader;
  const withSeats = facts.calls.filter((call) => call.seats.length > 0);
  if (withSeats.length === 0) return null;
  const open = facts.seats.length > 0 || Boolean(facts.values.conditions);
  return (
    <details open={open}>
      <summary>{ct.record.seats}</summary>
      {withSeats.map((call) => (
        <Choices
          legend={call.names[lang]}
          name="seats"
          options={roleOptions(reader, call.seats).map(({ value, text }) => ({
            value: `${call.id}:${value}`,
            text,
          }))}
          chosen={facts.seats}
        />
      ))}
      <AreaField
        name="conditions"
        label={ct.record.conditions}
        value={facts.values.conditions ?? ""}
        rows={2}
      />
    </details>
  );
};

/** What a call on the telephone seldom needs; open when something of it is filled in. */
const More = ({ reader, facts }: { reader: Reader; facts: RecordFacts }) => {
  const { ct } = reader;
  const { values, people } = facts;
  const { noteNumber, documentDate, withdrawal, channel } = values;
  const open = [noteNumber, documentDate, withdrawal].some(Boolean) || (channel ?? "phone") !== "phone";
  return (
    <details open={open}>
      <summary>{ct.sorting.record.more}</summary>
      <TextField
        name="receivedAt"
        label={ct.record.receivedAt}
        type="datetime-local"
        value={values.receivedAt}
        required={true}
      />
      <SelectField
        name="takenBy"
        label={ct.sorting.record.takenBy}
        options={people.map(({ id, name }) => ({ value: id, text: name }))}
        value={values.takenBy}
      />
      <TextField name="noteNumber" label={ct.record.noteNumber} value={noteNumber} />
      <TextField name="documentDate" label={ct.record.documentDate} type="date" value={documentDate} />
      <Interest reader={reader} facts={facts} />
      <label class="choice">
        <input
          class="ds-input"
          type="checkbox"
          name="withdrawal"
          value="yes"
          checked={withdrawal === "yes"}
        />
        <span>{ct.record.withdrawal}</span>
      </label>
    </details>
  );
};

export function recordPage(reader: Reader, facts: RecordFacts): Page {
  const { ct, t, lang } = reader;
  const { calls, parties, values, scans, message, informal } = facts;
  const byHand = channels.filter((channel) => channel !== "mail" && channel !== "upload");
  return {
    title: ct.record.title,
    ...(message ? { message, status: 422 as const } : {}),
    ...(scans ? { uploadTo: scans.upload.url, scripts: [scriptPath] } : {}),
    body: (
      <>
        {scans ? (
          <>
            <h2>{ct.record.scan}</h2>
            <ScanFiles reader={reader} scans={scans} />
          </>
        ) : (
          <p class="lead">{ct.record.text}</p>
        )}
        <Form reader={reader} action={pathIn(reader, "/console/record")}>
          {scans ? <input type="hidden" name="draft" value={scans.draft.id} /> : null}
          <PartyField
            reader={reader}
            parties={parties}
            choice={facts.choice}
            label={ct.record.party}
            focus={!scans}
          />
          <SelectField
            name="call"
            label={ct.record.call}
            options={calls.map((call) => ({ value: call.id, text: call.names[lang] }))}
            value={values.call}
            empty={ct.record.choose}
            required={true}
          />
          <SelectField
            name="channel"
            label={ct.record.channel}
            options={byHand.map((channel) => ({ value: channel, text: t.party.channels[channel] }))}
            value={values.channel ?? "phone"}
          />
          {informal ? (
            <label class="choice">
              <input
                class="ds-input"
                type="checkbox"
                name="formalises"
                value="yes"
                checked={values.formalises === "yes"}
              />
              <span>{ct.sorting.record.formalises(informal)}</span>
            </label>
          ) : null}
          <AreaField name="text" label={ct.record.what} value={values.text} rows={3} />
          <TextField name="senderName" label={ct.record.senderName} value={values.senderName} />
          <More reader={reader} facts={facts} />
          <div class="row">
            <Button name="act" value="register">
              {ct.record.register}
            </Button>
            {scans ? null : (
              <Button name="act" value="scan" tone="plain" formnovalidate>
                {ct.record.scanFirst}
              </Button>
            )}
          </div>
          {scans ? null : <p class="soft">{ct.record.scanText}</p>}
        </Form>
      </>
    ),
  };
}
