/** The roll, and one page per party: everything sent and received, and what can be done for it. */
import type { Call, PartyStanding } from "../../../shared/domain/call.ts";
import { plainName } from "../../../shared/domain/find-party.ts";
import type { Message } from "../../../shared/domain/message.ts";
import type { Notice } from "../../../shared/domain/notice.ts";
import type { Contact, Party } from "../../../shared/domain/party.ts";
import type { Proposal } from "../../../shared/domain/proposal.ts";
import type { Person } from "../../../shared/domain/review.ts";
import type { Selection } from "../../../shared/domain/selection.ts";
import { isToFormalise } from "../../../shared/domain/sorting.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { TextField } from "../components/text-field.tsx";
import { Instant } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { byName, dayText, languageText, localOf } from "../when.ts";
import { kindsText, Unaddressed } from "./console-contacts.tsx";
import { NoticeRows } from "./console-outbox.tsx";
import { Glance, Promised } from "./console-party-glance.tsx";
import { MessageRows } from "./console-triage.tsx";
import { Formalise } from "./console-version.tsx";
import { VersionTag } from "./party-home.tsx";

/** The parties whose name or code has these words, by name. */
export function foundAmong({ lang }: Reader, parties: readonly Party[], search: string): Party[] {
  const compare = byName(lang);
  const wanted = plainName(search.trim());
  return parties
    .filter(({ names, code, id }) =>
      [names[lang].name, code, id].some((text) => plainName(text).includes(wanted)),
    )
    .sort((a, b) => compare(a.names[lang].name, b.names[lang].name));
}

/** One field to find a party; a single one found opens at once. */
export const FindParty = ({
  reader,
  label,
  search = "",
}: {
  reader: Reader;
  label: string;
  search?: string;
}) => (
  <form class="search" method="get" action={pathIn(reader, "/console/parties")}>
    <TextField name="search" label={label} type="search" value={search} />
    <Button tone="plain">{reader.ct.parties.find}</Button>
  </form>
);

export function partiesPage(
  reader: Reader,
  { found, search }: { found: readonly Party[]; search: string },
): Page {
  const { ct, lang } = reader;
  return {
    title: ct.parties.title,
    body: (
      <>
        <FindParty reader={reader} label={ct.parties.search} search={search} />
        {reader.person?.roles.includes("coordinator") ? (
          <p>
            <a href={pathIn(reader, "/console/parties/import")}>{ct.desk.roster.link}</a>
          </p>
        ) : null}
        {found.length === 0 ? (
          <p>{ct.parties.none}</p>
        ) : (
          <Table
            caption={ct.parties.title}
            head={[ct.parties.name, ct.parties.code, ct.parties.kind, ct.parties.language]}
          >
            {found.map((party) => (
              <tr>
                <th scope="row">
                  <a href={pathIn(reader, `/console/parties/${party.id}`)}>{party.names[lang].name}</a>
                </th>
                <td>{party.code}</td>
                <td>{ct.parties.kinds[party.kind]}</td>
                <td>
                  <span class="soft">{languageText(lang, party.language)}</span>{" "}
                  {party.paused ? <Tag tone="warn">{ct.call.pausedParty}</Tag> : null}
                </td>
              </tr>
            ))}
          </Table>
        )}
      </>
    ),
  };
}

export type PartyFacts = {
  proposals?: readonly Proposal[]; // contacts that it named and nobody has confirmed
  party: Party;
  contacts: readonly Contact[];
  calls: readonly Call[];
  standings: readonly PartyStanding[];
  submissions: readonly Submission[];
  messages: readonly Message[];
  notices: readonly Notice[];
  people: readonly Person[];
  planned: readonly Notice[]; // mails that the dates will cause
  selections: readonly { call: Call; selection: Selection }[]; // that the reader may see
};

/** What is known of a contact's mailbox: who is away until when, who complained, who speaks for a group. */
const Mailbox = ({ reader, contact }: { reader: Reader; contact: Contact }) => {
  const { mailbox } = reader.ct.triage;
  const { absent, complained, conveysFor } = contact;
  const today = localOf(reader.definition.review.zone, reader.now).slice(0, 10);
  const isAway = absent !== undefined && (absent.returns ?? today) >= today;
  const people = absent?.instead.map(({ name, email }) => (name ? `${name} <${email}>` : email)) ?? [];
  const said = [
    ...(isAway ? [absent.returns ? mailbox.absent(dayText(reader.lang, absent.returns)) : mailbox.away] : []),
    ...(isAway && people.length > 0 ? [mailbox.instead(people.join(", "))] : []),
    ...(complained ? [mailbox.complained] : []),
    ...(conveysFor ? [mailbox.conveysFor] : []),
  ];
  return said.length > 0 ? (
    <>
      <br />
      <small>{said.join("; ")}</small>
    </>
  ) : null;
};

