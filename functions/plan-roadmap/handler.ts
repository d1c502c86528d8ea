/** Tells the roadmap's execution what comes next. An execution of an older generation is told that it is over. */
import * as z from "zod";
import { planRoadmap } from "../../shared/desk/plan.ts";
import { taskHandler } from "../wrap.ts";

export const handler = taskHandler(z.object({ generation: z.number().int() }), ({ generation }, { now }) =>
  planRoadmap(generation, now),
);
