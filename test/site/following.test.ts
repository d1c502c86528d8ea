/** What programs follow: calendar, feed, open data and site map, parsed as their readers do, from a real engine. */
import { parseDocument } from "htmlparser2";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { moveDates, getCall as readCall } from "../../shared/desk/calls.ts";
import { publish, recordByHand } from "../../shared/desk/submissions.ts";
import { languages } from "../../shared/domain/language.ts";
import { getCall, saveCall } from "../../shared/store/calls.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview } from "../support/sample-review.ts";

const word = { "x-origin-secret": "from-the-distribution" };
Object.assign(process.env, {
  ORIGIN_SECRET: word["x-origin-secret"],
  PUBLIC_ORIGIN: "https://hoja.example",
  MAIL_DOMAIN: "in.hoja.example",
  SIGN_IN_ORIGIN: "https://sign-in.example",
  SIGN_IN_ISSUER: "https://issuer.example/pool",
  SIGN_IN_CLIENT_ID: "site",
});

/** The events of an iCalendar text: lines unfolded, escapes undone, by RFC 5545. */
function eventsIn(text: string): Map<string, string>[] {
  expect(text.startsWith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")).toBe(true);
  expect(text.trimEnd().endsWith("END:VCALENDAR")).toBe(true);
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75);
  const lines = text.replace(/\r\n[ \t]/g, "").split("\r\n");
  const events: Map<string, string>[] = [];
  let event: Map<string, string> | undefined;
  for (const line of lines) {
    if (line === "BEGIN:VEVENT") event = new Map();
    else if (line === "END:VEVENT" && event) {
      events.push(event);
      event = undefined;
    } else if (event) {
      const at = line.indexOf(":");
      const value = line
        .slice(at + 1)
        .replace(/\\n/g, "\n")
        .replace(/\\([\\;,])/g, "$1");
      event.set(line.slice(0, at), value);
    }
  }
  return events;
}

type Node = ReturnType<typeof parseDocument>["children"][number];
const within = (node: Node | ReturnType<typeof parseDocument>): Node[] =>
  "children" in node ? node.children.flatMap((child) => [child, ...within(child)]) : [];
const elements = (xml: string, name: string) =>
  within(parseDocument(xml, { xmlMode: true })).flatMap((node) =>
    node.type === "tag" && node.name === name ? [node] : [],
  );
const textIn = (node: Node, name?: string): string => {
  const from = name ? within(node).find((one) => "name" in one && one.name === name) : node;
  return from
    ? within(from)
        .flatMap((one) => (one.type === "text" ? [one.data] : []))
        .join("")
    : "";
};

