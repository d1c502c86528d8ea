/**
 * Wakes the execution that waits on a call or on the roadmap when its dates or its state have changed; and looks at all
 * of them once a day, for a stream record may be lost.
 */
import * as z from "zod";
import { followChange, followEverything } from "../../shared/desk/executions.ts";
import { streamHandler, taskHandler } from "../wrap.ts";

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

const changed = streamHandler(Awaited, (record) => followChange(record));
const daily = taskHandler(z.unknown(), followEverything);
const Records = z.object({ Records: z.array(z.unknown()) });

export const handler = (event: unknown, context: Parameters<typeof changed>[1]) =>
  Records.safeParse(event).success ? changed(event, context) : daily(event, context);
