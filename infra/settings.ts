/** What one deployment is told: one JSON file, checked before anything is built from it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const localPart = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{7,63}$/, "needs 8 to 64 lower-case letters, digits and hyphens");

export const Settings = z.strictObject({
  review: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/), // shared/reviews/<review>.yaml
  account: z.string().regex(/^\d{12}$/, "is the 12 digits of the AWS account"),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'is a region where SES receives mail, such as "us-east-1"'),
  domain: z
    .string()
    .regex(/^[a-z0-9.-]+\.[a-z]{2,}$/, 'is the inbound mail domain, such as "in.example.org"'),
  publicOrigin: z
    .url()
    .refine((url) => new URL(url).origin === url, "is an origin without path or final slash"),
  certificateArn: z
    .string()
    .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/.+$/, "is a certificate of us-east-1, for CloudFront"),
  signInPrefix: z.string().regex(/^[a-z0-9-]{3,63}$/, "names the hosted sign-in pages; unique in the region"),
  publicMailboxes: z.array(
    z.strictObject({
      mailbox: z.email().toLowerCase(), // stays where it is, and redirects to us
      redirectsTo: localPart, // secret local part of our domain, one for each mailbox
    }),
  ),
  mail: z.enum(["held", "sample", "live"]),
  team: z.array(z.email()), // who receives mail while it is "sample"
  operators: z.array(z.email()), // who receives the alarms
});
export type Settings = z.infer<typeof Settings>;

/** Stands in for an account where there is none: synthesis, tests and the local cloud. */
export const localSettings = fileURLToPath(new URL("./local/settings.json", import.meta.url));

/** The file that this run deploys from: SETTINGS names it, else the local one. */
export function settingsFile(): string {
  return process.env.SETTINGS ?? localSettings;
}

/** Reads and checks a settings file; all that is wrong is said at once. */
export function readSettings(file: string): Settings {
  const parsed = Settings.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(
    (issue) => `  ${issue.path.join(".") || "the file"}: ${issue.message}`,
  );
  throw new Error(`${file} does not hold:\n${lines.join("\n")}`);
}

/** The address in From of everything that leaves. */
export const senderOf = (settings: Pick<Settings, "domain">): string => `secretariat@${settings.domain}`;
