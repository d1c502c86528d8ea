/**
 * Makes the pictures of README and docs from the running local cloud: `npm run pictures [-- --fresh]`. The first review is
 * played to the day after its co-chairs stand (some minutes); what was played is kept, so that the next time is quick.
 */
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { takePictures } from "../infra/showing/pictures.ts";
import { playedTo } from "../infra/showing/played.ts";
import { root } from "../infra/sources.ts";
import { definitionFrom } from "./definition-file.ts";
import { synthesize } from "./synth.ts";

/** Bytes that a picture may weigh: README shows them on slow lines too. */
const heaviest = 200_000;

/** The mission that is shown is Jamaica's: its pages tell the deadline on its own clock too. */
process.env.VIEWER_ZONE = "America/Jamaica";

const { values } = parseArgs({ options: { fresh: { type: "boolean", default: false } } });
const dir = join(root, ".local", "pictures");
if (values.fresh) rmSync(dir, { recursive: true, force: true });
const tell = (line: string) => process.stderr.write(`${line}\n`);
const { file, definition } = definitionFrom(undefined);
const cloud = await playedTo({
  assembly: await synthesize({ definition: file }),
  definition,
  dir,
  until: "2025-01-22",
  tell,
});
try {
  const taken = await takePictures(cloud, definition, join(root, "docs", "pictures"));
  for (const path of taken) {
    const { size } = statSync(path);
    tell(`${path.slice(root.length)} ${Math.round(size / 1000)} kB`);
    if (size > heaviest) {
      tell(`too heavy: at most ${heaviest / 1000} kB`);
      process.exitCode = 1;
    }
  }
} finally {
  await cloud.stop();
}
