/**
 * Nobody learns early. The clock stands still: whatever a page, feed, export or header says before a selection begins, it
 * says to the byte when the decision stands and is not released. After the release nothing tells who else offered.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { languages } from "../../shared/domain/language.ts";
import { advance, becomeOperator, testCloud } from "../support/cloud.ts";

const chosen = { "central-america": "GT", caribbean: "BB", "south-america": "CO" } as const;
const speakers = { "speaker-1": "PE-1", "speaker-2": "JM-1", "speaker-3": "MX-1" } as const;
/** Who offers besides, and is not chosen; a sounding of one of them is logged, and one declines. */
const others = ["EC", "HT", "HN"] as const;
const othersPersons = [
  ["UY", "Renata Quijano"],
  ["BZ", "Orville Tench"],
] as const;
const persons = [
  ["PE", "Zulema Vizcarra"],
  ["JM", "Winston Gayle"],
  ["MX", "Itzel Corona"],
] as const;

let cloud: Cloud;

beforeAll(async () => {
  cloud = await testCloud({ now: "2024-10-30T13:00:00Z" });
  becomeOperator(cloud);
  const { coordinator, prepareLaunch } = await import("../support/launch.ts");
  const { setMailMode } = await import("../../shared/desk/reviews.ts");
  await setMailMode({ mode: "live", by: await coordinator() });
  await closeEarly();
  await prepareLaunch("co-chairs");
  await prepareLaunch("key-speakers");
  await subscribe();
  await advance(cloud, "2024-11-30T15:00:00Z");
  await offers();
  await cloud.settled();
});
afterAll(() => cloud?.stop());

/** Both calls close eight weeks before their day, which need not be played. */
async function closeEarly(): Promise<void> {
  const { getCall, saveCall } = await import("../../shared/store/calls.ts");
  const { transact } = await import("../../shared/store/table.ts");
  for (const id of ["co-chairs", "key-speakers"]) {
    const draft = await getCall(id);
    if (!draft) throw new Error(`The sample review has no ${id}`);
    await transact([saveCall(draft, { ...draft, closes: "2024-11-29T23:59" })]);
  }
}

const reader = "reader@mail.example";

/** Somebody who asked for all the news. */
async function subscribe(): Promise<void> {
  const { confirmSignUp, signUp } = await import("../../shared/desk/news.ts");
  const { confirmToken } = await import("../../shared/mail/links.ts");
  const { linkSecret } = await import("../../shared/store/secrets.ts");
  const { subscribersPage } = await import("../../shared/store/subscribers.ts");
  await signUp({ email: reader, language: "en", topic: "all" });
  const [subscriber] = (await subscribersPage()).items;
  const token = confirmToken(await linkSecret(), subscriber?.id ?? "", subscriber?.asked?.at ?? "");
  expect(await confirmSignUp({ token })).toEqual({ ok: true });
}

/** The news that left to them. */
const news = async () =>
  (await cloud.sentMail())
    .filter(({ to, tags }) => to.includes(reader) && tags.notice?.includes("_news_"))
    .map(({ tags }) => tags.notice?.split("_").slice(0, 3).join("_"))
    .sort();

/** What is offered before any of it is looked at: by notes verbales, so that each counts at once. */
async function offers(): Promise<void> {
  const { recordByHand } = await import("../../shared/desk/submissions.ts");
  const { coordinator } = await import("../support/launch.ts");
  const by = await coordinator();
  const note = { channel: "note-verbale" as const, receivedAt: "2024-11-25T12:00:00.000Z", text: "", by };
  const record = async (call: string, party: string, name?: string) => {
    const nominees = name ? { nominees: [{ id: "", name, gender: "f" as const, seats: [] }] } : {};
    const done = await recordByHand({
      ...note,
      call,
      party,
      interest: { seats: [], conditions: "-", ...nominees },
    });
    if ("refused" in done) throw new Error(`${party} on ${call}: ${done.refused}`);
  };
  for (const party of [...Object.values(chosen), ...others]) await record("co-chairs", party);
  for (const [party, name] of [...persons, ...othersPersons]) await record("key-speakers", party, name);
}

