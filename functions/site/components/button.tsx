/** A button that sends its form, and a link that looks like one. */
import type { Within } from "./within.ts";

/** main: what the page is for, once. plain: everything else. danger: what takes something away. */
export type Weight = "main" | "plain" | "danger";

const variants = {
  main: {},
  plain: { "data-variant": "secondary" },
  danger: { "data-variant": "secondary", "data-color": "danger" },
} as const;

/** A button that sends its form. */
export const Button = ({
  tone = "main",
  children,
  ...attributes
}: Within & {
  tone?: Weight;
  id?: string;
  name?: string;
  value?: string;
  formnovalidate?: boolean;
  "aria-label"?: string;
}) => (
  <button type="submit" class="ds-button" {...variants[tone]} {...attributes}>
    {children}
  </button>
);

/** A link that looks like a button: the way on. */
export const LinkButton = ({
  tone = "main",
  href,
  children,
}: Within & { tone?: Exclude<Weight, "danger">; href: string }) => (
  <a class="ds-button" href={href} {...variants[tone]}>
    {children}
  </a>
);
