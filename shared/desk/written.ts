/** A notice as people read it on a page: the mail's head and its plain text, links left out. */
import type { Notice, NoticeText } from "../domain/notice.ts";
import { renderNotice } from "../mail/notices.ts";
import { env } from "../store/environment.ts";
import { readDefinition } from "../store/reviews.ts";
import { factsOf } from "./facts.ts";

export interface RenderedMail {
  from: string;
  to: string;
  cc: string[];
  subject: string;
  text: string;
}

/** The words of a notice, with `{link}` where its links go: as sent, as edited, or as they would be written. */
export async function textOf(notice: Notice): Promise<NoticeText> {
  if (notice.content) return notice.content;
  if (notice.edited) return notice.edited;
  const now = new Date();
  const { subject, text } = renderNotice(await factsOf(notice, notice.dueAt ? new Date(notice.dueAt) : now));
  return { subject, text };
}

/** A notice as its receiver would read it now. */
export async function writeMail(notice: Notice): Promise<RenderedMail> {
  const [words, { review }] = await Promise.all([textOf(notice), readDefinition()]);
  return mailOf(words, {
    sender: review.senders[notice.language],
    to: notice.to,
    cc: notice.cc,
  });
}

/** A mail for the page. Who may read it need not be able to act for its receiver. */
export function mailOf(
  words: NoticeText,
  { sender, to, cc = [] }: { sender: string; to: string; cc?: string[] },
): RenderedMail {
  return {
    from: `${sender} <${env("FROM_ADDRESS")}>`,
    to,
    cc,
    subject: words.subject,
    text: words.text.replace(/\{(?:link|confirmLink)\}/g, "[…]"),
  };
}
