/** What a function is told by its deployment. Asking for a variable it was not given names it. */

const known = [
  "REVIEW_ID",
  "REVIEWS_TABLE",
  "LEDGER_TABLE",
  "MAIL_BUCKET",
  "FILES_BUCKET",
  "LEDGER_BUCKET",
  "LINK_SECRET_ARN",
  "MAIL_DOMAIN",
  "PUBLIC_ORIGIN",
  "FROM_ADDRESS",
  "CONFIGURATION_SET",
  "CALL_MACHINE_ARN",
  "ROADMAP_MACHINE_ARN",
  "EVENT_BUS_NAME",
  "MAIL_MODE",
  "TEAM_ADDRESSES",
  "REDIRECTS",
] as const;

/** The value of an environment variable; throws naming it when the deployment does not give it. */
export function env(name: (typeof known)[number]): string {
  const value = process.env[name];
  if (!value) throw new Error(`This function was deployed without ${name}`);
  return value;
}
