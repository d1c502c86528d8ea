/** Decisions: only what was released, and of it only call, rules, seat, State or person, and date. */
import type { Holder, ReleasedDecision } from "../../../shared/desk/decisions.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { Day, Table } from "../parts.tsx";
import { type Page, pathIn, type Reader, seatName } from "../reader.ts";
import { localOf } from "../when.ts";

export type Decision = Pick<ReleasedDecision, "call" | "releasedAt" | "seats">;

export function decisionsPage(
  reader: Reader,
  { decisions, parties }: { decisions: readonly Decision[]; parties: readonly Party[] },
): Page {
  const { lang, t, definition } = reader;
  const nameOf = (holder: Holder) =>
    "person" in holder
      ? holder.person
      : (parties.find(({ id }) => id === holder.state)?.names[lang].name ?? holder.state);
  return {
    title: t.common.decisions,
    body: (
      <>
        <p class="lead">{t.decisions.intro}</p>
        {decisions.length === 0 ? <p>{t.decisions.nothing}</p> : null}
        {decisions.map(({ call, releasedAt, seats }) => (
          <section>
            <h2>{call.names[lang]}</h2>
            <p>
              {t.decisions.published}{" "}
              <Day reader={reader} at={localOf(definition.review.zone, releasedAt).slice(0, 10)} />.{" "}
              <a href={pathIn(reader, `/calls/${call.id}`)}>{t.method.rulesOfCall}</a>.{" "}
              <a href={pathIn(reader, "/method")}>{t.method.title}</a>.
            </p>
            <Table caption={call.names[lang]} head={[t.decisions.seat, t.decisions.holder]}>
              {seats.map(({ seat, holder }) => (
                <tr>
                  <th scope="row">{seatName(call, seat, lang)}</th>
                  <td>{nameOf(holder)}</td>
                </tr>
              ))}
            </Table>
          </section>
        ))}
        <p>
          <a href="/decisions.json">{t.decisions.json}</a>
        </p>
      </>
    ),
  };
}
