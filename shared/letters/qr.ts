/** A QR code as a PNG picture, which every Word and LibreOffice shows: black and white, one bit a point. */
import { crc32, deflateSync } from "node:zlib";
import { encode } from "uqr";

const points = 8; // of the picture for each square of the code
const border = 4; // squares of quiet zone that the standard asks for

/** The picture of a text's code, square; `size` is its width in points. */
export function qrPicture(text: string): { png: Uint8Array; size: number } {
  const { data } = encode(text, { ecc: "M", border });
  const size = data.length * points;
  const stride = Math.ceil(size / 8);
  const rows = data.map((squares) => {
    const row = Buffer.alloc(1 + stride, 0xff); // white; the first byte says "no filter"
    row[0] = 0;
    squares.forEach((isBlack, at) => {
      if (isBlack) row.fill(0, 1 + at, 2 + at); // eight points a square are one byte
    });
    return row;
  });
  const pixels = Buffer.concat(rows.flatMap((row) => Array.from({ length: points }, () => row)));
  return { png: pngOf(size, pixels), size };
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function pngOf(size: number, pixels: Uint8Array): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([1, 0, 0, 0, 0], 8); // one bit of grey; deflate, plain filter, not interlaced
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
