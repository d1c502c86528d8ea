/** Data that readers ask for again and again: what has not changed since they last had it is not sent once more. */
import { createHash } from "node:crypto";
import type { Context } from "hono";

export interface Data {
  type: string;
  body: string;
  name?: string; // of the file, where it is one to be kept
  changed?: string; // the instant of the last change, where the records know it
}

/** The distribution makes a tag weak when it compresses. */
const bare = (tag: string) => tag.trim().replace(/^W\//, "");

function isKnown(c: Context, etag: string, changed: string | undefined): boolean {
  const tags = c.req.header("if-none-match");
  if (tags !== undefined) return tags.trim() === "*" || tags.split(",").map(bare).includes(etag);
  const since = Date.parse(c.req.header("if-modified-since") ?? "");
  return changed !== undefined && Math.floor(Date.parse(changed) / 1000) * 1000 <= since;
}

export function conditional(c: Context, { type, body, name, changed }: Data): Response {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  c.header("etag", etag);
  if (changed) c.header("last-modified", new Date(changed).toUTCString());
  if (isKnown(c, etag, changed)) return c.body(null, 304);
  c.header("content-type", type);
  if (name) c.header("content-disposition", `attachment; filename="${name}"`);
  return c.body(body);
}
