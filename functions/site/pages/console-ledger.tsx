/** The ledger: everything done, newest first, and the search in it. It holds ids, never personal data. */
import type { LedgerQuery } from "../../../shared/desk/ledger.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { LedgerEntry } from "../../../shared/domain/ledger.ts";
import type { Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { sayAct } from "../../../shared/text/console/acts/say.ts";
import { Button } from "../components/button.tsx";
import type { Option } from "../components/option.ts";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { TextField } from "../components/text-field.tsx";
import { Instant } from "../components/times.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";
import { byName } from "../when.ts";

export const EntryDetail = ({ entry }: { entry: LedgerEntry }) => (
  <small>
    {Object.entries(entry.detail)
      .map(([name, value]) => `${name}: ${value}`)
      .join("; ")}
  </small>
);

export type LedgerFacts = {
  entries: readonly LedgerEntry[];
  people: readonly Person[];
  parties: readonly Party[];
  calls: readonly Call[];
  query: LedgerQuery;
  next?: string | undefined;
  message?: Message;
};

export function ledgerPage(reader: Reader, facts: LedgerFacts): Page {
  const { ct } = reader;
  const { entries, query, next, message } = facts;
  const isSearch = Object.values(query).some(Boolean);
  return {
    title: ct.ledger.title,
    ...(message ? { message } : {}),
    body: (
      <>
        <Search reader={reader} facts={facts} />
        {entries.length === 0 ? <p>{isSearch ? ct.acts.none : ct.nothing}</p> : null}
        {entries.length > 0 ? <Entries reader={reader} facts={facts} /> : null}
        {next ? (
          <p>
            <a href={`${pathIn(reader, "/console/ledger")}?${addressOf(query, next)}`}>
              {isSearch ? ct.acts.goOn : ct.more}
            </a>
          </p>
        ) : null}
      </>
    ),
  };
}

function addressOf(query: LedgerQuery, cursor: string): string {
  const said = Object.entries(query).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return new URLSearchParams([...said, ["cursor", cursor]]).toString();
}

const Search = ({ reader, facts }: { reader: Reader; facts: LedgerFacts }) => {
  const { ct, lang } = reader;
  const { query, parties, calls, people } = facts;
  const words = ct.acts;
  const compare = byName(lang);
  const sorted = (options: Option[]) => options.sort((a, b) => compare(a.text, b.text));
  return (
    <form method="get" action={pathIn(reader, "/console/ledger")} aria-label={words.search}>
      <div class="two">
        <SelectField
          name="party"
          label={words.party}
          empty={words.all}
          value={query.party}
          options={sorted(parties.map(({ id, names }) => ({ value: id, text: names[lang].name })))}
        />
        <SelectField
          name="call"
          label={words.call}
          empty={words.all}
          value={query.call}
          options={calls.map(({ id, names }) => ({ value: id, text: names[lang] }))}
        />
        <SelectField
          name="actor"
          label={words.actor}
          empty={words.all}
          value={query.actor}
          options={[
            { value: "system", text: ct.ledger.system },
            { value: "contact", text: words.contacts },
            ...sorted(people.map(({ id, name }) => ({ value: id, text: name }))),
          ]}
        />
        <SelectField
          name="area"
          label={words.area}
          empty={words.all}
          value={query.area}
          options={sorted(Object.entries(words.areas).map(([value, text]) => ({ value, text })))}
        />
        <TextField name="from" type="date" label={words.from} value={query.from} />
        <TextField name="to" type="date" label={words.to} value={query.to} />
        <TextField name="text" label={words.text} value={query.text} />
      </div>
      <Button tone="plain">{words.find}</Button>
    </form>
  );
};

const Entries = ({ reader, facts }: { reader: Reader; facts: LedgerFacts }) => {
  const { ct, lang } = reader;
  const { entries, people, parties, calls } = facts;
  const nameOf = (actor: string) => {
    if (actor === "system") return ct.ledger.system;
    return people.find(({ id }) => id === actor)?.name ?? actor;
  };
  const partyName = (id: string) => parties.find((party) => party.id === id)?.names[lang].name ?? id;
  const callName = (id: string) => calls.find((call) => call.id === id)?.names[lang] ?? id;
  return (
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
          <td>{sayAct(ct.acts, entry.act)}</td>
          <td>
            {entry.party ? (
              <a href={pathIn(reader, `/console/parties/${entry.party}`)}>{partyName(entry.party)}</a>
            ) : null}{" "}
            {entry.call && entry.call !== "review" ? (
              <a href={pathIn(reader, `/console/calls/${entry.call}`)}>{callName(entry.call)}</a>
            ) : null}{" "}
            <small>{entry.subject ?? ""}</small>
          </td>
          <td>
            <EntryDetail entry={entry} />
          </td>
        </tr>
      ))}
    </Table>
  );
};