/** What mail reaches a contact, where it is not all of it in To. */
const copiesText = (reader: Reader, { copied, copiedOn = [], sparedOf = [] }: Contact): string => {
  const words = reader.ct.desk.contacts;
  return [
    ...(copied ? [reader.ct.parties.copied] : []),
    ...(copiedOn.length > 0 && !copied ? [words.copiedOnShort(kindsText(reader, copiedOn))] : []),
    ...(sparedOf.length > 0 ? [words.sparedOfShort(kindsText(reader, sparedOf))] : []),
  ].join("; ");
};

const Contacts = ({ reader, facts }: { reader: Reader; facts: PartyFacts }) => {
  const { ct, person } = reader;
  const words = ct.desk.contacts;
  const here = pathIn(reader, `/console/parties/${facts.party.id}`);
  const coordinates = person?.roles.includes("coordinator") ?? false;
  return (
    <>
      <h2>{ct.parties.contacts}</h2>
      <Unaddressed reader={reader} contacts={facts.contacts} />
      <Table
        caption={ct.parties.contacts}
        head={[ct.parties.post, ct.parties.contact, ct.parties.address, ct.parties.standing, ""]}
      >
        {facts.contacts.map((contact) => (
          <tr>
            <th scope="row">{ct.parties.posts[contact.post]}</th>
            <td>
              {[contact.title, contact.name].filter(Boolean).join(" ")}{" "}
              <small>
                ({languageText(reader.lang, contact.language)}){contact.phone ? ` ${contact.phone}` : ""}
              </small>
            </td>
            <td>
              {contact.email} {contact.unreachable ? <Tag tone="bad">{ct.parties.unreachable}</Tag> : null}
              <Mailbox reader={reader} contact={contact} />
            </td>
            <td>
              {ct.parties.standings[contact.standing]} <small>{copiesText(reader, contact)}</small>
            </td>
            <td>
              {coordinates ? (
                <p>
                  <a href={`${here}/contacts/${contact.id}`} aria-label={words.editOf(contact.email)}>
                    {words.edit}
                  </a>{" "}
                  <a
                    href={`${here}/contacts/${contact.id}/remove`}
                    aria-label={words.removeOf(contact.email)}
                  >
                    {words.remove}
                  </a>
                </p>
              ) : null}
              <Act
                reader={reader}
                action={pathIn(reader, `/console/parties/${facts.party.id}/renew`)}
                name={ct.parties.renew}
                label={ct.parties.renewFor(contact.email)}
                fields={{ contact: contact.id }}
              />
            </td>
          </tr>
        ))}
      </Table>
      {coordinates ? (
        <p>
          <LinkButton tone="plain" href={`${here}/contacts/new`}>
            {words.add}
          </LinkButton>
        </p>
      ) : null}
    </>
  );
};

/** What can be done with one version: confirm it for the party, publish it, take it off the site. */
const VersionActs = ({
  reader,
  call,
  submission,
  effective,
}: {
  reader: Reader;
  call: Call;
  submission: Submission;
  effective: number | undefined;
}) => {
  const { ct } = reader;
  const here = pathIn(reader, `/console/parties/${submission.party}`);
  const fields = { call: call.id, version: submission.version };
  const label = (name: string) => `${name}: ${submission.reference}`;
  if (submission.state === "unconfirmed") {
    const name = ct.parties.confirm;
    return <Act reader={reader} action={`${here}/confirm`} name={name} label={label(name)} fields={fields} />;
  }
  if (call.kind !== "inputs" || submission.version !== effective) return null;
  const name = submission.published ? ct.parties.unpublish : ct.parties.publish;
  const published = submission.published ? "no" : "yes";
  return (
    <Act
      reader={reader}
      action={`${here}/publish`}
      name={name}
      label={label(name)}
      fields={{ ...fields, published }}
    />
  );
};

