/** Routes that everybody may read. */
import { Hono } from "hono/quick";
import { getCall, listCalls } from "../../shared/desk/calls.ts";
import { releasedDecisions } from "../../shared/desk/decisions.ts";
import { readLibrary, searchLibrary } from "../../shared/desk/library.ts";
import { getParty, listParties } from "../../shared/desk/parties.ts";
import { fileStates } from "../../shared/desk/scans.ts";
import { getSubmission, publishedSubmissions } from "../../shared/desk/submissions.ts";
import { agendaOf } from "../../shared/domain/agenda.ts";
import { happeningsIn } from "../../shared/domain/happenings.ts";
import { isPublishable } from "../../shared/domain/submission.ts";
import { listActivities } from "../../shared/store/reviews.ts";
import { feedChanged, feedOf } from "./feed.tsx";
import { callPage } from "./pages/call.tsx";
import { decisionsPage } from "./pages/decisions.tsx";
import { documentsPage } from "./pages/documents.tsx";
import { handOver } from "./pages/file-held.tsx";
import { frontPage } from "./pages/front.tsx";
import { libraryPage, pageIn, wantedIn } from "./pages/library.tsx";
import { methodPage } from "./pages/method.tsx";
import { programmePage } from "./pages/programme.tsx";
import { roadmapPage } from "./pages/roadmap.tsx";
import { type Published, submissionPage } from "./pages/submissions.tsx";
import { settings } from "./settings.ts";
import { type Given, notFound, publicPage } from "./web.tsx";

export const publicRoutes = new Hono();

publicRoutes.get(
  "/",
  publicPage(async ({ reader }) => {
    const [calls, activities, decisions] = await Promise.all([
      listCalls(),
      listActivities(),
      releasedDecisions(),
    ]);
    return frontPage(reader, { calls, activities, decided: decisions.map(({ call }) => call) });
  }),
);

publicRoutes.get(
  "/roadmap",
  publicPage(async ({ reader }) => {
    const [activities, calls] = await Promise.all([listActivities(), listCalls()]);
    return roadmapPage(reader, { activities, calls, origin: settings().PUBLIC_ORIGIN });
  }),
);

publicRoutes.get(
  "/roadmap.ics",
  publicPage(async ({ reader }) => {
    const [activities, calls, { calendarOf }] = await Promise.all([
      listActivities(),
      listCalls(),
      import("./calendar.ts"), // its library weighs more than any page
    ]);
    const entries = agendaOf(activities, calls, reader.definition.review.zone);
    const body = calendarOf(reader, entries, settings().PUBLIC_ORIGIN);
    return {
      data: { type: "text/calendar; charset=utf-8", body, name: `${reader.definition.review.id}.ics` },
    };
  }),
);

publicRoutes.get(
  "/feed.atom",
  publicPage(async ({ reader }) => {
    const [calls, published, released, parties] = await Promise.all([
      listCalls(),
      publishedSubmissions(),
      releasedDecisions(),
      listParties(),
    ]);
    const happenings = happeningsIn({ calls, published, released });
    const body = feedOf(reader, { happenings, parties, origin: settings().PUBLIC_ORIGIN });
    return {
      data: { type: "application/atom+xml; charset=utf-8", body, changed: feedChanged(happenings) },
    };
  }),
);

publicRoutes.get(
  "/documents",
  publicPage(async ({ reader }) => documentsPage(reader)),
);

publicRoutes.get(
  "/calls/:call",
  publicPage(async ({ reader, param }) => {
    const call = await getCall({ call: param("call") });
    if (!call || call.phase === "draft") return notFound(reader);
    const defined = reader.definition.calls.find(({ id }) => id === call.id);
    return callPage(reader, { call, defined, domain: settings().MAIL_DOMAIN });
  }),
);

publicRoutes.get(
  "/programme",
  publicPage(async ({ reader }) => {
    const [decisions, parties] = await Promise.all([releasedDecisions(), listParties()]);
    return programmePage(reader, { decisions, parties });
  }),
);

publicRoutes.get(
  "/method",
  publicPage(async ({ reader }) => {
    const calls = (await listCalls()).filter(({ phase }) => phase !== "draft");
    return methodPage(reader, { calls });
  }),
);

publicRoutes.get(
  "/decisions",
  publicPage(async ({ reader }) => {
    const [decisions, parties] = await Promise.all([releasedDecisions(), listParties()]);
    return decisionsPage(reader, { decisions, parties });
  }),
);

publicRoutes.get(
  "/submissions",
  publicPage(async ({ reader, query }) => {
    const all = await readLibrary();
    const wanted = wantedIn(query);
    return libraryPage(reader, {
      all,
      wanted,
      page: pageIn(query("page")),
      ...(await searchLibrary(all, wanted)),
    });
  }),
);

/** A published submission at the path; null when there is none or it is not published. */
async function publishedAt(param: Given["param"]): Promise<Published | null> {
  const version = Number(param("version"));
  if (!Number.isInteger(version)) return null;
  const [submission, call, party] = await Promise.all([
    getSubmission({ call: param("call"), party: param("party"), version }),
    getCall({ call: param("call") }),
    getParty({ party: param("party") }),
  ]);
  return submission?.published && call && party ? { submission, call, party } : null;
}

publicRoutes.get(
  "/submissions/:call/:party/:version",
  publicPage(async ({ reader, param }) => {
    const one = await publishedAt(param);
    return one
      ? submissionPage(reader, one, await fileStates(one.submission.files, one.submission.receivedAt))
      : notFound(reader);
  }),
);

publicRoutes.get(
  "/submissions/:call/:party/:version/files/:index",
  publicPage(async ({ reader, param }) => {
    const one = await publishedAt(param);
    const file = one?.submission.files.filter(isPublishable)[Number(param("index"))];
    if (!file) return notFound(reader);
    const { fileLink } = await import("../../shared/desk/files.ts"); // the pages need no client of S3
    const since = one?.submission.receivedAt ?? "";
    return handOver(reader, file, await fileLink({ file, to: "public", since }));
  }),
);
