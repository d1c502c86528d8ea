/** The pages of a selection against a real engine: who may open which, who may approve, and what nobody else reads. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import * as acceptances from "../../shared/desk/acceptances.ts";
import * as approvals from "../../shared/desk/approvals.ts";
import { listCalls } from "../../shared/desk/calls.ts";
import { compose } from "../../shared/desk/composing.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { cancelNotice } from "../../shared/desk/notices.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { scanDraft } from "../../shared/domain/approval.ts";
import type { Message } from "../../shared/domain/message.ts";
import { confidentialKinds, internalKinds, noticeKinds, prepareNotice } from "../../shared/domain/notice.ts";
import { getCall, saveCall } from "../../shared/store/calls.ts";
import { addMessage } from "../../shared/store/messages.ts";
import { addNotice, saveNotice } from "../../shared/store/notices.ts";
import { contactById, listPersons } from "../../shared/store/parties.ts";
import { readSelection, saveSelection } from "../../shared/store/selection.ts";
import { transact } from "../../shared/store/table.ts";
import { acts } from "../../shared/text/console/acts/en.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview } from "../support/sample-review.ts";

vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => "a secret for tests" }));

const issuer = "https://issuer.example/pool";
Object.assign(process.env, {
  ORIGIN_SECRET: "from-the-distribution",
  PUBLIC_ORIGIN: "https://hoja.example",
  MAIL_DOMAIN: "in.hoja.example",
  SIGN_IN_ORIGIN: "https://sign-in.example",
  SIGN_IN_ISSUER: issuer,
  SIGN_IN_CLIENT_ID: "site",
});

const call = "moderators";
const by = "ines-rojas";
const seats = [
  ["session-1", "CO", "Ana Quijano"],
  ["session-2", "JM", "Winston Gayle"],
  ["session-3", "MX", "Itzel Corona"],
  ["session-4", "ES", "Berta Aranda"],
] as const;

/** Who comes: persons of the sample review by id, somebody of no review, and whoever has not signed in. */
const comers = {
  coordinator: by,
  approver: "lucia-paredes",
  "approver of another call": "tomas-acuna",
  auditor: "rosa-ibanez",
  assessor: "paula-serrano",
  "assessor with a conflict": "devon-baptiste",
  reader: "joana-lima",
  stranger: "stranger@example.test",
  nobody: null,
} as const;
type Comer = keyof typeof comers;
const everyone = Object.keys(comers) as Comer[];
const others = everyone.filter((who) => who !== "coordinator");

