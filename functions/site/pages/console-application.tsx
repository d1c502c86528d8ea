/** One application as it is assessed: what it says, the form for one's own marks, a conflict of interest, the marks given. */

import type { Application, AssessmentView } from "../../../shared/desk/assessing.ts";
import { type Assessment, marksOf, totalOf } from "../../../shared/domain/assessment.ts";
import type { Criterion } from "../../../shared/domain/definition.ts";
import { titled } from "../../../shared/domain/offer.ts";
import { mayOpen } from "../../../shared/domain/review.ts";
import { Act } from "../components/act.tsx";
import { AreaField } from "../components/area-field.tsx";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { type FileStates, Files } from "../components/files.tsx";
import { Form } from "../components/form.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { Instant } from "../components/times.tsx";
import { pathIn, type Reader } from "../reader.ts";
import { numberText } from "../when.ts";
import { nameIn } from "./console-interests.tsx";
import { Declaration } from "./declaration.tsx";
import { PersonWords } from "./party-version.tsx";

export type AssessmentFacts = AssessmentView & { scanned: FileStates };
export type ApplicationProps = { reader: Reader; facts: AssessmentFacts; application: Application };

export const nameOf = ({ candidate }: Application): string =>
  candidate.person ? titled(candidate.person) : candidate.id;

export const pathOf = (reader: Reader, { call }: AssessmentFacts, below = "") =>
  pathIn(reader, `/console/assessment/${call.id}${below}`);

/** What the application says: the person, who presents them, words and files as they came. */
const Said = ({ reader, facts, application }: ApplicationProps) => {
  const { t, ct } = reader;
  const { candidate, submission, conflict } = application;
  const [party = ""] = candidate.parties;
  const reads = reader.person !== undefined && mayOpen(reader.person, "any");
  // Whoever only assesses does not read an application with which they have a conflict.
  const isOpen = reads || !conflict;
  const address = pathIn(reader, `/console/parties/${party}/${facts.call.id}/${candidate.version}`);
  return (
    <>
      <Facts>
        {candidate.person ? (
          <Fact name={ct.assessment.person}>
            <PersonWords reader={reader} call={facts.call} person={candidate.person} />
          </Fact>
        ) : null}
        <Fact name={ct.assessment.presentedBy}>
          {candidate.parties.map((id) => nameIn(reader, facts.parties, id)).join(", ")}
        </Fact>
        {submission ? (
          <Fact name={ct.assessment.application}>
            {reads ? <a href={address}>{submission.reference}</a> : submission.reference},{" "}
            <Instant reader={reader} at={submission.receivedAt} />
            {submission.late ? ` (${t.party.late})` : ""}
          </Fact>
        ) : null}
        {candidate.conditions ? <Fact name={t.party.conditions}>{candidate.conditions}</Fact> : null}
        {isOpen && submission && submission.files.length > 0 ? (
          <Fact name={t.common.files}>
            <Files
              reader={reader}
              files={submission.files}
              states={facts.scanned}
              address={(index) => `${address}/files/${index}`}
            />
          </Fact>
        ) : null}
      </Facts>
      {isOpen && submission?.text ? (
        <details>
          <summary>{ct.assessment.received}</summary>
          <pre class="quote">{submission.text}</pre>
        </details>
      ) : null}
    </>
  );
};

/** The marks of one criterion, each with what it means; those between two anchors say so. */
const CriterionMarks = ({
  reader,
  criterion,
  own,
}: {
  reader: Reader;
  criterion: Criterion;
  own: Assessment | undefined;
}) => {
  const { ct, lang } = reader;
  const { anchors } = criterion;
  const meaning = (mark: number) => {
    const anchor = anchors.find((one) => one.mark === mark);
    const below = anchors.findLast((one) => one.mark < mark)?.mark ?? mark;
    const above = anchors.find((one) => one.mark > mark)?.mark ?? mark;
    return anchor ? anchor.names[lang] : <span class="soft">{ct.assessment.between(below, above)}</span>;
  };
  return (
    <fieldset class="ds-fieldset">
      <legend>{criterion.names[lang]}</legend>
      {marksOf(criterion).map((mark) => (
        <label class="choice">
          <input
            class="ds-input"
            type="radio"
            name={`mark.${criterion.id}`}
            value={String(mark)}
            required={true}
            checked={own?.marks[criterion.id] === mark}
          />
          <span>
            <strong>{mark}</strong> · {meaning(mark)}
          </span>
        </label>
      ))}
    </fieldset>
  );
};

const MarkForm = ({ reader, facts, application }: ApplicationProps) => {
  const { ct } = reader;
  const { candidate, own } = application;
  return (
    <Form
      reader={reader}
      action={pathOf(reader, facts, "/marks")}
      label={ct.assessment.marks(nameOf(application))}
    >
      <input type="hidden" name="candidate" value={candidate.id} />
      <input type="hidden" name="version" value={String(candidate.version)} />
      <input type="hidden" name="revision" value={String(own?.revision ?? 0)} />
      {facts.criteria.map((criterion) => (
        <CriterionMarks reader={reader} criterion={criterion} own={own} />
      ))}
      <AreaField
        name="note"
        id={`note-${candidate.id}`}
        label={ct.assessment.note}
        hint={ct.assessment.noteHint}
        value={own?.note}
        rows={2}
      />
      <p class="soft">{ct.assessment.changeable}</p>
      <Button aria-label={ct.assessment.saveFor(nameOf(application))}>{ct.assessment.save}</Button>
    </Form>
  );
};

