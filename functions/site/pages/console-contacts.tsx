/** A contact of a party: its form, new or changed, and the page that says what taking it away changes. */
import type { Removal, SeenContact } from "../../../shared/desk/contacts.ts";
import {
  type ContactField,
  type Typed,
  typedOf,
  type WrongField,
} from "../../../shared/domain/contact-fields.ts";
import type { Scheme } from "../../../shared/domain/definition.ts";
import { languages } from "../../../shared/domain/language.ts";
import {
  type Contact,
  mailKinds,
  type Party,
  postKinds,
  Standing,
  unaddressed,
} from "../../../shared/domain/party.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Form } from "../components/form.tsx";
import type { Option } from "../components/option.ts";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";
import { instantText, languageText, listText } from "../when.ts";

/** The kinds in words, as the page of a party lists them. */
export const kindsText = ({ ct, lang }: Reader, kinds: readonly (typeof mailKinds)[number][]): string =>
  listText(
    lang,
    kinds.map((kind) => ct.kinds[kind]),
  );

/** Kinds of mail that nobody of a party reads, where there are any. */
export const Unaddressed = ({ reader, contacts }: { reader: Reader; contacts: readonly Contact[] }) => {
  const kinds = unaddressed(contacts);
  if (kinds.length === 0) return null;
  return (
    <Box tone="warn">
      <p>{reader.ct.desk.contacts.unaddressed(kindsText(reader, kinds))}</p>
    </Box>
  );
};

export type ContactForm = {
  party: Party;
  contact?: SeenContact; // undefined: a new one
  form?: string; // of a new one
  typed?: Typed; // as it was sent, where something is wrong with it
  another?: string;
  wrong?: readonly WrongField[];
  subregions: Scheme["subregions"];
  message?: Message | undefined;
};

const free = ["name", "title", "salutation", "phone"] as const;

export function contactPage(reader: Reader, facts: ContactForm): Page {
  const { ct, lang } = reader;
  const { party, contact, form, wrong = [], subregions, message } = facts;
  const words = ct.desk.contacts;
  const typed: Typed = facts.typed ?? (contact ? typedOf(contact) : fresh(party));
  const here = pathIn(reader, `/console/parties/${party.id}`);
  const errors = wrong.map((one) => ({
    id: one.field,
    text: `${words.fields[one.field]}: ${words.problems[one.problem]}`,
  }));
  const field = (name: ContactField, hint?: string) => {
    const found = wrong.find((one) => one.field === name);
    return {
      name,
      label: words.fields[name],
      hint,
      value: typed[name] ?? "",
      error: found && words.problems[found.problem],
    };
  };
  const kinds: Option[] = mailKinds.map((kind) => ({ value: kind, text: ct.kinds[kind] }));
  return {
    title: contact ? words.editOf(contact.email) : words.addTitle(party.names[lang].name),
    ...(wrong.length > 0 || message?.tone === "bad" ? { status: 422 as const } : {}),
    ...(message ? { message } : {}),
    about: { party: party.id, call: undefined },
    body: (
      <>
        <ErrorSummary title={words.problemsTitle} errors={errors} />
        <Form reader={reader} action={contact ? `${here}/contacts/${contact.id}` : `${here}/contacts`}>
          {contact ? (
            <input type="hidden" name="stamp" value={contact.stamp ?? ""} />
          ) : (
            <input type="hidden" name="form" value={form ?? ""} />
          )}
          <TextField {...field("email")} type="email" required={true} />
          <SelectField
            {...field("post")}
            options={postKinds.map((post) => ({ value: post, text: ct.parties.posts[post] }))}
          />
          <SelectField
            {...field("standing")}
            options={Standing.options.map((one) => ({ value: one, text: ct.parties.standings[one] }))}
          />
          <SelectField
            {...field("language")}
            options={languages.map((one) => ({ value: one, text: languageText(lang, one) }))}
          />
          {free.map((name) => (
            <TextField {...field(name, name in words.hints ? hints(reader)[name] : undefined)} />
          ))}
          <SelectField
            {...field("gender", words.hints.gender)}
            empty={words.noGender}
            options={(["f", "m"] as const).map((one) => ({ value: one, text: words.genders[one] }))}
          />
          <SelectField
            {...field("conveysFor", words.hints.conveysFor)}
            empty={words.noGroup}
            options={subregions.map(({ id, names }) => ({ value: id, text: names[lang] }))}
          />
          <label class="choice">
            <input
              class="ds-input"
              type="checkbox"
              name="copied"
              value="yes"
              checked={typed.copied === "yes"}
            />
            <span>{words.copiedText}</span>
          </label>
          <Choices
            legend={words.copiedOnText}
            name="copiedOn"
            options={kinds}
            chosen={(typed.copiedOn ?? "").split(",")}
          />
          <Choices
            legend={words.sparedOfText}
            name="sparedOf"
            options={kinds}
            chosen={(typed.sparedOf ?? "").split(",")}
          />
          {contact ? (
            <Choices
              legend={words.who}
              name="another"
              type="radio"
              options={[
                { value: "no", text: words.same },
                { value: "yes", text: words.another },
              ]}
              chosen={[facts.another ?? "no"]}
            />
          ) : null}
          <div class="row">
            <Button>{ct.save}</Button>
            {contact ? <a href={`${here}/contacts/${contact.id}/remove`}>{words.remove}</a> : null}
            <a href={here}>{reader.t.common.back}</a>
          </div>
        </Form>
      </>
    ),
  };
}

const hints = ({ ct }: Reader): Partial<Record<ContactField, string>> => ct.desk.contacts.hints;

const fresh = (party: Party): Typed => ({
  post: "capital",
  standing: "official",
  language: party.language,
  copied: "no",
});

/** What taking a contact away changes; the button does it. */
export function removeContactPage(
  reader: Reader,
  { party, removal }: { party: Party; removal: Removal },
): Page {
  const { ct, definition, lang } = reader;
  const { contact, cancelled, planned, unaddressed: lost } = removal;
  const words = ct.desk.contacts;
  const here = pathIn(reader, `/console/parties/${party.id}`);
  const rows = (notices: typeof cancelled, caption: string) =>
    notices.length === 0 ? null : (
      <>
        <p>{caption}</p>
        <Table caption={caption} head={[ct.outbox.kind, ct.outbox.when]}>
          {notices.map(({ kind, dueAt, preparedAt }) => (
            <tr>
              <th scope="row">{ct.kinds[kind]}</th>
              <td class="num">
                {(dueAt ?? preparedAt)
                  ? instantText(lang, definition.review.zone, dueAt ?? preparedAt ?? "")
                  : ct.outbox.onDecision}
              </td>
            </tr>
          ))}
        </Table>
      </>
    );
  return {
    title: words.removeTitle(contact.email),
    about: { party: party.id, call: undefined },
    body: (
      <>
        <p class="lead">{party.names[lang].name}</p>
        <p>{words.removeLinks}</p>
        {lost.length > 0 ? (
          <Box tone="bad">
            <p>{words.removeUnaddressed(kindsText(reader, lost))}</p>
          </Box>
        ) : null}
        {cancelled.length + planned.length === 0 ? <p>{words.removeNothing}</p> : null}
        {rows(cancelled, words.removeWaiting)}
        {rows(planned, words.removePlanned)}
        <div class="row">
          <Act
            reader={reader}
            action={`${here}/contacts/${contact.id}/remove`}
            name={words.removeAct}
            tone="danger"
            fields={{ stamp: contact.stamp ?? "" }}
          />
          <a href={here}>{words.keep}</a>
        </div>
      </>
    ),
  };
}
