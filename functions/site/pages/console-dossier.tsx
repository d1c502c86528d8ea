/** The internal record of a selection, for who approves and audits: what led to the decision, on one page. */

import type { Dossier } from "../../../shared/desk/dossier.ts";
import type { Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { Act } from "../components/act.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Table } from "../components/table.tsx";
import { Instant } from "../components/times.tsx";
import { deskSeatName, type Page, pathIn, type Reader } from "../reader.ts";
import { SlateTable } from "./console-approvals.tsx";
import { nameIn } from "./console-interests.tsx";
import { EntryDetail } from "./console-ledger.tsx";
import { DateReasons } from "./date-reasons.tsx";
import { DaysLeft, Steps } from "./selection-pictures.tsx";

export function dossierPage(
  reader: Reader,
  { dossier, parties, people }: { dossier: Dossier; parties: readonly Party[]; people: readonly Person[] },
): Page {
  const { ct, lang } = reader;
  const words = ct.composition;
  const { call, selection, soundings, ledger, slate } = dossier;
  const here = pathIn(reader, `/console/dossier/${call.id}`);
  const person = (id: string) => people.find((one) => one.id === id)?.name ?? id;
  const party = (id: string) => nameIn(reader, parties, id);
  return {
    title: `${words.record}: ${call.names[lang]}`,
    body: (
      <>
        <p class="soft">{words.recordText}</p>
        <div class="row">
          <Act reader={reader} action={`${here}/record.json`} name={words.recordFile} />
          {slate ? <a href={`${here}/slate.json`}>{words.slateFile}</a> : null}
        </div>
        <DaysLeft reader={reader} call={call} selection={selection} />
        <Steps reader={reader} call={call} selection={selection} />
        <SlateTable reader={reader} facts={{ call, selection, parties }} />
        {slate ? (
          <Facts>
            <Fact name={words.composedFrom}>
              {slate.rules} <code>{slate.hash}</code>
            </Fact>
          </Facts>
        ) : null}
        <DateReasons reader={reader} call={call} selection={selection} people={people} />
        <Notes title={words.ineligible}>
          {selection.ineligible.map(({ candidate, rule, words: reason, by, at }) => (
            <li>
              {candidate}: {rule}. {reason} ({person(by)}, <Instant reader={reader} at={at} />)
            </li>
          ))}
        </Notes>
        <Notes title={words.declinedList}>
          {selection.declined.map(({ candidate, seat, at }) => (
            <li>
              {candidate}: {deskSeatName(call, seat, lang)}, <Instant reader={reader} at={at} />
            </li>
          ))}
        </Notes>
        <Notes title={ct.selection.soundings}>
          {soundings.map((sounding) => (
            <li>
              <Instant reader={reader} at={sounding.at} />, {party(sounding.party)}, {person(sounding.by)}
              <pre>{sounding.note}</pre>
            </li>
          ))}
        </Notes>
        <h2>{words.history}</h2>
        <Table caption={words.history} head={[ct.ledger.at, ct.ledger.who, ct.ledger.act, ct.ledger.detail]}>
          {ledger.map((entry) => (
            <tr>
              <td>
                <Instant reader={reader} at={entry.at} />
              </td>
              <td>{entry.actor === "system" ? ct.ledger.system : person(entry.actor)}</td>
              <td>
                <code>{entry.act}</code>
              </td>
              <td>
                <EntryDetail entry={entry} />
              </td>
            </tr>
          ))}
        </Table>
      </>
    ),
  };
}

const Notes = ({ title, children }: { title: string; children: unknown[] }) =>
  children.length === 0 ? null : (
    <>
      <h2>{title}</h2>
      <ul>{children}</ul>
    </>
  );
