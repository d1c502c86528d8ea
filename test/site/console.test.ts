/** The secretariat's pages against a real engine: roles, every page, and the acts that its buttons do. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { getCall, saveCall, standingsOf } from "../../shared/store/calls.ts";
import { listPersons } from "../../shared/store/parties.ts";
import { readState } from "../../shared/store/reviews.ts";
import { readSelection, saveSelection } from "../../shared/store/selection.ts";
import { versionsOf } from "../../shared/store/submissions.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { loadSampleReview } from "../support/sample-review.ts";

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

describe.skipIf(noEngine())("the secretariat's pages", () => {
  let engine: RunningEngine;
  let privateKey: CryptoKey;
  let app: { request: (path: string, init?: RequestInit) => Response | Promise<Response> };
  let coordinator: string;

  beforeAll(async () => {
    engine = await startEngine();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-11-20T15:00:00Z") });
    await loadSampleReview();
    const pair = await generateKeyPair("RS256");
    privateKey = pair.privateKey;
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "RS256", use: "sig" }];
    const realFetch = globalThis.fetch;
    vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) =>
      String(input).startsWith(issuer) ? Response.json({ keys }) : realFetch(input, init),
    );
    ({ app } = await import("../../functions/site/app.tsx"));
    coordinator = (await listPersons()).find(({ roles }) => roles.includes("coordinator"))?.email ?? "";
  }, 30_000);
  afterAll(async () => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
    await engine?.stop();
  });

  const tokenFor = (email: string, more: { audience?: string; verified?: boolean } = {}) =>
    new SignJWT({ email, email_verified: more.verified ?? true, token_use: "id" })
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .setIssuer(issuer)
      .setAudience(more.audience ?? "site")
      .setExpirationTime("1h")
      .setIssuedAt()
      .sign(privateKey);

  const headersOf = (token: string) => ({
    "x-origin-secret": "from-the-distribution",
    cookie: `__Host-session=${token}`,
  });
  async function as(email: string) {
    const token = await tokenFor(email);
    const get = async (path: string) => app.request(path, { headers: headersOf(token) });
    const form = /name="token" value="([^"]+)"/.exec(await (await get("/es/console")).text())?.[1] ?? "";
    const post = async (path: string, fields: Record<string, string>) =>
      app.request(path, {
        method: "POST",
        headers: headersOf(token),
        body: new URLSearchParams({ token: form, ...fields }),
      });
    return { get, post };
  }

  test("a token for another client, of another issuer, or with an unproven address opens nothing", async () => {
    for (const token of [
      await tokenFor(coordinator, { audience: "other" }),
      await tokenFor(coordinator, { verified: false }),
      "x.y.z",
    ]) {
      const answer = await app.request("/es/console", { headers: headersOf(token) });
      expect(answer.headers.get("location")).toContain("/sign-in?to=");
    }
  });

  test("somebody who is not of this review is told so", async () => {
    const { get } = await as("stranger@example.test");
    const answer = await get("/en/console");
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("No access to this page");
  });

  test("an approver reads, but does not run the review", async () => {
    const approver = (await listPersons()).find(({ roles }) => roles.includes("approver"));
    const { get, post } = await as(approver?.email ?? "");
    expect((await get("/en/console")).status).toBe(200);
    expect((await get("/en/console/selection/co-chairs")).status).toBe(403);
    expect((await post("/en/console/pause", { paused: "yes" })).status).toBe(403);
    expect((await readState()).paused).toBe(false);
  });

  test.each([
    "",
    "/calls/co-chairs",
    "/launch/co-chairs",
    "/parties",
    "/parties?search=mexico",
    "/parties/CO",
    "/triage",
    "/triage?all=yes",
    "/outbox",
    "/outbox?box=held",
    "/outbox?box=care",
    "/outbox?box=sent",
    "/mail",
    "/mail/invitation",
    "/mail/approval",
    "/record?party=CO",
    "/drop?draft=desk.drop.x00000000000000000000",
    "/unreachable",
    "/informal",
    "/selection/co-chairs",
    "/selection/co-chairs/caribbean",
    "/selection/co-chairs/caribbean?silence=BB&sound=BB",
    "/formula/co-chairs?formula=chair-with-vice-chairs",
    "/approvals/co-chairs",
    "/approvals/co-chairs?draft=desk.approval.co-chairs.0.x00000000000000000000",
    "/ledger",
  ])("a coordinator opens %s", async (path) => {
    const { get } = await as(coordinator);
    const answer = await get(`/fr/console${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toContain('<html lang="fr">');
  });

  describe("letters of decision", () => {
    const letter = "co-chairs_letter_1_co1";
    beforeAll(async () => {
      const found = await getCall("co-chairs");
      const before = found && (await readSelection(found));
      if (!found || !before) throw new Error("no selection");
      const seats = [
        { seat: found.seats[0]?.id ?? "", party: "CO", acceptance: "accepted" as const, asked: 1 },
      ];
      const after = { ...before, seats, slate: 1, proposedAt: "2024-11-19T12:00:00.000Z" };
      await transact([saveCall(found, { ...found, phase: "launched" }), saveSelection(before, after)]);
    });
    afterAll(async () => {
      const found = await getCall("co-chairs");
      const before = found && (await readSelection(found));
      if (!found || !before) return;
      const { proposedAt: _proposedAt, ...rest } = before;
      await transact([
        saveCall(found, { ...found, phase: "draft" }),
        saveSelection(before, { ...rest, seats: [] }),
      ]);
    });

    test("are in a coordinator's outbox before the decision, each with its PDF", async () => {
      const { get } = await as(coordinator);
      expect(await (await get("/en/console/outbox")).text()).toContain("when the decision stands");
      const page = await (await get(`/en/console/outbox/${letter}`)).text();
      expect(page).toContain(`href="/en/console/outbox/${letter}/letter.pdf"`);
      const file = await get(`/en/console/outbox/${letter}/letter.pdf`);
      expect(file.status).toBe(200);
      expect(file.headers.get("content-type")).toBe("application/pdf");
      expect(file.headers.get("content-disposition")).toMatch(
        /^inline; filename\*=UTF-8''Carta-[a-z-]+\.pdf$/,
      );
      expect(file.headers.get("cache-control")).toBe("no-store");
      expect(file.headers.get("x-content-type-options")).toBe("nosniff");
      expect(
        Buffer.from(await file.arrayBuffer())
          .subarray(0, 5)
          .toString(),
      ).toBe("%PDF-");
    });

    test("are nobody else's to read until then", async () => {
      const approver = (await listPersons()).find(({ roles }) => roles.includes("approver"));
      const { get } = await as(approver?.email ?? "");
      expect(await (await get("/en/console/outbox")).text()).not.toContain(letter);
      expect((await get(`/en/console/outbox/${letter}`)).status).toBe(404);
      expect((await get(`/en/console/outbox/${letter}/letter.pdf`)).status).toBe(403);
      const stranger = await app.request(`/en/console/outbox/${letter}/letter.pdf`, {
        headers: { "x-origin-secret": "from-the-distribution" },
      });
      expect(stranger.headers.get("location")).toContain("/sign-in?to=");
    });

    test("have a sample in each language on the page of their kind; other mails have no file", async () => {
      const { get } = await as(coordinator);
      const page = await (await get("/en/console/mail/letter")).text();
      for (const language of ["es", "en", "pt", "fr"]) {
        expect(page).toContain(`/en/console/mail/letter/${language}/letter.pdf`);
        const file = await get(`/en/console/mail/letter/${language}/letter.pdf`);
        expect(file.headers.get("content-type")).toBe("application/pdf");
      }
      expect((await get("/en/console/mail/letter/de/letter.pdf")).status).toBe(404);
      expect(await (await get("/en/console/mail/reminder")).text()).not.toContain("letter.pdf");
      const invitation = /outbox\/(co-chairs_invitation_[^"]+)"/.exec(
        await (await get("/en/console/outbox")).text(),
      );
      expect((await get(`/en/console/outbox/${invitation?.[1]}/letter.pdf`)).status).toBe(404);
    });
  });

  test("launches a call: values confirmed, kinds read and enabled, then the button", async () => {
    const { get, post } = await as(coordinator);
    const here = "/es/console/launch/guiding-questions";
    expect((await post(here, {})).headers.get("location")).toMatch(/refused=(open-values|kinds-not-enabled)/);
    const page = await (await get(here)).text();
    for (const [, value = ""] of page.matchAll(/name="value" value="([^"]+)"/g)) {
      await post(`${here}/confirm`, { value });
    }
    for (const kind of ["invitation", "receipt", "confirm", "reminder"]) {
      await post(`/es/console/mail/${kind}/enable`, {});
    }
    expect((await post(here, {})).headers.get("location")).toBe(`${here}?done=yes`);
    expect(await (await get("/es/calls/guiding-questions")).text()).toContain("Preguntas orientadoras");
  });

  test("shows what moving a date changes before it is saved, then moves it", async () => {
    const { get, post } = await as(coordinator);
    const here = "/en/console/calls/guiding-questions";
    const page = await (await get(here)).text();
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? "";
    const dates = { version, closes: "2025-01-08T23:59", reminderDays: "14, 5" };
    const preview = await (await post(`${here}/preview`, dates)).text();
    expect(preview).toContain("8 January 2025");
    expect(await (await get(here)).text()).not.toContain("8 January 2025");
    expect((await post(`${here}/dates`, dates)).headers.get("location")).toBe(`${here}?done=yes`);
    expect(await (await get(here)).text()).toContain("8 January 2025");
    expect((await post(`${here}/dates`, dates)).headers.get("location")).toBe(`${here}?refused=stale`);
  });

  test("refuses a date in the past in the reader's words", async () => {
    const { get, post } = await as(coordinator);
    const here = "/pt/console/calls/guiding-questions";
    const moved = await post(`${here}/preview`, {
      version: "9",
      closes: "2024-11-01T10:00",
      reminderDays: "",
    });
    expect(moved.headers.get("location")).toBe(`${here}?refused=in-the-past`);
    const told = await (await get(`${here}?refused=in-the-past`)).text();
    expect(told).toContain("A data já passou. Escolha uma futura.");
  });

  test("records a phone call in one form", async () => {
    const { get, post } = await as(coordinator);
    const recorded = await post("/es/console/record", {
      act: "register",
      party: "CO",
      call: "guiding-questions",
      channel: "phone",
      receivedAt: "2024-11-20T11:00",
      senderName: "A. Pérez",
      text: "Enviarán un documento en enero.",
      noteNumber: "",
      documentDate: "",
    });
    const to = recorded.headers.get("location") ?? "";
    expect(to).toBe("/es/console/parties/CO/guiding-questions/1?done=LAC25-GQ-COL-1");
    expect(await (await get(to)).text()).toContain("Registrada con la referencia LAC25-GQ-COL-1.");
    expect(await versionsOf("guiding-questions", "CO")).toMatchObject([
      { channel: "phone", formality: "informal", receivedAt: "2024-11-20T14:00:00.000Z" },
    ]);
  });

  test("shows a refused record again with everything that was typed", async () => {
    const { post } = await as(coordinator);
    const answer = await post("/en/console/record", {
      act: "register",
      party: "CO",
      call: "guiding-questions",
      channel: "phone",
      receivedAt: "2024-11-27T11:00",
      senderName: "A. Pérez",
      text: "Typed text.",
      noteNumber: "",
      documentDate: "",
    });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(html).toContain("The date of receipt cannot be in the future.");
    expect(html).toContain("Typed text.");
  });

  test("names a party by three letters; several that may be meant are offered, and what was typed stays", async () => {
    const { get, post } = await as(coordinator);
    const typed = {
      call: "guiding-questions",
      channel: "phone",
      receivedAt: "2024-11-20T11:00",
      senderName: "",
      text: "They <will> write.",
      noteNumber: "",
      documentDate: "",
      party: "dom",
    };
    const several = await post("/en/console/record", typed);
    expect(several.status).toBe(422);
    const html = await several.text();
    expect(html).toContain("“dom” may be several parties");
    expect([...html.matchAll(/name="party" value="([A-Z]{2})"/g)].map(([, id]) => id).sort()).toEqual([
      "DM",
      "DO",
    ]);
    expect(html).toContain("They &lt;will&gt; write.");
    expect((await post("/en/console/record", { ...typed, party: "nowhere" })).status).toBe(422);
    const recorded = await post("/en/console/record", { ...typed, party: "DM", takenBy: "nobody-we-know" });
    expect(recorded.headers.get("location")).toContain("/en/console/parties/DM/guiding-questions/1");
    const version = await (await get("/en/console/parties/DM/guiding-questions/1")).text();
    expect(version).toContain("Informal, to be formalised");
    const link = /href="([^"]+formalises=yes)"/.exec(version)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const form = await (await get(link)).text();
    expect(form).toContain("It formalises the informal entry LAC25-GQ-DMA-1");
    expect(form).toContain('value="Dominica"');
    expect(await (await get("/en/console/informal")).text()).toContain("Dominica");
    expect(await (await get("/en/console")).text()).toContain("2 entries to be formalised");
    await post(link.split("?")[0] ?? "", {
      ...typed,
      party: "DM",
      channel: "note-verbale",
      noteNumber: "7",
      formalises: "yes",
    });
    expect(await (await get("/en/console/parties/DM/guiding-questions/1")).text()).toContain(
      "Formalised by LAC25-GQ-DMA-2",
    );
  });

  test("a page carries its party and call to the form that records on their behalf", async () => {
    const { get } = await as(coordinator);
    const linkOn = async (path: string) =>
      /href="\/en\/console\/record(\?[^"]*)?"/.exec(await (await get(`/en/console${path}`)).text())?.[1];
    expect(await linkOn("/parties/CO")).toBe("?party=CO");
    expect(await linkOn("/calls/co-chairs")).toBe("?call=co-chairs");
    expect(await linkOn("/ledger")).toBeUndefined();
  });

  test("publishes one submission, and only then it is on the public page", async () => {
    const { get, post } = await as(coordinator);
    expect(await (await get("/en/submissions")).text()).not.toContain("LAC25-GQ-COL-1");
    expect((await get("/en/submissions/guiding-questions/CO/1")).status).toBe(404);
    await post("/en/console/parties/CO/publish", {
      call: "guiding-questions",
      version: "1",
      published: "yes",
    });
    expect(await (await get("/en/submissions")).text()).toContain("LAC25-GQ-COL-1");
    const shown = await (await get("/en/submissions/guiding-questions/CO/1")).text();
    expect(shown).not.toContain("Enviarán un documento"); // what was said on the telephone stays inside
  });

  test("one button pauses all sending, and says so on every page", async () => {
    const { get, post } = await as(coordinator);
    await post("/en/console/pause", { paused: "yes" });
    expect((await readState()).paused).toBe(true);
    expect(await (await get("/en/console/ledger")).text()).toContain("All sending is paused.");
    await post("/en/console/pause", { paused: "no" });
  });

  test("nothing of other parties changed on the way", async () => {
    expect((await standingsOf("guiding-questions")).map(({ party }) => party)).toEqual(["CO", "DM"]);
  });
});
