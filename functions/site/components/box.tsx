/** Something to be noticed. */
import { palettes, type Tone } from "./tone.ts";
import type { Within } from "./within.ts";

/** Something to be noticed: an alert with its sign, or, plain, a quiet frame. */
export const Box = ({
  tone = "plain",
  role,
  children,
}: Within & { tone?: Tone; role?: "alert" | "status" }) =>
  tone === "plain" ? (
    <div class="ds-card" data-variant="tinted" data-color="neutral" {...(role ? { role } : {})}>
      {children}
    </div>
  ) : (
    <div class="ds-alert" data-color={palettes[tone]} {...(role ? { role } : {})}>
      {children}
    </div>
  );
