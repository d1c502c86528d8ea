/** Uploads in parts: where the parts of a file begin and end, and which are still to be sent. */
import * as z from "zod";

/** Bytes of one uploaded file that we take, as the page says. */
export const uploadLimit = 25 * 1024 * 1024;

/** The smallest that S3 takes for a part; on a slow line, what is sent again after a break. */
export const partSize = 5 * 1024 * 1024;

/** An upload that was begun. The same file chosen again, on whatever day, goes on from the parts that arrived. */
export const Unfinished = z.object({
  file: z.string(), // id, as in the object's key
  key: z.string(),
  uploadId: z.string(),
  name: z.string(),
  size: z.number().int(),
  modified: z.number(), // of the file on the sender's disk, in milliseconds
  begun: z.iso.datetime(),
});
export type Unfinished = z.infer<typeof Unfinished>;

export type Chosen = Pick<Unfinished, "name" | "size" | "modified">;

/** Whether a file that was chosen is the one of an unfinished upload. */
export const isSameFile = (left: Chosen, right: Chosen): boolean =>
  left.name === right.name && left.size === right.size && left.modified === right.modified;

export interface Part {
  number: number; // from 1
  from: number;
  to: number; // exclusive
}

function partsOf(size: number): Part[] {
  const count = Math.max(1, Math.ceil(size / partSize));
  return Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    from: at * partSize,
    to: Math.min(size, (at + 1) * partSize),
  }));
}

/** The parts of a file that have not arrived; one of another length than it should be has not. */
export function missingParts(size: number, arrived: readonly { number: number; size: number }[]): Part[] {
  return partsOf(size).filter(
    ({ number, from, to }) => !arrived.some((part) => part.number === number && part.size === to - from),
  );
}

/** A file's name as it came, without a path and without marks that no name has. */
export function plainName(name: string): string {
  const last = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const clean = [...last].filter((letter) => letter >= " " && letter !== "\u007f").join("");
  return clean.slice(-200).trim() || "file";
}
