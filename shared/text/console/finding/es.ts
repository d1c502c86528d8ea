/** Finding a party from the first page, in Spanish. */
export const finding = { label: "Buscar una parte por nombre o código" };
