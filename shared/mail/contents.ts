/** What a mail holds: its texts, its files, and the files within those, as far as limits allow. */
import { type Body, readText, textOfBodies } from "./bodies.ts";
import { envelopeOf, readEnvelope } from "./envelope.ts";
import { fileName, safeName } from "./file-names.ts";
import { LimitBroken, mailLimits } from "./limits.ts";
import { isCompound, isWinmail } from "./magic.ts";
import type { OutlookItem } from "./mapi.ts";
import type { Envelope, MailFlag } from "./parsed.ts";
import { decodeBody, newBudget, type Part, type Budget as PartBudget, splitParts } from "./parts.ts";
import { openSealed } from "./signed.ts";
import { takeUuencoded } from "./uuencode.ts";

export type Loose = {
  name: string;
  type: string;
  content: Buffer;
  contentId: string | undefined;
  isAttached: boolean; // said to be a file beside the text
  isPacking: boolean; // opened: what it held is told by itself
};

export type Contents = {
  bodies: Body[];
  files: Loose[];
  inside: (Loose & { within: string })[];
  nested: { envelope: Envelope; text: string }[]; // mails that it carries
  flags: Set<MailFlag>;
};

/** Shared by a mail and all that it carries. */
export type Budget = { parts: PartBudget; files: number; bytes: number };

/** What is found within files may be so many times what came, as each level holds the next. */
export const budgetFor = (size: number): Budget => ({
  parts: newBudget(),
  files: mailLimits.unpacked,
  bytes: size * 3 + 1024 * 1024,
});

const empty = (): Contents => ({ bodies: [], files: [], inside: [], nested: [], flags: new Set() });

/** Reads a mail; a limit that it breaks itself is thrown. */
export async function readContents(bytes: Uint8Array, budget: Budget, depth = 0): Promise<Contents> {
  const contents = empty();
  collect(splitParts(bytes, budget.parts), contents);
  takeFilesOfTexts(contents, budget);
  for (const file of contents.files) await open(file, contents, budget, depth);
  return contents;
}

/** Reads an Outlook message that is itself the mail. */
export async function readItemContents(item: OutlookItem, budget: Budget): Promise<Contents> {
  const outlook = await import("./outlook.ts");
  const contents = empty();
  contents.bodies.push(outlook.bodyOf(item));
  for (const { item: inner, ...file } of outlook.filesOf(item)) {
    const loose = { ...file, isAttached: file.contentId === undefined, isPacking: false };
    contents.files.push(loose);
    if (inner) await addItem(inner, file.name, contents, budget, 1);
    else await open(loose, contents, budget, 0);
  }
  return contents;
}

/** What is text goes to the bodies, every other leaf to the files. */
function collect(part: Part, contents: Contents, alternative?: Body): void {
  note(part, contents.flags);
  if (part.children.length > 0) {
    const isChoice = part.type.value === "multipart/alternative";
    const choice: Body | undefined = isChoice ? { guessed: false } : alternative;
    if (isChoice && choice) contents.bodies.push(choice);
    for (const child of part.children) collect(child, contents, choice);
    return;
  }
  const kind = textKind(part);
  if (!kind) {
    contents.files.push(looseOf(part, contents.flags));
    return;
  }
  const { text, guessed } = readText(part);
  // Apple Mail puts several pieces of HTML between files into one alternative: they are one text.
  const body = alternative ?? { guessed };
  const before = body[kind];
  body[kind] = before === undefined ? text : `${before}\n${text}`;
  body.guessed ||= guessed;
  if (!alternative) contents.bodies.push(body);
}

const flagsOfTypes: [RegExp, MailFlag][] = [
  [/^multipart\/signed$|^application\/(?:x-)?pkcs7-signature$|^application\/pgp-signature$/, "signed"],
  [/^multipart\/encrypted$|^application\/pgp-encrypted$/, "encrypted"],
  [/^(?:text\/calendar|application\/ics)$/, "calendar"],
  [/^message\/partial$/, "partial"],
  [/^message\/external-body$/, "remote-file"],
];

function note(part: Part, flags: Set<MailFlag>): void {
  for (const [pattern, flag] of flagsOfTypes) if (pattern.test(part.type.value)) flags.add(flag);
  if (/enveloped/i.test(part.type.parameters.get("smime-type") ?? "")) flags.add("encrypted");
  if (part.broken) flags.add("damaged");
}

/** A text that has a name is a file that someone sent. */
function textKind(part: Part): "plain" | "html" | null {
  if (part.disposition.value === "attachment" || fileName(part) !== "") return null;
  if (part.type.value === "text/html") return "html";
  const isBroken = part.type.value.startsWith("multipart/"); // without a single delimiter
  return part.type.value === "text/plain" || isBroken ? "plain" : null;
}

function looseOf(part: Part, flags: Set<MailFlag>): Loose {
  const { bytes, damaged } = decodeBody(part);
  if (damaged) flags.add("damaged");
  return {
    name: fileName(part),
    type: part.type.value,
    content: bytes,
    contentId: part.contentId,
    isAttached: part.disposition.value === "attachment",
    isPacking: /^application\/(?:(?:x-)?pkcs7|pgp)-signature$/.test(part.type.value),
  };
}

function takeFilesOfTexts({ bodies, inside, flags }: Contents, budget: Budget): void {
  for (const body of bodies) {
    const { text, files } = takeUuencoded(body.plain ?? "");
    if (files.length === 0) continue;
    flags.add("uuencoded");
    body.plain = text;
    for (const { name, bytes } of files) {
      const file = looseFile(name, "application/octet-stream", bytes);
      if (spend(budget, file, flags)) inside.push({ ...file, within: "text" });
    }
  }
}