const Answers = ({ reader, facts }: { reader: Reader; facts: PartyFacts }) => {
  const { ct, t, lang } = reader;
  const { calls, submissions, standings, people, party } = facts;
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  return (
    <>
      <h2>{ct.parties.calls}</h2>
      {submissions.length === 0 ? <p>{ct.nothing}</p> : null}
      {calls.map((call) => {
        const own = submissions.filter((one) => one.call === call.id);
        if (own.length === 0) return null;
        const effective = standings.find((one) => one.call === call.id)?.effective;
        return (
          <Table
            caption={call.names[lang]}
            titled={true}
            head={[t.party.reference, t.party.received, t.party.channel, t.party.state, ""]}
          >
            {[...own].reverse().map((submission) => (
              <tr>
                <th scope="row" class="num">
                  <a href={pathIn(reader, `/console/parties/${party.id}/${call.id}/${submission.version}`)}>
                    {submission.reference}
                  </a>
                </th>
                <td>
                  <Instant reader={reader} at={submission.receivedAt} />{" "}
                  {submission.late ? <Tag>{t.party.late}</Tag> : null}
                </td>
                <td>
                  {t.party.channels[submission.channel]}, {ct.parties.formalities[submission.formality]}
                  {submission.takenBy ? `, ${ct.parties.takenBy(nameOf(submission.takenBy))}` : ""}
                </td>
                <td>
                  <VersionTag reader={reader} submission={submission} effective={effective} />{" "}
                  {isToFormalise(submission) && submission.version === effective ? (
                    <Formalise reader={reader} submission={submission} />
                  ) : null}{" "}
                  {submission.published ? <Tag tone="good">{ct.parties.published}</Tag> : null}
                </td>
                <td>
                  <VersionActs reader={reader} call={call} submission={submission} effective={effective} />
                </td>
              </tr>
            ))}
          </Table>
        );
      })}
    </>
  );
};

/** Contacts that the party named on its page, each with what a coordinator who knows can do. */
const Proposals = ({ reader, facts }: { reader: Reader; facts: PartyFacts }) => {
  const { proposal: words } = reader.ct.desk;
  const { zone } = reader.definition.review;
  return (
    <>
      {(facts.proposals ?? []).map(({ id, party, email, name, title, until }) => (
        <Box>
          <p>
            <strong>{words.title}</strong>:{" "}
            {words.waits(
              [title, name, `<${email}>`].filter(Boolean).join(" "),
              dayText(reader.lang, localOf(zone, until).slice(0, 10)),
            )}
          </p>
          {reader.person?.roles.includes("coordinator") ? (
            <div class="row">
              {(["yes", "no"] as const).map((confirmed) => {
                const act = confirmed === "yes" ? words.confirm : words.decline;
                return (
                  <Act
                    reader={reader}
                    action={pathIn(reader, `/console/parties/${party}/proposal`)}
                    name={act}
                    label={`${act}: ${email}`}
                    fields={{ proposal: id, confirmed }}
                  />
                );
              })}
            </div>
          ) : null}
        </Box>
      ))}
    </>
  );
};

export function consolePartyPage(reader: Reader, facts: PartyFacts): Page {
  const { ct, lang } = reader;
  const { party, messages, notices, calls } = facts;
  return {
    title: party.names[lang].name,
    body: (
      <>
        <Facts>
          <Fact name={ct.parties.kind}>{ct.parties.kinds[party.kind]}</Fact>
          <Fact name={ct.parties.code}>{party.code}</Fact>
          <Fact name={ct.parties.language}>{languageText(lang, party.language)}</Fact>
        </Facts>
        {party.paused ? <Box tone="warn">{ct.parties.isPaused}</Box> : null}
        <div class="row">
          <LinkButton href={pathIn(reader, `/console/record?party=${party.id}`)}>
            {ct.parties.record}
          </LinkButton>
          <Act
            reader={reader}
            action={pathIn(reader, `/console/parties/${party.id}/pause`)}
            name={party.paused ? ct.parties.resume : ct.parties.pause}
            fields={{ paused: party.paused ? "no" : "yes" }}
          />
        </div>
        <Proposals reader={reader} facts={facts} />
        <Glance reader={reader} facts={facts} />
        <Promised reader={reader} facts={facts} />
        <Answers reader={reader} facts={facts} />
        <h2>{ct.parties.received}</h2>
        {messages.length === 0 ? (
          <p>{ct.nothing}</p>
        ) : (
          <MessageRows reader={reader} messages={messages} caption={ct.parties.received} />
        )}
        <h2>{ct.parties.sent}</h2>
        {notices.length === 0 ? (
          <p>{ct.nothing}</p>
        ) : (
          <NoticeRows
            reader={reader}
            calls={calls}
            caption={ct.parties.sent}
            entries={notices.map((notice) => ({ notice, planned: false }))}
          />
        )}
        <Contacts reader={reader} facts={facts} />
      </>
    ),
  };
}
