/** The roadmap as entries of a calendar: activities on their days, calls at the minutes that open and close them. */
import { addDays, instantOf } from "./calendar.ts";
import type { Call } from "./call.ts";
import type { Activity } from "./roadmap.ts";

/** Days as calendars count them: `until` is the first day that is no longer part of it. */
export type AgendaEntry = { id: string } & (
  | { kind: "activity"; activity: Activity; from: string; until: string }
  | { kind: "opens" | "closes"; call: Call; at: Date }
);

/** In the order of time. A month-only activity spans its month; a draft call is nobody's business yet. */
export function agendaOf(
  activities: readonly Activity[],
  calls: readonly Call[],
  zone: string,
): AgendaEntry[] {
  const days = activities.map((activity) => ({
    id: `activity-${activity.id}`,
    kind: "activity" as const,
    activity,
    from: activity.from,
    until: addDays(activity.to, 1),
  }));
  const minutes = calls
    .filter(({ phase }) => phase !== "draft")
    .flatMap((call) =>
      (["opens", "closes"] as const).map((kind) => ({
        id: `call-${call.id}-${kind}`,
        kind,
        call,
        at: instantOf(call[kind], zone),
      })),
    );
  const placeOf = (entry: AgendaEntry) => (entry.kind === "activity" ? entry.from : entry.at.toISOString());
  return [...days, ...minutes].sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
}
