/** Records that the secretariat was told of an activity. */
import * as z from "zod";
import { markTold } from "../../shared/desk/steps.ts";
import { readActivityOccasion } from "../../shared/domain/roadmap.ts";
import { taskHandler } from "../wrap.ts";

const Input = z.object({
  activity: z.string(),
  generation: z.number().int(),
  mark: z.object({ kind: z.literal("told"), occasion: z.string() }),
});

export const handler = taskHandler(Input, ({ activity, mark }, { now }) =>
  markTold(activity, readActivityOccasion(mark.occasion).days, now),
);
