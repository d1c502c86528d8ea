/** Checks a review's definition, shows what it will do day by day, or writes the schema for editors. */
import { readFileSync, writeFileSync } from "node:fs";
import * as z from "zod";
import { sayWeekday } from "../shared/domain/calendar.ts";
import { Definition } from "../shared/domain/definition.ts";
import { type PlanEntry, planOf } from "../shared/domain/plan.ts";
import { recordsOf } from "../shared/domain/records.ts";
import { checkDefinition } from "../shared/reviews/read.ts";

const usage = `Usage:
  npm run review -- check FILE          says every error of a definition, with its line and remedy
  npm run review -- plan FILE [--json]  says day by day what it will do, and how many mails it will cause
  npm run review -- schema              writes shared/reviews/review.schema.json, for editors`;

const schemaFile = new URL("../shared/reviews/review.schema.json", import.meta.url);

function main([command, file, ...flags]: readonly string[]): number {
  if (command === "schema") return writeSchema();
  if ((command !== "check" && command !== "plan") || file === undefined) {
    console.error(usage);
    return 2;
  }
  const text = readText(file);
  if (text === null) {
    console.error(`There is no file ${file}`);
    return 2;
  }
  const checked = checkDefinition(text);
  if ("errors" in checked) {
    for (const { line, field, message, remedy } of checked.errors) {
      console.error(`${file}:${line}  ${field}\n    ${message}.\n    ${remedy}.`);
    }
    console.error(checked.errors.length === 1 ? "1 error" : `${checked.errors.length} errors`);
    return 1;
  }
  if (command === "check") sayChecked(file, checked.definition);
  else sayPlan(checked.definition, flags.includes("--json"));
  return 0;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}

function sayChecked(file: string, definition: Definition): void {
  const { calls, parties, contacts } = recordsOf(definition);
  const open = definition.openValues.filter(({ confirmed }) => !confirmed);
  console.log(
    `${file} holds: ${calls.length} calls, ${parties.length} parties, ${contacts.length} contacts.`,
  );
  for (const { path } of open) console.log(`  to be confirmed before launch: ${path}`);
}

function sayPlan(definition: Definition, json: boolean): void {
  const entries = planOf(definition);
  if (json) {
    console.log(JSON.stringify(entries));
    return;
  }
  console.log(
    `${definition.review.names.en}\nHours of ${definition.review.zone}; mails at most, if nobody answers.`,
  );
  let day = "";
  for (const entry of entries) {
    const today = entry.at.slice(0, 10);
    if (today !== day) console.log(`\n${sayWeekday(today, "en")}`);
    day = today;
    console.log(`  ${entry.at.slice(11)}  ${sentenceOf(entry, definition)}${mailsOf(entry)}`);
  }
  const total = entries.reduce((sum, { mails }) => sum + mails, 0);
  console.log(`\n${total} mails at most, besides receipts and what people add.`);
}

const mailsOf = ({ mails }: PlanEntry) => (mails === 0 ? "" : `: ${mails} ${mails === 1 ? "mail" : "mails"}`);

function sentenceOf({ what, of, days }: PlanEntry, { calls, roadmap }: Definition): string {
  const before = days === 1 ? "1 day before" : `${days} days before`;
  const call = calls.find(({ id }) => id === of)?.names.en;
  const name = call ?? roadmap.find(({ id }) => id === of)?.names.en ?? of;
  return {
    opening: `Opens: ${name}`,
    reminder: `Reminds the silent, ${before}: ${name}`,
    close: `Closes: ${name}`,
    warning: `Warns the secretariat, ${before}: ${name}`,
    decision: `Decides at the latest: ${name}`,
    notice: `Tells the secretariat, ${before}: ${name}`,
    activity: `On the roadmap: ${name}`,
  }[what];
}

/** The schema that editors use to complete and check a definition while it is written. */
function writeSchema(): number {
  const schema = z.toJSONSchema(Definition, { io: "input" });
  const text = `${JSON.stringify({ title: "Definition of a review of Hoja de Ruta", ...schema }, null, 2)}\n`;
  writeFileSync(schemaFile, text);
  console.log("Written: shared/reviews/review.schema.json");
  return 0;
}

process.exitCode = main(process.argv.slice(2));
