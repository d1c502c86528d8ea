/** Headers of S3 objects: which stay with an object, which a reader may override, which bytes are asked for. */
import { AwsError } from "./context.ts";

const keptHeaders = [
  "content-type",
  "content-disposition",
  "content-language",
  "cache-control",
  "content-encoding",
  "expires",
];
export const overrides = [
  "content-type",
  "content-disposition",
  "content-language",
  "cache-control",
  "expires",
];

/** Headers that stay with an object. */
export function keptOf(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of headers) {
    if (name === "content-encoding") {
      const rest = value.split(",").filter((e) => e.trim() !== "aws-chunked");
      if (rest.length > 0) kept[name] = rest.join(",");
    } else if (keptHeaders.includes(name) || name.startsWith("x-amz-meta-")) kept[name] = value;
  }
  return kept;
}

/** The bytes that a Range header asks for; undefined when it asks for all, or for what S3 ignores. */
export function rangeOf(
  header: string | undefined,
  size: number,
): { start: number; end: number } | undefined {
  const m = /^bytes=(\d*)-(\d*)$/.exec(header ?? "");
  if (!m || (!m[1] && !m[2])) return undefined;
  const start = m[1] ? Number(m[1]) : Math.max(0, size - Number(m[2]));
  const end = m[1] && m[2] ? Math.min(Number(m[2]), size - 1) : size - 1;
  if (start > end) throw new AwsError("InvalidRange", "The requested range is not satisfiable", 416);
  return { start, end };
}