/** Every act of the two selections up to the approved decision, without a minute going by. */
async function decide(): Promise<void> {
  const { coordinator } = await import("../support/launch.ts");
  const { getSelection } = await import("../../shared/desk/selection.ts");
  const { agree } = await import("../../shared/desk/consulting.ts");
  const { compose } = await import("../../shared/desk/composing.ts");
  const { logSounding } = await import("../../shared/desk/soundings.ts");
  const { askAcceptance, recordAcceptance } = await import("../../shared/desk/acceptances.ts");
  const { approve, propose } = await import("../../shared/desk/approvals.ts");
  const by = await coordinator();
  const versionOf = async (call: string) => (await getSelection({ call }))?.version ?? -1;
  const done = (outcome: { ok: true } | { refused: string }) => expect(outcome).toMatchObject({ ok: true });

  const declining = "south-america";
  done(
    await logSounding({ call: "co-chairs", seat: declining, party: "EC", channel: "phone", note: "-", by }),
  );
  done(
    await agree({
      call: "co-chairs",
      seat: declining,
      party: "CL",
      version: await versionOf("co-chairs"),
      by,
    }),
  );
  done(await askAcceptance({ call: "co-chairs", seat: declining, by }));
  done(await recordAcceptance({ call: "co-chairs", seat: declining, accepted: false, by }));
  for (const [seat, party] of Object.entries(chosen)) {
    done(await agree({ call: "co-chairs", seat, party, version: await versionOf("co-chairs"), by }));
  }
  const seats = Object.entries(speakers).map(([seat, candidate]) => ({ seat, candidate }));
  done(await compose({ call: "key-speakers", seats, version: await versionOf("key-speakers"), by }));
  for (const [call, held] of [
    ["co-chairs", Object.keys(chosen)],
    ["key-speakers", Object.keys(speakers)],
  ] as const) {
    for (const seat of held) {
      done(await askAcceptance({ call, seat, by }));
      await cloud.settled();
      done(await recordAcceptance({ call, seat, accepted: true, by }));
    }
    done(await propose({ call, releaseAt: "2024-12-04T12:00", version: await versionOf(call), by }));
    const slate = (await getSelection({ call }))?.slate ?? -1;
    for (const person of ["lucia-paredes", "tomas-acuna"]) {
      done(await approve({ call, slate, person, verdict: "approved", by: person }));
    }
    expect((await getSelection({ call }))?.decidedAt).toBeDefined();
  }
  await cloud.settled();
}

/** Of one answer, all that a reader gets. What differs from one request to the next by itself is no message. */
async function seen(path: string): Promise<string> {
  const answer = await fetch(`${cloud.origin}${path}`, { redirect: "manual" });
  const headers = [...answer.headers]
    .filter(([name]) => !["date", "content-length", "apigw-requestid"].includes(name))
    .sort()
    .map((pair) => pair.join(": "));
  return [answer.status, ...headers, (await answer.text()).replace(uploadForm, "")].join("\n");
}

/** The form that takes a file has a key of its own at each look. */
const uploadForm = /<form[^>]*enctype="multipart\/form-data"[\s\S]*?<\/form>/g;

/** The whole of it with ALL=1: every party that nobody asked, in every language; else some, each in its own. */
const isAll = Boolean(process.env.ALL);

/** Everything that can be reached from these paths without pressing a button, the console apart. */
async function crawl(starts: readonly string[]): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  const waiting = [...starts];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (pages.has(path)) continue;
    const content = await seen(path);
    pages.set(path, content);
    for (const [, href = ""] of content.matchAll(/\s(?:href|src)="(\/[^"#]*)/g)) {
      const to = href.replaceAll("&amp;", "&");
      const isOther = /^\/..\/p\//.test(to) && to.slice(1, 3) !== path.slice(1, 3);
      if (to.includes("/console") || to.startsWith("/sign-") || pages.has(to) || (isOther && !isAll))
        continue;
      waiting.push(to);
    }
  }
  return pages;
}

const publicStarts = [
  "/",
  "/decisions.json",
  "/submissions.json",
  "/submissions.csv",
  "/sitemap.xml",
  "/robots.txt",
  ...languages.flatMap((lang) =>
    [
      "",
      "/decisions",
      "/method",
      "/roadmap",
      "/programme",
      "/submissions",
      "/documents",
      "/feed.atom",
      "/roadmap.ics",
      "/calls/co-chairs",
      "/nowhere",
    ].map((path) => `/${lang}${path}`),
  ),
];

/** The page of each invited party's first contact, by party. */
async function partyStarts(): Promise<Map<string, string>> {
  const { linkToken } = await import("../../shared/mail/links.ts");
  const { linkSecret } = await import("../../shared/store/secrets.ts");
  const { listContacts } = await import("../../shared/store/parties.ts");
  const secret = await linkSecret();
  const starts = new Map<string, string>();
  for (const contact of await listContacts()) {
    if (!starts.has(contact.party) && contact.standing === "official") {
      starts.set(contact.party, `/${contact.language}/p/${linkToken(secret, contact)}`);
    }
  }
  return starts;
}

/** Pages that are not the same, each with the first place where they part. */
const differing = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].flatMap((path) => {
    const [was, is] = [before.get(path) ?? "", after.get(path) ?? ""];
    if (was === is) return [];
    const at = [...was].findIndex((letter, index) => letter !== is[index]);
    return [`${path}: ${was.slice(at - 60, at + 60)} | ${is.slice(at - 60, at + 60)}`];
  });

/** Parties that were asked: their own pages and mails may speak of their own seat. */
const asked: string[] = ["EC", ...Object.values(chosen), ...persons.map(([party]) => party)];

