/** A minute on the reader's own clock, where the distribution tells their zone and it shows another hour than the review's. */
import { instantOf, isZone } from "../../shared/domain/calendar.ts";
import type { Reader } from "./reader.ts";
import { fullDayText, localOf, zonePlace } from "./when.ts";

/** The zone that a header names; nothing where it names none. */
export const zoneIn = (header: string | undefined): string | undefined =>
  header && /^[A-Za-z0-9_+/-]{2,60}$/.test(header) && isZone(header) ? header : undefined;

export const OwnMinute = ({ reader, at }: { reader: Reader; at: string }) => {
  const { lang, t, ownZone, definition } = reader;
  if (!ownZone) return null;
  const instant = instantOf(at, definition.review.zone);
  const own = localOf(ownZone, instant);
  if (own === at) return null;
  return (
    <small class="soft own-zone">
      {t.open.ownZone(
        zonePlace(lang, ownZone, instant),
        `${fullDayText(lang, own.slice(0, 10))}, ${own.slice(11)}`,
      )}
    </small>
  );
};
