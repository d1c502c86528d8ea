/** Handing in mails and scans as files: what is attached so far, and one line on what became of each. */
import type { DroppedFile } from "../../../shared/desk/dropped.ts";
import type { Message } from "../../../shared/domain/message.ts";
import { scriptPath } from "../browser.ts";
import { Act } from "../components/act.tsx";
import { LinkButton } from "../components/button.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { ScanFiles, type Scans } from "./console-record.tsx";
import { becauseText, endText } from "./console-triage.tsx";

export type DropFacts = {
  scans?: Scans; // while files are attached
  became: readonly DroppedFile[];
  messages: readonly Message[];
};

const Line = ({ reader, file, facts }: { reader: Reader; file: DroppedFile; facts: DropFacts }) => {
  const { ct, t } = reader;
  if ("refused" in file) return <span class="soft">{t.party.refusedFile[file.refused]}</span>;
  if ("entry" in file) {
    return (
      <>
        {ct.sorting.drop.scan}{" "}
        <a href={pathIn(reader, `/console/record?draft=${file.entry}`)}>
          {ct.sorting.drop.recordIt(file.name)}
        </a>
      </>
    );
  }
  const message = facts.messages.find(({ id }) => id === file.message);
  return (
    <>
      {message ? `${endText(reader, message)}. ${becauseText(reader, message) ?? ""} ` : ""}
      <a href={pathIn(reader, `/console/triage/${file.message}`)}>{ct.drop.open}</a>
    </>
  );
};

export function dropPage(reader: Reader, facts: DropFacts): Page {
  const { ct } = reader;
  const { scans, became } = facts;
  const here = pathIn(reader, "/console/drop");
  return {
    title: ct.sorting.drop.title,
    ...(scans ? { uploadTo: scans.upload.url, scripts: [scriptPath] } : {}),
    body: (
      <>
        <p class="lead">{ct.sorting.drop.text}</p>
        {scans ? (
          <ScanFiles reader={reader} scans={scans}>
            {scans.draft.files.length > 0 ? (
              <Act
                reader={reader}
                action={here}
                name={ct.sorting.drop.receive}
                tone="main"
                fields={{ draft: scans.draft.id }}
              />
            ) : null}
          </ScanFiles>
        ) : (
          <>
            <h2>{ct.sorting.drop.became}</h2>
            <ul class="became">
              {became.map((file) => (
                <li>
                  <strong>{file.name}</strong>: <Line reader={reader} file={file} facts={facts} />
                </li>
              ))}
            </ul>
            <p>
              <LinkButton href={here}>{ct.sorting.drop.title}</LinkButton>
            </p>
          </>
        )}
      </>
    ),
  };
}
