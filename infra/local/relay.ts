/** The public mailboxes of the note, which live elsewhere and redirect to us: mail comes back changed as forwarders change it. */
import { createHash } from "node:crypto";
import { relayAddress } from "./dns-fixture.ts";
import { domainOf } from "./mail-settings.ts";
import type { Envelope } from "./mail-verdicts.ts";
import type { SmtpMail } from "./smtp-client.ts";

/**
 * What the redirect makes of a mail. It comes from the relay's address, so SPF no longer speaks for the sender: half
 * the time the envelope is kept and SPF fails, half the time it is rewritten (SRS) and SPF speaks of the relay. One in
 * three gets a mark in its subject, which breaks its signature. Drawn from the mail itself: the same in every run.
 */
export function redirected(
  raw: Buffer,
  envelope: Envelope,
  mailbox: string,
  secret: string,
  at: Date,
): SmtpMail {
  const draw = createHash("sha256").update(raw).digest();
  const relay = domainOf(mailbox);
  const isRewritten = (draw[0] ?? 0) % 2 === 0 && envelope.from !== "";
  const isMarked = (draw[1] ?? 0) % 3 === 0;
  const tag = draw.toString("hex").slice(0, 4);
  const [local = ""] = envelope.from.split("@");
  const from = isRewritten ? `SRS0=${tag}=XX=${domainOf(envelope.from)}=${local}@${relay}` : envelope.from;
  const trace = [
    `Received: from ${envelope.helo.replace(/[\r\n]/g, "")} ([${envelope.client}]) by mail.${relay} with ESMTP id ${draw.toString("hex").slice(0, 12)}`,
    ` for <${mailbox}>; ${at.toUTCString().replace("GMT", "+0000")}`,
    `Resent-From: <${mailbox}>`,
    "",
  ].join("\r\n");
  const text = raw.toString("latin1");
  const marked = isMarked ? text.replace(/^Subject: ?/im, "Subject: [EXTERNAL] ") : text;
  return {
    from,
    to: [secret],
    raw: Buffer.from(trace + marked, "latin1"),
    localAddress: relayAddress,
    name: `mail.${relay}`,
  };
}
