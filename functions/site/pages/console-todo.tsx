/** What waits for a telephone call or a letter: contacts whose mail comes back, and what was only said so far. */
import type { Unreachable } from "../../../shared/desk/parties.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { Contact, Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Act } from "../components/act.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { Instant } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { Formalise } from "./console-version.tsx";

const Whom = ({ reader, contact }: { reader: Reader; contact: Contact }) => {
  const { ct } = reader;
  return (
    <>
      {[contact.title, contact.name].filter(Boolean).join(" ")} {contact.email}{" "}
      <small>
        ({ct.parties.posts[contact.post]}, {ct.parties.standings[contact.standing]})
      </small>
    </>
  );
};

export function unreachablePage(reader: Reader, found: readonly Unreachable[]): Page {
  const { ct, lang, person } = reader;
  const { todo } = ct.sorting;
  return {
    title: todo.unreachable,
    body: (
      <>
        <p class="lead">{todo.unreachableText}</p>
        {found.length === 0 ? (
          <p>{ct.nothing}</p>
        ) : (
          <Table caption={todo.unreachable} head={[ct.parties.name, todo.address, todo.next, todo.phone, ""]}>
            {found.map(({ party, contact, next }) => (
              <tr>
                <th scope="row">
                  <a href={pathIn(reader, `/console/parties/${party.id}`)}>{party.names[lang].name}</a>
                </th>
                <td>
                  <Whom reader={reader} contact={contact} />
                  {contact.bounced ? <Instant reader={reader} at={contact.bounced.at} /> : null}
                </td>
                <td>
                  {next ? <Whom reader={reader} contact={next} /> : <Tag tone="bad">{todo.nobody}</Tag>}
                </td>
                <td>{contact.phone ?? next?.phone ?? todo.noPhone}</td>
                <td>
                  {person?.roles.includes("coordinator") ? (
                    <Act
                      reader={reader}
                      action={pathIn(reader, "/console/unreachable")}
                      name={todo.again}
                      label={`${todo.again}: ${contact.email}`}
                      fields={{ contact: contact.id }}
                    />
                  ) : null}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </>
    ),
  };
}

export type InformalFacts = {
  entries: readonly Submission[];
  calls: readonly Call[];
  parties: readonly Party[];
  people: readonly Person[];
};

export function informalPage(reader: Reader, { entries, calls, parties, people }: InformalFacts): Page {
  const { ct, t, lang } = reader;
  const { todo } = ct.sorting;
  return {
    title: todo.informal,
    body: (
      <>
        <p class="lead">{todo.informalText}</p>
        {entries.length === 0 ? (
          <p>{ct.nothing}</p>
        ) : (
          <Table
            caption={todo.informal}
            head={[ct.parties.name, ct.call.name, t.party.received, todo.taken, ""]}
          >
            {entries.map((entry) => (
              <tr>
                <th scope="row">
                  <a href={pathIn(reader, `/console/parties/${entry.party}/${entry.call}/${entry.version}`)}>
                    {parties.find(({ id }) => id === entry.party)?.names[lang].name ?? entry.party}
                  </a>
                </th>
                <td>{calls.find(({ id }) => id === entry.call)?.names[lang] ?? entry.call}</td>
                <td>
                  {t.party.channels[entry.channel]}, <Instant reader={reader} at={entry.receivedAt} />
                </td>
                <td>{people.find(({ id }) => id === entry.takenBy)?.name ?? ""}</td>
                <td>
                  <Formalise reader={reader} submission={entry} />
                </td>
              </tr>
            ))}
          </Table>
        )}
      </>
    ),
  };
}
