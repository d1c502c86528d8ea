/** Which of our addresses a mail came to, and what each of them says. */

import * as z from "zod";
import type { Call } from "../domain/call.ts";
import type { Recipient } from "../domain/intake.ts";
import { readReplyAddress } from "../mail/links.ts";
import { env } from "../store/environment.ts";
import { contactById } from "../store/parties.ts";
import { linkSecret } from "../store/secrets.ts";

const Redirects = z.record(z.string(), z.string());

/** Reads the addresses of a delivery; one that says nothing is "other". */
export function recipientsOf(addresses: readonly string[], calls: readonly Call[]): Promise<Recipient[]> {
  return Promise.all(addresses.map((address) => recipientOf(address.toLowerCase(), calls)));
}

async function recipientOf(address: string, calls: readonly Call[]): Promise<Recipient> {
  const local = address.slice(0, address.lastIndexOf("@"));
  const reply = local.startsWith("r.") ? readReplyAddress(await linkSecret(), address) : null;
  if (reply) {
    const call = calls.find(({ code }) => code === reply.code);
    const contact = await contactById(reply.contact);
    if (call && contact)
      return { kind: "reply", call: call.id, contact: { id: contact.id, party: contact.party } };
  }
  const own = calls.find((call) => call.address === local);
  if (own) return { kind: "call", call: own.id };
  const redirects = Redirects.parse(JSON.parse(env("REDIRECTS")));
  const mailbox = Object.entries(redirects).find(([, secret]) => secret.toLowerCase() === local)?.[0];
  if (!mailbox) return { kind: "other" };
  const served = calls.filter((call) => call.mailbox?.toLowerCase() === mailbox.toLowerCase());
  return { kind: "redirect", mailbox, calls: served.map(({ id }) => id) };
}
