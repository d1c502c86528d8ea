/** Contacts brought in from a list: the form, and what the list would change before anything is saved. */
import type { RosterPreview } from "../../../shared/desk/roster.ts";
import { fieldChanges, typedOf } from "../../../shared/domain/contact-fields.ts";
import type { RosterColumn } from "../../../shared/domain/roster.ts";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Table } from "../components/table.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";

export function rosterPage(reader: Reader, { message }: { message?: Message } = {}): Page {
  const words = reader.ct.desk.roster;
  return {
    title: words.title,
    ...(message ? { message, ...(message.tone === "bad" ? { status: 422 as const } : {}) } : {}),
    body: (
      <>
        <p>{words.text}</p>
        <p>{words.columnsText}</p>
        <Upload reader={reader} />
        <h2>{reader.ct.desk.exports.form}</h2>
        <Form reader={reader} action={pathIn(reader, "/console/export")}>
          <input type="hidden" name="form" value="template" />
          <Button tone="plain">{words.template}</Button>
        </Form>
        <Form reader={reader} action={pathIn(reader, "/console/export")}>
          <input type="hidden" name="form" value="contacts-xlsx" />
          <Button tone="plain">{words.current}</Button>
        </Form>
      </>
    ),
  };
}

/** A plain form: a list is small enough to pass through the site. */
const Upload = ({ reader }: { reader: Reader }) => {
  const words = reader.ct.desk.roster;
  return (
    <form method="post" action={pathIn(reader, "/console/parties/import")} enctype="multipart/form-data">
      <input type="hidden" name="token" value={reader.formToken} />
      <div class="ds-field">
        <label for="file" class="ds-label">
          {words.file}
        </label>
        <input class="ds-input" type="file" id="file" name="file" accept=".xlsx,.csv,.txt" required />
      </div>
      <Button>{words.upload}</Button>
    </form>
  );
};

export function rosterPreviewPage(
  reader: Reader,
  { preview, message }: { preview: RosterPreview; message?: Message },
): Page {
  const { ct, lang } = reader;
  const { plan, parties, rows, seen } = preview;
  const words = ct.desk.roster;
  const { added, changed, removed, unchanged, errors } = plan;
  const count = added.length + changed.length + removed.length;
  const nameOf = (id: string) => parties.find((party) => party.id === id)?.names[lang].name ?? id;
  return {
    title: words.previewTitle,
    ...(message ? { message } : {}),
    body: (
      <>
        <p class="lead">{words.summary(added.length, changed.length, removed.length, unchanged)}</p>
        {count === 0 ? <p>{words.nothing}</p> : null}
        <Errors reader={reader} errors={errors} />
        {changed.length > 0 ? (
          <>
            <h2>{words.changed}</h2>
            <Table
              caption={words.changed}
              head={[words.row, words.party, words.contact, words.field, words.before, words.after]}
            >
              {changed.flatMap(({ row, contact, changes, anotherPerson }) => [
                ...changes.map(({ field, before, after }) => (
                  <tr>
                    <td class="num">{row}</td>
                    <td>{nameOf(contact.party)}</td>
                    <th scope="row">{contact.email}</th>
                    <td>{words.columns[field]}</td>
                    <Value reader={reader} column={field} value={before} />
                    <Value reader={reader} column={field} value={after} />
                  </tr>
                )),
                ...(anotherPerson
                  ? [
                      <tr>
                        <td class="num">{row}</td>
                        <td>{nameOf(contact.party)}</td>
                        <th scope="row">{contact.email}</th>
                        <td>{words.columns.otherPerson}</td>
                        <td />
                        <td>{words.linksEnd}</td>
                      </tr>,
                    ]
                  : []),
              ])}
            </Table>
          </>
        ) : null}
        {added.length > 0 ? (
          <>
            <h2>{words.added}</h2>
            <Table
              caption={words.added}
              head={[
                words.row,
                words.party,
                words.contact,
                ct.parties.post,
                ct.parties.standing,
                words.field,
              ]}
            >
              {added.map(({ row, party, fields }) => (
                <tr>
                  <td class="num">{row}</td>
                  <td>{nameOf(party)}</td>
                  <th scope="row">{fields.email}</th>
                  <td>{ct.parties.posts[fields.post]}</td>
                  <td>{ct.parties.standings[fields.standing]}</td>
                  <td>
                    <Others reader={reader} fields={fields} />
                  </td>
                </tr>
              ))}
            </Table>
          </>
        ) : null}
        {removed.length > 0 ? (
          <>
            <h2>{words.removed}</h2>
            <Table caption={words.removed} head={[words.row, words.party, words.contact]}>
              {removed.map(({ row, contact }) => (
                <tr>
                  <td class="num">{row}</td>
                  <td>{nameOf(contact.party)}</td>
                  <th scope="row">{contact.email}</th>
                </tr>
              ))}
            </Table>
          </>
        ) : null}
        {count > 0 ? (
          <Form reader={reader} action={pathIn(reader, "/console/parties/import/apply")}>
            <input type="hidden" name="rows" value={JSON.stringify(rows)} />
            <input type="hidden" name="seen" value={seen} />
            <Button>{words.apply(count)}</Button>
          </Form>
        ) : null}
        <p>
          <a href={pathIn(reader, "/console/parties/import")}>{words.again}</a>
        </p>
      </>
    ),
  };
}

