/** Knows the EICAR test file, which every virus scanner takes for a virus by agreement, also inside archives. */
import { unzipSync } from "fflate";

/** In pieces, so that scanners leave our own source alone. */
const pieces = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}", "$EICAR-STANDARD-", "ANTIVIRUS-TEST-", "FILE!", "$H+H*"];

/** The test file. */
export const eicarFile = (): Buffer => Buffer.from(pieces.join(""), "latin1");

export type Verdict = "NO_THREATS_FOUND" | "THREATS_FOUND" | "UNSUPPORTED";

/** As GuardDuty's own limits: archives in archives, and how much they may hold. Beyond, a file is not scanned. */
const deepest = 5;
const mostFiles = 1000;
const mostBytes = 100 * 1024 * 1024; // GuardDuty's is 5 GB; what our local files need
export const largestObject = 5 * 1024 ** 3;

const startsWith = (bytes: Uint8Array, text: string) =>
  Buffer.from(bytes.subarray(0, text.length)).toString("latin1") === text;

/** An Office document behind a password is a compound file that holds this stream. */
const encryptedOffice = Buffer.from("EncryptedPackage", "utf16le");

/** What a scanner says of these bytes. */
export function scanned(bytes: Uint8Array, depth = 0): Verdict {
  if (startsWith(bytes, pieces.join(""))) return "THREATS_FOUND";
  if (startsWith(bytes, "\xd0\xcf\x11\xe0"))
    return Buffer.from(bytes).includes(encryptedOffice) ? "UNSUPPORTED" : "NO_THREATS_FOUND";
  return startsWith(bytes, "PK\x03\x04") ? archive(bytes, depth) : "NO_THREATS_FOUND";
}

function archive(bytes: Uint8Array, depth: number): Verdict {
  if (depth === deepest) return "UNSUPPORTED";
  // The first bit of a member's flags: it is behind a password.
  if (((bytes[6] ?? 0) & 1) === 1) return "UNSUPPORTED";
  const seen = { files: 0, bytes: 0 };
  try {
    const members = unzipSync(bytes, {
      filter: ({ originalSize }) => {
        seen.files += 1;
        seen.bytes += originalSize;
        return seen.files <= mostFiles && seen.bytes <= mostBytes;
      },
    });
    const inside = Object.values(members).map((member) => scanned(member, depth + 1));
    if (inside.includes("THREATS_FOUND")) return "THREATS_FOUND";
    const isWhole = seen.files <= mostFiles && seen.bytes <= mostBytes;
    return isWhole && !inside.includes("UNSUPPORTED") ? "NO_THREATS_FOUND" : "UNSUPPORTED";
  } catch {
    return "NO_THREATS_FOUND"; // no archive after all, or a damaged one: its bytes were looked at as they are
  }
}
