/** Finding a party from the first page, in Portuguese. */
import type { finding as spanish } from "./es.ts";

export const finding: typeof spanish = { label: "Buscar uma parte por nome ou código" };
