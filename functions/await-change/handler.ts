/** Leaves an execution's task token where the next change of its call, or of the roadmap, will find it. */
import * as z from "zod";
import { awaitChange } from "../../shared/desk/executions.ts";
import { taskHandler } from "../wrap.ts";

const Input = z.object({
  token: z.string(),
  call: z.string().optional(), // absent: the roadmap
  generation: z.number().int(),
  version: z.number().int(),
  until: z.iso.datetime(),
});

export const handler = taskHandler(Input, ({ call, ...wait }) =>
  awaitChange({ ...wait, subject: call ?? "roadmap" }),
);
