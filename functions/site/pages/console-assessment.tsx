/** The assessment of a call: applications and marks for who assesses, their summary for who runs, approves or audits it. */
import type { Application } from "../../../shared/desk/assessing.ts";
import { shortfallOf } from "../../../shared/domain/assessment.ts";
import { candidateIn, seatState } from "../../../shared/domain/seats.ts";
import { Act } from "../components/act.tsx";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { byName, numberText } from "../when.ts";
import { ApplicationPart, type AssessmentFacts, nameOf, pathOf } from "./console-application.tsx";
import { holderIn } from "./console-interests.tsx";

type Props = { reader: Reader; facts: AssessmentFacts };

/** Conflicts in a cell: the office, and whether the assessor said so or it showed by itself. */
const Conflicts = ({ reader, facts, application }: Props & { application: Application }) => {
  const words = reader.ct.assessment.conflict;
  if (application.conflicts.length === 0) return <>{words.none}</>;
  return (
    <ul>
      {application.conflicts.map((conflict) => {
        const office = facts.people.find(({ id }) => id === conflict.person)?.office ?? conflict.person;
        const why = conflict.kind === "detected" ? words.signs[conflict.why] : conflict.why;
        return (
          <li>
            {office} ({words.kinds[conflict.kind]}){why ? <small>: {why}</small> : null}
          </li>
        );
      })}
    </ul>
  );
};

/** The button that places a person, for each seat that they can hold and that is not theirs already. */
const Place = ({ reader, facts, application }: Props & { application: Application }) => {
  const { ct, lang } = reader;
  const { candidate, isEligible, summary } = application;
  const { selection, call, coordinates } = facts;
  const may = coordinates && candidate.confirmed && isEligible && summary?.reaches && !selection.releasedAt;
  if (!may) return null;
  const seats = call.seats.filter(
    ({ id }) => candidate.seats.includes(id) && candidateIn(seatState(selection, id)) !== candidate.id,
  );
  return (
    <>
      {seats.map((seat) => (
        <Act
          reader={reader}
          action={pathOf(reader, facts, "/place")}
          name={ct.assessment.place}
          label={ct.assessment.placeFor(nameOf(application), seat.names[lang])}
          fields={{ seat: seat.id, placed: candidate.id, selection: selection.version }}
        />
      ))}
    </>
  );
};

const Reached = ({ reader, application: { summary } }: { reader: Reader; application: Application }) => {
  const { ct } = reader;
  if (!summary) return null;
  const shortfall = shortfallOf(summary);
  if (shortfall === "too-few-assessments") return <Tag tone="warn">{ct.assessment.tooFew}</Tag>;
  return (
    <Tag tone={shortfall ? "bad" : "good"}>{shortfall ? ct.assessment.below : ct.assessment.reaches}</Tag>
  );
};

/** By name, like every list: what the marks come to is told beside it, and orders nothing. */
const Summary = ({ reader, facts }: Props) => {
  const { ct, lang } = reader;
  const words = ct.assessment;
  const number = (value: number | undefined) => (value === undefined ? "–" : numberText(lang, value));
  const head = [
    words.person,
    words.count,
    words.median,
    words.spread,
    words.reach,
    words.waiting,
    words.conflict.title,
    "",
  ];
  return (
    <section>
      <h2>{words.summary}</h2>
      <Table caption={words.summary} head={head}>
        {facts.applications.map((application) => {
          const { summary, candidate } = application;
          const waiting = summary?.waiting.map(({ office }) => office).join(", ");
          return (
            <tr>
              <th scope="row">
                <a href={`#${candidate.id}`}>{nameOf(application)}</a>
              </th>
              {summary ? (
                <>
                  <td>{words.countOf(summary.count, summary.count + summary.waiting.length)}</td>
                  <td>{number(summary.median)}</td>
                  <td>{number(summary.spread)}</td>
                  <td>
                    <Reached reader={reader} application={application} />
                  </td>
                  <td>{waiting || words.nobody}</td>
                </>
              ) : (
                <td colspan={5}>{words.hidden}</td>
              )}
              <td>
                <Conflicts reader={reader} facts={facts} application={application} />
              </td>
              <td>
                <Place reader={reader} facts={facts} application={application} />
              </td>
            </tr>
          );
        })}
      </Table>
      <p class="soft">{words.spreadHint}</p>
    </section>
  );
};

