/** Launching a call in three steps: confirm the secretariat's values, see and enable the mails, launch. */

import type { OpenValue } from "../../../shared/desk/reviews.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { NoticeKind } from "../../../shared/domain/notice.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { dayText, minuteText } from "../when.ts";

export type LaunchFacts = {
  call: Call;
  values: readonly OpenValue[];
  kinds: readonly NoticeKind[];
  people: readonly Person[];
};

/** A value as people read it: dates in words, the scheme by its name. */
function valueText(reader: Reader, value: string): string {
  const { lang, definition } = reader;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)) return minuteText(lang, definition.review.zone, value);
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return dayText(lang, value);
  return definition.schemes.find(({ id }) => id === value)?.names[lang] ?? value;
}

export function launchPage(reader: Reader, { call, values, kinds, people }: LaunchFacts): Page {
  const { ct, lang, state } = reader;
  const here = pathIn(reader, `/console/launch/${call.id}`);
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  return {
    title: ct.launch.title(call.names[lang]),
    body: (
      <>
        <h2>{ct.launch.step1}</h2>
        <p>{ct.launch.step1Text}</p>
        <Table caption={ct.launch.step1} head={[ct.launch.value, ct.launch.is, ""]}>
          {values.map((value) => (
            <tr>
              <th scope="row">{value.names[lang]}</th>
              <td>{valueText(reader, value.value)}</td>
              <td>
                {value.confirmed ? (
                  <Tag tone="good">{ct.launch.confirmedBy(nameOf(value.confirmed.by))}</Tag>
                ) : (
                  <Act
                    reader={reader}
                    action={`${here}/confirm`}
                    name={ct.launch.confirm}
                    label={ct.launch.confirmValue(value.names[lang])}
                    fields={{ value: value.id }}
                  />
                )}
              </td>
            </tr>
          ))}
        </Table>
        <h2>{ct.launch.step2}</h2>
        <p>{ct.launch.step2Text}</p>
        <Table caption={ct.launch.step2} head={[ct.outbox.kind, ct.outbox.state]}>
          {kinds.map((kind) => (
            <tr>
              <th scope="row">
                <a href={pathIn(reader, `/console/mail/${kind}`)}>{ct.kinds[kind]}</a>
              </th>
              <td>
                {state.enabled.includes(kind) ? (
                  <Tag tone="good">{ct.mail.enabled}</Tag>
                ) : (
                  <Tag tone="warn">{ct.mail.notEnabled}</Tag>
                )}
              </td>
            </tr>
          ))}
        </Table>
        <h2>{ct.launch.step3}</h2>
        {call.phase === "draft" ? (
          <>
            <p>{ct.launch.step3Text}</p>
            <Act reader={reader} action={here} name={ct.launch.launch} tone="main" />
          </>
        ) : (
          <Box tone="good">{ct.launch.launched}</Box>
        )}
        <p>
          <a href={pathIn(reader, `/console/calls/${call.id}`)}>{call.names[lang]}</a>
        </p>
      </>
    ),
  };
}
