/** What the assembly says of mail: the inbound domain, the public mailboxes that redirect to it, the sending identities. */
import * as z from "zod";
import type { Assembly } from "./context.ts";

const FunctionProperties = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});
const IdentityProperties = z.object({ EmailIdentity: z.string() });

export interface MailSettings {
  domain: string;
  redirects: ReadonlyMap<string, string>; // public mailbox → secret inbound address
  identities: readonly string[]; // domains and addresses that may stand in From
}

/** The first value of an environment variable that any function of the assembly is given. */
function environmentOf(assembly: Assembly, name: string): string | undefined {
  for (const resource of assembly.ofType("AWS::Lambda::Function")) {
    const value = FunctionProperties.parse(resource.properties).Environment?.Variables[name];
    if (value !== undefined) return value;
  }
  return undefined;
}

export function mailSettings(assembly: Assembly): MailSettings {
  const domain = environmentOf(assembly, "MAIL_DOMAIN") ?? "";
  const redirects = z
    .record(z.string(), z.string())
    .parse(JSON.parse(environmentOf(assembly, "REDIRECTS") ?? "{}"));
  return {
    domain,
    redirects: new Map(
      Object.entries(redirects).map(([mailbox, secret]) => [mailbox.toLowerCase(), `${secret}@${domain}`]),
    ),
    identities: assembly
      .ofType("AWS::SES::EmailIdentity")
      .map((r) => IdentityProperties.parse(r.properties).EmailIdentity),
  };
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
