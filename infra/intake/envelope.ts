/** The envelope of a mail that nobody delivers: read from its own headers, unless somebody says otherwise. */
import * as z from "zod";
import type { Definition } from "../../shared/domain/definition.ts";
import type { Envelope as Read } from "../../shared/mail/parsed.ts";
import type { Cloud } from "../local/cloud.ts";
import { relayAddress } from "../local/dns-fixture.ts";
import type { Envelope } from "../local/mail-verdicts.ts";

/** What somebody says; the rest follows the headers. */
export interface Said {
  from?: string | undefined; // MAIL FROM; "" is the null sender
  to?: readonly string[] | undefined; // RCPT TO
  client?: string | undefined; // address of the server that hands the mail over
}

/** A loopback address that sends for no domain: it proves nobody. */
const nowhere = "127.0.0.1";
/** The envelope of a mail without From: the null sender would say that a machine wrote it. */
const nobody = "nobody@unknown.example";

const Redirects = z.record(z.string(), z.string());

interface Ours {
  domain: string;
  redirects: ReadonlyMap<string, string>; // public mailbox → secret inbound address
  inputs: string; // address of the call for inputs
}

/** Our addresses, as the deployment and the definition name them. */
export function oursOf(cloud: Cloud, definition: Definition): Ours {
  const { MAIL_DOMAIN: domain = "" } = cloud.environment("site");
  const redirects = Object.entries(
    Redirects.parse(JSON.parse(cloud.environment("receive-mail").REDIRECTS ?? "{}")),
  );
  const call = definition.calls.find(({ kind }) => kind === "inputs");
  return {
    domain,
    redirects: new Map(redirects.map(([mailbox, local]) => [mailbox.toLowerCase(), `${local}@${domain}`])),
    inputs: `${call?.address ?? "inputs"}@${domain}`,
  };
}

/**
 * MAIL FROM: the address of From, or one that is nobody's. RCPT TO: our addresses in To and Cc; else, where a public mailbox
 * stands there, its secret address, and the mail comes from the relay; else the call for inputs. Client: the address
 * that sends for the domain of From, if it is one of the sample's, else one that proves nobody.
 */
export function envelopeOf(
  mail: Pick<Read, "from" | "to" | "cc">,
  said: Said,
  ours: Ours,
  dns: Pick<Cloud["dns"], "zoneOf">,
): Envelope {
  const from = said.from ?? mail.from?.address ?? nobody;
  const named = [...new Set([...mail.to, ...mail.cc].map(({ address }) => address))];
  const direct = named.filter((address) => address.endsWith(`@${ours.domain}`));
  const secret = named.flatMap((address) => ours.redirects.get(address) ?? []);
  const isRedirected = said.to === undefined && direct.length === 0 && secret.length > 0;
  const [own] = [direct, secret, [ours.inputs]].filter((some) => some.length > 0);
  const zone = mail.from ? dns.zoneOf(mail.from.address) : undefined;
  const client = said.client ?? (isRedirected ? relayAddress : (zone?.address ?? nowhere));
  return {
    from,
    recipients: [...(said.to ?? own ?? [ours.inputs])],
    client,
    helo: isRedirected ? "relay.example" : (zone?.domain ?? "unknown.example"),
  };
}
