/** How a selection works, for a delegate: one screen, with links to the calls and to what was decided. */
import type { Call } from "../../../shared/domain/call.ts";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { listText } from "../when.ts";

export function methodPage(reader: Reader, { calls }: { calls: readonly Call[] }): Page {
  const { t, lang } = reader;
  const ways = ["consultation", "composition", "assessment"] as const;
  const used = ways.filter((way) => calls.some(({ selection }) => selection === way));
  return {
    title: t.method.title,
    body: (
      <>
        <p class="lead">{t.method.lead}</p>
        <ul class="cards">
          {used.map((way) => (
            <li class="ds-card">
              <h2>{t.method[way].title}</h2>
              <p class="soft">
                {listText(
                  lang,
                  calls.filter(({ selection }) => selection === way).map(({ names }) => names[lang]),
                )}
              </p>
              <ul>
                {t.method[way].rules.map((rule) => (
                  <li>{rule}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
        <h2>{t.method.always.title}</h2>
        <ul>
          {t.method.always.rules.map((rule) => (
            <li>{rule}</li>
          ))}
        </ul>
        <p>
          <a href={pathIn(reader, "/decisions")}>{t.common.decisions}</a>
        </p>
      </>
    ),
  };
}
