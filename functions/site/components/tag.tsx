/** One word on how something stands. */
import { palettes, type Tone } from "./tone.ts";
import type { Within } from "./within.ts";

/** One word on how something stands. */
export const Tag = ({ tone = "plain", children }: Within & { tone?: Tone }) => (
  <span class="ds-tag" data-variant="outline" data-color={palettes[tone]}>
    {children}
  </span>
);
