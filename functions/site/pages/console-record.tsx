/** Recording on behalf of a party, in 30 seconds for a call on the telephone; and handing in a mail as a file. */

import type { Draft } from "../../../shared/desk/drafts.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { channels } from "../../../shared/domain/submission.ts";
import {
  Act,
  AreaField,
  Choices,
  type FileStates,
  FileWords,
  Form,
  SelectField,
  TextField,
  UploadForm,
} from "../parts.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";
import { byName, sizeText } from "../when.ts";

/** What a desk form has received so far, and where its next file goes. */
export type Scans = {
  draft: Draft;
  upload: { url: string; fields: Record<string, string> };
  scanned: FileStates;
  arriving: boolean;
  here: string; // the page's own address, to look again
};

export const ScanFiles = ({ reader, scans }: { reader: Reader; scans: Scans }) => {
  const { t } = reader;
  return (
    <>
      <ul>
        {scans.draft.files.map(({ file, refused }) => (
          <li>
            {file.name} <small class="num">({sizeText(reader.lang, file.size)})</small>
            <FileWords reader={reader} refused={refused} state={scans.scanned[file.key]} />
          </li>
        ))}
      </ul>
      {scans.arriving ? (
        <p class="box" role="status">
          {t.party.checking} <a href={scans.here}>{t.party.showAgain}</a>
        </p>
      ) : null}
      <UploadForm reader={reader} upload={scans.upload} />
    </>
  );
};

export type RecordFacts = {
  calls: readonly Call[];
  parties: readonly Party[];
  values: Readonly<Record<string, string>>;
  seats: readonly string[]; // "call:seat"
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
          options={call.seats.map((seat) => ({ value: `${call.id}:${seat.id}`, text: seat.names[lang] }))}
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

export function recordPage(reader: Reader, facts: RecordFacts): Page {
  const { ct, t, lang } = reader;
  const { calls, parties, values, scans, message } = facts;
  const compare = byName(lang);
  const partyOptions = parties
    .map((party) => ({ value: party.id, text: party.names[lang].name }))
    .sort((a, b) => compare(a.text, b.text));
  const byHand = channels.filter((channel) => channel !== "mail" && channel !== "upload");
  return {
    title: ct.record.title,
    ...(message ? { message, status: 422 as const } : {}),
    ...(scans ? { uploadTo: scans.upload.url } : {}),
    body: (
      <>
        <p class="lead">{ct.record.text}</p>
        {scans ? (
          <>
            <h2>{ct.record.scan}</h2>
            <ScanFiles reader={reader} scans={scans} />
          </>
        ) : null}
        <Form reader={reader} action={pathIn(reader, "/console/record")}>
          {scans ? <input type="hidden" name="draft" value={scans.draft.id} /> : null}
          <SelectField
            name="party"
            label={ct.record.party}
            options={partyOptions}
            value={values.party}
            empty={ct.record.choose}
            required={true}
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
          <TextField
            name="receivedAt"
            label={ct.record.receivedAt}
            type="datetime-local"
            value={values.receivedAt}
            required={true}
          />
          <TextField name="senderName" label={ct.record.senderName} value={values.senderName} />
          <AreaField name="text" label={ct.record.what} value={values.text} />
          <TextField name="noteNumber" label={ct.record.noteNumber} value={values.noteNumber} />
          <TextField
            name="documentDate"
            label={ct.record.documentDate}
            type="date"
            value={values.documentDate}
          />
          <Interest reader={reader} facts={facts} />
          <label class="choice field">
            <input type="checkbox" name="withdrawal" value="yes" checked={values.withdrawal === "yes"} />
            <span>{ct.record.withdrawal}</span>
          </label>
          <div class="row">
            <button type="submit" name="act" value="register">
              {ct.record.register}
            </button>
            {scans ? null : (
              <button type="submit" name="act" value="scan" class="plain">
                {ct.record.scanFirst}
              </button>
            )}
          </div>
          {scans ? null : <p class="soft">{ct.record.scanText}</p>}
        </Form>
      </>
    ),
  };
}

export function dropPage(reader: Reader, scans: Scans): Page {
  const { ct } = reader;
  return {
    title: ct.drop.title,
    uploadTo: scans.upload.url,
    body: (
      <>
        <p class="lead">{ct.drop.text}</p>
        <ul>
          {scans.draft.files.map(({ file }) => (
            <li>
              {file.name} <small class="num">({sizeText(reader.lang, file.size)})</small>
            </li>
          ))}
        </ul>
        {scans.arriving ? (
          <p class="box" role="status">
            {reader.t.party.checking} <a href={scans.here}>{reader.t.party.showAgain}</a>
          </p>
        ) : null}
        <UploadForm reader={reader} upload={scans.upload} />
        {scans.draft.files.length > 0 ? (
          <Act
            reader={reader}
            action={pathIn(reader, "/console/drop")}
            name={ct.drop.receive}
            tone="main"
            fields={{ draft: scans.draft.id }}
          />
        ) : null}
      </>
    ),
  };
}
