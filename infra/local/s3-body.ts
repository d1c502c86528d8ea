/** Bodies of S3 requests: unwraps aws-chunked encoding and checks what the client said of its bytes. */
import { type Readable, Transform } from "node:stream";
import { AwsError } from "./context.ts";
import type { Arrived } from "./s3-store.ts";

/** Takes the frames of aws-chunked away: "<hex size>[;chunk-signature=…]\r\n<data>\r\n … 0\r\n<trailers>\r\n\r\n". */
function unchunk(trailers: Map<string, string>): Transform {
  let held: Buffer = Buffer.alloc(0);
  let left = 0; // bytes of the current chunk still to come
  let isEnd = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      for (;;) {
        if (isEnd) break;
        if (left > 0) {
          const data = held.subarray(0, left);
          if (data.length === 0) break;
          this.push(data);
          left -= data.length;
          held = held.subarray(data.length);
          continue;
        }
        if (held.length >= 2 && held[0] === 13 && held[1] === 10) held = held.subarray(2);
        const line = held.indexOf("\r\n");
        if (line < 0) break;
        const size = Number.parseInt(held.subarray(0, line).toString("latin1"), 16);
        if (!Number.isInteger(size)) return done(new AwsError("InvalidRequest", "A chunk has no size", 400));
        held = held.subarray(line + 2);
        if (size === 0) isEnd = true;
        else left = size;
      }
      done();
    },
    flush(done) {
      for (const line of held.toString("latin1").split("\r\n")) {
        const [name, ...value] = line.split(":");
        if (name && value.length > 0) trailers.set(name.toLowerCase().trim(), value.join(":").trim());
      }
      done(isEnd ? null : new AwsError("IncompleteBody", "The body ended before its last chunk", 400));
    },
  });
}

/** The plain bytes of a request, and a check to make once they have all arrived. */
export function plainBody(
  given: Record<string, string>,
  body: Readable,
  query: URLSearchParams,
): { body: Readable; check: (arrived: Arrived) => void } {
  // A presigned address carries in its query what would be headers.
  const signed = [...query].filter(([name]) => name.toLowerCase().startsWith("x-amz-checksum-"));
  const headers = {
    ...given,
    ...Object.fromEntries(signed.map(([name, value]) => [name.toLowerCase(), value])),
  };
  const trailers = new Map<string, string>();
  const isChunked = (headers["content-encoding"] ?? "").split(",").some((e) => e.trim() === "aws-chunked");
  const plain = isChunked ? body.pipe(unchunk(trailers)) : body;
  if (isChunked) body.on("error", (error) => plain.destroy(error));
  const check = (arrived: Arrived) => {
    const mismatch = (what: string) =>
      new AwsError("BadDigest", `The ${what} you specified did not match what we received`, 400);
    const hash = headers["x-amz-content-sha256"] ?? "";
    if (/^[0-9a-f]{64}$/.test(hash) && hash !== arrived.sha256)
      throw new AwsError("XAmzContentSHA256Mismatch", "The provided SHA-256 does not match", 400);
    const md5 = headers["content-md5"];
    if (md5 && Buffer.from(md5, "base64").toString("hex") !== arrived.md5) throw mismatch("Content-MD5");
    const crc = trailers.get("x-amz-checksum-crc32") ?? headers["x-amz-checksum-crc32"];
    if (crc && crc !== arrived.crc32) throw mismatch("CRC32");
    const sha256 = headers["x-amz-checksum-sha256"] ?? trailers.get("x-amz-checksum-sha256");
    if (sha256 && Buffer.from(sha256, "base64").toString("hex") !== arrived.sha256) throw mismatch("SHA256");
  };
  return { body: plain, check };
}
