/**
 * Plays a whole review on the local cloud: `npm run rehearse [-- FILE] [--seed N] [--json] [--resume]`.
 *
 * The last line of standard output is the result as JSON with --json; what happens is told on standard error. Exit
 * status 1 when a message was lost, a notice doubled or a decision missed its date.
 */
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Result, rehearse } from "../infra/rehearsal/rehearse.ts";
import { root } from "../infra/sources.ts";
import { definitionFrom, refuse } from "./definition-file.ts";
import { synthesize } from "./synth.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    resume: { type: "boolean", default: false },
    dir: { type: "string" }, // where the rehearsal keeps its state
  },
});

const seed = Number(values.seed);
if (!Number.isInteger(seed)) refuse("--seed takes a whole number");
const { file, definition } = definitionFrom(positionals[0]);
const dir = resolve(values.dir ?? join(root, ".local", `rehearsal-${definition.review.id}-${seed}`));
if (!values.resume) rmSync(dir, { recursive: true, force: true });
const assembly = await synthesize({ definition: file });
const tell = (line: string) => process.stderr.write(`${line}\n`);
const result = await rehearse({ assembly, definition, seed, dir, tell });
if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
else process.stdout.write(`${inWords(result)}\n`);
process.exitCode =
  result.lostMessages === 0 && result.duplicateNotices === 0 && result.missedDates === 0 ? 0 : 1;

function inWords(said: Result): string {
  const decisions = said.decisions.map(({ call, decidedAt, seats }) => {
    const names = seats.map(({ seat, party }) => `${seat}: ${party}`).join(", ");
    return `  ${call}, decided ${decidedAt}: ${names}`;
  });
  return [
    `${said.review}: ${said.simulatedDays} days in ${said.seconds} s`,
    `${said.messagesIn} messages in, ${said.submissions} submissions, ${said.triaged} sorted by hand, ${said.setAside} set aside`,
    `${said.noticesSent} mails sent, ${said.remindersSent} of them reminders; ${said.duplicateNotices} doubled, ${said.lostMessages} messages lost`,
    "Decisions:",
    ...decisions,
    `The bill at list prices: ${said.billUsd.toFixed(2)} USD`,
  ].join("\n");
}
