/** The approvals of a proposal: what is proposed, who approved, and the act of approving or returning it. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import type { Approval, Selection } from "../../../shared/domain/selection.ts";
import { scriptPath } from "../browser.ts";
import { AreaField } from "../components/area-field.tsx";
import { Box } from "../components/box.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { Instant, Minute } from "../components/times.tsx";
import { deskSeatName, type Page, pathIn, type Reader } from "../reader.ts";
import { holderIn } from "./console-interests.tsx";
import { ScanFiles, type Scans } from "./console-record.tsx";

export type ApprovalFacts = {
  call: Call;
  selection: Selection;
  parties: readonly Party[];
  people: readonly Person[];
  scans?: Scans | undefined; // while an approval is recorded on behalf
  draft: string; // where a scan would go
  fresh: boolean; // whether the reader signed in just now
};

/** Who holds which seat, and whether they have accepted. */
export const SlateTable = ({
  reader,
  facts: { call, selection, parties },
}: {
  reader: Reader;
  facts: Pick<ApprovalFacts, "call" | "selection" | "parties">;
}) => {
  const { ct, lang } = reader;
  return (
    <Table
      caption={ct.approvals.slate}
      head={[reader.t.decisions.seat, reader.t.decisions.holder, ct.selection.acceptance]}
    >
      {call.seats.map(({ id }) => {
        const state = selection.seats.find(({ seat }) => seat === id);
        return (
          <tr>
            <th scope="row">{deskSeatName(call, id, lang)}</th>
            <td>{state?.party ? holderIn(reader, parties, state) : ct.selection.noneAgreed}</td>
            <td>{ct.selection.acceptances[state?.acceptance ?? "not-asked"]}</td>
          </tr>
        );
      })}
    </Table>
  );
};

const Given = ({
  reader,
  approvals,
  people,
  caption,
}: {
  reader: Reader;
  approvals: readonly Approval[];
  people: readonly Person[];
  caption: string;
}) => {
  const { ct } = reader;
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  return (
    <Table
      caption={caption}
      head={[ct.approvals.by, ct.approvals.office, ct.approvals.verdict, ct.ledger.at, ct.approvals.comment]}
    >
      {approvals.map((approval) => (
        <tr>
          <th scope="row">{nameOf(approval.person)}</th>
          <td>{approval.office}</td>
          <td>
            <Tag tone={approval.verdict === "approved" ? "good" : "warn"}>
              {ct.approvals.verdicts[approval.verdict]}
            </Tag>{" "}
            {approval.onBehalf ? (
              <small>{ct.approvals.recordedBy(nameOf(approval.onBehalf.recordedBy))}</small>
            ) : null}
          </td>
          <td>
            <Instant reader={reader} at={approval.at} />
          </td>
          <td>{approval.comment ?? ""}</td>
        </tr>
      ))}
    </Table>
  );
};

/** An approval asks for a sign-in of just now, whether it is one's own or recorded for somebody. */
const SignInAgain = ({ reader, to }: { reader: Reader; to: string }) => (
  <>
    <p>{reader.ct.composition.againText}</p>
    <p>
      <LinkButton href={`/sign-in?again=yes&to=${encodeURIComponent(to)}`}>
        {reader.ct.composition.again}
      </LinkButton>
    </p>
  </>
);

const Own = ({ reader, facts }: { reader: Reader; facts: ApprovalFacts }) => {
  const { ct } = reader;
  const { call, selection, fresh } = facts;
  const here = pathIn(reader, `/console/approvals/${call.id}`);
  if (!fresh) {
    return (
      <>
        <h2>{ct.approvals.yours}</h2>
        <SignInAgain reader={reader} to={here} />
      </>
    );
  }
  return (
    <>
      <h2>{ct.approvals.yours}</h2>
      <Form reader={reader} action={here}>
        <input type="hidden" name="slate" value={String(selection.slate)} />
        <AreaField name="comment" label={ct.approvals.comment} rows={3} />
        <div class="row">
          <Button name="verdict" value="approved">
            {ct.approvals.approve}
          </Button>
          <Button name="verdict" value="returned" tone="plain">
            {ct.approvals.giveBack}
          </Button>
        </div>
      </Form>
    </>
  );
};

