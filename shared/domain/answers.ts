/** How often one address is answered: two robots that both look like people must come to an end. Pure. */
import * as z from "zod";

/** What was answered to one address so far. */
export const Tally = z.object({
  day: z.string(), // of UTC, of the last answer
  today: z.number().int(),
  calls: z.record(z.string(), z.number().int()), // answers on each call, ever
  revision: z.number().int(),
});
export type Tally = z.infer<typeof Tally>;

/**
 * A ministry that sends its annexes one by one sends a dozen in a day, not a hundred. Beyond this the mail is recorded
 * and shown as ever; only no answer leaves.
 */
export const answerCap = { aDay: 20, aCall: 60 } as const;

export const noAnswers: Tally = { day: "", today: 0, calls: {}, revision: 0 };

/** The tally with one answer more; null when that would be too many. */
export function answered(tally: Tally, call: string, day: string): Tally | null {
  const today = tally.day === day ? tally.today : 0;
  const onCall = tally.calls[call] ?? 0;
  if (today >= answerCap.aDay || onCall >= answerCap.aCall) return null;
  return { ...tally, day, today: today + 1, calls: { ...tally.calls, [call]: onCall + 1 } };
}
