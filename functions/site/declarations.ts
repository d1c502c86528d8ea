/** Routes by which a coordinator says that an offer does not meet a rule, and takes it back: below every page that shows offers. */
import type { Hono } from "hono/quick";
import { declareEligible, declareIneligible } from "../../shared/desk/composing.ts";
import { type ConsoleGiven, consoleAct, type End } from "./web.tsx";

type Acting = ConsoleGiven & { form: URLSearchParams };
type Back = (given: Acting, result: { ok: true } | { refused: string }) => End;

/** Adds both routes below a path with the call in it; `back` leads to the page that the form was on. */
export function addDeclarations(routes: Hono, path: `/${string}:call${string}`, back: Back): void {
  routes.post(
    `${path}/ineligible`,
    consoleAct("coordinator", async (given) => {
      const { param, form, person } = given;
      const result = await declareIneligible({
        call: param("call"),
        candidate: form.get("candidate") ?? "",
        rule: form.get("rule") ?? "other",
        words: form.get("words")?.trim() ?? "",
        by: person.id,
      });
      return back(given, result);
    }),
  );
  routes.post(
    `${path}/eligible`,
    consoleAct("coordinator", async (given) => {
      const { param, form, person } = given;
      const candidate = form.get("candidate") ?? "";
      return back(given, await declareEligible({ call: param("call"), candidate, by: person.id }));
    }),
  );
}
