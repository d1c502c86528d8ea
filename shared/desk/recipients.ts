/** Which of our addresses a mail came to, and what each of them says; also of one that is only nearly ours. */

import * as z from "zod";
import type { Call } from "../domain/call.ts";
import type { Recipient } from "../domain/intake.ts";
import { isNear, nearest } from "../domain/near.ts";
import { readReplyAddress, replyAddress } from "../mail/links.ts";
import { env } from "../store/environment.ts";
import { contactById } from "../store/parties.ts";
import { linkSecret } from "../store/secrets.ts";

const Redirects = z.record(z.string(), z.string());

/** Reads the addresses of a delivery; one that says nothing is "other". */
export function recipientsOf(addresses: readonly string[], calls: readonly Call[]): Promise<Recipient[]> {
  return Promise.all(addresses.map((address) => recipientOf(address.toLowerCase(), calls)));
}

const localOf = (address: string) => address.slice(0, address.lastIndexOf("@"));

async function recipientOf(address: string, calls: readonly Call[]): Promise<Recipient> {
  const local = localOf(address);
  const reply = local.startsWith("r.") ? readReplyAddress(await linkSecret(), address) : null;
  if (reply) {
    const call = calls.find(({ code }) => code === reply.code);
    const contact = await contactById(reply.contact);
    if (call && contact)
      return { kind: "reply", call: call.id, contact: { id: contact.id, party: contact.party } };
  }
  // What stands after a + is the sender's own mark.
  const own = calls.find((call) => call.address === local.replace(/\+.*$/, ""));
  if (own) return { kind: "call", call: own.id };
  const redirects = Redirects.parse(JSON.parse(env("REDIRECTS")));
  const mailbox = Object.entries(redirects).find(([, secret]) => secret.toLowerCase() === local)?.[0];
  if (!mailbox) return (await nearReply(local, calls)) ?? nearCall(local, calls) ?? { kind: "other" };
  const served = calls.filter((call) => call.mailbox?.toLowerCase() === mailbox.toLowerCase());
  return { kind: "redirect", mailbox, calls: served.map(({ id }) => id) };
}

/**
 * A reply address that was copied with a letter wrong. Its contact stands in it, so that the right one can be made and
 * compared; where that part is wrong too, the call may still be told.
 */
async function nearReply(local: string, calls: readonly Call[]): Promise<Recipient | null> {
  const [, code, id] = /^r[.-]([a-z]{2,4})[.-]([a-z0-9]{3,24})[.-][a-z0-9]{9,17}$/.exec(local) ?? [];
  if (!code || !id) return null;
  const [secret, contact] = await Promise.all([linkSecret(), contactById(id)]);
  const call = calls.find((one) => one.code.toLowerCase() === code);
  const likely = call ? [call] : calls;
  const right = contact && likely.find((one) => isNear(local, localOf(replyAddress(secret, one, id, ""))));
  const meant = right ?? call;
  return {
    kind: "near",
    to: "reply",
    ...(meant && { call: meant.id }),
    ...(right && { party: contact.party }),
  };
}

function nearCall(local: string, calls: readonly Call[]): Recipient | null {
  const call = nearest(local, calls, ({ address }) => address);
  return call && { kind: "near", to: "call", call: call.id };
}
