/** The ends that sample mails must come to, by their index file, and what of a run differs from it. */
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import * as z from "zod";
import type { Cloud } from "../local/cloud.ts";
import type { Said } from "./envelope.ts";
import type { Outcome } from "./intake.ts";

const End = {
  end: z.enum(["submission", "triage", "set-aside"]),
  reason: z.string(),
  call: z.string().optional(),
  party: z.string().optional(),
};

export const Expected = z.strictObject({
  file: z.string(),
  why: z.string().min(10),
  ...End,
  answered: z.boolean(), // a mail is prepared to the sender because of it
  late: z.boolean().default(false),
  attachments: z.array(z.string()).default([]), // names
  unpacked: z.array(z.string()).default([]), // names of files found inside others
  says: z.string().optional(), // stands in the text that is kept
  also: z.array(z.strictObject(End)).default([]), // ends on further calls
  envelope: z
    .strictObject({
      from: z.string().optional(),
      to: z.array(z.string()).optional(),
      client: z.string().optional(), // an address, or the domain whose mail server hands it over
    })
    .default({}),
});
export type Expected = z.infer<typeof Expected>;

export function readExpected(file: string): Expected[] {
  return z.array(Expected).parse(parse(readFileSync(file, "utf8")));
}

/** The envelopes that an index gives; a file that does not stand in it has the defaults. */
export function envelopesOf(expected: readonly Expected[], dns: Cloud["dns"]): (file: string) => Said {
  const byFile = new Map(expected.map((one) => [one.file, one.envelope]));
  return (file) => {
    const { client, ...said } = byFile.get(file) ?? {};
    if (client === undefined) return said;
    return { ...said, client: dns.zoneOf(client)?.address ?? client };
  };
}

/** "answered: true, expected false" for each field that is not as expected. */
export function differences({ line, text }: Outcome, expected: Expected): string[] {
  const names = (files: readonly { name: string }[] = []) => files.map(({ name }) => name);
  const endOf = ({ end, reason, call, party }: { [K in keyof typeof End]?: unknown }) => ({
    end,
    reason,
    call,
    party,
  });
  const rows: [what: string, found: unknown, wanted: unknown][] = [
    ["end", endOf(line), endOf(expected)],
    ["answered", line.answered, expected.answered],
    ["late", line.late ?? false, expected.late],
    ["attachments", names(line.attachments), expected.attachments],
    ["unpacked", names(line.unpacked), expected.unpacked],
    ["also", (line.also ?? []).map(endOf), expected.also.map(endOf)],
    ["rawKept", line.rawKept, true],
    ["says", expected.says === undefined || text.includes(expected.says) ? true : text.slice(0, 300), true],
  ];
  return rows
    .map(([what, found, wanted]) => [what, JSON.stringify(found), JSON.stringify(wanted)])
    .filter(([, found, wanted]) => found !== wanted)
    .map(([what, found, wanted]) => `${what}: ${found}, expected ${wanted}`);
}

/** A row of the table of ends. */
export function rowOf({ line }: Outcome): string {
  const about = [line.call, line.party].filter(Boolean).join(" ");
  const end = `${line.end ?? "NO END"}: ${line.reason ?? ""}${line.late ? ", late" : ""}`;
  return `${line.file.padEnd(48)} ${end.padEnd(34)} ${line.answered ? "answered" : "        "}  ${about}`.trimEnd();
}
