/** Whom the secretariat writes to for a party: its contacts, another one to be named, the language of one's own mails. */
import { type Language, languages } from "../../../shared/domain/language.ts";
import { type Contact, postKinds } from "../../../shared/domain/party.ts";
import type { Proposal } from "../../../shared/domain/proposal.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Form } from "../components/form.tsx";
import type { Option } from "../components/option.ts";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Page, partyPath, type Reader } from "../reader.ts";
import { dayText, languageText, localOf } from "../when.ts";

/** What was typed into the form, and what is wrong with it by field. */
export type NamedContact = { typed: Record<string, string>; errors: { id: string; text: string }[] };

export type OwnContacts = {
  contact: Contact; // whose page it is
  contacts: readonly Contact[];
  proposals: readonly Proposal[];
  named?: NamedContact;
};

const languageOptions = (lang: Language): Option[] =>
  languages.map((one) => ({ value: one, text: languageText(lang, one) }));

/** What a contact receives, in words. */
const roleOf = ({ t }: Reader, { standing, copied }: Contact): string =>
  t.own.contacts.roles[copied ? "copied" : standing];

const NameForm = ({ reader, facts }: { reader: Reader; facts: OwnContacts }) => {
  const { t, lang } = reader;
  const words = t.own.contacts;
  const { typed, errors } = facts.named ?? { typed: {}, errors: [] };
  const error = (id: string) => errors.find((one) => one.id === id)?.text;
  return (
    <>
      <h2>{words.name}</h2>
      <p>{words.nameText}</p>
      <Form reader={reader} action={partyPath(reader, "/contacts")}>
        <TextField
          name="email"
          type="email"
          label={words.email}
          value={typed.email}
          required={true}
          error={error("email")}
        />
        <div class="two">
          <TextField name="name" label={words.person} value={typed.name} />
          <TextField name="title" label={words.personTitle} value={typed.title} />
          <SelectField
            name="post"
            label={words.post}
            value={typed.post ?? facts.contact.post}
            options={postKinds.map((post) => ({ value: post, text: words.posts[post] }))}
          />
          <SelectField
            name="language"
            label={words.language}
            value={typed.language ?? facts.contact.language}
            options={languageOptions(lang)}
          />
        </div>
        <p>
          <Button>{words.send}</Button>
        </p>
      </Form>
    </>
  );
};

export function partyContactsPage(reader: Reader, facts: OwnContacts): Page {
  const { t, lang, definition } = reader;
  const words = t.own.contacts;
  const { contact, contacts, proposals, named } = facts;
  const day = (at: string) => dayText(lang, localOf(definition.review.zone, at).slice(0, 10));
  return {
    title: words.title,
    ...(named ? { status: 422 as const } : {}),
    body: (
      <>
        <ErrorSummary title={words.wrong} errors={named?.errors ?? []} />
        <p class="lead">{reader.partyName}</p>
        <p>{words.intro}</p>
        <Table caption={words.title} head={[words.post, words.who, words.language, words.role]}>
          {contacts.map((one) => (
            <tr>
              <th scope="row">{words.posts[one.post]}</th>
              <td>
                {[one.title, one.name].filter(Boolean).join(" ")} {one.email}
              </td>
              <td>{languageText(lang, one.language)}</td>
              <td>{roleOf(reader, one)}</td>
            </tr>
          ))}
        </Table>
        {proposals.map(({ email, until }) => (
          <Box>
            <p>{words.waiting(email, day(until))}</p>
          </Box>
        ))}
        <h2>{words.ownLanguage}</h2>
        <Form reader={reader} action={partyPath(reader, "/contacts/language")}>
          <SelectField
            name="language"
            id="own-language"
            label={words.ownLanguageText(contact.email)}
            value={contact.language}
            options={languageOptions(lang)}
          />
          <Button tone="plain">{words.change}</Button>
        </Form>
        <NameForm reader={reader} facts={facts} />
        <p>
          <a href={partyPath(reader)}>{t.common.back}</a>
        </p>
      </>
    ),
  };
}

/** The page behind the mail: one button confirms the contact that was named. */
export function confirmContactPage(reader: Reader, proposal: Proposal | null): Page {
  const { t } = reader;
  const words = t.own.contacts;
  if (!proposal) return { title: words.confirmTitle, body: <p>{words.over}</p> };
  const { id, email, name, title, post } = proposal;
  return {
    title: words.confirmTitle,
    body: (
      <>
        <p>{words.confirmText}</p>
        <Facts>
          <Fact name={words.email}>{email}</Fact>
          {name ? <Fact name={words.person}>{[title, name].filter(Boolean).join(" ")}</Fact> : null}
          <Fact name={words.post}>{words.posts[post]}</Fact>
        </Facts>
        <Act reader={reader} action={partyPath(reader, `/contacts/${id}`)} name={words.confirm} tone="main" />
      </>
    ),
  };
}
