/** Tells a call's execution what is due next. An execution of an older generation is told that it is over. */
import * as z from "zod";
import { planCall } from "../../shared/desk/plan.ts";
import { taskHandler } from "../wrap.ts";

const Input = z.object({ call: z.string(), generation: z.number().int() });

export const handler = taskHandler(Input, ({ call, generation }, { now }) => planCall(call, generation, now));