const looseFile = (name: string, type: string, content: Buffer, contentId?: string): Loose => ({
  name: safeName(name),
  type,
  content,
  contentId,
  isAttached: contentId === undefined,
  isPacking: false,
});

function spend(budget: Budget, { content }: Loose, flags: Set<MailFlag>): boolean {
  if (budget.files < 1 || budget.bytes < content.length) {
    flags.add("unpacked-in-part");
    return false;
  }
  budget.files -= 1;
  budget.bytes -= content.length;
  return true;
}

/** Opens a file that holds others; one that cannot be opened stays the file that it is. */
async function open(file: Loose, contents: Contents, budget: Budget, depth: number): Promise<void> {
  try {
    if (isMail(file)) await openMail(file, contents, budget, depth);
    else if (/^application\/(?:x-)?pkcs7-mime$/.test(file.type) || /\.p7m$/i.test(file.name))
      await openEnvelope(file, contents, budget, depth);
    else if (isWinmail(file.content) || (isCompound(file.content) && mayBeMessage(file)))
      await openItem(file, contents, budget, depth);
    else if (file.type === "application/ms-tnef") contents.flags.add("winmail").add("damaged");
  } catch (error) {
    if (error instanceof LimitBroken) contents.flags.add("unpacked-in-part");
    else if (error instanceof RangeError) contents.flags.add("damaged");
    else throw error;
  }
}

const isMail = ({ name, type }: Loose) =>
  type === "message/rfc822" || type === "message/global" || /\.eml$/i.test(name);

const mayBeMessage = ({ name, type }: Loose) => /\.msg$/i.test(name) || !/word|excel|powerpoint/.test(type);

async function openMail(file: Loose, contents: Contents, budget: Budget, depth: number): Promise<void> {
  contents.flags.add("nested");
  if (isTooDeep(depth, contents)) return;
  const inner = await readContents(file.content, budget, depth + 1);
  contents.nested.push({ envelope: readEnvelope(file.content), text: textOfBodies(inner.bodies) });
  adopt(inner, file.name || "1.eml", contents, budget);
}

function isTooDeep(depth: number, { flags }: Contents): boolean {
  if (depth < mailLimits.unpackedDepth) return false;
  flags.add("unpacked-in-part");
  return true;
}

/** Files of what was opened, and the files within those. */
function adopt(inner: Contents, within: string, contents: Contents, budget: Budget): void {
  for (const flag of inner.flags) {
    if (flag === "unpacked-in-part" || flag === "encrypted" || flag === "damaged") contents.flags.add(flag);
  }
  for (const file of inner.files) {
    if (spend(budget, file, contents.flags)) contents.inside.push({ ...file, within });
  }
  for (const file of inner.inside) contents.inside.push({ ...file, within: `${within}/${file.within}` });
}

/** A signed envelope's content is the mail itself. */
async function openEnvelope(file: Loose, contents: Contents, budget: Budget, depth: number): Promise<void> {
  // Outlook keeps a message with a signature beside it as a mail under the same name.
  const isPlain = /^content-type:/i.test(file.content.toString("latin1", 0, 20));
  const sealed = isPlain ? ({ kind: "signed", content: file.content } as const) : openSealed(file.content);
  if (!sealed) contents.flags.add("damaged");
  if (sealed?.kind === "encrypted") contents.flags.add("encrypted");
  if (sealed?.kind !== "signed") return;
  contents.flags.add("signed");
  if (isTooDeep(depth, contents)) return;
  const inner = await readContents(sealed.content, budget, depth + 1);
  file.isPacking = true;
  contents.bodies.push(...inner.bodies);
  contents.nested.push(...inner.nested);
  adopt(inner, file.name || "smime.p7m", contents, budget);
}

async function openItem(file: Loose, contents: Contents, budget: Budget, depth: number): Promise<void> {
  const outlook = await import("./outlook.ts");
  const item = outlook.openOutlook(file.content);
  if (!item) return;
  const isPacking = isWinmail(file.content);
  contents.flags.add(isPacking ? "winmail" : "nested");
  if (isTooDeep(depth, contents)) return;
  file.isPacking = isPacking;
  const body = outlook.bodyOf(item);
  // Outlook writes the text beside its packing as well, save when it sends nothing but the packing.
  if (!isPacking) {
    const headers = outlook.transportHeadersOf(item);
    const envelope = headers.length > 0 ? readEnvelope(headers) : envelopeOf(outlook.headersOfItem(item));
    contents.nested.push({ envelope, text: textOfBodies([body]) });
  } else if (textOfBodies(contents.bodies) === "") contents.bodies.push(body);
  await addItem(item, file.name || (isPacking ? "winmail.dat" : "1.msg"), contents, budget, depth);
}

/** The files of an Outlook message, and of the messages among them. */
async function addItem(
  item: OutlookItem,
  within: string,
  contents: Contents,
  budget: Budget,
  depth: number,
): Promise<void> {
  if (isTooDeep(depth, contents)) return;
  const outlook = await import("./outlook.ts");
  for (const { item: inner, name, type, content, contentId } of outlook.filesOf(item)) {
    const file = looseFile(name, type, content, contentId);
    if (!spend(budget, file, contents.flags)) return;
    const found = empty();
    if (inner) await addItem(inner, name, found, budget, depth + 1);
    else await open(file, found, budget, depth + 1);
    contents.inside.push({ ...file, within });
    for (const one of found.inside) contents.inside.push({ ...one, within: `${within}/${one.within}` });
    for (const flag of found.flags) contents.flags.add(flag);
  }
}
