/** Records that a step of an activity is done: the secretariat was told, it began, it ended. */
import * as z from "zod";
import { markActivity } from "../../shared/desk/steps.ts";
import { taskHandler } from "../wrap.ts";

const Input = z.object({
  activity: z.string(),
  generation: z.number().int(),
  mark: z.object({ kind: z.enum(["told", "began", "ended"]), occasion: z.string().optional() }),
});

export const handler = taskHandler(Input, ({ activity, mark }, { now }) => markActivity(activity, mark, now));
