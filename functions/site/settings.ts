/** What the site is told by its deployment, checked when first asked for. */
import * as z from "zod";

const Settings = z.object({
  PUBLIC_ORIGIN: z.url(),
  MAIL_DOMAIN: z.string().min(1),
  ORIGIN_SECRET: z.string().min(1), // only the distribution knows it: nobody reaches the site around it
  SIGN_IN_ISSUER: z.url(),
  SIGN_IN_CLIENT_ID: z.string().min(1),
  SIGN_IN_ORIGIN: z.url(),
});

let known: z.infer<typeof Settings> | undefined;

export function settings(): z.infer<typeof Settings> {
  known ??= Settings.parse(process.env);
  return known;
}
