/** Records that a step of a call is done, so that whoever asks what is due next goes on from there. */
import * as z from "zod";
import { markCall } from "../../shared/desk/steps.ts";
import { Step } from "../../shared/domain/steps.ts";
import { taskHandler } from "../wrap.ts";

const Input = z.object({ call: z.string(), generation: z.number().int(), mark: Step });

export const handler = taskHandler(Input, ({ call, generation, mark }, { now }) =>
  markCall(call, generation, mark, now),
);
