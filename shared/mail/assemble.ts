/** Puts together what a mail says from what was found in it. */
import { createHash } from "node:crypto";
import { htmlOfBodies, isHtmlOnly, textOfBodies } from "./bodies.ts";
import type { Contents, Loose } from "./contents.ts";
import { nameOr } from "./file-names.ts";
import { isForwardSubject, readInlineForward } from "./forwards.ts";
import { headerOf, headersOf } from "./headers.ts";
import type { Envelope, Forwarded, MailAttachment, MailFlag, ParsedMail } from "./parsed.ts";
import { isNamedByProgram, isPicture, isSmall } from "./pictures.ts";

/** A mail with less text than this was sent for the mail that it carries. */
const coverText = 600;

export function assemble(envelope: Envelope, contents: Contents): ParsedMail {
  const text = textOfBodies(contents.bodies);
  const html = htmlOfBodies(contents.bodies);
  const all = [...contents.files, ...contents.inside];
  const hashes = all.map(({ content }) => createHash("sha256").update(content).digest("hex"));
  const times = Map.groupBy(hashes, (hash) => hash);
  const finish = (file: Loose, place: number, offset: number): MailAttachment => {
    const sha256 = hashes[offset + place] ?? "";
    const isRepeated = (times.get(sha256)?.length ?? 0) > 1;
    return attachmentOf(file, place, sha256, { html: html ?? "", isRepeated });
  };
  const forwarded = forwardOf(envelope, contents, text);
  return {
    ...envelope,
    text,
    ...(html !== undefined && { html }),
    attachments: contents.files.map((file, place) => finish(file, place, 0)),
    unpacked: contents.inside.map((file, place) => ({
      ...finish(file, place, contents.files.length),
      within: file.within,
    })),
    ...(forwarded && { forwarded }),
    flags: flagsOf(envelope, contents, text, forwarded !== null),
  };
}

function attachmentOf(
  file: Loose,
  place: number,
  sha256: string,
  { html, isRepeated }: { html: string; isRepeated: boolean },
): MailAttachment {
  const { name, type, content, contentId, isAttached, isPacking } = file;
  const id = contentId?.replace(/[<>\s]/g, "") ?? "";
  const isShown = id !== "" && html.includes(`cid:${id}`);
  const inline = isShown || (contentId !== undefined && !isAttached);
  const isOfSignature = isPicture(file) && isSmall(file) && (inline || isNamedByProgram(file) || isRepeated);
  return {
    name: nameOr(name, type, place),
    type,
    size: content.length,
    sha256,
    content,
    inline,
    logo: isPacking || isOfSignature,
    ...(contentId !== undefined && { contentId }),
  };
}

/** Whose mail it carries: the one quoted in the text, or the one attached. */
function forwardOf(envelope: Envelope, { nested }: Contents, text: string): Forwarded | null {
  const inline = readInlineForward(text, envelope.subject);
  const [first] = nested;
  const isReport = /^\s*multipart\/report\b/i.test(headerOf(envelope.headers, "content-type") ?? "");
  if (inline || !first || isReport) return inline;
  if (!isForwardSubject(envelope.subject) && text.length > coverText) return null;
  const { from, date, subject } = first.envelope;
  return {
    ...(from && { from }),
    ...(date && { date }),
    ...(subject && { subject }),
    ...(first.text && { text: first.text }),
    how: "attached",
  };
}

/** Where people put files that are too large for a mail. */
const remote =
  /https?:\/\/(?:[\w-]{1,60}\.){0,3}(?:1drv\.ms|sharepoint\.com|drive\.google\.com|docs\.google\.com|dropbox\.com|wetransfer\.com|we\.tl|icloud\.com\/attachment|transfernow\.net|smash\.com|fromsmash\.com)\b/i;

function flagsOf(envelope: Envelope, contents: Contents, text: string, isForward: boolean): MailFlag[] {
  const has = (flag: MailFlag) => contents.flags.has(flag);
  const { bodies } = contents;
  const isLinked = remote.test(text) || bodies.some(({ html }) => html !== undefined && remote.test(html));
  const rows: [boolean, MailFlag][] = [
    [!envelope.from, "no-from"],
    [headersOf(envelope.headers, "from").length > 1, "several-from"],
    [envelope.subject === "", "no-subject"],
    [!envelope.date, "no-date"],
    [!envelope.messageId, "no-message-id"],
    [text === "", "no-text"],
    [bodies.some(isHtmlOnly), "text-from-html"],
    [bodies.some(({ guessed }) => guessed), "charset-guessed"],
    [has("signed") || text.includes("-----BEGIN PGP SIGNED MESSAGE-----"), "signed"],
    [has("encrypted") || text.includes("-----BEGIN PGP MESSAGE-----"), "encrypted"],
    [isForward || isForwardSubject(envelope.subject), "forwarded"],
    [has("nested"), "nested"],
    [has("winmail"), "winmail"],
    [has("uuencoded"), "uuencoded"],
    [has("outlook-message"), "outlook-message"],
    [has("calendar"), "calendar"],
    [has("partial"), "partial"],
    [has("remote-file") || isLinked, "remote-file"],
    [has("damaged"), "damaged"],
    [has("unpacked-in-part"), "unpacked-in-part"],
  ];
  return rows.filter(([is]) => is).map(([, flag]) => flag);
}
