/** Browser uploads: reads a multipart form as it streams in, and holds it to its signed policy. */
import { PassThrough, type Readable } from "node:stream";
import * as z from "zod";
import { AwsError } from "./context.ts";

const headLimit = 20 * 1024; // S3's own limit for everything before the file

export interface Form {
  fields: Map<string, string>; // names in lower case
  fileName: string;
  file: Readable;
}

const Policy = z.object({
  expiration: z.string(),
  conditions: z.array(
    z.union([
      z.record(z.string(), z.string()),
      z.tuple([z.literal("content-length-range"), z.coerce.number(), z.coerce.number()]),
      z.tuple([z.string(), z.string(), z.string()]),
    ]),
  ),
});

function malformed(message: string): AwsError {
  return new AwsError("MalformedPOSTRequest", message, 400);
}

function headersOf(block: string): { name: string; fileName: string | undefined; type: string | undefined } {
  const name = /\bname="((?:[^"\\]|\\.)*)"/i.exec(block)?.[1];
  if (name === undefined) throw malformed("A part of the form has no name");
  const fileName = /\bfilename="((?:[^"\\]|\\.)*)"/i.exec(block)?.[1];
  const type = /^content-type:\s*(.+)$/im.exec(block)?.[1]?.trim();
  return { name, fileName, type };
}

/** Passes the file's bytes on until the boundary; keeps back only as many bytes as the boundary is long. */
async function pumpFile(
  source: AsyncIterator<Buffer>,
  first: Buffer,
  boundary: Buffer,
  file: PassThrough,
): Promise<void> {
  let held = first;
  for (;;) {
    const end = held.indexOf(boundary);
    if (end >= 0) {
      file.end(held.subarray(0, end));
      for (;;) if ((await source.next()).done) return; // what follows the file is ignored, as S3 does
    }
    const safe = held.length - boundary.length;
    if (safe > 0) {
      if (!file.write(held.subarray(0, safe)))
        await new Promise((resolve) => {
          file.once("drain", resolve);
          file.once("close", () => resolve(undefined));
        });
      held = held.subarray(safe);
    }
    const more = await source.next();
    if (more.done) throw malformed("The body of your POST request is not well-formed multipart/form-data");
    if (file.destroyed) held = Buffer.alloc(0);
    held = Buffer.concat([held, more.value]);
  }
}

async function* buffers(body: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of body) yield Buffer.from(chunk);
}

/** Reads the fields; the file goes on streaming from where they end. */
export async function readForm(contentType: string, body: Readable): Promise<Form> {
  const boundaryText = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (!contentType.startsWith("multipart/form-data") || !boundaryText)
    throw malformed("The body is no multipart/form-data");
  const boundary = Buffer.from(`\r\n--${boundaryText}`);
  const source = buffers(body);
  const fields = new Map<string, string>();
  let held = Buffer.from("\r\n");
  const more = async () => {
    const next = await source.next();
    if (next.done) throw malformed("The form has no file");
    held = Buffer.concat([held, next.value]);
  };
  for (;;) {
    let head = held.indexOf("\r\n\r\n");
    while (head < 0) {
      if (held.length > headLimit)
        throw new AwsError("MaxPostPreDataLengthExceeded", "Too much before the file");
      await more();
      head = held.indexOf("\r\n\r\n");
    }
    const part = headersOf(held.subarray(0, head).toString("utf8"));
    held = held.subarray(head + 4);
    if (part.name.toLowerCase() === "file") return fileFrom(part, held);
    let end = held.indexOf(boundary);
    while (end < 0) {
      if (held.length > headLimit)
        throw new AwsError("MaxPostPreDataLengthExceeded", "Too much before the file");
      await more();
      end = held.indexOf(boundary);
    }
    fields.set(part.name.toLowerCase(), held.subarray(0, end).toString("utf8"));
    held = held.subarray(end);
  }

  function fileFrom(part: ReturnType<typeof headersOf>, rest: Buffer): Form {
    const file = new PassThrough();
    pumpFile(source, rest, boundary, file).catch((error: unknown) =>
      file.destroy(error instanceof Error ? error : new Error(String(error))),
    );
    return { fields, fileName: part.fileName ?? "", file };
  }
}

function matches(operator: string, value: string, expected: string): boolean {
  return operator === "eq" ? value === expected : operator === "starts-with" && value.startsWith(expected);
}

/** Fields that need no condition of their own. */
function isFree(name: string): boolean {
  return ["policy", "x-amz-signature", "file"].includes(name) || name.startsWith("x-ignore-");
}

/** Holds the fields to the policy; answers the size that the file may have. */
export function checkPolicy(
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: number,
): { smallest: number; largest: number } {
  const refuse = (why: string) => new AwsError("AccessDenied", `Invalid according to Policy: ${why}`, 403);
  const policy = Policy.safeParse(
    parseJson(Buffer.from(fields.get("policy") ?? "", "base64").toString("utf8")),
  );
  if (!policy.success) throw new AwsError("InvalidPolicyDocument", "The policy is not valid", 400);
  if (!(now <= Date.parse(policy.data.expiration))) throw refuse("Policy expired.");
  const covered = new Set<string>();
  let size = { smallest: 0, largest: 5 * 1024 ** 3 };
  const check = (operator: string, name: string, expected: string) => {
    const field = name.toLowerCase();
    covered.add(field);
    const value = field === "bucket" ? bucket : (fields.get(field) ?? "");
    if (!matches(operator, value, expected))
      throw refuse(`Policy Condition failed: ["${operator}", "$${name}", "${expected}"]`);
  };
  for (const condition of policy.data.conditions) {
    if (!Array.isArray(condition)) {
      for (const [name, expected] of Object.entries(condition)) check("eq", name, expected);
    } else if (condition[0] === "content-length-range") {
      size = { smallest: Number(condition[1]), largest: Number(condition[2]) };
    } else {
      check(condition[0], String(condition[1]).replace(/^\$/, ""), String(condition[2]));
    }
  }
  for (const name of fields.keys())
    if (!isFree(name) && !covered.has(name)) throw refuse(`Extra input fields: ${name}`);
  return size;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