/** Whether the reader's own marks are given for the application as it stands. */
const hasGiven = ({ own, candidate }: Application): boolean => own?.version === candidate.version;

const OwnMarks = (props: ApplicationProps) => {
  const { reader, facts, application } = props;
  const { ct } = reader;
  const { mayMark, isFixed, own } = application;
  if (!mayMark) {
    return facts.selection.proposedAt && !application.conflict ? (
      <p class="soft">{ct.assessment.proposed}</p>
    ) : null;
  }
  if (isFixed) return <p class="soft">{ct.assessment.fixed}</p>;
  if (hasGiven(application)) {
    return (
      <details>
        <summary>{ct.assessment.change}</summary>
        <MarkForm {...props} />
      </details>
    );
  }
  return (
    <>
      <h4>{ct.assessment.yours}</h4>
      {own ? <Box tone="warn">{ct.assessment.changed}</Box> : null}
      <MarkForm {...props} />
    </>
  );
};

/** The reader's own conflict of interest: shown where there is one, declared where there is none. */
const OwnConflict = ({ reader, facts, application }: ApplicationProps) => {
  const words = reader.ct.assessment.conflict;
  const { conflict, candidate } = application;
  const action = pathOf(reader, facts, "/conflict");
  if (conflict?.kind === "detected") {
    return <Box tone="warn">{words.detected(words.signs[conflict.why])}</Box>;
  }
  if (conflict) {
    return (
      <Box tone="warn">
        <p>
          {words.declared} <Instant reader={reader} at={conflict.at} />
        </p>
        {conflict.why ? <p class="quote">{conflict.why}</p> : null}
        {facts.selection.proposedAt ? null : (
          <Act
            reader={reader}
            action={action}
            name={words.takeBack}
            fields={{ candidate: candidate.id, conflict: "no" }}
          />
        )}
      </Box>
    );
  }
  if (facts.selection.decidedAt) return null;
  return (
    <details>
      <summary aria-label={words.haveFor(nameOf(application))}>{words.have}</summary>
      <p class="soft">{words.text}</p>
      <Form reader={reader} action={action}>
        <input type="hidden" name="candidate" value={candidate.id} />
        <AreaField name="why" id={`why-${candidate.id}`} label={words.why} rows={2} />
        <Button tone="danger">{words.declare}</Button>
      </Form>
    </details>
  );
};

/** The marks that the reader may see, by office; those that do not count say so. */
const Marks = ({ reader, facts, application }: ApplicationProps) => {
  const { ct, lang } = reader;
  const { criteria, people } = facts;
  const { seen } = application;
  if (seen.length === 0) return null;
  const nameOfPerson = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const caption = ct.assessment.marks(nameOf(application));
  return (
    <>
      <Table caption={caption} head={[ct.assessment.criterion, ...seen.map(({ office }) => office)]}>
        {criteria.map((criterion) => (
          <tr>
            <th scope="row">{criterion.names[lang]}</th>
            {seen.map(({ marks }) => (
              <td>{marks[criterion.id] ?? "–"}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">{ct.assessment.mean}</th>
          {seen.map((one) => (
            <td>
              {numberText(lang, totalOf(one, criteria))}{" "}
              {one.counts ? null : <Tag tone="warn">{ct.assessment.notCounting}</Tag>}
            </td>
          ))}
        </tr>
      </Table>
      <ul>
        {seen
          .filter(({ note }) => note)
          .map(({ office, person, note }) => (
            <li>
              {facts.oversees ? `${office}, ${nameOfPerson(person)}` : office}: {note}
            </li>
          ))}
      </ul>
    </>
  );
};

/** An application with everything that its reader may see of it and do about it. */
export const ApplicationPart = (props: ApplicationProps) => {
  const { reader, facts, application } = props;
  const { ct } = reader;
  const { candidate, isEligible, flags, mayMark } = application;
  return (
    <section id={candidate.id}>
      <h3>{nameOf(application)}</h3>
      <p>
        {mayMark ? (
          <Tag tone={hasGiven(application) ? "good" : "warn"}>
            {hasGiven(application) ? ct.assessment.given : ct.assessment.toDo}
          </Tag>
        ) : null}{" "}
        {candidate.confirmed ? null : <Tag tone="warn">{ct.selection.unconfirmed}</Tag>}{" "}
        {isEligible ? null : <Tag tone="bad">{ct.assessment.ineligible}</Tag>}{" "}
        {flags.map((flag) => (
          <>
            <Tag tone="warn">{ct.composition.flags[flag]}</Tag>{" "}
          </>
        ))}
      </p>
      <Said {...props} />
      {facts.assesses ? <OwnMarks {...props} /> : null}
      <Marks {...props} />
      {facts.assesses ? <OwnConflict {...props} /> : null}
      {facts.coordinates ? (
        <Declaration
          reader={reader}
          selection={facts.selection}
          candidate={candidate.id}
          flags={flags}
          name={nameOf(application)}
          path={pathOf(reader, facts, "")}
        />
      ) : null}
    </section>
  );
};
