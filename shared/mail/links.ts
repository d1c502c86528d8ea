/**
 * Links and reply addresses: derived from a secret, never stored. A link opens a party's page; a reply address only
 * routes a mail to its call and names the contact it was sent to.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { base32, dictated } from "../domain/base32.ts";

const mac = (secret: string, purpose: string, of: string, bytes: number) =>
  base32(createHmac("sha256", secret).update(`${purpose}\n${of}`).digest().subarray(0, bytes), dictated);

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The token of a contact's page: 128 bits, until the contact's generation is raised. */
export function linkToken(secret: string, contact: { id: string; generation: number }): string {
  return `${contact.id}.${mac(secret, "page", `${contact.id}\n${contact.generation}`, 16)}`;
}

/** The contact id that a token claims; null when it has not even the form of one. */
export function contactOfToken(token: string): string | null {
  return /^([a-z0-9]{3,24})\.[a-z2-7]{26}$/.exec(token.toLowerCase())?.[1] ?? null;
}

/** Whether the token is this contact's present one, in constant time. */
export function isTokenOf(
  secret: string,
  token: string,
  contact: { id: string; generation: number },
): boolean {
  return same(token.toLowerCase(), linkToken(secret, contact));
}

/** Address that a mail about a call to a contact asks to be answered at. At most 64 characters before the @. */
export function replyAddress(
  secret: string,
  call: { code: string },
  contact: string,
  domain: string,
): string {
  const code = call.code.toLowerCase();
  return `r.${code}.${contact}.${mac(secret, "reply", `${code}\n${contact}`, 8)}@${domain}`;
}

/** What a reply address says, if it is ours: the call's code (upper case) and the contact it was sent to. */
export function readReplyAddress(secret: string, address: string): { code: string; contact: string } | null {
  const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
  const [, code, contact, token] = /^r\.([a-z]{2,4})\.([a-z0-9]{3,24})\.([a-z2-7]{13})$/.exec(local) ?? [];
  if (!code || !contact || !token) return null;
  return same(token, mac(secret, "reply", `${code}\n${contact}`, 8))
    ? { code: code.toUpperCase(), contact }
    : null;
}

/** The word by which a probe of a public mailbox is known when it comes back: of that mailbox, sent at that instant. */
export function probeWord(secret: string, probe: { mailbox: string; sentAt: string }): string {
  return `probe-${mac(secret, "probe", `${probe.mailbox.toLowerCase()}\n${probe.sentAt}`, 10)}`;
}

/** Whether a text, such as a subject, bears the word of this very probe. */
export function bearsProbeWord(
  secret: string,
  text: string,
  probe: { mailbox: string; sentAt: string },
): boolean {
  const word = /\bprobe-[a-z2-7]{16}\b/.exec(text.toLowerCase())?.[0];
  return word !== undefined && same(word, probeWord(secret, probe));
}

/** The id of whoever signs up to the news: the same address has the same, and nobody can tell the address from it. */
export const subscriberId = (secret: string, email: string): string =>
  `n${mac(secret, "subscriber", email.trim().toLowerCase(), 16)}`;

/** The subscriber that a token claims; null when it has not even the form of one. */
export const subscriberOfToken = (token: string): string | null =>
  /^(n[a-z2-7]{26})\.[a-z2-7]{26}$/.exec(token.toLowerCase())?.[1] ?? null;

/** The token of the page that confirms what was asked for at an instant. */
export const confirmToken = (secret: string, id: string, asked: string): string =>
  `${id}.${mac(secret, "news-confirm", `${id}\n${asked}`, 16)}`;

export const isConfirmTokenOf = (secret: string, token: string, id: string, asked: string): boolean =>
  same(token.toLowerCase(), confirmToken(secret, id, asked));

/** The token by which a subscription is ended; it stands in every mail of news, and works as long as there is one. */
export const leaveToken = (secret: string, id: string): string =>
  `${id}.${mac(secret, "news-leave", id, 16)}`;

export const isLeaveTokenOf = (secret: string, token: string, id: string): boolean =>
  same(token.toLowerCase(), leaveToken(secret, id));