const Errors = ({ reader, errors }: { reader: Reader; errors: RosterPreview["plan"]["errors"] }) => {
  const words = reader.ct.desk.roster;
  if (errors.length === 0) return null;
  return (
    <>
      <h2>{words.errors}</h2>
      <p>{words.errorsText}</p>
      <Table caption={words.errors} head={[words.row, words.column, words.value, words.remedy]}>
        {errors.map(({ row, column, value, problem }) => (
          <tr>
            <th scope="row" class="num">
              {row}
            </th>
            <td>{words.columns[column]}</td>
            <td>{value === "" ? <span class="soft">{words.empty}</span> : value.slice(0, 200)}</td>
            <td>{words.problems[problem]}</td>
          </tr>
        ))}
      </Table>
    </>
  );
};

/** A field as the page of a party says it. */
const Value = ({ reader, column, value }: { reader: Reader; column: RosterColumn; value: string }) => (
  <td>
    {value === "" ? <span class="soft">{reader.ct.desk.roster.empty}</span> : said(reader, column, value)}
  </td>
);

function said({ ct }: Reader, column: RosterColumn, value: string): string {
  const { yes, no } = ct.desk.roster;
  const words: Partial<Record<RosterColumn, Readonly<Record<string, string>>>> = {
    post: ct.parties.posts,
    standing: ct.parties.standings,
    gender: ct.desk.contacts.genders,
    copied: { yes, no },
    copiedOn: ct.kinds,
    sparedOf: ct.kinds,
  };
  return value
    .split(column === "copiedOn" || column === "sparedOf" ? "," : "\n")
    .map((one) => words[column]?.[one] ?? one)
    .join(", ");
}

const shown = ["name", "title", "language", "phone", "copied", "copiedOn", "sparedOf"] as const;

/** What else a new contact brings. */
const Others = ({ reader, fields }: { reader: Reader; fields: Parameters<typeof typedOf>[0] }) => {
  const typed = typedOf(fields);
  const words = reader.ct.desk.roster.columns;
  const bare = { ...fields, copied: false };
  const without = fieldChanges(bare, fields).length === 0; // copied is said only where it is so
  return (
    <small>
      {shown
        .filter((field) => typed[field] !== "" && !(field === "copied" && without))
        .map((field) => `${words[field]}: ${said(reader, field, typed[field])}`)
        .join("; ")}
    </small>
  );
};
