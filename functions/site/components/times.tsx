/** Minutes and days on the review’s clock, as the reader’s language writes them. */
import type { Reader } from "../reader.ts";
import { dayText, instantText, minuteText } from "../when.ts";

/** A wall-clock minute of the review's zone, in full. */
export const Minute = ({ reader, at }: { reader: Reader; at: string }) => (
  <time datetime={at}>{minuteText(reader.lang, reader.definition.review.zone, at)}</time>
);

export const Day = ({ reader, at }: { reader: Reader; at: string }) => (
  <time datetime={at}>{dayText(reader.lang, at)}</time>
);

export const Instant = ({ reader, at }: { reader: Reader; at: string }) => (
  <time class="num" datetime={at}>
    {instantText(reader.lang, reader.definition.review.zone, at)}
  </time>
);
