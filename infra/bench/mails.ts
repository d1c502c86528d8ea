/** Mails to measure with: ordinary ones of a given size, and ones of two megabytes made to cost time or memory. */

const lines = (...all: string[]) => Buffer.from(all.join("\r\n"), "latin1");

/** A text, its HTML, and a file that is no text: bytes drawn by a fixed seed, so that each run has the same. */
export function ordinaryMail(size: number): Buffer {
  const paragraph =
    "La Misi=C3=B3n Permanente saluda atentamente a la Red y remite la contribuci=C3=B3n.\r\n";
  const text = paragraph.repeat(Math.max(1, Math.floor(Math.min(size / 20, 20_000) / paragraph.length)));
  const head = lines(
    "Received: from mail.cancilleria.example by inbound-smtp.example; Tue, 17 Dec 2024 13:15:04 +0000",
    "From: =?utf-8?Q?Misi=C3=B3n_Permanente?= <mision@cancilleria.example>",
    "To: preguntas@in.hoja.example",
    "Subject: =?utf-8?Q?Preguntas_orientadoras=3A_contribuci=C3=B3n?=",
    "Date: Tue, 17 Dec 2024 10:15:00 -0300",
    "Message-ID: <bench@cancilleria.example>",
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="outer"',
    "",
    "--outer",
    'Content-Type: multipart/alternative; boundary="inner"',
    "",
    "--inner",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    text,
    "--inner",
    "Content-Type: text/html; charset=utf-8",
    "Content-Transfer-Encoding: quoted-printable",
    "",
    `<html><body><p>${text.replaceAll("\r\n", "</p>\r\n<p>")}</p></body></html>`,
    "--inner--",
    "--outer",
    "Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    'Content-Disposition: attachment; filename="Contribucion.docx"',
    "Content-Transfer-Encoding: base64",
    "",
    "",
  );
  const tail = lines("", "--outer--", "");
  const left = Math.max(300, size - head.length - tail.length);
  const file = drawn(Math.floor((left / 78) * 57));
  return Buffer.concat([head, Buffer.from(file.toString("base64").replace(/.{76}/g, "$&\r\n")), tail]);
}

function drawn(size: number): Buffer {
  const bytes = Buffer.alloc(size);
  let state = 20250131;
  for (let at = 0; at < size; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

const hostileSize = 2 * 1024 * 1024;
const filled = (piece: string, size = hostileSize) => piece.repeat(Math.ceil(size / piece.length));
const html = (piece: string) => `Content-Type: text/html\r\n\r\n${filled(piece)}`;
const mixed = 'Content-Type: multipart/mixed; boundary="a"\r\n\r\n';

/** Each of these took some parser, once ours too, seconds or hundreds of megabytes. */
export const hostileMails: Record<string, () => Buffer> = {
  "forwards in forwards": () => lines(filled("Content-Type: message/rfc822\r\n\r\n")),
  "parts without number": () => lines(mixed + filled("--a\r\n\r\nx\r\n")),
  "as many parts as are allowed": () =>
    lines(mixed + `--a\r\nContent-Type: image/png\r\n\r\n${"x".repeat(2_100)}\r\n`.repeat(950)),
  "near misses of a boundary": () => lines(mixed + filled("--ab\r\n")),
  "half-open HTML": () => lines(html('<a href="')),
  "HTML of paragraphs": () => lines(html("<p>")),
  "a flood of headers": () => lines(`${mixed}--a\r\n${filled("X-A: b\r\n")}`),
  "blanks in quoted-printable": () =>
    lines(`Content-Transfer-Encoding: quoted-printable\r\n\r\n${filled(" ")}x`),
  "parts in parts": () =>
    lines(...Array.from({ length: 40_000 }, (_, at) => `${mixed.replace('"a"', `"b${at}"`)}--b${at}`)),
  "base64 of garbage": () =>
    lines(`Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${filled("!\xe9=Q")}`),
  "empty lines": () => lines(filled("\r\n")),
  "flowed lines": () =>
    lines(`Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${filled("a \r\n")}`),
  "header blocks": () => lines(`Subject: RV: x\r\n\r\n${filled("De: a\r\nPara: b\r\n")}`),
};
