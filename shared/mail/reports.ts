/** Reads what programs report of our own mails: not delivered, read, complained of (RFC 3464, 8098, 5965, and plain text). */
import { decodeUndeclared } from "./charsets.ts";
import { type Header, headerOf, readHeaders } from "./headers.ts";
import type { ParsedMail } from "./parsed.ts";
import { sesIdsIn } from "./threads.ts";

export type RecipientReport = {
  address?: string; // bare, lower case
  original?: string; // the address as we wrote it, where it was forwarded
  action: "failed" | "delayed" | "delivered";
  status?: string; // RFC 3463
  diagnostic?: string;
};

export type MailReport = {
  kind: "delivery" | "read" | "complaint";
  recipients: RecipientReport[];
};

/** What a mail names of ours, by which the notice is found. Only the first two cannot be guessed. */
export type Named = {
  sesIds: string[]; // of Message-IDs that SES wrote
  replyAddresses: string[];
};

/** Bytes of a part that are looked at: reports are short, what they return may not be. */
const readAtMost = 200_000;
const fewest = 10;

/**
 * What the mail reports; null when nothing is to be read in it. Plain words are read only where the mail says itself
 * that it is a report: a person's absence note names addresses too.
 */
export function readReport(mail: ParsedMail, isPlainReport: boolean): MailReport | null {
  const status = partOf(mail, "message/delivery-status") ?? partOf(mail, "message/global-delivery-status");
  if (status !== null) return { kind: "delivery", recipients: readStatus(status) };
  const disposition = partOf(mail, "message/disposition-notification");
  if (disposition !== null) return readDisposition(disposition);
  const feedback = partOf(mail, "message/feedback-report");
  if (feedback !== null) return { kind: "complaint", recipients: readFeedback(feedback) };
  const plain = isPlainReport ? readPlain(mail) : [];
  return plain.length > 0 ? { kind: "delivery", recipients: plain } : null;
}

function partOf({ attachments }: ParsedMail, type: string): string | null {
  const part = attachments.find((one) => one.type === type);
  return part ? textOf(part.content) : null;
}

const textOf = (bytes: Uint8Array) => decodeUndeclared(bytes.subarray(0, readAtMost));

/** The groups of fields of a report, one for the mail and one for each recipient. */
function groupsOf(text: string): Header[][] {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n/)
    .map((group) => readHeaders(Buffer.from(`${group.trim()}\r\n\r\n`)))
    .filter((group) => group.length > 0);
}

/** "rfc822; <ana@x.example>" */
function addressIn(value: string | undefined): string | undefined {
  return /[^\s<>;,"()]+@[^\s<>;,"()]+/.exec((value ?? "").slice(0, 1_000))?.[0]?.toLowerCase();
}

function readStatus(text: string): RecipientReport[] {
  return groupsOf(text).flatMap((group) => {
    const address = addressIn(headerOf(group, "final-recipient"));
    const original = addressIn(headerOf(group, "original-recipient"));
    const action = actionOf(headerOf(group, "action"));
    if (!action || (!address && !original)) return [];
    const status = /\d\.\d{1,3}\.\d{1,3}/.exec(headerOf(group, "status") ?? "")?.[0];
    const diagnostic = headerOf(group, "diagnostic-code")?.replace(/^\s*[a-z0-9-]+\s*;\s*/i, "");
    return [
      {
        ...(address && { address }),
        ...(original && { original }),
        action,
        ...(status && { status }),
        ...(diagnostic && { diagnostic: diagnostic.slice(0, 500) }),
      },
    ];
  });
}

