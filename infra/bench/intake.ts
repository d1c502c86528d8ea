/** Measures how mails are parsed, ours beside mailparser and postal-mime in the same run, each in processes of its own. */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { hostileMails, ordinaryMail } from "./mails.ts";

const Report = z.object({
  ms: z.number(),
  peakMb: z.number(),
  cpuMs: z.number(),
  files: z.array(z.string()),
});
type Report = z.infer<typeof Report>;

const runner = fileURLToPath(new URL("parse-once.ts", import.meta.url));
const parsers = ["own", "mailparser", "postal-mime"] as const;
type Parser = (typeof parsers)[number];

/** A library that is not done by then is ended; its figures are those of the limit. */
const patience = 20_000;

type Tell = (line: string) => void;
type Beside<Figure> = Figure & { mailparser: Figure; postalMime: Figure };

export type IntakeBench = {
  mail1mb: {
    cpuOverMailparser: number;
    cpuOverPostalMime: number;
    cpuMs: number;
    peakMb: number;
    sameFiles: boolean;
    mailparser: { cpuMs: number; peakMb: number };
    postalMime: { cpuMs: number; peakMb: number };
  };
  mail5kb: Beside<{ perSecond: number }>;
  mail25mb: Beside<{ peakMb: number; ms: number }>;
  mail40mb: Beside<{ peakMb: number; ms: number }>;
  hostile2mb: Beside<{ ms: number; peakMb: number; worst: string }>;
};

function parseOnce(parser: Parser, path: string, rounds = 0): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(runner, [parser, path, String(rounds)], {
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    const late = setTimeout(() => child.kill("SIGKILL"), patience + rounds * 1_000);
    let report: Report = { ms: patience, peakMb: Number.NaN, cpuMs: Number.NaN, files: [] };
    child.on("error", reject);
    child.on("message", (message) => {
      report = Report.parse(message);
    });
    child.on("exit", () => {
      clearTimeout(late);
      resolve(report);
    });
  });
}

async function ofEach<Figure>(measure: (parser: Parser) => Promise<Figure>): Promise<Beside<Figure>> {
  const own = await measure("own");
  return { ...own, mailparser: await measure("mailparser"), postalMime: await measure("postal-mime") };
}

const rounded = (value: number, digits = 0) => Number(value.toFixed(digits));

/** The lower half of several processes: whatever else the machine does only ever adds. */
async function cpuOf(parser: Parser, path: string, rounds: number): Promise<number> {
  const runs: number[] = [];
  for (let turn = 0; turn < 4; turn += 1) runs.push((await parseOnce(parser, path, rounds)).cpuMs);
  const [first = Number.NaN, second = first] = runs.toSorted((left, right) => left - right);
  return (first + second) / 2;
}

async function oneMegabyte(path: string): Promise<IntakeBench["mail1mb"]> {
  const once = await ofEach((parser) => parseOnce(parser, path));
  const cpu = await ofEach(async (parser) => ({ cpuMs: await cpuOf(parser, path, 60) }));
  const hashes = once.files.join();
  const figure = (parsed: Report, used: { cpuMs: number }) => ({
    cpuMs: rounded(used.cpuMs, 2),
    peakMb: rounded(parsed.peakMb, 1),
  });
  return {
    cpuOverMailparser: rounded(cpu.cpuMs / cpu.mailparser.cpuMs, 2),
    cpuOverPostalMime: rounded(cpu.cpuMs / cpu.postalMime.cpuMs, 2),
    ...figure(once, cpu),
    sameFiles:
      hashes !== "" && hashes === once.mailparser.files.join() && hashes === once.postalMime.files.join(),
    mailparser: figure(once.mailparser, cpu.mailparser),
    postalMime: figure(once.postalMime, cpu.postalMime),
  };
}

async function worstOf(
  parser: Parser,
  into: string,
  tell: Tell,
): Promise<{ ms: number; peakMb: number; worst: string }> {
  let worst = { ms: 0, peakMb: 0, worst: "" };
  for (const [kind, mail] of Object.entries(hostileMails)) {
    const { ms, peakMb } = await parseOnce(parser, written(into, kind, mail()));
    tell(
      `  ${parser}: ${kind}: ${rounded(ms)} ms, ${Number.isNaN(peakMb) ? "not done" : `${rounded(peakMb)} MB`}`,
    );
    worst = {
      ms: Math.max(worst.ms, rounded(ms)),
      peakMb: Math.max(worst.peakMb, rounded(Number.isNaN(peakMb) ? 0 : peakMb)),
      worst: ms > worst.ms ? kind : worst.worst,
    };
  }
  return worst;
}

/** From a file, so that making the mail raises no peak in the process that is measured. */
function written(into: string, name: string, mail: Buffer): string {
  const path = join(into, name);
  writeFileSync(path, mail);
  return path;
}

export async function benchIntake(tell: Tell): Promise<IntakeBench> {
  const into = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    return await benchFrom(into, tell);
  } finally {
    rmSync(into, { recursive: true, force: true });
  }
}

async function benchFrom(into: string, tell: Tell): Promise<IntakeBench> {
  const ordinary = (size: number) => written(into, `${size}.eml`, ordinaryMail(size));
  const large = (path: string) =>
    ofEach(async (parser) => {
      const { ms, peakMb } = await parseOnce(parser, path);
      return { peakMb: rounded(peakMb, 1), ms: rounded(ms) };
    });
  tell("a mail of 1 MB");
  const mail1mb = await oneMegabyte(ordinary(1_000_000));
  tell("mails of 5 kB");
  const small = ordinary(5_000);
  const mail5kb = await ofEach(async (parser) => ({
    perSecond: rounded(1_000 / (await cpuOf(parser, small, 3_000))),
  }));
  tell("mails of 25 and 40 MB");
  const mail25mb = await large(ordinary(25_000_000));
  const mail40mb = await large(ordinary(40_000_000));
  tell("hostile mails of 2 MB");
  const hostile2mb = await ofEach((parser) => worstOf(parser, into, tell));
  return { mail1mb, mail5kb, mail25mb, mail40mb, hostile2mb };
}
