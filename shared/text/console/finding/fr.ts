/** Finding a party from the first page, in French. */
import type { finding as spanish } from "./es.ts";

export const finding: typeof spanish = { label: "Trouver une partie par nom ou code" };
