/**
 * npm run bench -- cold [--json] [--rounds N] [FUNCTION …]: what each function weighs and what its cold start costs;
 * npm run bench -- intake [--json]: what parsing a mail costs, beside two libraries. CPU is user and system of the
 * process after it is warm; peakMb is how far its resident memory rose above what it was before the first parse;
 * npm run bench -- slate [--json]: how long slates take, medians of a warm process;
 * npm run bench -- pages [--json]: each public page before Lighthouse, medians of five runs.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Bundle, bundleBare, bundleEmpty, bundleFunction } from "../infra/bench/bundles.ts";
import { environment, events } from "../infra/bench/cases.ts";
import { benchIntake } from "../infra/bench/intake.ts";
import { calmMean, startCold } from "../infra/bench/measure.ts";
import { benchPages } from "../infra/bench/pages.ts";
import { benchSlate } from "../infra/bench/slate.ts";
import { startStub } from "../infra/bench/stub.ts";
import { type FunctionName, functionNames } from "../infra/build.ts";
import { readDefinition } from "../infra/definition.ts";
import { root } from "../infra/sources.ts";

type Weighed = { name: FunctionName; own: Bundle; bare: Bundle };
type Cold = ReturnType<typeof coldOf>;

const tell = (line: string) => process.stderr.write(`${line}\n`);
const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

/** The site renders pages, so more is allowed there. */
function goalOf(name: string): { kib: number; cpu: number } {
  return name === "site" ? { kib: 250, cpu: 1.4 } : { kib: 150, cpu: 1.2 };
}

/** A first start tells which service a function calls first: the bare handler calls the same. */
async function weigh(names: readonly FunctionName[], into: string, env: Record<string, string>) {
  const weighed: Weighed[] = [];
  for (const name of names) {
    const own = await bundleFunction(name, into);
    const { json } = readDefinition(join(root, "shared", "reviews", "lac-2025.yaml"));
    if (name === "load-review") writeFileSync(join(into, name, "review.json"), json);
    const { service } = await startCold(own.path, events[name], env);
    weighed.push({ name, own, bare: await bundleBare(own.clients, service, into) });
  }
  return weighed;
}

type Cpu = { empty: number[]; bare: number[]; own: number[] };

/** Empty, bare and own take turns, so that whatever else the machine does slows all three alike. */
async function measure(weighed: Weighed[], rounds: number, into: string, env: Record<string, string>) {
  const empty = await bundleEmpty(into);
  const measured = new Map<FunctionName, Cpu>();
  for (let round = 1; round <= rounds; round++) {
    tell(`round ${round} of ${rounds}`);
    for (const { name, own, bare } of weighed) {
      const cpu = measured.get(name) ?? { empty: [], bare: [], own: [] };
      cpu.empty.push((await startCold(empty.path, {}, env, true)).cpu);
      cpu.bare.push((await startCold(bare.path, {}, env)).cpu);
      cpu.own.push((await startCold(own.path, events[name], env)).cpu);
      measured.set(name, cpu);
    }
  }
  return measured;
}

function coldOf({ name, own, bare }: Weighed, cpu: Cpu = { empty: [], bare: [], own: [] }) {
  return {
    function: name,
    clients: own.clients,
    kib: rounded(own.kib, 1),
    bareKib: rounded(bare.kib, 1),
    cpuOverEmpty: rounded(calmMean(cpu.own) / calmMean(cpu.empty), 2),
    cpuOverBare: rounded(calmMean(cpu.own) / calmMean(cpu.bare), 2),
  };
}

/** The packages that weigh most beside the AWS clients, for whoever wants to make it lighter. */
function heaviestOf({ own }: Weighed): string {
  const ours = Object.entries(own.packages).filter(([name]) => !/^@(aws-sdk|smithy)\//.test(name));
  const top = ours.sort(([, left], [, right]) => right - left).slice(0, 5);
  return top.map(([name, bytes]) => `${name} ${Math.round(bytes / 1024)}`).join(", ");
}

function show(cold: Cold[], weighed: Weighed[]): void {
  const columns = [
    "function",
    "KiB",
    "over bare",
    "at start",
    "CPU/empty",
    "CPU/bare",
    "heaviest besides AWS (KiB)",
  ];
  const widths = [17, 8, 11, 11, 11, 11, 0];
  const line = (cells: string[]) =>
    console.log(
      cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join("")
        .trimEnd(),
    );
  line(columns);
  cold.forEach((one, at) => {
    const goal = goalOf(one.function);
    const over = one.kib - one.bareKib;
    const mark = (isOver: boolean) => (isOver ? " !" : "");
    const heavy = weighed[at] ? heaviestOf(weighed[at]) : "";
    const atStart = (weighed[at]?.own.startKib ?? one.kib).toFixed(0);
    const sizes = [one.kib.toFixed(0), `${over.toFixed(0)}${mark(over > goal.kib)}`, atStart];
    const cpu = [
      one.cpuOverEmpty.toFixed(2),
      `${one.cpuOverBare.toFixed(2)}${mark(one.cpuOverBare > goal.cpu)}`,
    ];
    line([one.function, ...sizes, ...cpu, heavy]);
  });
  console.log(
    "! above the goal: 150 KiB and 1.2 over a bare handler with the same clients; the site 250 KiB and 1.4;\nKiB is all of a bundle, at start what is loaded before its handler runs",
  );
}

async function cold(names: readonly FunctionName[], rounds: number, isJson: boolean): Promise<void> {
  const into = mkdtempSync(join(tmpdir(), "bench-"));
  const stub = await startStub();
  const env = { ...environment, AWS_ENDPOINT_URL: stub.endpoint };
  try {
    const weighed = await weigh(names, into, env);
    const measured = await measure(weighed, rounds, into, env);
    const all = weighed.map((one) => coldOf(one, measured.get(one.name)));
    if (isJson) console.log(JSON.stringify(all));
    else show(all, weighed);
  } finally {
    stub.stop();
    rmSync(into, { recursive: true, force: true });
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, rounds: { type: "string", default: "7" } },
});
const [what, ...wanted] = positionals;
const unknown = wanted.filter((name) => !functionNames.some((known) => known === name));
const showFigures = (figures: unknown) =>
  console.log(values.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2));
if (what === "intake" && wanted.length === 0) {
  showFigures(await benchIntake(tell));
} else if (what === "slate" && wanted.length === 0) {
  showFigures(benchSlate(tell));
} else if (what === "pages" && wanted.length === 0) {
  showFigures(await benchPages(tell));
} else if (what !== "cold" || unknown.length > 0 || !(Number(values.rounds) >= 1)) {
  tell("usage: npm run bench -- cold [--json] [--rounds N] [FUNCTION …]");
  tell("       npm run bench -- intake [--json]");
  tell("       npm run bench -- slate [--json]");
  tell("       npm run bench -- pages [--json]");
  if (unknown.length > 0) tell(`there is no function ${unknown.join(", ")}`);
  process.exitCode = 2;
} else {
  const names = functionNames.filter((name) => wanted.length === 0 || wanted.includes(name));
  await cold(names, Number(values.rounds), values.json);
}
