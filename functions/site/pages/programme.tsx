/** The programme: its items by day, and the objectives that each takes up. */
import type { Definition } from "../../../shared/domain/definition.ts";
import { objectives } from "../../../shared/text/objectives.ts";
import { Tag } from "../parts.tsx";
import type { Page, Reader } from "../reader.ts";
import { fullDayText } from "../when.ts";

const Item = ({ reader, item }: { reader: Reader; item: Definition["programme"][number] }) => {
  const { lang, t } = reader;
  return (
    <li class="ds-card">
      <h3>{item.names[lang]}</h3>
      <p>
        <Tag>{t.programme[item.kind]}</Tag>
      </p>
      {item.objectives.length > 0 ? (
        <ul aria-label={t.programme.objectives}>
          {item.objectives.map((number) => (
            <li>
              {t.programme.objective(number)}: {objectives[lang][number - 1] ?? ""}
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  );
};

export function programmePage(reader: Reader): Page {
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
            <ul class="cards">
              {definition.programme
                .filter((item) => item.day === day)
                .map((item) => (
                  <Item reader={reader} item={item} />
                ))}
            </ul>
          </section>
        ))}
      </>
    ),
  };
}
