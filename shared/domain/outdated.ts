/** Whether a mail that waited has been overtaken: it would remind of what was answered, or ask what is settled. */
import { instantOf, startOfDay } from "./calendar.ts";
import type { Call, PartyStanding } from "./call.ts";
import { isSilent } from "./due.ts";
import { closeFor } from "./extension.ts";
import type { Notice } from "./notice.ts";
import type { Selection } from "./selection.ts";
import { isStillAwaited } from "./watch.ts";

export interface Present {
  call: Call;
  standing: PartyStanding | undefined; // of the notice's party
  selection: Selection | null;
}

/** A mail may wait long, held or by an outage. One that was overtaken meanwhile is not sent at all. */
export function isOutdated(
  { kind, party, occasion, params }: Pick<Notice, "kind" | "party" | "occasion" | "params">,
  { call, standing, selection }: Present,
  now: Date,
  zone: string,
): boolean {
  switch (kind) {
    case "invitation":
    case "extension":
      return now >= instantOf(closeFor(call, standing), zone);
    case "reminder":
      return now >= instantOf(closeFor(call, standing), zone) || !isSilent(standing);
    case "acceptance": {
      const seat = selection?.seats.find((state) => state.seat === params.seat);
      return (
        seat?.party !== party || seat?.acceptance !== "asked" || occasion !== `${seat.seat}-${seat.asked}`
      );
    }
    case "approval":
      return selection?.decidedAt !== undefined || String(selection?.slate) !== occasion;
    case "letter":
      return String(selection?.slate) !== occasion;
    case "silence": {
      const silence = selection?.silences.find(({ id }) => id === occasion);
      return !silence || silence.closedAt !== undefined || now >= instantOf(silence.until, zone);
    }
    case "amendment":
      return selection?.releasedAt !== undefined;
    case "waiting":
      return !isStillAwaited(occasion, call, selection);
    case "warning":
      return (
        selection?.decidedAt !== undefined ||
        (call.decisionBefore !== undefined && now >= startOfDay(call.decisionBefore, zone))
      );
    default:
      return false;
  }
}
