/** The ledger: everything done, newest first. It holds ids, never personal data. */
import type { LedgerEntry } from "../../../shared/domain/ledger.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { Instant, Table } from "../parts.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";

export const EntryDetail = ({ entry }: { entry: LedgerEntry }) => (
  <small>
    {Object.entries(entry.detail)
      .map(([name, value]) => `${name}: ${value}`)
      .join("; ")}
  </small>
);

export function ledgerPage(
  reader: Reader,
  {
    entries,
    people,
    next,
  }: { entries: readonly LedgerEntry[]; people: readonly Person[]; next?: string | undefined },
): Page {
  const { ct } = reader;
  const nameOf = (actor: string) =>
    actor === "system" ? ct.ledger.system : (people.find(({ id }) => id === actor)?.name ?? actor);
  return {
    title: ct.ledger.title,
    body: (
      <>
        <Table
          caption={ct.ledger.title}
          head={[ct.ledger.at, ct.ledger.who, ct.ledger.act, ct.ledger.about, ct.ledger.detail]}
        >
          {entries.map((entry) => (
            <tr>
              <td>
                <Instant reader={reader} at={entry.at} />
              </td>
              <td>{nameOf(entry.actor)}</td>
              <td>
                <code>{entry.act}</code>
              </td>
              <td>
                {entry.party ? (
                  <a href={pathIn(reader, `/console/parties/${entry.party}`)}>{entry.party}</a>
                ) : null}{" "}
                {entry.call ? (
                  <a href={pathIn(reader, `/console/calls/${entry.call}`)}>{entry.call}</a>
                ) : null}{" "}
                <small>{entry.subject ?? ""}</small>
              </td>
              <td>
                <EntryDetail entry={entry} />
              </td>
            </tr>
          ))}
        </Table>
        {next ? (
          <p>
            <a href={pathIn(reader, `/console/ledger?cursor=${encodeURIComponent(next)}`)}>{ct.more}</a>
          </p>
        ) : null}
      </>
    ),
  };
}
