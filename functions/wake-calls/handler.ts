/** Wakes the execution that waits on a call or on the roadmap when its dates or its state have changed. */
import * as z from "zod";
import { followChange } from "../../shared/desk/executions.ts";
import { streamHandler } from "../wrap.ts";

const Awaited = z.discriminatedUnion("entity", [
  z.object({
    entity: z.literal("call"),
    id: z.string(),
    phase: z.string(),
    generation: z.number(),
    version: z.number(),
  }),
  z.object({ entity: z.literal("review"), id: z.string(), generation: z.number(), version: z.number() }),
]);

export const handler = streamHandler(Awaited, (changed) => followChange(changed));
