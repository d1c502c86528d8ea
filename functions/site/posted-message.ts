/** What every act on a message is told: whose it is, and which state of the message its page showed. */
import * as z from "zod";
import { pathIn } from "./reader.ts";
import type { ConsoleGiven } from "./web.tsx";

export type Posted = ConsoleGiven & { form: URLSearchParams };

/** What a page showed of the message; absent where a form does not say. */
export const Revision = z.coerce.number().int().min(0).optional().catch(undefined);

/** Whose act on which message, as the form says what its page showed. */
export const given = ({ param, form, person }: Posted) => ({
  message: param("message"),
  revision: Revision.parse(form.get("revision") ?? undefined),
  by: person.id,
});
export const here = ({ reader, param }: Posted) => pathIn(reader, `/console/triage/${param("message")}`);
