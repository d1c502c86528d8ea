/** The template names the public origin it was made for; here the pages may stand on another port. */
import * as z from "zod";
import type { Context } from "./context.ts";

const FunctionProperties = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }).optional(),
});

/** Turns the template's public origin, wherever it begins a text, into that of these pages. */
export function toLocalOrigin(context: Pick<Context, "assembly" | "origins">): (text: string) => string {
  const deployed = context.assembly
    .ofType("AWS::Lambda::Function")
    .map((r) => FunctionProperties.parse(r.properties).Environment?.Variables.PUBLIC_ORIGIN)
    .find((origin) => origin !== undefined);
  return (text) =>
    deployed !== undefined && (text === deployed || text.startsWith(`${deployed}/`))
      ? context.origins.web + text.slice(deployed.length)
      : text;
}