describe.skipIf(noEngine())("what programs follow", () => {
  let engine: RunningEngine;
  let get: (path: string, headers?: Record<string, string>) => Promise<Response>;

  beforeAll(async () => {
    engine = await startEngine();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-12-10T15:00:00Z") });
    await loadSampleReview();
    for (const id of ["guiding-questions", "co-chairs"]) {
      const call = await getCall(id);
      if (call)
        await transact([
          saveCall(call, { ...call, phase: "launched", announced: "2024-11-04T12:00:00.000Z" }),
        ]);
    }
    const { app } = await import("../../functions/site/app.tsx");
    get = async (path, headers = {}) => app.request(path, { headers: { ...word, ...headers } });
  }, 30_000);
  afterAll(async () => {
    vi.useRealTimers();
    await engine?.stop();
  });

  test.each(languages)("the calendar in %s has every date once, and no draft call", async (lang) => {
    const answer = await get(`/${lang}/roadmap.ics`);
    expect(answer.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    const events = eventsIn(await answer.text());
    const uids = events.map((event) => event.get("UID") ?? "");
    expect(new Set(uids).size).toBe(uids.length);
    expect(uids.filter((uid) => uid.includes("call-"))).toHaveLength(4);
    expect(uids.every((uid) => uid.endsWith("@hoja.example"))).toBe(true);
    const of = (part: string) => events.find((event) => event.get("UID")?.includes(part));
    expect(of("activity-consultation")?.get("DTSTART;VALUE=DATE")).toBe("20250101");
    expect(of("activity-consultation")?.get("DTEND;VALUE=DATE")).toBe("20250201");
    expect(of("call-co-chairs-closes")?.get("DTSTART")).toBe("20250111T025900Z");
    const summaries = new Set(events.map((event) => event.get("SUMMARY")));
    expect(summaries.size).toBe(events.length);
  });

  test("the calendar’s words differ by language, its ids do not", async () => {
    const [es, fr] = await Promise.all(
      ["es", "fr"].map(async (lang) => eventsIn(await (await get(`/${lang}/roadmap.ics`)).text())),
    );
    expect(es?.map((event) => event.get("UID"))).toEqual(fr?.map((event) => event.get("UID")));
    expect(es?.map((event) => event.get("SUMMARY"))).not.toEqual(fr?.map((event) => event.get("SUMMARY")));
  });

  test("the roadmap links the calendar both ways", async () => {
    const page = await (await get("/pt/roadmap")).text();
    expect(page).toContain('href="webcal://hoja.example/pt/roadmap.ics"');
    expect(page).toContain('href="/pt/roadmap.ics"');
  });

  test("the feed tells what opened, in each language, with stable ids and its alternates", async () => {
    const answer = await get("/fr/feed.atom");
    expect(answer.headers.get("content-type")).toBe("application/atom+xml; charset=utf-8");
    const xml = await answer.text();
    const [feed] = elements(xml, "feed");
    expect(feed?.attribs).toMatchObject({ xmlns: "http://www.w3.org/2005/Atom", "xml:lang": "fr" });
    expect(elements(xml, "updated").map((node) => textIn(node))[0]).toBe("2024-11-04T12:00:00.000Z");
    const links = elements(xml, "link").map(({ attribs }) => [attribs.rel, attribs.href]);
    expect(links).toContainEqual(["self", "https://hoja.example/fr/feed.atom"]);
    expect(links).toContainEqual(["alternate", "https://hoja.example/en/feed.atom"]);
    expect(
      elements(xml, "id")
        .map((node) => textIn(node))
        .sort(),
    ).toEqual([
      "https://hoja.example/fr/feed.atom",
      "tag:hoja.example,2024-11-04:fr/opened/co-chairs",
      "tag:hoja.example,2024-11-04:fr/opened/guiding-questions",
    ]);
    expect(await (await get("/fr")).text()).toContain('type="application/atom+xml"');
  });

  test("what did not change is not sent again; what did is", async () => {
    const first = await get("/es/feed.atom");
    const tag = first.headers.get("etag") ?? "";
    const since = first.headers.get("last-modified") ?? "";
    const weak = await get("/es/feed.atom", { "if-none-match": `"other", W/${tag}` });
    expect([weak.status, await weak.text(), weak.headers.get("etag")]).toEqual([304, "", tag]);
    expect((await get("/es/feed.atom", { "if-modified-since": since })).status).toBe(304);
    const call = await readCall({ call: "co-chairs" });
    done(
      await moveDates({
        call: "co-chairs",
        dates: { closes: "2025-01-15T23:59" },
        version: call?.version ?? 0,
        by: "ines-rojas",
      }),
    );
    expect((await get("/es/feed.atom", { "if-modified-since": since })).status).toBe(200);
    const moved = await get("/es/feed.atom", { "if-none-match": tag });
    expect(moved.status).toBe(200);
    const entry = elements(await moved.text(), "entry")[0];
    expect(entry && textIn(entry, "title")).toMatch(/^Nueva fecha: /);
    expect(entry && textIn(entry, "summary")).toMatch(/15 de enero de 2025.*10 de enero de 2025/);
  });

  test("a published submission stands in library, feed, data and site map; one that is not nowhere", async () => {
    const by = "ines-rojas";
    for (const [party, text] of [
      ["CO", "=1+1"],
      ["PE", "Con gusto"],
    ] as const) {
      const { submission } = done(
        await recordByHand({
          call: "guiding-questions",
          party,
          channel: "note-verbale",
          receivedAt: "2024-12-09T12:00:00.000Z",
          text,
          by,
        }),
      );
      if (party === "CO")
        done(
          await publish({
            call: "guiding-questions",
            party,
            version: submission.version,
            published: true,
            by,
          }),
        );
    }
    for (const path of [
      "/es/submissions",
      "/es/feed.atom",
      "/submissions.json",
      "/submissions.csv",
      "/sitemap.xml",
    ]) {
      const text = await (await get(path)).text();
      expect(text, path).toMatch(/LAC25-GQ-COL-1|submissions\/guiding-questions\/CO\/1/);
      expect(text, path).not.toMatch(/LAC25-GQ-PER-1|guiding-questions\/PE/);
    }
    const found = await (await get("/en/submissions?words=COLOMBIA&kind=member-state")).text();
    expect(found).toContain("1 submission");
    expect(found).toContain('value="COLOMBIA"');
    expect(found).toContain('<option value="member-state" selected');
    expect(found).not.toContain('value="JM"');
    expect(await (await get("/en/submissions?words=nothing")).text()).toContain("No published submission");
    const data = JSON.parse(await (await get("/submissions.json")).text());
    expect(data).toMatchObject([
      {
        reference: "LAC25-GQ-COL-1",
        party: "CO",
        subregion: "south-america",
        pages: { pt: "https://hoja.example/pt/submissions/guiding-questions/CO/1" },
      },
    ]);
    expect(JSON.stringify(data)).not.toContain("1+1"); // the words of a covering note are no part of it
  });

  test("the programme and the documents are as the definition has them", async () => {
    const programme = await (await get("/en/programme")).text();
    expect(programme).toContain("Objective 14");
    expect(programme).not.toContain("Who takes part"); // nothing is released
    const documents = await (await get("/en/documents")).text();
    expect(documents).toContain('href="https://undocs.org/A/RES/73/195"');
    expect(documents.match(/to be confirmed/g)).toHaveLength(1);
  });

  test("the site map names each page in four languages, and robots are told of it", async () => {
    const xml = await (await get("/sitemap.xml")).text();
    const pages = elements(xml, "url");
    expect(pages.map((page) => textIn(page, "loc"))).toContain("https://hoja.example/en/calls/co-chairs");
    expect(xml).not.toContain("key-speakers"); // a draft
    expect(elements(xml, "xhtml:link")).toHaveLength(pages.length * 4);
    expect(await (await get("/robots.txt")).text()).toContain("Sitemap: https://hoja.example/sitemap.xml");
  });

  test.each([
    ["America/Mexico_City", "In your time zone (Mexico City): Wednesday 15 January 2025, 20:59"],
    ["Europe/Paris", "In your time zone (Central European Time): Thursday 16 January 2025, 03:59"],
  ])("a call tells its deadline on a clock in %s", async (zone, words) => {
    const answer = await get("/en/calls/co-chairs", { "cloudfront-viewer-time-zone": zone });
    expect((await answer.text()).replaceAll(",", "").replace(/\s+/g, " ")).toContain(
      words.replaceAll(",", ""),
    );
    expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    expect(answer.headers.get("vary")).toBe("cloudfront-viewer-time-zone");
  });

  test.each([
    ["the review’s own", "America/Santiago"],
    ["one with the same hour", "America/Buenos_Aires"],
    ["none", ""],
    ["no zone at all", "<b>Mars</b>"],
  ])("nothing is said of %s", async (_title, zone) => {
    const page = await (await get("/en/calls/co-chairs", { "cloudfront-viewer-time-zone": zone })).text();
    expect(page).not.toContain("In your time zone");
  });
});
