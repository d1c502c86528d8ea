/** Finding a party from the first page, in English. */
import type { finding as spanish } from "./es.ts";

export const finding: typeof spanish = { label: "Find a party by name or code" };
