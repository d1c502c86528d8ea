/** Every hour: looks after notices that nobody else will. */
import * as z from "zod";
import { sweepNotices } from "../../shared/desk/settle.ts";
import { taskHandler } from "../wrap.ts";

export const handler = taskHandler(z.unknown(), (_event, { now }) => sweepNotices(now));
