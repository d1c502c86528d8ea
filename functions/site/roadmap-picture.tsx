/** The roadmap drawn: months from left to right, an activity as a stop, a call as the window in which it takes answers. */
import { addDays, daysBetween } from "../../shared/domain/calendar.ts";
import { Picture } from "./pictures.tsx";

/** One row, by its first and last day; a window is a call's. */
export interface DrawnRow {
  name: string;
  from: string;
  to: string;
  kind: "activity" | "window";
}

const width = 1040;
const rowHeight = 27;
const head = 30;
const letter = 6.9; // width of a name's letters, at most

/** The first days of the months that a span touches, with the first of the month after it. */
function monthsOf(from: string, to: string): string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; ; day = `${addDays(day, 32).slice(0, 7)}-01`) {
    months.push(day);
    if (day > to) return months;
  }
}

/** Rows stand in the order of their first day, so that the eye goes down as time goes on. */
export const RoadmapPicture = ({
  rows,
  today,
  todayName,
  monthName,
  label,
}: {
  rows: readonly DrawnRow[];
  today: string;
  todayName: string;
  monthName: (day: string) => string;
  label: string;
}) => {
  const ordered = rows.toSorted((a, b) => a.from.localeCompare(b.from) || a.to.localeCompare(b.to));
  const [first] = ordered;
  if (!first) return null;
  const last =
    ordered
      .map(({ to }) => to)
      .toSorted()
      .at(-1) ?? first.to;
  const months = monthsOf(first.from, last);
  const [begin = first.from, end = last] = [months[0], months.at(-1)];
  const days = Math.max(1, daysBetween(begin, end));
  const x = (day: string) => (width * daysBetween(begin, day)) / days;
  const height = head + ordered.length * rowHeight + 8;
  const isWithin = today >= begin && today <= end;
  return (
    <Picture label={label} width={width} height={height}>
      {months.slice(0, -1).map((month) => (
        <>
          <line x1={x(month)} y1={0} x2={x(month)} y2={height} class="grid" />
          <text x={x(month) + 6} y={14}>
            {monthName(month)}
          </text>
        </>
      ))}
      {isWithin ? (
        <>
          <line x1={x(today)} y1={18} x2={x(today)} y2={height} class="today" />
          <text x={x(today) + 5} y={height - 3}>
            {todayName}
          </text>
        </>
      ) : null}
      {ordered.map(({ name, from, to, kind }, row) => {
        const y = head + row * rowHeight + rowHeight / 2;
        const left = x(from);
        const right = Math.max(left + 14, x(addDays(to, 1)));
        const isLeft = right + 10 + name.length * letter > width;
        const names = isLeft
          ? { x: left - 10, "text-anchor": "end" as const }
          : { x: right + 10, "text-anchor": "start" as const };
        return (
          <>
            <rect
              x={left}
              y={y - 7}
              width={right - left}
              height={14}
              rx={7}
              class={kind === "window" ? "window" : "held"}
            />
            <text {...names} y={y + 4.5} class="name">
              {name}
            </text>
          </>
        );
      })}
    </Picture>
  );
};
