/** Counts what AWS would charge for, and what it would cost at list price. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import type { Meter } from "./context.ts";

export type Bill = { calls: Record<string, number>; usd: number };

/** US dollars a unit, us-east-1, on demand, without free tiers; from the public price pages. */
const prices: Record<string, number> = {
  "apigateway:Request": 1e-6, // HTTP API
  "cloudfront:Request": 1e-6,
  "dynamodb:WriteUnits": 0.625e-6,
  "dynamodb:ReadUnits": 0.125e-6,
  "dynamodb:StreamReads": 0.2e-6,
  "events:Custom": 1e-6,
  "guardduty:Bytes": 0.09 / 2 ** 30, // Malware Protection for S3, without tags
  "guardduty:Objects": 0.215e-3,
  "lambda:GB-ms": 0.0000133334e-3, // arm64
  "lambda:Invocations": 0.2e-6,
  "s3:Read": 0.4e-6,
  "s3:Write": 5e-6,
  "secretsmanager:GetSecretValue": 5e-6,
  "ses:Inbound": 100e-6,
  "ses:InboundChunk": 90e-6, // of 256 KiB
  "ses:SendEmail": 100e-6,
  "ses:SendRawEmail": 100e-6,
  "states:Transition": 25e-6,
};

/** Replacing a file takes milliseconds, and a kill may cost the bill its last cents. */
const savedEvery = 500;

const Counts = z.record(z.string(), z.number());
const s3Reads = /^s3:(Get|Head|List)/;

export function createMeter(dir: string): Meter & { bill: () => Bill; save: (now?: boolean) => void } {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "meter.json");
  const calls: Record<string, number> = readCounts(file);
  let saved = performance.now();
  const add = (what: string, times: number) => {
    calls[what] = (calls[what] ?? 0) + times;
  };
  return {
    count: (what, times = 1) => {
      add(what, times);
      if (what.startsWith("s3:")) add(s3Reads.test(what) ? "s3:Read" : "s3:Write", times);
    },
    bill: () => {
      const usd = Object.entries(calls).reduce((sum, [what, times]) => sum + times * (prices[what] ?? 0), 0);
      return { calls: { ...calls }, usd };
    },
    save: (now = false) => {
      if (!now && performance.now() - saved < savedEvery) return;
      saved = performance.now();
      writeFileSync(`${file}.new`, JSON.stringify(calls));
      renameSync(`${file}.new`, file);
    },
  };
}

function readCounts(file: string): Record<string, number> {
  try {
    return Counts.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return {}; // nothing counted yet
  }
}
