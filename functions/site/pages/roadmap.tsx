/** The roadmap: activities as a line of stops that also reads as a list, and the windows of the calls. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Activity } from "../../../shared/domain/roadmap.ts";
import { LinkButton } from "../components/button.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { Minute } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { RoadmapPicture } from "../roadmap-picture.tsx";
import { daysText, localOf, monthText, shortMonthText } from "../when.ts";

/** When an activity takes place, as exactly as the review knows it. */
export const ActivityDates = ({ reader, activity }: { reader: Reader; activity: Activity }) => {
  const { lang, t } = reader;
  if (activity.precision === "month") {
    return (
      <span>
        <time datetime={activity.from.slice(0, 7)}>{monthText(lang, activity.from)}</time>{" "}
        <small>({t.roadmap.monthOnly})</small>
      </span>
    );
  }
  return <time datetime={activity.from}>{daysText(lang, activity.from, activity.to)}</time>;
};

const Stop = ({ reader, activity, today }: { reader: Reader; activity: Activity; today: string }) => {
  const { lang, t } = reader;
  const past = activity.to < today;
  const now = !past && activity.from <= today && activity.precision !== "month";
  return (
    <li class={past ? "past" : now ? "now" : undefined}>
      <span class="when">
        <ActivityDates reader={reader} activity={activity} />
      </span>
      <strong>{activity.names[lang]}</strong>
      <span class="soft">{activity.place[lang]}</span>{" "}
      {past ? <Tag>{t.roadmap.past}</Tag> : now ? <Tag tone="good">{t.roadmap.now}</Tag> : null}
    </li>
  );
};

const OwnCalendar = ({ reader, origin }: { reader: Reader; origin: string }) => {
  const { calendar } = reader.t.open;
  const path = pathIn(reader, "/roadmap.ics");
  return (
    <section>
      <h2>{calendar.title}</h2>
      <p>{calendar.text}</p>
      <p class="row">
        <LinkButton tone="plain" href={`webcal://${new URL(origin).host}${path}`}>
          {calendar.subscribe}
        </LinkButton>
        <a href={path} download>
          {calendar.download}
        </a>
      </p>
    </section>
  );
};

export function roadmapPage(
  reader: Reader,
  { activities, calls, origin }: { activities: readonly Activity[]; calls: readonly Call[]; origin: string },
): Page {
  const { lang, t } = reader;
  const today = localOf(reader.definition.review.zone, reader.now).slice(0, 10);
  const ordered = [...activities].sort((a, b) => a.from.localeCompare(b.from));
  const shown = calls.filter((call) => call.phase !== "draft");
  return {
    title: t.common.roadmap,
    body: (
      <>
        <p class="lead">{t.roadmap.intro}</p>
        <div class="wide-only">
          <RoadmapPicture
            rows={[
              ...ordered.map(({ names, from, to }) => ({
                name: names[lang],
                from,
                to,
                kind: "activity" as const,
              })),
              ...shown.map(({ names, opens, closes }) => ({
                name: names[lang],
                from: opens.slice(0, 10),
                to: closes.slice(0, 10),
                kind: "window" as const,
              })),
            ]}
            today={today}
            todayName={t.roadmap.today}
            monthName={(day) => shortMonthText(lang, day)}
            label={t.roadmap.picture}
          />
        </div>
        <h2>{t.roadmap.activities}</h2>
        <ol class="road wide">
          {ordered.map((activity) => (
            <Stop reader={reader} activity={activity} today={today} />
          ))}
        </ol>
        {shown.length > 0 ? (
          <>
            <h2>{t.roadmap.calls}</h2>
            <Table caption={t.roadmap.calls} head={[t.submissions.call, t.roadmap.opens, t.roadmap.closes]}>
              {shown.map((call) => (
                <tr>
                  <th scope="row">
                    <a href={pathIn(reader, `/calls/${call.id}`)}>{call.names[lang]}</a>
                  </th>
                  <td>
                    <Minute reader={reader} at={call.opens} />
                  </td>
                  <td>
                    <Minute reader={reader} at={call.closes} />
                  </td>
                </tr>
              ))}
            </Table>
          </>
        ) : null}
        <OwnCalendar reader={reader} origin={origin} />
      </>
    ),
  };
}
