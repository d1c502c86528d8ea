/** Tells whoever asked for the news that a call has opened, that its close has moved, or that a decision is public. */
import * as z from "zod";
import { tellSubscribers } from "../../shared/desk/news.ts";
import { LedgerEntry } from "../../shared/domain/ledger.ts";
import { taskHandler } from "../wrap.ts";

const Event = z.object({ detail: LedgerEntry });

export const handler = taskHandler(Event, ({ detail }, { now }) => tellSubscribers(detail, now));
