/** The people of the secretariat: who they are, what they may, and who approves and assesses each call. */
import type { SeenPerson } from "../../../shared/desk/people.ts";
import type { Call } from "../../../shared/domain/call.ts";
import { languages } from "../../../shared/domain/language.ts";
import { hasEnded, hasEnoughAssessors } from "../../../shared/domain/people.ts";
import { type Person, roles } from "../../../shared/domain/review.ts";
import type { Selection } from "../../../shared/domain/selection.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { ErrorSummary } from "../components/error-summary.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";
import { byName, languageText, listText } from "../when.ts";

export type PersonField = "name" | "email" | "office" | "roles" | "language";
export type TypedPerson = {
  name: string;
  email: string;
  office: string;
  roles: readonly string[];
  language: string;
};

export type PeopleFacts = {
  people: readonly SeenPerson[];
  running: readonly { call: Call; selection: Selection }[];
};

const path = (reader: Reader, below = "") => pathIn(reader, `/console/people${below}`);

export function peoplePage(reader: Reader, { people, running }: PeopleFacts): Page {
  const { ct, lang, person: self } = reader;
  const words = ct.desk.people;
  const coordinates = self?.roles.includes("coordinator") ?? false;
  const compare = byName(lang);
  const ordered = [...people].sort((a, b) => compare(a.name, b.name));
  return {
    title: words.title,
    body: (
      <>
        <p>{words.text}</p>
        <Table
          caption={words.title}
          head={[words.name, words.office, words.roles, words.language, ...(coordinates ? [""] : [])]}
        >
          {ordered.map((person) => (
            <tr>
              <th scope="row">
                {person.name} {person.id === self?.id ? <Tag>{words.you}</Tag> : null}
                <br />
                <small>{person.email}</small>
              </th>
              <td>{person.office}</td>
              <td>
                {hasEnded(person) ? (
                  <Tag tone="warn">{words.ended}</Tag>
                ) : (
                  listText(
                    lang,
                    person.roles.map((role) => words.roleNames[role]),
                  )
                )}
              </td>
              <td>{languageText(lang, person.language)}</td>
              {coordinates ? (
                <td>
                  <a href={path(reader, `/${person.id}`)} aria-label={words.editOf(person.name)}>
                    {words.edit}
                  </a>
                </td>
              ) : null}
            </tr>
          ))}
        </Table>
        <Box>
          <p>{words.account}</p>
        </Box>
        {coordinates ? (
          <p>
            <LinkButton tone="plain" href={path(reader, "/new")}>
              {words.add}
            </LinkButton>
          </p>
        ) : null}
        <h2>{words.approvers}</h2>
        <p>{words.approversText}</p>
        {running.map(({ call, selection }) => (
          <CallApprovers
            reader={reader}
            call={call}
            selection={selection}
            people={ordered}
            mayChange={coordinates}
          />
        ))}
        <Assessors reader={reader} running={running} people={ordered} />
      </>
    ),
  };
}

const CallApprovers = ({
  reader,
  call,
  selection,
  people,
  mayChange,
}: {
  reader: Reader;
  call: Call;
  selection: Selection;
  people: readonly Person[];
  mayChange: boolean;
}) => {
  const { ct, lang } = reader;
  const words = ct.desk.people;
  const name = call.names[lang];
  const given = selection.approvals.some(
    ({ slate, verdict }) => slate === selection.slate && verdict === "approved",
  );
  const stands = selection.decidedAt ? words.decided : given ? words.given : null;
  const named = people.filter(({ id }) => call.approvers.includes(id));
  const may = people.filter((person) => person.roles.includes("approver"));
  return (
    <section id={`approvers-${call.id}`}>
      <h3>{name}</h3>
      {stands || !mayChange ? (
        <>
          {stands ? <p>{stands}</p> : null}
          <ul>
            {named.map((person) => (
              <li>
                {person.name} ({person.office})
              </li>
            ))}
          </ul>
        </>
      ) : (
        <Form reader={reader} action={path(reader, `/approvers/${call.id}`)} label={words.approversOf(name)}>
          <input type="hidden" name="version" value={String(call.version)} />
          <Choices
            legend={words.approversOf(name)}
            name="approvers"
            options={may.map(({ id, name, office }) => ({ value: id, text: `${name} (${office})` }))}
            chosen={call.approvers}
          />
          <Button tone="plain" aria-label={words.saveApproversOf(name)}>
            {words.saveApprovers}
          </Button>
        </Form>
      )}
    </section>
  );
};

