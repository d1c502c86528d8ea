/** Recognises mail that no person wrote: it is kept and shown, and never answered (RFC 3834). */
import { type Header, headerOf, headersOf } from "./headers.ts";

export type Automatic = { reason: "automatic" | "delivery-report"; because: string };

/** Subjects of absence notes as Outlook, Exchange, Gmail, Zimbra and Lotus write them in the four languages, without accents. */
const absence = [
  /^(?:respuesta automatica|autorespuesta|fuera de (?:la )?oficina|(?:estoy )?ausente de la oficina|aviso de ausencia|mensaje de ausencia)/,
  /^(?:automatic reply|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office|auto:|ooo\b|away from (?:the |my )?office)/,
  /^(?:resposta automatica|autorresposta|fora do escritorio|ausencia temporaria|aviso de ausencia|mensagem de ausencia)/,
  /^(?:reponse automatique|absence du bureau|absent(?:e)? du bureau|message d.absence|notification d.absence|en absence)/,
];

const undelivered =
  /^(?:undeliver(?:able|ed)|delivery status notification|mail delivery failed|returned mail|no se puede entregar|nao e possivel entregar|non remis|non distribuable)/;

/** Why this mail is automatic; null when a person may have written it. */
export function isAutomatic(
  headers: readonly Header[],
  subject: string,
  envelopeSender?: string, // of the SES event; not known for a mail dropped on the page
): Automatic | null {
  const report = deliveryReport(headers, subject, envelopeSender);
  if (report) return { reason: "delivery-report", because: report };
  const because =
    automaticHeader(headers) ?? automaticSender(headers, envelopeSender) ?? absenceSubject(subject);
  return because ? { reason: "automatic", because } : null;
}

function deliveryReport(
  headers: readonly Header[],
  subject: string,
  envelopeSender: string | undefined,
): string | null {
  const type = headerOf(headers, "content-type") ?? "";
  if (/^multipart\/report\b/i.test(type) && /report-type="?delivery-status/i.test(type))
    return "content-type";
  if (headerOf(headers, "x-failed-recipients")) return "x-failed-recipients";
  const nobody = isEmptySender(envelopeSender) || isDaemon(headers);
  return nobody && undelivered.test(plain(subject)) ? "subject" : null;
}

function automaticHeader(headers: readonly Header[]): string | null {
  const submitted = headerOf(headers, "auto-submitted");
  if (submitted !== undefined && !/^\s*no\s*(?:[;(]|$)/i.test(submitted)) return "auto-submitted";
  const precedence = headersOf(headers, "precedence").some((value) =>
    /^\s*(?:bulk|list|junk|auto_reply)\s*$/i.test(value),
  );
  if (precedence) return "precedence";
  const type = headerOf(headers, "content-type") ?? "";
  if (/^multipart\/report\b/i.test(type)) return "content-type"; // read receipts, abuse reports
  const named = headers.find(
    ([name]) => name.startsWith("list-") || ["feedback-id", "x-autoreply", "x-autorespond"].includes(name),
  );
  return named ? named[0] : null;
}

function automaticSender(headers: readonly Header[], envelopeSender: string | undefined): string | null {
  if (isEmptySender(envelopeSender)) return "empty return-path";
  const path = headerOf(headers, "return-path");
  if (path !== undefined && isEmptySender(path)) return "empty return-path";
  return isDaemon(headers) || /^mailer-daemon@/i.test(envelopeSender ?? "") ? "mailer-daemon" : null;
}

function isEmptySender(value: string | undefined): boolean {
  return value !== undefined && /^\s*(?:<\s*>)?\s*$/.test(value);
}

function isDaemon(headers: readonly Header[]): boolean {
  return /(?:^|[<\s"])mailer-daemon@/i.test(headerOf(headers, "from") ?? "");
}

function absenceSubject(subject: string): string | null {
  return absence.some((pattern) => pattern.test(plain(subject))) ? "subject" : null;
}

function plain(subject: string): string {
  return subject.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").trim().toLowerCase();
}
