/** Notes verbales of a call in Word: what a coordinator chooses, what was made, and one making. */
import type { ShownMaking } from "../../../shared/desk/note-makings.ts";
import type { Call } from "../../../shared/domain/call.ts";
import { noteForms, noteGroups } from "../../../shared/domain/note.ts";
import { postKinds } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { Button, LinkButton } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { TextField } from "../components/text-field.tsx";
import { Instant } from "../components/times.tsx";
import type { Tone } from "../components/tone.ts";
import { type Page, pathIn, type Reader } from "../reader.ts";

const tones: Record<ShownMaking["state"], Tone> = {
  preparing: "plain",
  ready: "good",
  "given-up": "bad",
  gone: "plain",
};

const pathOf = (reader: Reader, call: Call) => pathIn(reader, `/console/calls/${call.id}/notes`);

const State = ({ reader, state }: { reader: Reader; state: ShownMaking["state"] }) => (
  <Tag tone={tones[state]}>{reader.ct.notes.states[state]}</Tag>
);

const Request = ({ reader, call }: { reader: Reader; call: Call }) => {
  const { notes } = reader.ct;
  return (
    <Form reader={reader} action={pathOf(reader, call)}>
      <Choices
        legend={notes.group}
        name="group"
        type="radio"
        options={noteGroups.map((value) => ({ value, text: notes.groups[value] }))}
        chosen={["all"]}
      />
      <SelectField
        name="post"
        label={notes.post}
        value="own"
        options={[
          { value: "own", text: notes.own },
          ...postKinds.map((value) => ({ value, text: notes.posts[value] })),
        ]}
      />
      <Choices
        legend={notes.form}
        name="form"
        type="radio"
        options={noteForms.map((value) => ({ value, text: notes.forms[value] }))}
        chosen={["one-each"]}
      />
      <Button>{notes.make}</Button>
    </Form>
  );
};

export function notesPage(
  reader: Reader,
  { call, makings, people }: { call: Call; makings: readonly ShownMaking[]; people: readonly Person[] },
): Page {
  const { notes } = reader.ct;
  const here = pathOf(reader, call);
  return {
    title: notes.title(call.names[reader.lang]),
    body: (
      <>
        <p class="lead">{notes.lead}</p>
        <p>{notes.secret}</p>
        <Request reader={reader} call={call} />
        {makings.length > 0 ? (
          <>
            <h2>{notes.made}</h2>
            <Table caption={notes.made} head={[notes.asked, notes.whom, notes.by, notes.count, notes.state]}>
              {makings.map(({ making, state }) => (
                <tr>
                  <th scope="row">
                    <a href={`${here}/${making.id}`}>
                      <Instant reader={reader} at={making.askedAt} />
                    </a>
                  </th>
                  <td>{notes.groups[making.group]}</td>
                  <td>{people.find(({ id }) => id === making.by)?.name ?? making.by}</td>
                  <td class="num">{making.written?.notes ?? ""}</td>
                  <td>
                    <State reader={reader} state={state} />
                  </td>
                </tr>
              ))}
            </Table>
          </>
        ) : null}
        <h2>{notes.answered}</h2>
        <form method="get" action={pathIn(reader, "/console/record")}>
          <TextField name="note" label={notes.number} hint={notes.numberHint} required={true} />
          <Button tone="plain">{notes.record}</Button>
        </form>
        <p>
          <a href={pathIn(reader, `/console/calls/${call.id}`)}>{reader.t.common.back}</a>
        </p>
      </>
    ),
  };
}

export function makingPage(reader: Reader, { call, making, state }: ShownMaking & { call: Call }): Page {
  const { notes } = reader.ct;
  const here = `${pathOf(reader, call)}/${making.id}`;
  const { written } = making;
  return {
    title: notes.title(call.names[reader.lang]),
    body: (
      <>
        <Facts>
          <Fact name={notes.state}>
            <State reader={reader} state={state} />
          </Fact>
          <Fact name={notes.asked}>
            <Instant reader={reader} at={making.askedAt} />
          </Fact>
          <Fact name={notes.whom}>{notes.groups[making.group]}</Fact>
          <Fact name={notes.post}>{making.post === "own" ? notes.own : notes.posts[making.post]}</Fact>
          <Fact name={notes.form}>{notes.forms[making.form]}</Fact>
        </Facts>
        {written?.notes === 0 ? <p>{notes.empty}</p> : null}
        {written && written.notes > 0 ? (
          <p>
            <LinkButton href={`${here}/file`}>{notes.downloadOf(written.name, written.notes)}</LinkButton>
          </p>
        ) : null}
        {state === "preparing" ? (
          <>
            <p role="status">{notes.preparingText}</p>
            <p>
              <LinkButton href={here}>{notes.reload}</LinkButton>
            </p>
          </>
        ) : null}
        <p>
          <a href={pathOf(reader, call)}>{notes.back}</a>
        </p>
      </>
    ),
  };
}