function actionOf(value: string | undefined): RecipientReport["action"] | null {
  const action = value
    ?.trim()
    .toLowerCase()
    .split(/[\s;(]/)[0];
  if (action === "failed" || action === "delayed") return action;
  return action === "delivered" || action === "relayed" || action === "expanded" ? "delivered" : null;
}

/** Displayed, or put away unread: it arrived either way. */
function readDisposition(text: string): MailReport {
  const [group = []] = groupsOf(text);
  const address = addressIn(headerOf(group, "final-recipient"));
  const original = addressIn(headerOf(group, "original-recipient"));
  const recipient = { ...(address && { address }), ...(original && { original }) };
  return { kind: "read", recipients: [{ ...recipient, action: "delivered" }] };
}

function readFeedback(text: string): RecipientReport[] {
  const addresses = groupsOf(text).flatMap((group) => addressIn(headerOf(group, "original-rcpt-to")) ?? []);
  return addresses.map((address) => ({ address, action: "delivered" as const }));
}

/** How Exim, qmail, older Postfix, Gmail and Exchange say that they go on trying, in four languages. */
const goesOn =
  /will (?:be re-?tried|keep trying|continue to (?:try|be retried))|has not yet been delivered|delivery (?:is )?delayed|seguir(?:á|emos) (?:intent|tratando)|se (?:ha )?retrasad[oa]|continuar(?:á|emos) tentando|foi adiad[oa]|continuer(?:a|ons) (?:à|d')|a été (?:retardée?|différée?)/i;

/**
 * A report in words. It must say itself that it is one, by its sender, its header or its subject: that is for
 * `isAutomatic` to tell, and only then is a mail read here.
 */
function readPlain(mail: ParsedMail): RecipientReport[] {
  const named = (headerOf(mail.headers, "x-failed-recipients") ?? "")
    .split(",")
    .flatMap((one) => addressIn(one) ?? []);
  const own = beforeOriginal(mail.text.slice(0, readAtMost));
  const written = [...new Set(named.length > 0 ? named : addressesIn(own, mail))];
  const action = named.length === 0 && goesOn.test(own) ? ("delayed" as const) : ("failed" as const);
  return written.slice(0, fewest).map((address) => {
    const said = wordsOn(own, address, written.length === 1);
    const status = /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(said)?.[1];
    return { address, action, ...(status && { status }), diagnostic: said.slice(0, 500) };
  });
}

/** With which words servers begin the copy of our mail. */
const copyBegins =
  /^.{0,6}(?:-{3,}.*(?:original|copia|c[oó]pia|copie|below this line|returned message|undelivered|headers?)|(?:this is a copy of the message|original message headers|encabezados (?:del mensaje )?originales?|cabeçalhos (?:da mensagem )?origina(?:l|is)|en-t[êe]tes (?:de message )?d'origine|message d'origine))/i;

/** What the server writes itself, above the copy of our mail. Of a line its beginning tells: a long one costs its square. */
function beforeOriginal(text: string): string {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => copyBegins.test(line.slice(0, 300)));
  return at > 0 ? lines.slice(0, at).join("\n") : text;
}

function addressesIn(text: string, { from, to }: ParsedMail): string[] {
  const ours = new Set(to.map(({ address }) => address));
  const found = text.match(/[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g) ?? [];
  return found
    .map((address) => address.toLowerCase().replace(/\.$/, ""))
    .filter((address) => address !== from?.address && !ours.has(address))
    .filter((address) => !/^(?:postmaster|mailer-daemon|abuse)@/.test(address));
}

/** What is said of an address: the words after it, up to the next one. */
function wordsOn(text: string, address: string, isOnly: boolean): string {
  const at = text.toLowerCase().indexOf(address);
  const rest = at === -1 ? text : text.slice(at + address.length);
  const next = isOnly ? -1 : rest.search(/\n[ \t]{0,80}<?[^\s<>@]{1,64}@[^\s<>@]{1,255}>?:?[ \t]{0,80}\n/);
  const said = next > 0 ? rest.slice(0, next) : rest;
  return said
    .slice(0, 3_000)
    .replace(/\s+/g, " ")
    .replace(/^[\s>)\]:,.-]+/, "")
    .trim();
}

/** The mails of ours that this one names, in its thread, in what it returns, and in its words. */
export function namedIn(mail: ParsedMail): Named {
  const returned = mail.attachments
    .filter(({ type }) =>
      /^(?:message\/(?:rfc822|global)|text\/rfc822-headers|message\/(?:delivery-status|disposition-notification|feedback-report))/.test(
        type,
      ),
    )
    .map(({ content }) => textOf(content));
  const threads = ["in-reply-to", "references"].flatMap((name) => headerOf(mail.headers, name) ?? []);
  const all = [...threads, ...returned, mail.text.slice(0, readAtMost)].join("\n");
  return { sesIds: sesIdsIn(all), replyAddresses: replyAddressesIn(all) };
}

function replyAddressesIn(text: string): string[] {
  const found =
    text.match(/(?<![\w.])r\.[a-z]{2,4}\.[a-z0-9]{3,24}\.[a-z2-7]{13}@[a-z0-9.-]+[a-z0-9]/gi) ?? [];
  return [...new Set(found.map((address) => address.toLowerCase()))].slice(0, fewest);
}
