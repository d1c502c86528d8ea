/** The programme: its items by day, and the objectives that each takes up. */
import type { Definition } from "../../../shared/domain/definition.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { objectives } from "../../../shared/text/objectives.ts";
import { Fact, Facts } from "../components/facts.tsx";
import { Tag } from "../components/tag.tsx";
import { type Page, type Reader, seatName } from "../reader.ts";
import { fullDayText } from "../when.ts";
import { type Decision, holderName } from "./decisions.tsx";

type Decided = { decisions: readonly Decision[]; parties: readonly Party[] };

type Item = Definition["programme"][number];

/** Who holds the seats of an item, as released; a seat that is not is not spoken of. */
const Seats = ({ reader, item, decided }: { reader: Reader; item: Item; decided: Decided }) => {
  const { lang, t } = reader;
  const held = item.seats.flatMap(({ call: id, seats: only }) => {
    const decision = decided.decisions.find(({ call }) => call.id === id);
    const seats = decision?.seats.filter(({ seat }) => !only || only.includes(seat)) ?? [];
    return decision ? seats.map((one) => ({ ...one, call: decision.call })) : [];
  });
  if (held.length === 0) return null;
  return (
    <>
      <h4>{t.open.seats}</h4>
      <Facts>
        {held.map(({ call, seat, holder }) => (
          <Fact name={seatName(call, seat, lang)}>{holderName(decided.parties, holder, lang)}</Fact>
        ))}
      </Facts>
    </>
  );
};

const Item = ({ reader, item, decided }: { reader: Reader; item: Item; decided: Decided }) => {
  const { lang, t } = reader;
  return (
    <li>
      <p>
        <Tag>{t.programme[item.kind]}</Tag>
      </p>
      <div>
        <h3>{item.names[lang]}</h3>
        {item.objectives.length > 0 ? (
          <ul aria-label={t.programme.objectives}>
            {item.objectives.map((number) => (
              <li>
                {t.programme.objective(number)}: {objectives[lang][number - 1] ?? ""}
              </li>
            ))}
          </ul>
        ) : null}
        <Seats reader={reader} item={item} decided={decided} />
      </div>
    </li>
  );
};

export function programmePage(reader: Reader, decided: Decided): Page {
  const { lang, t, definition } = reader;
  const days = [...new Set(definition.programme.map((item) => item.day))].sort();
  return {
    title: t.common.programme,
    body: (
      <>
        <p class="lead">{t.programme.intro}</p>
        {days.map((day) => (
          <section>
            <h2>
              <time datetime={day}>{fullDayText(lang, day)}</time>
            </h2>
            <ol class="agenda">
              {definition.programme
                .filter((item) => item.day === day)
                .map((item) => (
                  <Item reader={reader} item={item} decided={decided} />
                ))}
            </ol>
          </section>
        ))}
      </>
    ),
  };
}
