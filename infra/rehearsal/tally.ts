/** What a rehearsal came to. Losses and doubles are counted from outside: the clients' own logs and the mail that left. */
import { createHash } from "node:crypto";
import { headerOf } from "../../shared/mail/headers.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import type { Cloud } from "../local/cloud.ts";
import type { Accepted } from "./play.ts";

interface Left {
  to: string[];
  notice: string;
  text: string;
  answers: string; // In-Reply-To and References
  words: string; // fingerprint of day, recipient, subject and text: two reminders may say the same on two days
}

/** Every mail that left, read as its recipients read it. */
async function mailThatLeft(cloud: Cloud): Promise<Left[]> {
  const mails = (await cloud.sentMail()).filter(({ tags }) => !("probe" in tags)); // those go to ourselves
  return Promise.all(
    mails.map(async ({ to, at, tags, raw }) => {
      const mail = await parseMail(new Uint8Array(raw));
      const text = "text" in mail ? mail.text : "";
      const words = createHash("sha256")
        .update([at.slice(0, 10), to.join(), mail.subject, text].join("\n"))
        .digest("hex");
      const answers = [headerOf(mail.headers, "in-reply-to"), headerOf(mail.headers, "references")].join(" ");
      return { to, notice: tags.notice ?? "", text, answers, words };
    }),
  );
}

/**
 * Letters of people that nothing answers and nobody was told of: no mail is a reply to them, none names their file,
 * and the secretariat did not see them (`seen`: subjects and senders on its pages).
 */
function lostOf(accepted: readonly Accepted[], left: readonly Left[], seen: string): Accepted[] {
  return accepted.filter(({ byPerson, messageId, files, from }) => {
    if (!byPerson) return false;
    const isAnswered = left.some(({ answers }) => answers.includes(messageId));
    const isNamed = files.some((file) => left.some(({ text }) => text.includes(file)));
    return !isAnswered && !isNamed && !seen.includes(from);
  });
}

/** Mails of which one more left than should: the same notice twice, or the same words to the same person twice in a day. */
function doublesOf(left: readonly Left[]): string[] {
  const count = new Map<string, number>();
  for (const { notice, words } of left) {
    const keys = new Set([notice ? `notice ${notice}` : "", `words ${words}`].filter(Boolean));
    for (const key of keys) count.set(key, (count.get(key) ?? 0) + 1);
  }
  return [...count].filter(([, times]) => times > 1).map(([key]) => key);
}

export interface Outside {
  messagesIn: number;
  noticesSent: number;
  remindersSent: number;
  lost: Accepted[];
  doubles: string[];
}

/** Counts from outside; `seen` is what the secretariat's list of messages shows. */
export async function tally(cloud: Cloud, accepted: readonly Accepted[], seen: string): Promise<Outside> {
  const left = await mailThatLeft(cloud);
  return {
    messagesIn: accepted.length,
    noticesSent: left.length,
    remindersSent: left.filter(({ notice }) => notice.includes("_reminder_")).length,
    lost: lostOf(accepted, left, seen),
    doubles: doublesOf(left),
  };
}
