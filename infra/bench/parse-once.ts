/** Parses one mail in this fresh process with one parser, and says on its IPC channel what that took. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

export type Parsing = {
  ms: number; // of the first parse, elapsed
  peakMb: number; // how far the peak of resident memory rose above what it was with the parser loaded and the mail read
  cpuMs: number; // of one parse, user and system, as the mean of the rounds after the first ones
  files: string[]; // SHA-256 of what it gave as attachments
};

type Parse = (mail: Buffer) => Promise<Uint8Array[]>;

/** As each is used by default; its work is done when the attachments are there as bytes. */
const parsers: Record<string, () => Promise<Parse>> = {
  own: async () => {
    const { parseMail } = await import("../../shared/mail/parse.ts");
    return async (mail) => {
      const parsed = await parseMail(mail);
      return "unreadable" in parsed ? [] : parsed.attachments.map(({ content }) => content);
    };
  },
  mailparser: async () => {
    const { simpleParser } = await import("mailparser");
    return async (mail) => (await simpleParser(mail)).attachments.map(({ content }) => content);
  },
  "postal-mime": async () => {
    const { default: PostalMime } = await import("postal-mime");
    return async (mail) => {
      const { attachments } = await PostalMime.parse(mail);
      return attachments.map(({ content }) =>
        typeof content === "string" ? Buffer.from(content) : new Uint8Array(content),
      );
    };
  },
};

const small = Buffer.from("From: a@b.example\r\nSubject: x\r\n\r\nx\r\n");
const [parser = "", path = "", rounds = "0"] = process.argv.slice(2);
const parse = await parsers[parser]?.();
const mail = readFileSync(path);
if (!parse) throw new Error(`no parser ${parser}`);
await parse(small); // loads what it loads
const highWater = () => process.resourceUsage().maxRSS / 1024;

const before = highWater();
const start = performance.now();
const files = await parse(mail).catch(() => []);
const ms = performance.now() - start;
const peakMb = highWater() - before;
let cpuMs = 0;
const count = Number(rounds);
if (count > 0) {
  for (let turn = 0; turn < count / 3; turn += 1) await parse(mail);
  const used = process.cpuUsage();
  for (let turn = 0; turn < count; turn += 1) await parse(mail);
  const { user, system } = process.cpuUsage(used);
  cpuMs = (user + system) / 1000 / count;
}
const report: Parsing = {
  ms,
  peakMb,
  cpuMs,
  files: files.map((content) => createHash("sha256").update(content).digest("hex")),
};
process.send?.(report, () => process.exit(0));
