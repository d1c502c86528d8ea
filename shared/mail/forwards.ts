/** Recognises forwards as mail programs write them in the four languages, and reads whose mail they carry. */
import { readQuotedDate } from "./dates.ts";
import { type MailAddress, readAddresses } from "./headers.ts";
import type { Forwarded } from "./parsed.ts";

/** Spanish RV, REENV; English FW, FWD; Portuguese ENC, RES-ENC; French TR, Transf; German WG; Italian and Catalan I, RV. */
const prefix =
  /^(?:RV|FW|FWD|ENC|TR|TRANSF?|REENV(?:IADO)?|RENV|REENCAMINHAD[AO]|WG|I)\s?(?:\[\d{1,3}\])?\s?:/i;

/** What a gateway puts before a subject. */
const marks = /^(?:\s*\[[^\]]{1,40}\])+\s*|^\s+/;

export function isForwardSubject(subject: string): boolean {
  return prefix.test(subject.replace(marks, ""));
}

/** Lines with which programs open the mail that they forward. */
const openings = [
  /^[\s>*]{0,12}(?:-{2,}|_{2,})?\s*(?:forwarded message|mensaje reenviado|mensagem (?:encaminhada|reencaminhada|original encaminhada)|message transf[ée]r[ée]|message r[ée]exp[ée]di[ée]|forwarded by|remitido por|reenviado por|encaminhado por|transf[ée]r[ée] par)\b/i,
  /^[\s>*]{0,12}(?:begin forwarded message|inicio del mensaje reenviado|in[íi]cio da mensagem (?:reencaminhada|encaminhada)|d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée]))\s*:/i,
];

export const isForwardLine = (line: string) => openings.some((pattern) => pattern.test(line));

type Field = "from" | "date" | "to" | "subject";