const Assessors = ({ reader, running, people }: { reader: Reader } & PeopleFacts) => {
  const { ct, lang, person } = reader;
  const words = ct.desk.people;
  const assessed = running.filter(({ call }) => call.selection === "assessment");
  if (assessed.length === 0) return null;
  return (
    <>
      <h2>{words.assessors}</h2>
      {assessed.map(({ call }) => {
        const named = people.filter(({ id }) => call.assessors.includes(id));
        return (
          <section>
            <h3>{call.names[lang]}</h3>
            <p>
              {named.length === 0
                ? words.noAssessors
                : listText(
                    lang,
                    named.map(({ name, office }) => `${name} (${office})`),
                  )}{" "}
              {hasEnoughAssessors(call) ? null : <Tag tone="warn">{words.fewAssessors}</Tag>}
            </p>
            {person?.roles.includes("coordinator") ? (
              <p>
                <a
                  href={pathIn(reader, `/console/assessment/${call.id}`)}
                  aria-label={`${words.assignHere}: ${call.names[lang]}`}
                >
                  {words.assignHere}
                </a>
              </p>
            ) : null}
          </section>
        );
      })}
    </>
  );
};

export type PersonFacts = {
  person?: SeenPerson; // undefined: a new one
  typed?: TypedPerson; // as it was sent, where something is wrong with it
  wrong?: readonly PersonField[];
  message?: Message;
};

export function personPage(reader: Reader, { person, typed, wrong = [], message }: PersonFacts): Page {
  const { ct, lang, person: self } = reader;
  const words = ct.desk.people;
  const shown: TypedPerson = typed ??
    person ?? { name: "", email: "", office: "", roles: [], language: lang };
  const isOwn = person !== undefined && person.id === self?.id;
  const error = (field: PersonField) => (wrong.includes(field) ? words.problems[field] : undefined);
  const errors = wrong.map((field) => ({ id: field, text: words.problems[field] }));
  return {
    title: person ? words.editTitle(person.name) : words.add,
    ...(message ? { message } : {}),
    ...(message || wrong.length > 0 ? { status: 422 as const } : {}),
    body: (
      <>
        <ErrorSummary title={words.problemsTitle} errors={errors} />
        <Form reader={reader} action={path(reader, person ? `/${person.id}` : "")}>
          {person ? <input type="hidden" name="stamp" value={person.stamp ?? ""} /> : null}
          <TextField
            name="name"
            label={words.name}
            value={shown.name}
            error={error("name")}
            required={true}
          />
          {person ? (
            <p>
              {person.email}
              <br />
              <small>{words.emailFixed}</small>
            </p>
          ) : (
            <TextField
              name="email"
              type="email"
              label={words.email}
              value={shown.email}
              error={error("email")}
              required={true}
            />
          )}
          {isOwn ? (
            <>
              <p>{words.own}</p>
              <input type="hidden" name="office" value={person.office} />
              {person.roles.map((role) => (
                <input type="hidden" name="roles" value={role} />
              ))}
            </>
          ) : (
            <>
              <TextField
                name="office"
                label={words.office}
                value={shown.office}
                error={error("office")}
                required={true}
              />
              <Choices
                legend={words.roles}
                name="roles"
                error={error("roles")}
                options={roles.map((role) => ({ value: role, text: words.roleTexts[role] }))}
                chosen={shown.roles}
              />
            </>
          )}
          <SelectField
            name="language"
            label={words.language}
            error={error("language")}
            value={shown.language}
            options={languages.map((one) => ({ value: one, text: languageText(lang, one) }))}
          />
          <div class="row">
            <Button>{person ? ct.save : words.addAct}</Button>
            <a href={path(reader)}>{reader.t.common.back}</a>
          </div>
        </Form>
        {person && !isOwn && !hasEnded(person) ? (
          <>
            <h2>{words.end}</h2>
            <p>{words.endText}</p>
            <Act
              reader={reader}
              action={path(reader, `/${person.id}/end`)}
              name={words.end}
              tone="danger"
              fields={{ stamp: person.stamp ?? "" }}
            />
          </>
        ) : null}
        {person ? null : (
          <Box>
            <p>{words.account}</p>
          </Box>
        )}
      </>
    ),
  };
}
