/**
 * Brings up the whole on this machine: `npm start [-- FILE] [--fresh] [--seed N]`. Runs the synthesized assembly, with a
 * launched review and simulated missions that act while the bar's "play" is on.
 */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startCloud } from "../infra/local/cloud.ts";
import { createPlay, type Play } from "../infra/rehearsal/play.ts";
import { daysOf } from "../infra/rehearsal/rehearse.ts";
import { root } from "../infra/sources.ts";
import { startOfDay } from "../shared/domain/calendar.ts";
import { definitionFrom } from "./definition-file.ts";
import { synthesize } from "./synth.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fresh: { type: "boolean", default: false }, // forgets everything and begins anew
    seed: { type: "string", default: "1" },
    port: { type: "string", default: "4000" },
  },
});

const { file, definition } = definitionFrom(positionals[0]);
const dir = join(root, ".local", definition.review.id);
if (values.fresh) rmSync(dir, { recursive: true, force: true });
const isNew = !existsSync(dir);

/** Two days before the first opening: the newcomer sees the invitations go out. */
const now = startOfDay(daysOf(definition).from, definition.review.zone).toISOString();
const last = startOfDay(daysOf(definition).to, definition.review.zone);
let playing = false;
let play: Play | undefined;

const say = (line: string) => process.stdout.write(`${line}\n`);
say(
  isNew ? "Starting for the first time …" : "Starting where it stopped; `npm start -- --fresh` begins anew …",
);
const cloud = await startCloud({
  assembly: await synthesize({ definition: file }),
  dir: join(dir, "cloud"),
  seed: Number(values.seed),
  now,
  ports: { web: Number(values.port), smtp: 2525 },
  bar: true,
  gallery: definition,
  play: {
    isOn: () => playing,
    set: (isOn) => {
      playing = isOn;
      if (isOn) void run();
    },
  },
});
play = await createPlay({
  cloud,
  definition,
  seed: Number(values.seed),
  dir: join(dir, "people"),
  tell: say,
});
const [language = "es"] = definition.review.languages;
const accounts = definition.secretariat.map(
  ({ name, email, office, roles }) => `    ${name} <${email}>, ${office}: ${roles.join(", ")}`,
);
say(`
  Pages        ${cloud.origin}/${language}
  Secretariat  ${cloud.origin}/${language}/console   (sign in with one of the sample accounts, no password)
${accounts.join("\n")}
  Components   ${cloud.origin}/__local/components   Mails   ${cloud.origin}/__local/mails
  Mailboxes    ${cloud.inboxOrigin}
  SMTP         127.0.0.1:${cloud.smtpPort}   (a sample domain's mail server sends from its own address: ${senderHint()})
  It is ${cloud.clock.iso().slice(0, 16).replace("T", " ")} UTC there. The bar below each page moves time; "Play" lets the missions act.
  Ctrl-C stops it; it goes on next time where it stopped.
`);
if (await play.begin()) say("The review is launched: its calls go out on their opening days.");

/** The first sample mission, and the loopback address that its mail server sends from. */
function senderHint(): string {
  const mission = cloud.dns.zones().find(({ domain }) => /cancilleria-|foreign-/.test(domain));
  return mission ? `${mission.domain} from ${mission.address}` : "see the mailboxes page";
}

/** Plays on, step by step, until the bar says stop or the review is over. */
async function run(): Promise<void> {
  while (playing && play) {
    try {
      if (!(await play.step(last))) playing = false;
    } catch (error) {
      playing = false;
      say(`The play stopped: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    playing = false;
    play?.end();
    void cloud.stop().then(() => process.exit(0));
  });
}
