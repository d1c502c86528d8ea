/** Why the decision date of a call moved, in the words of who moved it; confidential, and deletable where that is offered. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Person } from "../../../shared/domain/review.ts";
import type { Selection } from "../../../shared/domain/selection.ts";
import { Act } from "../components/act.tsx";
import { Instant } from "../components/times.tsx";
import { pathIn, type Reader } from "../reader.ts";
import { dayText } from "../when.ts";

export const DateReasons = ({
  reader,
  call,
  selection,
  people = [],
  deletes = false,
}: {
  reader: Reader;
  call: Pick<Call, "id">;
  selection: Pick<Selection, "dateReasons" | "version">;
  people?: readonly Person[];
  deletes?: boolean;
}) => {
  const { ct, lang } = reader;
  if (selection.dateReasons.length === 0) return null;
  const dayOf = (day: string | undefined) => (day ? dayText(lang, day) : "–");
  return (
    <section>
      <h2>{ct.consulting.reason}</h2>
      <ul>
        {selection.dateReasons.map(({ from, to, words, by, at }) => (
          <li>
            {dayOf(from)} → {dayOf(to)}: {words} (
            {people.length > 0 ? `${people.find(({ id }) => id === by)?.name ?? by}, ` : ""}
            <Instant reader={reader} at={at} />){" "}
            {deletes ? (
              <Act
                reader={reader}
                action={pathIn(reader, `/console/selection/${call.id}/date-reason/delete`)}
                name={ct.selection.delete}
                tone="danger"
                label={`${ct.selection.delete}: ${words}`}
                fields={{ at }}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
};
