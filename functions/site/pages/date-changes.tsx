/** What moves with a date, before anything is saved: each thing with its day before and after, and the mails with it. */
import type { DateChange } from "../../../shared/domain/dates.ts";
import { Table } from "../components/table.tsx";
import type { Reader } from "../reader.ts";
import { dayText, minuteText } from "../when.ts";

const When = ({ reader, at, none }: { reader: Reader; at: string | undefined; none: string }) => {
  if (!at) return <span class="soft">{none}</span>;
  const { lang, definition } = reader;
  return <>{at.length === 10 ? dayText(lang, at) : minuteText(lang, definition.review.zone, at)}</>;
};

export const Changes = ({
  reader,
  caption,
  changes,
}: {
  reader: Reader;
  caption: string;
  changes: readonly DateChange[];
}) => {
  const { ct } = reader;
  const nameOf = (kind: DateChange["kind"]) =>
    kind === "close" ? ct.call.closeEvent : kind === "decision" ? ct.call.decisionEvent : ct.kinds[kind];
  return (
    <Table caption={caption} head={[ct.call.what, ct.call.before, ct.call.after, ct.call.mails]}>
      {changes.map((change) => (
        <tr>
          <th scope="row">{nameOf(change.kind)}</th>
          <td>
            <When reader={reader} at={change.before} none={ct.call.added} />
          </td>
          <td>
            <When reader={reader} at={change.after} none={ct.call.dropped} />
          </td>
          <td class="num">{change.mails}</td>
        </tr>
      ))}
    </Table>
  );
};
