/** The front page: what the review is, what is open now, which dates come next. */
import type { Call } from "../../../shared/domain/call.ts";
import type { Activity } from "../../../shared/domain/roadmap.ts";
import { Fact, Facts } from "../components/facts.tsx";
import { Minute } from "../components/times.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { daysText, localOf } from "../when.ts";
import { ActivityDates } from "./roadmap.tsx";

export type FrontFacts = {
  calls: readonly Call[];
  activities: readonly Activity[];
  decided: readonly Call[];
};

/** Whether a call takes answers that are in time. */
function isOpen(call: Call, nowLocal: string): boolean {
  return call.phase === "launched" && call.opens <= nowLocal && nowLocal <= call.closes;
}

const OpenCalls = ({ reader, calls }: { reader: Reader; calls: readonly Call[] }) => {
  const { lang, t } = reader;
  if (calls.length === 0) return <p>{t.front.nothingOpen}</p>;
  return (
    <ul class="cards">
      {calls.map((call) => (
        <li class="ds-card">
          <h3>
            <a href={pathIn(reader, `/calls/${call.id}`)}>{call.names[lang]}</a>
          </h3>
          <p>{call.summary[lang]}</p>
          <p>
            {t.front.until} <Minute reader={reader} at={call.closes} />
          </p>
        </li>
      ))}
    </ul>
  );
};

export function frontPage(reader: Reader, { calls, activities, decided }: FrontFacts): Page {
  const { lang, t, definition } = reader;
  const { review } = definition;
  const nowLocal = localOf(review.zone, reader.now);
  const next = activities
    .filter((one) => one.to >= nowLocal.slice(0, 10))
    .sort((a, b) => a.from.localeCompare(b.from))
    .slice(0, 3);
  return {
    title: review.names[lang],
    band: (
      <>
        <p>{review.purpose[lang]}</p>
        <Facts>
          <Fact name={t.front.when}>{daysText(lang, review.begins, review.ends)}</Fact>
          <Fact name={t.front.where}>
            {review.venue[lang]}, {review.place[lang]}
          </Fact>
          <Fact name={t.front.who}>{review.senders[lang]}</Fact>
        </Facts>
      </>
    ),
    body: (
      <>
        <div class="beside">
          <section>
            <h2>{t.front.open}</h2>
            <OpenCalls reader={reader} calls={calls.filter((call) => isOpen(call, nowLocal))} />
            {decided.length > 0 ? (
              <>
                <h2>{t.front.latest}</h2>
                <ul>
                  {decided.map((call) => (
                    <li>
                      <a href={pathIn(reader, "/decisions")}>{call.names[lang]}</a>
                    </li>
                  ))}
                </ul>
              </>
            ) : null}
          </section>
          <section>
            <h2>{t.front.next}</h2>
            {next.length === 0 ? (
              <p>{t.front.nothingNext}</p>
            ) : (
              <ul class="road">
                {next.map((activity) => (
                  <li>
                    <ActivityDates reader={reader} activity={activity} />
                    <strong>{activity.names[lang]}</strong>
                    <span class="soft">{activity.place[lang]}</span>
                  </li>
                ))}
              </ul>
            )}
            <p>
              <a href={pathIn(reader, "/roadmap")}>{t.front.whole}</a>
            </p>
            <h2>{t.open.follow.title}</h2>
            <ul>
              <li>
                <a href={pathIn(reader, "/news")}>{t.open.follow.news}</a>
              </li>
              <li>
                <a href={pathIn(reader, "/documents")}>{t.open.follow.documents}</a>
              </li>
              <li>
                <a href={pathIn(reader, "/feed.atom")} type="application/atom+xml">
                  {t.open.feed.link}
                </a>
              </li>
            </ul>
          </section>
        </div>
      </>
    ),
  };
}
