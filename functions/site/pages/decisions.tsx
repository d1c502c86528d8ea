/** Decisions: only what was released, and of it only seat, State and date. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { Instant, Table } from "../parts.tsx";
import { type Page, type Reader, seatName } from "../reader.ts";

export type Decision = {
  call: Call;
  releasedAt: string;
  seats: readonly { seat: string; party: string }[];
};

export function decisionsPage(
  reader: Reader,
  { decisions, parties }: { decisions: readonly Decision[]; parties: readonly Party[] },
): Page {
  const { lang, t } = reader;
  const nameOf = (id: string) => parties.find((party) => party.id === id)?.names[lang].name ?? id;
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
              {t.decisions.published} <Instant reader={reader} at={releasedAt} />
            </p>
            <Table caption={call.names[lang]} head={[t.decisions.seat, t.decisions.state]}>
              {seats.map(({ seat, party }) => (
                <tr>
                  <th scope="row">{seatName(call, seat, lang)}</th>
                  <td>{nameOf(party)}</td>
                </tr>
              ))}
            </Table>
          </section>
        ))}
      </>
    ),
  };
}
