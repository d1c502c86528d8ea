/** Sends every notice that was prepared. */
import * as z from "zod";
import { sendNotice } from "../../shared/desk/send.ts";
import { streamHandler } from "../wrap.ts";

const Prepared = z.object({ id: z.string(), entity: z.literal("notice"), state: z.literal("prepared") });

export const handler = streamHandler(Prepared, ({ id }, { now }) => sendNotice(id, now));
