/** Routes of the calls: launching them, moving their dates, seeing where each party stands. */
import { Hono } from "hono/quick";
import {
  allowReminders,
  type CallDates,
  getCall,
  kindsOfLaunch,
  launch,
  moveDates,
  previewDates,
  standingsOfCall,
} from "../../shared/desk/calls.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { confirmValue, listPeople, openValues } from "../../shared/desk/reviews.ts";
import { submissionsOfCall } from "../../shared/desk/submissions.ts";
import { consoleCallPage, datesPreviewPage } from "./pages/console-call.tsx";
import { launchPage } from "./pages/console-launch.tsx";
import { pathIn } from "./reader.ts";
import { settings } from "./settings.ts";
import { consoleAct, consolePage, notFound, outcome } from "./web.tsx";

export const callRoutes = new Hono();

callRoutes.get(
  "/calls/:call",
  consolePage("any", async ({ reader, param, query }) => {
    const call = await getCall({ call: param("call") });
    if (!call) return notFound(reader);
    const [standings, submissions, parties] = await Promise.all([
      standingsOfCall({ call: call.id }),
      submissionsOfCall({ call: call.id }),
      listParties(),
    ]);
    return consoleCallPage(reader, {
      call,
      domain: settings().MAIL_DOMAIN,
      proposedCloses: query("closes"),
      standings,
      submissions,
      parties: parties.filter(({ kind }) => call.parties.includes(kind)),
    });
  }),
);

function datesOf(form: URLSearchParams): CallDates {
  const decisionBefore = form.get("decisionBefore");
  const days = (form.get("reminderDays") ?? "").split(/[\s,;]+/).filter((text) => text !== "");
  return {
    closes: (form.get("closes") ?? "").slice(0, 16),
    ...(decisionBefore ? { decisionBefore } : {}),
    reminderDays: days.map(Number).sort((a, b) => b - a),
  };
}

callRoutes.post(
  "/calls/:call/preview",
  consoleAct("coordinator", async ({ reader, param, form }) => {
    const call = await getCall({ call: param("call") });
    if (!call) return notFound(reader);
    const dates = datesOf(form);
    const reason = form.get("reason")?.trim() ?? "";
    const preview = await previewDates({ call: call.id, dates, reason });
    if ("refused" in preview) {
      return { go: pathIn(reader, `/console/calls/${call.id}`), refused: preview.refused };
    }
    const version = Number(form.get("version"));
    return datesPreviewPage(reader, { call, dates, reason, version, changes: preview.changes });
  }),
);

callRoutes.post(
  "/calls/:call/dates",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const moved = await moveDates({
      call: param("call"),
      dates: datesOf(form),
      version: Number(form.get("version")),
      reason: form.get("reason")?.trim() ?? "",
      tell: form.get("tell") === "yes",
      tellDecision: form.get("tellDecision") === "yes",
      by: person.id,
    });
    return outcome(pathIn(reader, `/console/calls/${param("call")}`), moved);
  }),
);

callRoutes.post(
  "/calls/:call/allow",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const allowed = await allowReminders({
      call: param("call"),
      party: form.get("party") ?? "",
      by: person.id,
    });
    return outcome(pathIn(reader, `/console/calls/${param("call")}`), allowed);
  }),
);

callRoutes.get(
  "/launch/:call",
  consolePage("coordinator", async ({ reader, param }) => {
    const call = await getCall({ call: param("call") });
    if (!call) return notFound(reader);
    const [values, people] = await Promise.all([openValues({ call: call.id }), listPeople()]);
    return launchPage(reader, { call, values, people, kinds: kindsOfLaunch(call) });
  }),
);

callRoutes.post(
  "/launch/:call",
  consoleAct("coordinator", async ({ reader, param, person }) =>
    outcome(
      pathIn(reader, `/console/launch/${param("call")}`),
      await launch({ call: param("call"), by: person.id }),
    ),
  ),
);

callRoutes.post(
  "/launch/:call/confirm",
  consoleAct("coordinator", async ({ reader, param, form, person }) =>
    outcome(
      pathIn(reader, `/console/launch/${param("call")}`),
      await confirmValue({ id: form.get("value") ?? "", by: person.id }),
    ),
  ),
);
