/** Sends one prepared notice: whether it may go, its claim, its words, and what SES said. */
import { claimed, type Notice, optionalKinds } from "../domain/notice.ts";
import type { Contact } from "../domain/party.ts";
import { holdOf, type MailMode } from "../domain/review.ts";
import { type Attachment, composeMail } from "../mail/compose.ts";
import { fillLinks, type RenderedNotice, renderEdited, renderNotice } from "../mail/notices.ts";
import { env } from "../store/environment.ts";
import { newId } from "../store/ids.ts";
import { record } from "../store/ledger.ts";
import { type Sending, sendRaw } from "../store/mailer.ts";
import { getNotice, saveNotice, sentAs } from "../store/notices.ts";
import { readState } from "../store/reviews.ts";
import { linkSecret } from "../store/secrets.ts";
import { ChangedMeanwhile, decideAgain, transact } from "../store/table.ts";
import { factsFrom, linksOf, type NoticeLinks, subjectOf } from "./facts.ts";
import { dayOfLetter, letterFile } from "./letters.ts";
import { wasOvertaken } from "./outdated.ts";

/**
 * Sends the notice if it may go now, else holds it with the reason. Safe to call again at any point: whoever loses
 * the claim leaves, and a claim that stays open is found by the sweep.
 */
export async function sendNotice(id: string, now: Date): Promise<void> {
  const notice = await getNotice(id);
  if (notice?.state !== "prepared") return;
  const [state, subject] = await Promise.all([readState(), subjectOf(notice)]);
  if (await wasOvertaken(notice, subject, now)) {
    const entry = record({ ...aboutOf(notice), act: "notice.overtaken" }, now);
    await ifUnchanged(() => transact([saveNotice(notice, { ...notice, state: "cancelled" }), entry]));
    return;
  }
  const hold = holdOf(state, notice.kind) ?? holdOfContact(notice, subject.contact);
  if (hold) {
    await ifUnchanged(() => transact([saveNotice(notice, { ...notice, state: "held", hold })]));
    return;
  }
  const facts = factsFrom(notice, subject, now);
  const mail = notice.edited ? renderEdited(notice.edited, notice.language) : renderNotice(facts);
  const content = { subject: mail.subject, text: mail.text };
  const letter =
    notice.kind === "letter" ? { facts, content, subject, dated: dayOfLetter(subject, now) } : null;
  const attachments = letter ? [await letterFile(letter)] : []; // before the claim: what cannot be written claims nothing
  const claim = claimed(
    { ...notice, ...(letter && { dated: letter.dated }) },
    newId("claim", now),
    content,
    now,
  );
  if (!(await ifUnchanged(() => transact([saveNotice(notice, claim)])))) return;
  const held = { ...claim, revision: notice.revision + 1 };
  const links = linksOf(notice, subject, await linkSecret());
  const receiver = subject.subscriber?.email ?? notice.to;
  const sending = await sendRaw(
    outgoing({
      notice: held,
      receiver,
      sender: facts.sender,
      mail,
      links,
      attachments,
      mode: state.mail,
      now,
    }),
  );
  await settleSending(held, sending, now);
}

const aboutOf = (notice: Notice) => ({
  actor: "system",
  call: notice.call,
  subject: notice.id,
  ...(notice.party ? { party: notice.party } : {}),
});

function holdOfContact(notice: Notice, contact: Contact | null): Notice["hold"] | null {
  if (contact?.unreachable) return "unreachable";
  if (contact?.complained && optionalKinds.includes(notice.kind) && !notice.released) return "complained";
  return contact?.standing === "protocol" && !notice.released ? "protocol" : null;
}

/** Runs a conditional change; false when somebody else was first. */
async function ifUnchanged(change: () => Promise<void>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return false;
    throw error;
  }
}

interface Posted {
  notice: Notice;
  receiver: string; // of a subscriber's mail it stands nowhere else
  sender: string;
  mail: RenderedNotice;
  links: NoticeLinks;
  attachments: readonly Attachment[];
  mode: MailMode;
  now: Date;
}

/** The mail as bytes; while mail is a sample it goes to the team, with the true receiver in its subject. */
function outgoing({ notice, receiver, sender, mail, links, attachments, mode, now }: Posted) {
  const isSample = mode === "sample";
  const team = env("TEAM_ADDRESSES").split(",");
  const [to = receiver, ...more] = isSample ? team : [receiver];
  const cc = isSample ? more : notice.cc;
  const filled = fillLinks(mail, links);
  const raw = composeMail({
    from: { address: env("FROM_ADDRESS"), name: sender },
    to: { address: to },
    cc: cc.map((address) => ({ address })),
    ...(links.leave ? { leave: links.leave } : {}),
    ...(links.replyTo ? { replyTo: { address: links.replyTo, name: sender } } : {}),
    subject: isSample ? `[${notice.to}] ${filled.subject}` : filled.subject,
    text: filled.text,
    html: filled.html,
    language: notice.language,
    date: now,
    ...(notice.inReplyTo ? { inReplyTo: notice.inReplyTo, references: [notice.inReplyTo] } : {}),
    automatic: notice.inReplyTo ? "auto-replied" : "auto-generated",
    noticeId: notice.id,
    domain: env("MAIL_DOMAIN"),
    attachments,
  });
  return { raw, to: [to, ...cc], tag: { name: "notice" as const, value: notice.id } };
}

/** Records what SES said. Its Send event may have come first: then that stands. */
async function settleSending(claim: Notice, sending: Sending, now: Date): Promise<void> {
  if (sending.kind === "unknown") return; // the Send event or the sweep will tell
  await decideAgain(async () => {
    const notice = await getNotice(claim.id);
    if (notice?.state !== "claimed" || notice.claim !== claim.claim) return;
    const { claimedUntil: _lease, ...rest } = notice;
    const at = now.toISOString();
    const about = aboutOf(notice);
    if (sending.kind === "sent") {
      const sent = { ...rest, state: "sent", sesId: sending.sesId, settledAt: at } as const;
      await transact([
        saveNotice(notice, sent),
        sentAs(sending.sesId, notice),
        record({ ...about, act: "notice.sent" }, now),
      ]);
    } else if (sending.later) {
      await transact([saveNotice(notice, { ...rest, state: "held", hold: "over-quota" })]); // the sweep brings it back
    } else {
      const held = { ...rest, state: "held", hold: "refused", refusedBy: sending.why } as const;
      await transact([
        saveNotice(notice, held),
        record({ ...about, act: "notice.refused", detail: { why: sending.why } }, now),
      ]);
    }
  });
}
