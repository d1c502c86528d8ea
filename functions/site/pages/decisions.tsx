/** Decisions: only what was released, and of it only call, rules, seat, State or person, and date. */
import type { Holder, ReleasedDecision } from "../../../shared/desk/decisions.ts";
import type { Language } from "../../../shared/domain/language.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { Table } from "../components/table.tsx";
import { Day } from "../components/times.tsx";
import { type Page, pathIn, type Reader, seatName } from "../reader.ts";
import { localOf } from "../when.ts";

export type Decision = Pick<ReleasedDecision, "call" | "releasedAt" | "seats">;

/** The State or the person that holds a seat, in the reader's words. */
export const holderName = (parties: readonly Party[], holder: Holder, lang: Language): string =>
  "person" in holder
    ? holder.person
    : (parties.find(({ id }) => id === holder.state)?.names[lang].name ?? holder.state);

export function decisionsPage(
  reader: Reader,
  { decisions, parties }: { decisions: readonly Decision[]; parties: readonly Party[] },
): Page {
  const { lang, t, definition } = reader;
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
                  <td>{holderName(parties, holder, lang)}</td>
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
