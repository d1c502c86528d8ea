/** The roadmap: dated activities, each as exact as the review knows it (a day, a range or a month). */
import * as z from "zod";
import { Instant, LocalDay } from "./call.ts";
import { Texts } from "./language.ts";

export const activityKinds = ["forum", "briefing", "consultation", "hearing", "meeting"] as const;
const precisions = ["day", "range", "month"] as const;

export const Activity = z.object({
  id: z.string(),
  kind: z.enum(activityKinds),
  names: Texts,
  place: Texts,
  precision: z.enum(precisions),
  from: LocalDay, // first day; of a month its first
  to: LocalDay, // last day, included; of a month its last
  noticeDays: z.array(z.number().int().positive()), // days before `from` on which the secretariat is told
  // state
  told: z.array(z.number().int()).default([]), // notice days already done or passed over
  began: Instant.optional(),
  ended: Instant.optional(),
});
export type Activity = z.infer<typeof Activity>;

/** Occasion of the notice about an activity: `<activity>-<days before>`. */
export const activityOccasion = (activity: string, days: number): string => `${activity}-${days}`;

/** The activity and the days before it that an occasion names. */
export function readActivityOccasion(occasion: string): { activity: string; days: number } {
  const dash = occasion.lastIndexOf("-");
  return { activity: occasion.slice(0, dash), days: Number(occasion.slice(dash + 1)) };
}