/** Names of the fields in header blocks, without accents. */
const labels: [Field, RegExp][] = [
  ["from", /^(?:de|from|von|remitente|remetente|expediteur|desde|da)$/],
  [
    "date",
    /^(?:enviado(?: el| em)?|enviados|enviada(?: em)?|fecha(?: de envio)?|sent|date|data|envoye(?: le)?|date d'envoi|gesendet)$/,
  ],
  ["to", /^(?:para|to|a|an|cc|destinatario|destinataire|pour|copia|copie a|com copia|cc:)$/],
  ["subject", /^(?:asunto|subject|assunto|objet|sujet|tema|betreff)$/],
];

const labelled =
  /^[\s>|]{0,12}[*_]{0,2}([A-Za-zÀ-ÿ'’ ]{1,20}?)[ \u00a0]?[*_]{0,2}[ \u00a0]?:[*_]{0,2}(?:\s+|$|(?=\S))(.*)$/;

type Labelled = { field: Field; value: string; label: string } | null;

/** Reads lines one by one, and none twice: a block may begin at any of them. */
export type Fields = (at: number) => Labelled;

export function fieldsOf(lines: readonly string[]): Fields {
  const known = new Map<number, Labelled>();
  return (at) => {
    const read = known.get(at) ?? (known.has(at) ? null : fieldOf(lines[at] ?? ""));
    known.set(at, read);
    return read;
  };
}

function fieldOf(line: string): Labelled {
  const [, name, value = ""] = labelled.exec(line.length > 2_000 ? line.slice(0, 2_000) : line) ?? [];
  if (name === undefined) return null;
  const label = name.normalize("NFD").replace(/\p{M}/gu, "").replace(/’/g, "'").trim().toLowerCase();
  const found = labels.find(([, pattern]) => pattern.test(label));
  return found ? { field: found[0], value: value.replace(/[*_]{1,2}$/, "").trim(), label } : null;
}

export type HeaderBlock = {
  at: number; // its first line
  end: number; // the line after its last
  from: string;
  date: string;
  subject: string;
  isEnglish: boolean;
};

/** A block of the quoted mail's headers that begins at this line, as Outlook, Gmail, Apple, Zimbra and Lotus write it. */
export function headerBlockAt(lines: readonly string[], at: number, fields: Fields): HeaderBlock | null {
  const first = fields(at);
  if (!first || (first.value === "" && first.field !== "from")) return null;
  const values = new Map<Field, string>();
  let isEnglish = false;
  let last: Field | undefined;
  let strays = 0;
  let index = at;
  for (; index < Math.min(lines.length, at + 14); index += 1) {
    const line = lines[index] ?? "";
    const found = fields(index);
    if (found) {
      last = found.field;
      if (!values.has(last)) values.set(last, found.value);
      isEnglish ||= ["from", "sent", "subject"].includes(found.label);
    } else if (/^[\s>|]*$/.test(line)) break;
    // Long lists of recipients go on, and Lotus begins its values below their name.
    else if (last && strays < 4) {
      strays += 1;
      values.set(last, `${values.get(last) ?? ""} ${line.trim()}`.trim());
    } else break;
  }
  const from = values.get("from");
  const isBlock = from && values.size >= 3 && (values.has("date") || values.has("subject"));
  return isBlock
    ? {
        at,
        end: index,
        from,
        date: values.get("date") ?? "",
        subject: values.get("subject") ?? "",
        isEnglish,
      }
    : null;
}

const linesLookedAt = 10_000;

/** The mail that a text forwards: its first header block, if the subject or a line says that it is a forward. */
export function readInlineForward(text: string, subject: string): Forwarded | null {
  const lines = text.split("\n", linesLookedAt);
  const saysSo = isForwardSubject(subject);
  const fields = fieldsOf(lines);
  const opening = lines.findIndex(isForwardLine);
  // A block with nothing of the sender's above it was forwarded without saying so.
  const first = lines.findIndex((line) => line.trim() !== "" && !/^\s*(?:-{3,}|_{3,}).{0,60}$/.test(line));
  const isBare =
    !/^\s*(?:re|res|rép?)\s?:/i.test(subject) && first !== -1 && headerBlockAt(lines, first, fields) !== null;
  if (!saysSo && opening === -1 && !isBare) return null;
  const block = firstBlock(lines, saysSo || isBare ? 0 : opening, fields);
  return block ? { ...forwardOf(block), how: "inline" } : null;
}

function firstBlock(lines: readonly string[], from: number, fields: Fields): HeaderBlock | null {
  for (let at = from; at < lines.length; at += 1) {
    const block = headerBlockAt(lines, at, fields);
    if (block) return block;
  }
  return null;
}

function forwardOf({ from, date, subject, isEnglish }: HeaderBlock): Omit<Forwarded, "how"> {
  const sender = readSender(from);
  const sent = readQuotedDate(date, isEnglish);
  return {
    ...(sender && (sender.address === "" ? { fromName: sender.name } : { from: sender })),
    ...(sent && { date: sent }),
    ...(subject && { subject }),
  };
}

/** "Ana <ana@x>", "Ana [mailto:ana@x]", "ana@x<mailto:ana@x>", "Ana (ana@x)", or a bare name as Exchange has it. */
function readSender(value: string): MailAddress | null {
  const plain = value
    .slice(0, 300)
    .replace(/[[<(]\s*(?:mailto:|smtp:)\s*/gi, "<")
    .replace(/<([^\s<>@]+@[^\s<>\])]+)[>\])]/g, " <$1>");
  const address = /[^\s<>()[\]"',;:]+@[^\s<>()[\]"',;:]+\.[^\s<>()[\]"',;:]+/.exec(plain)?.[0] ?? "";
  const [read] = address === "" ? [] : readAddresses(plain.includes("<") ? plain : address);
  if (read?.address.includes("@") && read.address === address.toLowerCase()) {
    return { address: read.address, name: read.name.replace(/^['"]|['"]$/g, "") };
  }
  const name = plain
    .replace(address, "")
    .replace(/[<>()[\]"']/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  return address === "" && name === "" ? null : { address: address.toLowerCase(), name };
}
