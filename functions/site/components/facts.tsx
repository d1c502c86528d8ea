/** Terms and what they mean, side by side. */
import type { Within } from "./within.ts";

/** Terms and what they mean, side by side. */
export const Facts = ({ children }: Within) => <dl class="facts">{children}</dl>;

export const Fact = ({ name, children }: Within & { name: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