describe.skipIf(noEngine())("the pages of a selection", () => {
  let engine: RunningEngine;
  let privateKey: CryptoKey;
  let app: { request: (path: string, init?: RequestInit) => Response | Promise<Response> };
  const addresses = new Map<string, string>();

  async function current() {
    const found = await getSelection({ call });
    if (!found) throw new Error("no selection");
    return found;
  }

  /** A slate that is with its approvers, one of whom approves only this call. */
  async function proposing() {
    const found = await getCall(call);
    if (!found) throw new Error("no call");
    await transact([saveCall(found, { ...found, approvers: ["lucia-paredes", "marc-delorme"] })]);
    const note = {
      call,
      channel: "note-verbale" as const,
      receivedAt: "2025-01-20T12:00:00.000Z",
      text: "",
      by,
    };
    for (const [, party, name] of seats) {
      const interest = { seats: [], nominees: [{ id: "", name, seats: [] }] };
      done(await recordByHand({ ...note, party, interest }));
    }
    for (const [party, name] of [
      ["red-andares", "Ana Núñez"],
      ["islands-law-faculty", "Zoe Charles"],
    ] as const) {
      const interest = { seats: [], nominees: [{ id: "", name, seats: [] }] };
      const text = `${name.split(" ")[0]} came in writing.`;
      done(await recordByHand({ ...note, text, call: "rapporteur", party, interest }));
    }
    const placing = seats.map(([seat, party]) => ({ seat, candidate: `${party}-1` }));
    done(await compose({ call, seats: placing, version: 0, by }));
    for (const [seat] of seats) {
      done(await acceptances.askAcceptance({ call, seat, by }));
      done(await acceptances.recordAcceptance({ call, seat, accepted: true, by }));
    }
    const { version } = await current();
    done(await approvals.propose({ call, releaseAt: "2025-02-14T12:00", version, by }));
  }

  beforeAll(async () => {
    engine = await startEngine();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2025-02-01T15:00:00Z") });
    await loadSampleReview();
    await enable("acceptance", by);
    await proposing();
    for (const { id, email } of await listPersons()) addresses.set(id, email);
    const pair = await generateKeyPair("RS256");
    privateKey = pair.privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "RS256", use: "sig" }];
    const realFetch = globalThis.fetch;
    vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) =>
      String(input).startsWith(issuer) ? Response.json({ keys }) : realFetch(input, init),
    );
    ({ app } = await import("../../functions/site/app.tsx"));
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
    await engine?.stop();
  });

  const word = { "x-origin-secret": "from-the-distribution" };
  /** Somebody at the console, who proved who they are some seconds ago, if the provider says when. */
  async function as(who: Comer, { signedIn }: { signedIn?: number } = {}) {
    const id = comers[who];
    const claims = { email: id && (addresses.get(id) ?? id), email_verified: true, token_use: "id" };
    const token = await new SignJWT(
      signedIn === undefined ? claims : { ...claims, auth_time: Math.floor(Date.now() / 1000) - signedIn },
    )
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .setIssuer(issuer)
      .setAudience("site")
      .setExpirationTime("1h")
      .setIssuedAt()
      .sign(privateKey);
    const headers = id === null ? word : { ...word, cookie: `__Host-session=${token}` };
    const get = async (path: string) => app.request(path, { headers });
    const formToken = async () =>
      /name="token" value="([^"]+)"/.exec(await (await get("/es/console")).text())?.[1] ?? "";
    const post = async (path: string, fields: Record<string, string>) => {
      const body = new URLSearchParams({
        ...("token" in fields ? {} : { token: await formToken() }),
        ...fields,
      });
      return app.request(path, { method: "POST", headers, body });
    };
    return { get, post };
  }

  describe("who may open which", () => {
    const coordinators = [200, 403, 403, 403, 403, 403, 403, 403, 303];
    const insiders = [200, 200, 403, 200, 403, 403, 403, 403, 303];
    const readers = [200, 200, 200, 200, 403, 403, 200, 403, 303];
    const records = [200, 403, 403, 200, 403, 403, 403, 403, 303];
    const missing = readers.map((status) => (status === 200 ? 404 : status));
    const colleagues = [200, 200, 200, 200, 200, 200, 200, 403, 303];
    const rows: [path: string, statuses: number[]][] = [
      ["/console/composition/moderators", coordinators],
      ["/console/composition/moderators?fix=session-1:CO-1&out=JM-1&relax=gender", coordinators],
      ["/console/composition/moderators?fix=nowhere:CO-1&fix=session-1:XX&out=x&relax=y", coordinators],
      ["/console/selection/moderators", coordinators],
      ["/console/selection/co-chairs", coordinators],
      ["/console/dossier/moderators", insiders],
      ["/console/dossier/moderators/slate.json", insiders],
      ["/console/approvals/moderators", insiders],
      ["/console/composition/co-chairs", [404, 403, 403, 403, 403, 403, 403, 403, 303]], // nothing is composed there
      ["/console/dossier/guiding-questions", missing], // it has no seats
      ["/console/dossier/nowhere", missing],
      ["/console", colleagues],
      ["/console/assessment/rapporteur", [200, 200, 200, 200, 200, 200, 403, 403, 303]],
      ["/console/assessment/moderators", [403, 403, 403, 403, 403, 403, 403, 403, 303]], // nobody is marked there
      // No file came: whoever may ask is told so. One of the assessors is of the faculty that presents somebody.
      ["/console/parties/red-andares/rapporteur/1/files/0", [404, 404, 404, 404, 404, 404, 404, 403, 303]],
      [
        "/console/parties/islands-law-faculty/rapporteur/1/files/0",
        [404, 404, 404, 404, 404, 403, 404, 403, 303],
      ],
      ["/console/parties/red-andares/rapporteur/2/files/0", missing],
      ["/console/parties/CO/moderators/1/files/0", missing],
      ["/console/parties/red-andares/rapporteur/1", readers],
      ["/console/parties/CO/moderators/1", readers],
      ["/console/parties", readers],
      ["/console/parties/CO", readers],
      ["/console/calls/moderators", readers],
      ["/console/calls/rapporteur", readers],
      ["/console/triage", readers],
      ["/console/triage?all=yes", readers],
      ["/console/triage/nowhere", missing],
      ["/console/triage/nowhere/html", missing],
      ["/console/triage/nowhere/files/0", missing],
      ["/console/outbox", readers],
      ["/console/outbox/nowhere", missing],
      ["/console/mail", readers],
      ["/console/mail/invitation", readers],
      ["/console/mail/letter/en/letter.pdf", readers],
      ["/console/unreachable", readers],
      ["/console/informal", readers],
      ["/console/files", readers],
      ["/console/ledger", readers],
      ["/console/ledger?party=CO&area=selection&from=2025-01-01&text=co-2", readers],
      ["/console/people", readers],
      ["/console/people/new", coordinators],
      ["/console/people/ines-rojas", coordinators],
      ["/console/export", records],
      ["/console/export/tak_0/nothing.xlsx", records.map((status) => (status === 200 ? 303 : status))],
      ["/console/parties/import", coordinators],
      ["/console/parties/CO/contacts/new", coordinators],
      ["/console/parties/CO/contacts/co1", coordinators],
      ["/console/parties/CO/contacts/co1/remove", coordinators],
      ["/console/parties/CO/extension/moderators", coordinators],
    ];
    test.each(rows)("%s", async (path, statuses) => {
      const expected = Object.fromEntries(everyone.map((who, at) => [who, statuses[at]]));
      const got: Record<string, number> = {};
      for (const who of everyone) got[who] = (await (await as(who)).get(`/en${path}`)).status;
      expect(got).toEqual(expected);
    });

    test("the sections on top are those that a person may open", async () => {
      const all = ["", "/triage", "/record", "/drop", "/parties", "/outbox", "/mail", "/ledger"].concat(
        "/people",
        "/export",
      );
      const records = all.filter((path) => path !== "/record" && path !== "/drop");
      const reading = records.filter((path) => path !== "/export");
      const rows: [Comer, string[]][] = [
        ["coordinator", all],
        ["approver", reading],
        ["auditor", records],
        ["reader", reading],
        ["assessor", [""]],
        ["stranger", []],
      ];
      for (const [who, sections] of rows) {
        const html = await (await (await as(who)).get("/en/console")).text();
        const nav = /<div class="sections">.*?<\/div>/s.exec(html)?.[0] ?? "";
        const linked = [...nav.matchAll(/href="\/en\/console([^"?]*)/g)].map(([, path]) => path);
        expect(linked, who).toEqual(sections);
      }
    });

    test("the first page tells an assessor what waits for them, and nothing of another call", async () => {
      const html = await (await (await as("assessor")).get("/en/console")).text();
      expect(html).toContain("2 applications to assess");
      const links = [...html.matchAll(/href="(\/en\/console\/[^"]+)"/g)].map(([, path]) => path);
      expect(links).toEqual(["/en/console/assessment/rapporteur"]);
      for (const { id, names } of await listCalls()) {
        if (id !== "rapporteur") expect(html).not.toContain(names.en);
      }
    });

    test("an assessor with a conflict does not read that application, and nobody who only assesses is led elsewhere", async () => {
      const page = async (who: Comer) =>
        await (await (await as(who)).get("/en/console/assessment/rapporteur")).text();
      const links = (html: string) => html.match(/\/en\/console\/parties\/[^"]+/g) ?? [];
      expect(links(await page("assessor"))).toEqual([]);
      expect(links(await page("coordinator")).length).toBeGreaterThan(1);
      expect(await page("assessor")).toContain("Zoe came in writing.");
      expect(await page("assessor with a conflict")).not.toContain("Zoe came in writing.");
      expect(await page("assessor with a conflict")).toContain("Ana came in writing.");
    });

    test("a page that is refused names nobody, and is not kept", async () => {
      for (const who of others) {
        const { get } = await as(who);
        const answer = await get(`/en/console/composition/${call}`);
        expect(answer.headers.get("cache-control"), who).toBe("no-store");
        const html = await answer.text();
        for (const [, , name] of seats) expect(html, who).not.toContain(name);
      }
    });

    test("taking the record out is a button, and leaves one entry each, of those who may", async () => {
      const path = `/en/console/dossier/${call}/record.json`;
      const taken = async () =>
        (await listEntries({ call })).entries
          .filter(({ act }) => act === "selection.record-exported")
          .map(({ actor }) => actor);
      for (const who of everyone) {
        const { get, post } = await as(who);
        expect((await get(path)).status, who).toBe(404);
        expect((await post(path, { token: "other" })).status, who).toBe(who === "nobody" ? 303 : 403);
      }
      expect(await taken()).toEqual([]);
      for (const [at, who] of everyone.entries())
        expect((await (await as(who)).post(path, {})).status, who).toBe(insiders[at]);
      expect((await taken()).sort()).toEqual([by, "lucia-paredes", "rosa-ibanez"]);
    });

    test("a record is a file to be saved, and is what the page says", async () => {
      const { get, post } = await as("auditor");
      expect(await (await get(`/en/console/dossier/${call}`)).text()).toContain(
        `action="/en/console/dossier/${call}/record.json"`,
      );
      const file = await post(`/en/console/dossier/${call}/record.json`, {});
      expect(file.headers.get("content-type")).toBe("application/json");
      expect(file.headers.get("content-disposition")).toBe(`attachment; filename*=UTF-8''${call}.json`);
      expect(file.headers.get("cache-control")).toBe("no-store");
      const record = await file.json();
      expect(record.selection.seats).toHaveLength(4);
      const slate = await (await get(`/en/console/dossier/${call}/slate.json`)).json();
      expect(Object.keys(slate).sort()).toEqual(["chosen", "hash", "pool", "rules"]);
      expect(slate).toEqual(record.slate);
      expect((await get("/en/console/dossier/co-chairs/slate.json")).status).toBe(404);
    });
  });

  describe("who may do what", () => {
    const placing = {
      act: "save",
      version: "99",
      ...Object.fromEntries(seats.map(([id]) => [`seat.${id}`, ""])),
    };
    const declaring = { candidate: "CO-1", rule: "other", words: "No." };
    const acts: [path: string, fields: Record<string, string>][] = [
      [`/console/composition/${call}`, placing],
      [`/console/composition/${call}`, { ...placing, act: "look" }],
      [`/console/composition/${call}/fits`, { version: "99", "fit.CO-1": "3" }],
      [`/console/composition/${call}/ineligible`, declaring],
      [`/console/composition/${call}/eligible`, declaring],
      [`/console/assessment/${call}/ineligible`, declaring],
      [`/console/assessment/${call}/eligible`, declaring],
      [`/console/selection/${call}/session-1/ineligible`, declaring],
      [`/console/selection/${call}/session-1/eligible`, declaring],
      [`/console/parties/CO/${call}/1/offer`, { "person.0.name": "Zoila Vega" }],
      [`/console/selection/${call}/answer`, { seat: "session-1", accepted: "no" }],
      [`/console/selection/${call}/date-reason/delete`, { at: "2025-02-01T15:00:00.000Z" }],
      [`/console/selection/${call}/propose`, { releaseAt: "2025-02-14T12:00", version: "99" }],
      [`/console/selection/${call}/release`, { releaseAt: "2025-02-14T12:00", version: "99" }],
      [`/console/approvals/${call}/behalf`, { person: "lucia-paredes", verdict: "approved", slate: "1" }],
    ];
    test.each(acts)("only a coordinator does %s %o", async (path, fields) => {
      const before = await current();
      const version = String(before.version);
      for (const who of others) {
        const { post } = await as(who, { signedIn: 5 });
        const given = "version" in fields ? { ...fields, version } : fields;
        expect((await post(`/en${path}`, given)).status, who).toBe(who === "nobody" ? 303 : 403);
      }
      expect(await current()).toEqual(before);
    });

    const showing = ["composition/rapporteur", "assessment/rapporteur", "selection/rapporteur/rapporteur"];
    test.each(showing)("a word said of an offer on %s stands, and can be taken back", async (page) => {
      const { post } = await as("coordinator");
      const declared = async () => (await getSelection({ call: "rapporteur" }))?.ineligible ?? [];
      const offer = { candidate: "red-andares-1", rule: "complete", words: "  No biography. " };
      expect((await post(`/en/console/${page}/ineligible`, offer)).status).toBe(303);
      expect(await declared()).toMatchObject([{ ...offer, words: "No biography.", by }]);
      expect((await post(`/en/console/${page}/eligible`, offer)).status).toBe(303);
      expect(await declared()).toEqual([]);
    });

    test("looking at a slate on the board shows it and commits nothing", async () => {
      const before = await current();
      const entries = async () => (await listEntries({ call })).entries.length;
      const known = await entries();
      const { post } = await as("coordinator");
      const fields = {
        act: "look",
        version: String(before.version),
        "seat.session-1": "JM-1",
        relaxed: "one-per-state",
      };
      const answer = await post(`/en/console/composition/${call}`, fields);
      expect(answer.status).toBe(200);
      // Settled seats stand beside what is looked at: somebody of them is then named twice.
      const html = await answer.text();
      expect(html).toMatch(/class="ds-alert" data-color="danger"/);
      expect(await current()).toEqual(before);
      expect(await entries()).toBe(known);
    });

    test("saving on the board does, and sets aside what the boxes say", async () => {
      const { post } = await as("coordinator");
      const here = `/en/console/composition/${call}`;
      expect((await post(here, placing)).headers.get("location")).toBe(`${here}?refused=stale`);
      const fits = {
        version: String((await current()).version),
        "fit.CO-1": "3",
        "fit.JM-1": "",
        "fit.MX-1": "2.5",
      };
      expect((await post(`${here}/fits`, fits)).headers.get("location")).toBe(`${here}?done=yes`);
      expect((await current()).fits).toEqual({ "CO-1": 3 });
      const { slate, version } = await current();
      const same = { act: "save", version: String(version), relaxed: "one-across-calls" };
      expect((await post(here, same)).headers.get("location")).toBe(`${here}?done=yes`);
      // What was proposed was proposed under other considerations.
      expect(await current()).toMatchObject({ slate: slate + 1, relaxed: ["one-across-calls"] });
      expect((await current()).proposedAt).toBeUndefined();
      const without = { act: "save", version: String((await current()).version) };
      expect((await post(here, without)).headers.get("location")).toBe(`${here}?done=yes`);
      expect((await current()).relaxed).toEqual([]);
      const again = { call, releaseAt: "2025-02-14T12:00", version: (await current()).version, by };
      done(await approvals.propose(again));
    });
  });

  describe("an approval", () => {
    const here = `/en/console/approvals/${call}`;
    const verdict = async () => ({ slate: String((await current()).slate), verdict: "approved" });

    const stale: [title: string, signedIn: number | undefined][] = [
      ["more than fifteen minutes ago", 15 * 60 + 1],
      ["hours ago", 3 * 3600],
      ["nobody knows when", undefined],
    ];
    test.each(stale)("of somebody who signed in %s is refused in plain words", async (_title, signedIn) => {
      const { get, post } = await as("approver", signedIn === undefined ? {} : { signedIn });
      const answer = await post(here, await verdict());
      expect(answer.headers.get("location")).toBe(`${here}?refused=sign-in-again`);
      expect(await (await get(`${here}?refused=sign-in-again`)).text()).toContain(
        "To approve, sign in again: more than fifteen minutes have passed.",
      );
      expect((await current()).approvals).toEqual([]);
    });

    test("is refused to who approves another call only, and to who approves nothing", async () => {
      const other = await (await as("approver of another call", { signedIn: 5 })).post(here, await verdict());
      expect(other.headers.get("location")).toBe(`${here}?refused=not-approver`);
      for (const who of ["coordinator", "auditor", "assessor", "reader", "stranger"] as const) {
        expect((await (await as(who, { signedIn: 5 })).post(here, await verdict())).status, who).toBe(403);
      }
      expect((await current()).approvals).toEqual([]);
    });

    test("without the token of its page is none", async () => {
      const { post } = await as("approver", { signedIn: 5 });
      expect((await post(here, { ...(await verdict()), token: "other" })).status).toBe(403);
      expect((await current()).approvals).toEqual([]);
    });

    test("of another slate than the one that stands is refused", async () => {
      const { post } = await as("approver", { signedIn: 5 });
      const answer = await post(here, { slate: "0", verdict: "approved" });
      expect(answer.headers.get("location")).toBe(`${here}?refused=other-slate`);
    });

    test("without a verdict is none, and Enter in the comment gives none", async () => {
      const { get, post } = await as("approver", { signedIn: 5 });
      const { slate } = await verdict();
      const answer = await post(here, { slate, comment: "Is it balanced?" });
      expect(answer.headers.get("location")).toBe(`${here}?refused=verdict-missing`);
      const html = await (await get(here)).text();
      expect(html).toMatch(/<textarea[^>]* name="comment"/);
      expect(html).not.toMatch(/<input[^>]* name="comment"/);
      expect((await current()).approvals).toEqual([]);
    });

    test("recorded on behalf asks for a fresh sign-in and a verdict too", async () => {
      const { slate } = await verdict();
      const draft = `${scanDraft(call, Number(slate))}.x00000000000000000000`;
      const fields = { slate, draft, person: "marc-delorme" };
      const tried = async (signedIn: number, more: Record<string, string>) => {
        const { post } = await as("coordinator", { signedIn });
        return (await post(`${here}/behalf`, { ...fields, ...more })).headers.get("location");
      };
      const to = `${here}?draft=${draft}&refused=`;
      expect(await tried(15 * 60 + 1, { verdict: "approved" })).toBe(`${to}sign-in-again`);
      expect(await tried(5, {})).toBe(`${to}verdict-missing`);
      expect(await tried(5, { verdict: "approved" })).toBe(`${to}scan-missing`);
      const early = await (await as("coordinator", { signedIn: 15 * 60 + 1 })).get(`${here}?draft=${draft}`);
      expect(await early.text()).toContain("/sign-in?again=yes");
    });

    test("of an approver who signed in within fifteen minutes is taken, once", async () => {
      const { post } = await as("approver", { signedIn: 15 * 60 });
      expect((await post(here, await verdict())).headers.get("location")).toBe(`${here}?done=yes`);
      expect((await current()).approvals).toMatchObject([{ person: "lucia-paredes", verdict: "approved" }]);
      expect((await post(here, await verdict())).headers.get("location")).toBe(`${here}?refused=already`);
    });
  });

  describe("a mail that speaks of a selection", () => {
    const id = "msg_about-a-seat";
    beforeAll(async () => {
      const verdict = "PASS" as const;
      const message: Message = {
        id,
        sesId: "ses-about-a-seat",
        receivedAt: new Date().toISOString(),
        rawKey: "inbound/ses-about-a-seat",
        rawSize: 50_000_000, // too large to be read on the page
        fingerprint: "f",
        recipients: [],
        subject: "We object to it",
        verdicts: { spam: verdict, virus: verdict, spf: verdict, dkim: verdict, dmarc: verdict },
        excerpt: "We object.",
        attachments: [],
        flags: [],
        answers: { call: "co-chairs", seat: "caribbean" },
        because: "answers-selection",
        end: {
          kind: "triage",
          reason: "answers-selection",
          call: "co-chairs",
          party: "CO",
          telephone: false,
        },
      };
      await transact(addMessage(message, [], true));
    });

    test("coordinators alone find it, in every list", async () => {
      for (const who of ["coordinator", "approver", "auditor", "reader"] as const) {
        const { get } = await as(who);
        for (const path of ["/console/triage", "/console/triage?all=yes", "/console/parties/CO"]) {
          expect((await (await get(`/en${path}`)).text()).includes(id), `${who} ${path}`).toBe(
            who === "coordinator",
          );
        }
        for (const part of ["", "/html", "/files/0"]) {
          if (who === "coordinator" && part !== "") continue;
          const { status } = await get(`/en/console/triage/${id}${part}`);
          expect(status, `${who} ${part}`).toBe(who === "coordinator" ? 200 : 404);
        }
      }
    });

    test("its page leads to the seat's", async () => {
      const html = await (await (await as("coordinator")).get(`/en/console/triage/${id}`)).text();
      expect(html).toContain('href="/en/console/selection/co-chairs/caribbean"');
    });
  });

  describe("mails that name who is sounded, proposed or chosen", () => {
    const kinds = noticeKinds.filter(
      (kind) => !internalKinds.includes(kind) || confidentialKinds.includes(kind),
    );
    const idOf = (kind: string, state: string) => `co-chairs_${kind}_${state}-7_co1`;
    const states = ["prepared", "held", "unknown"] as const;
    beforeAll(async () => {
      const contact = await contactById("co1");
      if (!contact) throw new Error("Colombia has no contact");
      for (const kind of kinds) {
        for (const state of states) {
          const about = { review: "lac-2025", call: "co-chairs", kind, occasion: `${state}-7`, contact };
          const notice = prepareNotice({ ...about, params: { seat: "caribbean" }, now: new Date() });
          await transact([addNotice(notice)]);
          if (state === "held") await transact([saveNotice(notice, { ...notice, state, hold: "protocol" })]);
          if (state === "unknown") await transact([saveNotice(notice, { ...notice, state })]);
        }
      }
    });

    const lists: [path: string, states: readonly (typeof states)[number][]][] = [
      ["/console/outbox?box=sent", ["prepared", "unknown"]],
      ["/console/outbox?box=held", ["held"]],
      ["/console/outbox?box=care", ["held", "unknown"]],
      ["/console/parties/CO", states],
    ];
    /** All of a list, however many pages it has. */
    async function whole(get: (path: string) => Promise<Response>, path: string) {
      let html = "";
      for (let next: string | undefined = `/en${path}`; next; ) {
        const page: string = await (await get(next)).text();
        html += page;
        next = /href="([^"]*[?&;]cursor=[^"]*)"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
      }
      return html;
    }
    test.each(lists)("only coordinators see them in %s", async (path, shown) => {
      for (const who of ["coordinator", "approver", "auditor", "reader"] as const) {
        const html = await whole((await as(who)).get, path);
        for (const kind of kinds) {
          for (const state of shown) {
            const isShown = who === "coordinator" || !confidentialKinds.includes(kind);
            expect(html.includes(idOf(kind, state)), `${who} ${kind} ${state}`).toBe(isShown);
          }
        }
      }
    });

    test("only coordinators open them", async () => {
      expect(confidentialKinds).toHaveLength(7);
      for (const who of ["approver", "auditor", "reader"] as const) {
        const { get } = await as(who);
        for (const kind of confidentialKinds) {
          for (const state of states) {
            const answer = await get(`/en/console/outbox/${idOf(kind, state)}`);
            expect(answer.status, `${who} ${kind} ${state}`).toBe(404);
          }
        }
      }
      const { get } = await as("coordinator");
      const real = `${call}_acceptance_session-1-1_co1`;
      expect((await get(`/en/console/outbox/${real}`)).status).toBe(200);
      expect((await (await as("reader")).get(`/en/console/outbox/${real}`)).status).toBe(404);
    });

    describe("the ledger", () => {
      const secrets = ["selection.acceptance-asked", "selection.composed", "selection.accepted"] as const;
      test.each([
        ["coordinator", true],
        ["auditor", true],
        ["approver", false],
        ["approver of another call", false],
        ["reader", false],
      ] as const)("as %s reads it tells of selections: %s", async (who, isWhole) => {
        const html = await (await (await as(who)).get("/en/console/ledger")).text();
        for (const act of secrets) expect(html.includes(acts.of[act]), act).toBe(isWhole);
        expect(html).toContain(acts.of["submission.recorded"]);
      });

      test("tells coordinators alone, and auditors, to whom the mail about a seat went", async () => {
        const about = "co-chairs_acceptance_held-7_co1";
        done(await cancelNotice({ notice: about, by }));
        expect(await (await (await as("coordinator")).get("/en/console/ledger")).text()).toContain(about);
        expect(await (await (await as("reader")).get("/en/console/ledger")).text()).not.toContain(about);
      });
    });

    test("the first page counts, among the mails that need care, those that its reader may read", async () => {
      const care = async (who: Comer) => {
        const html = await (await (await as(who)).get("/en/console")).text();
        const counts = [
          />(\d+) notices? to look after</,
          />(\d+) mails? to (?:a )?protocol offices? awaits?/,
        ];
        return counts.reduce((sum, count) => sum + Number(count.exec(html)?.[1] ?? 0), 0);
      };
      const listed = async (who: Comer) => {
        const html = await (await (await as(who)).get("/en/console/outbox?box=care")).text();
        return new Set(html.match(/\/console\/outbox\/[A-Za-z0-9_-]+/g)).size;
      };
      expect(await care("coordinator")).toBeGreaterThan(await care("reader"));
      for (const who of ["coordinator", "auditor", "reader"] as const)
        expect(await care(who), who).toBe(await listed(who));
    });
  });

  test("the released decision is open data without who presented anybody", async () => {
    expect(await (await app.request("/decisions.json", { headers: word })).json()).toEqual([]);
    const found = await getCall(call);
    const before = found && (await readSelection(found));
    if (!found || !before) throw new Error("no selection");
    const released = { decidedAt: "2025-02-01T16:00:00.000Z", releasedAt: "2025-02-14T15:00:00.000Z" };
    await transact([
      saveCall(found, { ...found, phase: "over" }),
      saveSelection(before, { ...before, ...released }),
    ]);
    const answer = await app.request("/decisions.json", { headers: word });
    const [decision, ...more] = await answer.json();
    expect(more).toEqual([]);
    expect(Object.keys(decision)).toEqual(["call", "names", "rules", "decidedAt", "releasedAt", "seats"]);
    expect(decision).toMatchObject({ call, ...released });
    expect(
      decision.seats.map(({ seat, person }: { seat: string; person: string }) => [seat, person]),
    ).toEqual(seats.map(([seat, , name]) => [seat, name]));
    const text = JSON.stringify(decision);
    for (const [, party] of seats) expect(text).not.toContain(`"${party}`);
    for (const name of ["Colombia", "Jamaica", "México", "España", by, "lucia-paredes"])
      expect(text).not.toContain(name);
  });
});
