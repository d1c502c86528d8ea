/** Another formula for the seats of a consultation: chosen, seen before it is saved, and saved by a second button. */
import type { Renamed } from "../../../shared/desk/formulas.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { Wanted } from "../../../shared/domain/formula.ts";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Table } from "../components/table.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";

type Facts = { call: Call; version: number; wanted: Wanted };

export function formulaPage(reader: Reader, { call, version, wanted }: Facts): Page {
  const { ct, lang, definition } = reader;
  const words = ct.consulting.formula;
  const formulas = definition.calls.find(({ id }) => id === call.id)?.formulas ?? [];
  const named = (id: string | undefined, text: string) =>
    call.formula?.id === id ? `${text} (${words.now})` : text;
  return {
    title: words.title(call.names[lang]),
    body: (
      <>
        <p>{words.text}</p>
        <Form reader={reader} action={pathIn(reader, `/console/formula/${call.id}/preview`)}>
          <input type="hidden" name="version" value={String(version)} />
          <SelectField
            name="formula"
            label={words.formula}
            options={formulas.map(({ id, names }) => ({ value: id, text: named(id, names[lang]) }))}
            empty={named(undefined, words.first)}
            value={wanted.formula ?? undefined}
          />
          <SelectField
            name="leads"
            label={words.leads}
            options={call.seats.map(({ id, names }) => ({ value: id, text: names[lang] }))}
            value={wanted.leads}
          />
          <Button tone="plain">{words.preview}</Button>
        </Form>
        <p>
          <a href={pathIn(reader, `/console/selection/${call.id}`)}>{ct.consulting.back}</a>
        </p>
      </>
    ),
  };
}

export function formulaPreviewPage(
  reader: Reader,
  { call, version, wanted, renamed, mails }: Facts & { renamed: readonly Renamed[]; mails: number },
): Page {
  const { ct, lang } = reader;
  const words = ct.consulting.formula;
  return {
    title: words.previewTitle,
    body: (
      <>
        <p class="lead">{call.names[lang]}</p>
        {renamed.length === 0 ? (
          <p>{words.nothing}</p>
        ) : (
          <Table caption={words.previewTitle} head={[ct.call.before, ct.call.after, words.again]}>
            {renamed.map(({ before, after, asksAgain }) => (
              <tr>
                <th scope="row">{before[lang]}</th>
                <td>{after[lang]}</td>
                <td>{asksAgain ? words.asksAgain : words.same}</td>
              </tr>
            ))}
          </Table>
        )}
        <Form reader={reader} action={pathIn(reader, `/console/formula/${call.id}`)}>
          <input type="hidden" name="version" value={String(version)} />
          <input type="hidden" name="formula" value={wanted.formula ?? ""} />
          <input type="hidden" name="leads" value={wanted.leads ?? ""} />
          {call.announced ? (
            <label class="choice">
              <input class="ds-input" type="checkbox" name="tell" value="yes" />
              <span>{words.tell(mails)}</span>
            </label>
          ) : null}
          <div class="row">
            <Button>{words.save}</Button>
            <a href={pathIn(reader, `/console/formula/${call.id}`)}>{reader.t.common.back}</a>
          </div>
        </Form>
      </>
    ),
  };
}
