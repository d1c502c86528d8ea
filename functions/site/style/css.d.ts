/** A stylesheet is imported as its text, as infra/sheets.ts makes it. */
declare module "*.css" {
  const text: string;
  export default text;
}
