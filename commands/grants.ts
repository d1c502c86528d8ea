/**
 * Takes each grant of the synthesized roles out in turn, and demands that the scenario which uses it is then denied just
 * that: `npm run grants [-- --lanes N]`.
 *
 * The last line of standard output is JSON: {grants, unused, provenNeeded}. What happens is told on standard error.
 * Exit status 1 when a grant is never used, or is not missed.
 */
import { parseArgs } from "node:util";
import { proveGrants } from "../infra/grants/grants.ts";

const { values } = parseArgs({
  options: {
    lanes: { type: "string", default: "2" }, // worlds side by side
    json: { type: "boolean", default: true }, // as other commands have it
  },
  allowNegative: true,
});
const result = await proveGrants({
  lanes: Number(values.lanes),
  tell: (line) => process.stderr.write(`${line}\n`),
});
const status = result.unused > 0 || result.provenNeeded < result.grants ? 1 : 0;
// A function that was denied in the middle of its work may have left a call open that nobody will answer.
process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(status));
