/** The daily probe of each public mailbox: a mail that must come back to us through its redirect. */
import * as z from "zod";
import { isProbeDue, isProbeLost, type Probe } from "../domain/probe.ts";
import { domainOf } from "../domain/sender.ts";
import { composeMail } from "../mail/compose.ts";
import { escapeHtml } from "../mail/html.ts";
import { probeWord } from "../mail/links.ts";
import { env } from "../store/environment.ts";
import { record } from "../store/ledger.ts";
import { sendRaw } from "../store/mailer.ts";
import { probeOf, saveProbe } from "../store/probes.ts";
import { findState, readDefinition } from "../store/reviews.ts";
import { linkSecret } from "../store/secrets.ts";
import { ChangedMeanwhile, decideAgain, transact } from "../store/table.ts";
import { probeText } from "../text/mail/probe.ts";
import { silentMailboxes } from "./probes-lost.ts";

const Redirects = z.record(z.string(), z.string());

const mailboxes = () => Object.keys(Redirects.parse(JSON.parse(env("REDIRECTS"))));

/** Sends what is due. While all sending is held or paused nothing leaves, probes neither. */
export async function probeMailboxes(now: Date): Promise<void> {
  const state = await findState();
  if (!state || state.paused || state.mail === "held") return;
  for (const mailbox of mailboxes()) {
    const last = await probeOf(mailbox);
    if (isProbeDue(last, now)) await probe(mailbox, last, now);
  }
}

/** Noted before it is sent: a probe of which nobody knows could come back and say nothing. */
async function probe(mailbox: string, last: Probe | null, now: Date): Promise<void> {
  const sent: Probe = { mailbox, sentAt: now.toISOString(), told: false, revision: 0 };
  try {
    await transact([saveProbe(last, sent)]);
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return; // another run sends it
    throw error;
  }
  const word = probeWord(await linkSecret(), sent);
  const { review } = await readDefinition();
  const language = review.languages[0] ?? "es";
  const { subject, text } = probeText[language]({ mailbox, word });
  const raw = composeMail({
    from: { address: env("FROM_ADDRESS") },
    to: { address: mailbox },
    subject,
    text,
    html: `<p>${escapeHtml(text)}</p>`,
    language,
    date: now,
    automatic: "auto-generated",
    noticeId: word,
    domain: env("MAIL_DOMAIN"),
  });
  // What becomes of it the redirect tells: a probe that SES refused does not come back either.
  await sendRaw({ raw, to: [mailbox], tag: { name: "probe", value: domainOf(mailbox) } });
}

/** Notes in the ledger each probe that is lost, once; gives all that are lost now. */
export async function noteLostProbes(now: Date): Promise<Probe[]> {
  const lost = await silentMailboxes(now);
  for (const { mailbox, told } of lost) {
    if (told) continue;
    await decideAgain(async () => {
      const last = await probeOf(mailbox);
      if (!last || last.told || !isProbeLost(last, now)) return;
      await transact([
        saveProbe(last, { ...last, told: true }),
        record({ actor: "system", act: "redirect.silent", subject: mailbox }, now),
      ]);
    });
  }
  return lost;
}
