/** How the seats of a consultation come to their States in a rehearsal: each way is played once, on seats that are drawn. */
import type { Draw } from "./draw.ts";

/**
 * silence: the group agrees by a silence procedure. conveyed: its coordinator conveys the name. plan-b: nobody offers, and
 * a named State is sounded. offered: a State that offered itself is agreed.
 */
export type Way = "silence" | "conveyed" | "plan-b" | "offered";

const ways: readonly Way[] = ["silence", "conveyed", "plan-b"];

/** The way of each seat of a call. */
export function waysOf(
  draw: Draw,
  { id, seats }: { id: string; seats: readonly { id: string }[] },
): Map<string, Way> {
  const drawn = seats.map((seat) => seat.id).sort((a, b) => draw(`way ${id} ${a}`) - draw(`way ${id} ${b}`));
  return new Map(drawn.map((seat, at) => [seat, ways[at] ?? "offered"]));
}