/** Who stands in each seat, and where the selection goes on. */
const Seats = ({ reader, facts }: Props) => {
  const { ct, lang, person } = reader;
  const { call, selection, parties, coordinates } = facts;
  const goesOn = coordinates ? "selection" : "approvals";
  const mayGoOn = coordinates || (person && call.approvers.includes(person.id));
  return (
    <section>
      <h2>{ct.assessment.seats}</h2>
      {call.seats.map((seat) => {
        const state = seatState(selection, seat.id);
        return (
          <div class="row">
            <span>
              {seat.names[lang]}:{" "}
              {state.party ? <strong>{holderIn(reader, parties, state)}</strong> : ct.assessment.open}
            </span>
            {state.party ? <Tag>{ct.selection.acceptances[state.acceptance]}</Tag> : null}
            {state.party && coordinates && !selection.releasedAt ? (
              <Act
                reader={reader}
                action={pathOf(reader, facts, "/place")}
                name={ct.assessment.clear}
                label={`${ct.assessment.clear}: ${seat.names[lang]}`}
                fields={{ seat: seat.id, placed: "", selection: selection.version }}
              />
            ) : null}
          </div>
        );
      })}
      {mayGoOn ? (
        <p>
          <a href={pathIn(reader, `/console/${goesOn}/${call.id}`)}>
            {coordinates ? ct.assessment.next : ct.call.approvals}
          </a>
        </p>
      ) : null}
    </section>
  );
};

/** Who assesses, with the offices that are awaited; a coordinator assigns and removes. */
const Assessors = ({ reader, facts }: Props) => {
  const { ct } = reader;
  const words = ct.assessment;
  const { people, call, applications, coordinates, selection } = facts;
  const mayChange = coordinates && !selection.proposedAt;
  const assigned = people.filter(({ id }) => call.assessors.includes(id));
  const others = people.filter(({ id, roles }) => roles.includes("assessor") && !call.assessors.includes(id));
  const done = (id: string) => {
    const concerned = applications.filter(
      ({ conflicts, candidate, isEligible }) =>
        candidate.confirmed && isEligible && !conflicts.some(({ person }) => person === id),
    );
    const given = concerned.filter(
      ({ summary }) => summary && !summary.waiting.some((person) => person.id === id),
    );
    return concerned.some(({ summary }) => !summary)
      ? words.hidden
      : words.countOf(given.length, concerned.length);
  };
  return (
    <section>
      <h2>{words.assessors}</h2>
      <Table caption={words.assessors} head={[words.person, words.office, words.assessed, ""]}>
        {assigned.map(({ id, name, office }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>{office}</td>
            <td>{done(id)}</td>
            <td>
              {mayChange ? (
                <Act
                  reader={reader}
                  action={pathOf(reader, facts, "/assessors")}
                  name={words.remove}
                  label={words.removeFor(name)}
                  fields={{ person: id, assigned: "no" }}
                />
              ) : null}
            </td>
          </tr>
        ))}
      </Table>
      {mayChange ? <p class="soft">{words.removeText}</p> : null}
      {mayChange && others.length > 0 ? (
        <Form reader={reader} action={pathOf(reader, facts, "/assessors")}>
          <SelectField
            name="person"
            label={words.assignee}
            options={others.map(({ id, name, office }) => ({ value: id, text: `${name} (${office})` }))}
            empty={ct.record.choose}
            required={true}
          />
          <Button tone="plain">{words.assign}</Button>
        </Form>
      ) : null}
    </section>
  );
};

export function assessmentPage(reader: Reader, given: AssessmentFacts): Page {
  const { ct, lang } = reader;
  const compare = byName(lang);
  const named = (application: Application) => application.candidate.person?.name ?? "";
  const applications = [...given.applications].sort((a, b) => compare(named(a), named(b)));
  const facts = { ...given, applications };
  const { call, oversees } = facts;
  return {
    title: ct.assessment.title(call.names[lang]),
    about: { call: call.id },
    body: (
      <>
        <p class="soft">{ct.assessment.text}</p>
        {call.threshold === undefined ? null : <p>{ct.assessment.rule(numberText(lang, call.threshold))}</p>}
        {oversees ? (
          <>
            <Summary reader={reader} facts={facts} />
            <Seats reader={reader} facts={facts} />
            <Assessors reader={reader} facts={facts} />
          </>
        ) : null}
        <section>
          <h2>{ct.assessment.applications}</h2>
          {applications.length === 0 ? <p>{ct.assessment.none}</p> : null}
          {applications.map((application) => (
            <ApplicationPart reader={reader} facts={facts} application={application} />
          ))}
        </section>
      </>
    ),
  };
}
