/** Encodes words, lines, texts and files for mail: RFC 2047 and 2231 headers, RFC 3676 paragraphs, RFC 2045 bodies. */

const lineBreaks = /[\r\n]+/g;

/** One line, without control characters: what nobody can start a second header with. */
export function oneLine(value: string): string {
  return value
    .replace(lineBreaks, " ")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "")
    .trim();
}

/** A header's words, folded; encoded only where they are not plain ASCII. */
export function encodeWords(value: string): string {
  const line = oneLine(value);
  if (/^[\x20-\x7e]*$/.test(line) && !line.includes("=?") && longestWord(line) <= 70) return fold(line);
  const words: string[] = [];
  let bytes = Buffer.alloc(0);
  for (const character of line) {
    const next = Buffer.concat([bytes, Buffer.from(character)]);
    if (next.length > 42) {
      words.push(bytes.toString("base64"));
      bytes = Buffer.from(character);
    } else bytes = next;
  }
  words.push(bytes.toString("base64"));
  return words.map((word) => `=?UTF-8?B?${word}?=`).join("\r\n ");
}

function longestWord(line: string): number {
  return Math.max(0, ...line.split(" ").map((word) => word.length));
}

/** Breaks a header at spaces, so that no line is longer than 78 with its name. */
function fold(line: string): string {
  let width = 20; // room for the name
  return line
    .split(" ")
    .map((word, index) => {
      if (index === 0) {
        width += word.length;
        return word;
      }
      const breaks = width + 1 + word.length > 76;
      width = breaks ? word.length + 1 : width + 1 + word.length;
      return `${breaks ? "\r\n" : ""} ${word}`;
    })
    .join("");
}

/** A bare address as it may stand in a header; anything else is refused. */
export function checkedAddress(address: string): string {
  if (!/^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}$/.test(address)) {
    throw new AddressRefused(address);
  }
  return address;
}

export class AddressRefused extends Error {
  override readonly name = "AddressRefused";
  constructor(address: string) {
    super(`not an address a mail may be sent to: ${JSON.stringify(address)}`);
  }
}

/** format=flowed: paragraphs broken at 72 with a trailing space, so that narrow panes join and break them anew. */
export function flow(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split("\n")
    .map((line) => flowLine(line.trimEnd()))
    .join("\r\n");
}

function flowLine(line: string): string {
  const stuffed = /^(?: |>|From )/.test(line) ? ` ${line}` : line;
  const [first = "", ...rest] = stuffed.split(" ");
  const lines: string[] = [];
  let current = first;
  for (const word of rest) {
    if (current.trim() !== "" && current.length + word.length >= 72) {
      lines.push(`${current} `);
      // A continuation that begins like a quote or a stuffed line would be misread.
      current = /^(?:>|From$)/.test(word) ? ` ${word}` : word;
    } else current = `${current} ${word}`;
  }
  lines.push(current);
  return lines.join("\r\n");
}

/** Quoted-printable of UTF-8 text with CRLF line ends. */
export function quotedPrintable(text: string): string {
  return text
    .split("\r\n")
    .map((line) => quotedLine(Buffer.from(line)))
    .join("\r\n");
}

function quotedLine(bytes: Buffer): string {
  let out = "";
  let width = 0;
  bytes.forEach((byte, index) => {
    const last = index === bytes.length - 1;
    const plain = (byte >= 33 && byte <= 126 && byte !== 61) || ((byte === 32 || byte === 9) && !last);
    // A line that is only a dot ends a mail for a careless relay.
    const token = plain && !(byte === 46 && width === 0) ? String.fromCharCode(byte) : hex(byte);
    if (width + token.length > 75) {
      out += "=\r\n";
      width = 0;
    }
    out += token;
    width += token.length;
  });
  return out;
}

function hex(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** Bytes in base64, in lines of 76. */
export function base64Lines(bytes: Uint8Array): string {
  return (
    Buffer.from(bytes)
      .toString("base64")
      .match(/.{1,76}/g) ?? []
  ).join("\r\n");
}

/** The parameter of a file's name: quoted as it is, or in RFC 2231's pieces where it is long or not ASCII. */
export function fileNameParameter(value: string): string {
  const name = oneLine(value.toWellFormed()).replace(/[/\\]/g, "-") || "file";
  if (/^[\x20-\x7e]{1,60}$/.test(name)) return `filename="${name.replace(/"/g, "'")}"`;
  const pieces = encodeURIComponent(name)
    .replace(/['()*!]/g, (sign) => hexOf(sign))
    .match(/(?:%..|[^%]){1,16}/g);
  const [first = "", ...more] = pieces ?? [];
  if (more.length === 0) return `filename*=UTF-8''${first}`;
  return [`filename*0*=UTF-8''${first}`, ...more.map((piece, at) => `filename*${at + 1}*=${piece}`)].join(
    ";\r\n ",
  );
}

const hexOf = (sign: string) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
