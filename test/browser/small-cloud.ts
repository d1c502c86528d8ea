/** A local cloud with the small review launched and its mail going out, for browser tests of several files. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesize } from "../../commands/synth.ts";
import { writeSmallReview } from "../../infra/faults/small-review.ts";
import type { Cloud } from "../../infra/local/cloud.ts";
import { becomeOperator, testCloud } from "../support/cloud.ts";

/** Two calls are open: the co-chairs and the guiding questions. Stopping it takes its folder away. */
export async function launchedCloud(): Promise<Cloud> {
  const folder = mkdtempSync(join(tmpdir(), "ways-"));
  const assembly = await synthesize({ definition: writeSmallReview(folder) });
  const cloud = await testCloud({ assembly, now: "2024-10-07T14:05:00Z" });
  becomeOperator(cloud);
  const { prepareLaunch, coordinator } = await import("../support/launch.ts");
  const { setMailMode } = await import("../../shared/desk/reviews.ts");
  await setMailMode({ mode: "live", by: await coordinator() });
  await prepareLaunch("guiding-questions");
  await prepareLaunch("co-chairs");
  await cloud.settled();
  return {
    ...cloud,
    stop: async () => {
      await cloud.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