test("before its hour no byte tells of a decision, and afterwards nothing tells who else offered", async () => {
  const starts = await partyStarts();
  const free = [...starts].filter(([party]) => !asked.includes(party));
  expect(free.length).toBeGreaterThan(20);
  // Of those always one who offered to co-chair and one who offered a person, neither chosen, and one who did nothing.
  const looked: string[] = [others[1], othersPersons[0][0], "TT"];
  const uninvolved = free.filter(([party]) => isAll || looked.includes(party)).map(([, path]) => path);
  const crawled = async () => new Map([...(await crawl(publicStarts)), ...(await crawl(uninvolved))]);
  const before = await crawled();
  const opened = await news();
  expect(opened).toEqual(["co-chairs_news_opened", "key-speakers_news_opened"]);
  const ownBefore = await seen(starts.get("BB") ?? "");

  await decide();
  expect(differing(before, await crawled())).toEqual([]);
  expect(await news()).toEqual(opened);
  expect(await seen(starts.get("BB") ?? "")).not.toBe(ownBefore); // the State's own page does say it

  const { listParties } = await import("../../shared/store/parties.ts");
  const parties = await listParties();
  const namesOf = (ids: readonly string[]) =>
    parties
      .filter(({ id }) => ids.includes(id))
      .flatMap(({ names }) => languages.map((lang) => names[lang].name));
  const outcome = [...namesOf(Object.values(chosen)), ...persons.map(([, name]) => name)];
  const offered = [...namesOf(others), ...othersPersons.map(([, name]) => name)];

  const own = new Map(parties.map(({ id, names }) => [id, languages.map((lang) => names[lang].name)]));
  for (const mail of await mails("2024-11-30T14:00:00Z")) {
    if (!mail.party) continue;
    const told = [...outcome, ...offered].filter(
      (name) => mail.text.includes(name) && !own.get(mail.party ?? "")?.some((mine) => mine.includes(name)),
    );
    if (!asked.includes(mail.party)) expect(told, mail.notice).toEqual([]);
    else
      expect(
        told.filter((name) => !persons.some((person) => person[1] === name)),
        mail.notice,
      ).toEqual([]);
  }

  await advance(cloud, "2024-12-04T15:05:00Z"); // noon in Santiago
  expect(await news()).toEqual(
    ["co-chairs", "key-speakers"].flatMap((call) => [`${call}_news_opened`, `${call}_news_released`]),
  );
  const published = await crawl(publicStarts);
  for (const lang of languages) {
    const page = published.get(`/${lang}/decisions`) ?? "";
    for (const { id, names } of parties) {
      const isChosen = Object.values(chosen).some((state) => state === id);
      if (isChosen) expect(page, `${lang} ${id}`).toContain(names[lang].name);
    }
    for (const [, name] of persons) expect(page).toContain(name);
  }
  const everywhere = new Map([...published, ...(await crawl(uninvolved))]);
  const decisions = [...everywhere].filter(([path]) => path.includes("decisions"));
  expect(decisions.length).toBeGreaterThan(4);
  for (const [path, content] of decisions) {
    for (const name of [...offered, ...namesOf(["PE", "JM", "MX"])])
      expect(content, path).not.toContain(`>${name}<`);
    for (const [, name] of othersPersons) expect(content, path).not.toContain(name);
  }
  for (const [path, content] of everywhere) {
    for (const [party, name] of othersPersons) {
      if (path !== starts.get(party) && !path.startsWith(`${starts.get(party)}/`)) {
        expect(content, path).not.toContain(name);
      }
    }
  }
  expect(
    Object.keys(JSON.parse((await (await fetch(`${cloud.origin}/decisions.json`)).text()) || "[]")[0]),
  ).toEqual(["call", "names", "rules", "decidedAt", "releasedAt", "seats"]);
  for (const mail of await mails("2024-12-04T14:59:00Z")) {
    const told = offered.filter((name) => mail.text.includes(name));
    const mine = own.get(mail.party ?? "") ?? [];
    expect(
      told.filter((name) => !mine.some((one) => one.includes(name))),
      mail.notice,
    ).toEqual([]);
  }
  expect(cloud.failures()).toEqual([]);
  expect(cloud.denied()).toEqual([]);
}, 900_000);

/** Mails that left since an instant, with their whole text, subject and files as they came, and whose party it is. */
async function mails(since: string): Promise<{ notice: string; party: string | undefined; text: string }[]> {
  const { parseMail } = await import("../../shared/mail/parse.ts");
  const { listContacts } = await import("../../shared/store/parties.ts");
  const partyOf = new Map((await listContacts()).map(({ email, party }) => [email, party]));
  const left = (await cloud.sentMail()).filter(({ at }) => at >= new Date(since).toISOString());
  return Promise.all(
    left.map(async ({ raw, to, tags }) => {
      const mail = await parseMail(new Uint8Array(raw));
      const text = [mail.subject, "text" in mail ? mail.text : "", Buffer.from(raw).toString("utf8")].join(
        "\n",
      );
      return { notice: tags.notice ?? "", party: partyOf.get(to[0] ?? ""), text };
    }),
  );
}
