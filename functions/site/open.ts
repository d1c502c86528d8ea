/** What programs read, in no language or in all: open data, and the map by which search engines find the pages. */
import { Hono } from "hono/quick";
import { listCalls } from "../../shared/desk/calls.ts";
import { releasedDecisions } from "../../shared/desk/decisions.ts";
import { readLibrary } from "../../shared/desk/library.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { publishedSubmissions } from "../../shared/desk/submissions.ts";
import { conditional } from "./conditional.ts";
import { decisionData } from "./decision-data.ts";
import { settings } from "./settings.ts";
import { siteMap } from "./site-map.ts";
import { submissionData, submissionsCsv } from "./submission-data.ts";

export const openRoutes = new Hono();

const aMinute = "public, max-age=60";

/** What was decided and released, for whoever computes with it: call, rules, seat, State or person, and dates. */
openRoutes.get("/decisions.json", async (c) => {
  const [decisions, parties] = await Promise.all([releasedDecisions(), listParties()]);
  c.header("cache-control", aMinute);
  return c.json(decisions.map((decision) => decisionData(decision, parties)));
});

/** What was published of submissions, the same two ways. */
openRoutes.get("/submissions.json", async (c) => {
  const library = await readLibrary();
  c.header("cache-control", aMinute);
  return c.json(library.map((item) => submissionData(item, settings().PUBLIC_ORIGIN)));
});
openRoutes.get("/submissions.csv", async (c) => {
  const body = submissionsCsv(await readLibrary(), settings().PUBLIC_ORIGIN);
  c.header("cache-control", aMinute);
  c.header("x-content-type-options", "nosniff");
  return conditional(c, { type: "text/csv; charset=utf-8", body, name: "submissions.csv" });
});

openRoutes.get("/robots.txt", (c) =>
  c.text(
    [
      "User-agent: *",
      "Disallow: /*/p/",
      "Disallow: /*/console",
      "Disallow: /*/news/",
      `Sitemap: ${settings().PUBLIC_ORIGIN}/sitemap.xml`,
      "",
    ].join("\n"),
  ),
);
openRoutes.get("/sitemap.xml", async (c) => {
  const [calls, published] = await Promise.all([listCalls(), publishedSubmissions()]);
  const shown = calls.filter(({ phase }) => phase !== "draft").map(({ id }) => `/calls/${id}`);
  const read = published.map(({ call, party, version }) => `/submissions/${call}/${party}/${version}`);
  const body = siteMap([...shown, ...read], settings().PUBLIC_ORIGIN);
  c.header("cache-control", aMinute);
  return conditional(c, { type: "application/xml; charset=utf-8", body });
});
