/** What giving one party a longer time changes, and why it may not be given. */
import { isMinuteIn, localMinuteOf, type Rules } from "./calendar.ts";
import { type Call, LocalMinute, type PartyStanding } from "./call.ts";
import { type DateChange, plannedMails } from "./dates.ts";
import { callFor, closeFor, extended } from "./extension.ts";
import type { Selection } from "./selection.ts";

/** Why a party cannot have this close; null when it can. */
export function extensionProblem(
  call: Call,
  standing: Pick<PartyStanding, "closes"> | undefined,
  closes: string,
  { selection, nowLocal, zone }: { selection: Selection | null; nowLocal: string; zone: string },
): string | null {
  if (call.phase === "draft") return "not-open";
  if (selection?.releasedAt) return "released";
  if (!LocalMinute.safeParse(closes).success || !isMinuteIn(closes, zone)) return "invalid-date";
  if (closes <= call.closes) return "not-later";
  if (closes <= nowLocal) return "in-the-past";
  return closes === standing?.closes ? "already" : null;
}

interface Extending {
  call: Call;
  before: PartyStanding;
  closes: string;
  now: Date;
  rules: Rules;
  mails: number; // how many each reminder is
}

/** What changes for the party: its close, and its reminders. */
export function extensionChanges({ call, before, closes, now, rules, mails }: Extending): DateChange[] {
  const after = callFor(call, extended(call, before, closes));
  const [old, fresh] = [callFor(call, before), after].map((one) =>
    plannedMails(one, null, now, rules).filter(({ kind }) => kind === "reminder"),
  );
  const at = (planned: typeof old, occasion: string) => {
    const found = planned?.find((mail) => mail.occasion === occasion);
    return found && localMinuteOf(found.at, rules.zone);
  };
  const occasions = [...new Set([...(old ?? []), ...(fresh ?? [])].map(({ occasion }) => occasion))];
  const reminders = occasions.map((occasion): DateChange => {
    const [from, to] = [at(old, occasion), at(fresh, occasion)];
    return {
      kind: "reminder",
      occasion,
      ...(from ? { before: from } : {}),
      ...(to ? { after: to } : {}),
      mails,
    };
  });
  return [
    { kind: "close" as const, occasion: "", before: closeFor(call, before), after: closes, mails: 0 },
    ...reminders,
  ].filter((one) => one.before !== one.after);
}
