/** What stands within a component. */
import type { Child } from "hono/jsx";

export type Within = { children?: Child };