/** First the scan, then the form: an approval on behalf rests on the signed document. */
const OnBehalf = ({ reader, facts }: { reader: Reader; facts: ApprovalFacts }) => {
  const { ct } = reader;
  const { call, selection, people, scans, draft, fresh } = facts;
  const here = pathIn(reader, `/console/approvals/${call.id}`);
  const approvers = people.filter(({ id }) => call.approvers.includes(id));
  return (
    <>
      <h2>{ct.approvals.onBehalf}</h2>
      <p>{ct.approvals.onBehalfText}</p>
      {!fresh ? (
        <SignInAgain reader={reader} to={scans ? `${here}?draft=${draft}` : here} />
      ) : scans ? (
        <>
          <ScanFiles reader={reader} scans={scans} />
          <Form reader={reader} action={`${here}/behalf`}>
            <input type="hidden" name="slate" value={String(selection.slate)} />
            <input type="hidden" name="draft" value={draft} />
            <SelectField
              name="person"
              label={ct.approvals.person}
              options={approvers.map(({ id, name, office }) => ({ value: id, text: `${name} (${office})` }))}
              empty={ct.record.choose}
              required={true}
            />
            <Choices
              legend={ct.approvals.verdict}
              name="verdict"
              type="radio"
              options={[
                { value: "approved", text: ct.approvals.verdicts.approved },
                { value: "returned", text: ct.approvals.verdicts.returned },
              ]}
              chosen={["approved"]}
            />
            <AreaField name="comment" id="behalf-comment" label={ct.approvals.comment} rows={3} />
            <Button>{ct.approvals.record}</Button>
          </Form>
        </>
      ) : (
        <p>
          <LinkButton href={`${here}?draft=${draft}`}>{ct.record.scanFirst}</LinkButton>
        </p>
      )}
    </>
  );
};

export function approvalsPage(reader: Reader, facts: ApprovalFacts): Page {
  const { ct, lang, person } = reader;
  const { call, selection, people, scans } = facts;
  const current = selection.approvals.filter(({ slate }) => slate === selection.slate);
  const older = selection.approvals.filter(({ slate }) => slate !== selection.slate);
  const open = selection.proposedAt !== undefined && !selection.decidedAt;
  const mine =
    person && call.approvers.includes(person.id) && !current.some((one) => one.person === person.id);
  return {
    title: ct.approvals.title(call.names[lang]),
    ...(scans ? { uploadTo: scans.upload.url, scripts: [scriptPath] } : {}),
    body: (
      <>
        {selection.proposedAt ? null : <p>{ct.approvals.notProposed}</p>}
        {selection.decidedAt ? <Box tone="good">{ct.approvals.decided}</Box> : null}
        <h2>{ct.approvals.slate}</h2>
        <SlateTable reader={reader} facts={facts} />
        {selection.releaseAt ? (
          <p>
            {ct.selection.releaseAt}: <Minute reader={reader} at={selection.releaseAt} />
          </p>
        ) : null}
        {call.selection === "assessment" ? (
          <p>
            <a href={pathIn(reader, `/console/assessment/${call.id}`)}>{ct.assessment.link}</a>
          </p>
        ) : null}
        <h2>{ct.approvals.given}</h2>
        {current.length === 0 ? (
          <p>{ct.approvals.none}</p>
        ) : (
          <Given reader={reader} approvals={current} people={people} caption={ct.approvals.given} />
        )}
        {open && mine ? <Own reader={reader} facts={facts} /> : null}
        {open && person?.roles.includes("coordinator") ? <OnBehalf reader={reader} facts={facts} /> : null}
        <p>
          <a href={pathIn(reader, `/console/dossier/${call.id}`)}>{ct.composition.record}</a>
        </p>
        {older.length > 0 ? (
          <>
            <h2>{ct.approvals.older}</h2>
            <Given reader={reader} approvals={older} people={people} caption={ct.approvals.older} />
          </>
        ) : null}
      </>
    ),
  };
}
