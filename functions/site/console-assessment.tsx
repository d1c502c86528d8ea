/** Routes of an assessment: marks, conflicts of interest, who assesses, and who is placed. */
import { Hono } from "hono/quick";
import {
  assessmentsFor,
  assignAssessor,
  declareConflict,
  giveMarks,
  placeAssessed,
  removeAssessor,
  takeBackConflict,
} from "../../shared/desk/assessing.ts";
import { fileStates } from "../../shared/desk/scans.ts";
import { addDeclarations } from "./declarations.ts";
import { assessmentPage } from "./pages/console-assessment.tsx";
import { pathIn } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, type End, noAccess, outcome } from "./web.tsx";

export const assessmentRoutes = new Hono();

assessmentRoutes.get(
  "/assessment/:call",
  consolePage("colleague", async ({ reader, param, person }) => {
    const view = await assessmentsFor({ call: param("call"), person });
    // Whoever neither assesses nor answers for the selection does not learn whether there is one.
    if (!view) return noAccess(reader);
    const files = view.applications.flatMap(({ submission }) => submission?.files ?? []);
    return assessmentPage(reader, { ...view, scanned: await fileStates(files) });
  }),
);

type Acting = ConsoleGiven & { form: URLSearchParams };
const named = ({ form }: Acting, name: string) => form.get(name) ?? "";

/** Back to the application that the form was about. */
function backTo(given: Acting, result: { ok: true } | { refused: string }): End {
  const ended = outcome(pathIn(given.reader, `/console/assessment/${given.param("call")}`), result);
  const candidate = given.form.get("candidate");
  return candidate && "go" in ended && !ended.refused
    ? { go: `${ended.go}?done=yes#${encodeURIComponent(candidate)}` }
    : ended;
}

/** The marks of a form: fields `mark.<criterion>`, whole numbers. */
function marksIn(form: URLSearchParams): Record<string, number> {
  const marks = [...form].flatMap(([name, value]): [string, number][] =>
    name.startsWith("mark.") && /^\d{1,2}$/.test(value) ? [[name.slice(5), Number(value)]] : [],
  );
  return Object.fromEntries(marks);
}

assessmentRoutes.post(
  "/assessment/:call/marks",
  consoleAct("assessor", async (given) => {
    const note = named(given, "note").trim();
    const result = await giveMarks({
      call: given.param("call"),
      candidate: named(given, "candidate"),
      version: Number(named(given, "version")),
      revision: Number(named(given, "revision")),
      marks: marksIn(given.form),
      ...(note ? { note } : {}),
      by: given.person.id,
    });
    return backTo(given, result);
  }),
);

assessmentRoutes.post(
  "/assessment/:call/conflict",
  consoleAct("assessor", async (given) => {
    const about = { call: given.param("call"), candidate: named(given, "candidate"), by: given.person.id };
    const why = named(given, "why").trim();
    const result =
      named(given, "conflict") === "no"
        ? await takeBackConflict(about)
        : await declareConflict({ ...about, ...(why ? { why } : {}) });
    return backTo(given, result);
  }),
);

assessmentRoutes.post(
  "/assessment/:call/assessors",
  consoleAct("coordinator", async (given) => {
    const who = { call: given.param("call"), person: named(given, "person"), by: given.person.id };
    const removes = named(given, "assigned") === "no";
    return backTo(given, await (removes ? removeAssessor(who) : assignAssessor(who)));
  }),
);

assessmentRoutes.post(
  "/assessment/:call/place",
  consoleAct("coordinator", async (given) => {
    const result = await placeAssessed({
      call: given.param("call"),
      seat: named(given, "seat"),
      candidate: named(given, "placed") || null,
      version: Number(named(given, "selection")),
      by: given.person.id,
    });
    return backTo(given, result);
  }),
);

addDeclarations(assessmentRoutes, "/assessment/:call", backTo);
