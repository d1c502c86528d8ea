/** The site as a whole against a real engine: who may come where, what a GET never does, what forms need. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { linkToken } from "../../shared/mail/links.ts";
import { getCall, saveCall } from "../../shared/store/calls.ts";
import { contactById } from "../../shared/store/parties.ts";
import { versionsOf } from "../../shared/store/submissions.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { loadSampleReview } from "../support/sample-review.ts";

const secret = "a secret for tests";
vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => secret }));

const word = { "x-origin-secret": "from-the-distribution" };
Object.assign(process.env, {
  ORIGIN_SECRET: word["x-origin-secret"],
  PUBLIC_ORIGIN: "https://hoja.example",
  MAIL_DOMAIN: "in.hoja.example",
  SIGN_IN_ORIGIN: "https://sign-in.example",
  SIGN_IN_ISSUER: "https://issuer.example/pool",
  SIGN_IN_CLIENT_ID: "site",
});

describe.skipIf(noEngine())("the site", () => {
  let engine: RunningEngine;
  let link: string;
  let get: (path: string) => Promise<Response>;
  let post: (path: string, fields: Record<string, string>) => Promise<Response>;

  beforeAll(async () => {
    engine = await startEngine();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-12-10T15:00:00Z") });
    await loadSampleReview();
    for (const id of ["guiding-questions", "co-chairs"]) {
      const call = await getCall(id);
      if (call) await transact([saveCall(call, { ...call, phase: "launched" })]);
    }
    const contact = await contactById("co1");
    if (!contact) throw new Error("Colombia has no contact");
    link = linkToken(secret, contact);
    const { app } = await import("../../functions/site/app.tsx");
    get = async (path) => app.request(path, { headers: word });
    post = async (path, fields) =>
      app.request(path, { method: "POST", headers: word, body: new URLSearchParams(fields) });
  }, 30_000);
  afterAll(async () => {
    vi.useRealTimers();
    await engine?.stop();
  });

  const tokenOf = (html: string) => /name="token" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

  test("answers nobody who comes around the distribution", async () => {
    const { app } = await import("../../functions/site/app.tsx");
    expect((await app.request("/es")).status).toBe(403);
  });

  test.each(["es", "en", "pt", "fr"])("shows the public pages in %s", async (lang) => {
    const seen = new Set<string>();
    for (const path of ["", "/roadmap", "/programme", "/decisions", "/submissions", "/calls/co-chairs"]) {
      const answer = await get(`/${lang}${path}`);
      expect(answer.status, path).toBe(200);
      const html = await answer.text();
      expect(html, path).toContain(`<html lang="${lang}">`);
      seen.add(/<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? "");
    }
    expect(seen.size).toBe(6);
  });

  test("leads to the language that the browser asks for", async () => {
    const { app } = await import("../../functions/site/app.tsx");
    const asked = { headers: { ...word, "accept-language": "de, fr;q=0.8, en;q=0.5" } };
    expect((await app.request("/", asked)).headers.get("location")).toBe("/fr");
    expect((await get("/")).headers.get("location")).toBe("/es");
  });

  test("shows no call before it is launched, and no page that is not there", async () => {
    expect((await get("/en/calls/key-speakers")).status).toBe(404);
    expect((await get("/en/nowhere")).status).toBe(404);
  });

  test("sends strict headers; a party's address never leaves in a Referer", async () => {
    const front = await get("/es");
    expect(front.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(front.headers.get("content-security-policy")).not.toContain("unsafe");
    expect(front.headers.get("x-content-type-options")).toBe("nosniff");
    const own = await get(`/es/p/${link}/guiding-questions`);
    expect(own.headers.get("referrer-policy")).toBe("no-referrer");
    expect(own.headers.get("cache-control")).toBe("no-store");
    const policy = own.headers.get("content-security-policy") ?? "";
    const action = /enctype="multipart\/form-data"/.test(await own.clone().text());
    expect(action).toBe(true);
    expect(policy).toMatch(/form-action 'self' https:\/\/files\.s3\./);
  });

  test("a party's page tells the deadline on its reader's clock, and is never kept", async () => {
    const { app } = await import("../../functions/site/app.tsx");
    const headers = { ...word, "cloudfront-viewer-time-zone": "America/Bogota" };
    const own = await app.request(`/es/p/${link}`, { headers });
    expect(own.headers.get("cache-control")).toBe("no-store");
    expect(await own.text()).toContain("En su zona horaria (Colombia): viernes, 10 de enero de 2025, 21:59");
  });

  test("tells a foreign or revoked link in the reader's language", async () => {
    const answer = await get(`/fr/p/${link.slice(0, -2)}aa`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain("Ce lien n’est plus valable");
  });

  test("a GET writes nothing", async () => {
    for (const path of ["", "/guiding-questions", "/co-chairs", "/confirm/co-chairs/1"]) {
      await get(`/es/p/${link}${path}`);
    }
    expect(await versionsOf("guiding-questions", "CO")).toEqual([]);
    const page = await (await get(`/es/p/${link}`)).text();
    expect(page).not.toContain("borrador");
  });

  test("a form without its token records nothing", async () => {
    const answer = await post(`/es/p/${link}/guiding-questions`, { act: "send", text: "x", token: "other" });
    expect(answer.status).toBe(403);
    expect(await versionsOf("guiding-questions", "CO")).toEqual([]);
  });

  test("saves a draft, then sends it once", async () => {
    const here = `/es/p/${link}/guiding-questions`;
    const page = await (await get(here)).text();
    const form = { token: tokenOf(page), draft: hidden(page, "draft"), version: hidden(page, "version") };
    const saved = await post(here, { ...form, act: "save", text: "Nuestra respuesta." });
    expect(saved.headers.get("location")).toBe(`${here}?done=saved`);
    const again = await (await get(here)).text();
    expect(again).toContain("Nuestra respuesta.");
    const sending = { ...form, version: hidden(again, "version"), act: "send", text: "Nuestra respuesta." };
    const sent = await post(here, sending);
    expect(sent.headers.get("location")).toBe(`${here}?done=LAC25-GQ-COL-1`);
    await post(here, sending);
    expect(await versionsOf("guiding-questions", "CO")).toMatchObject([
      { version: 1, state: "recorded", text: "Nuestra respuesta." },
    ]);
    const after = await (await get(`${here}?done=LAC25-GQ-COL-1`)).text();
    expect(after).toContain("Enviado y registrado con la referencia LAC25-GQ-COL-1");
  });

  test("two colleagues at once: the later sees both texts, nothing is overwritten", async () => {
    const here = `/en/p/${link}/co-chairs`;
    const page = await (await get(here)).text();
    const form = { token: tokenOf(page), draft: hidden(page, "draft"), version: hidden(page, "version") };
    await post(here, { ...form, act: "save", text: "By the first.", conditions: "" });
    const second = await post(here, { ...form, act: "save", text: "By the second.", conditions: "" });
    expect(second.status).toBe(409);
    const both = await second.text();
    expect(both).toContain("By the first.");
    expect(both).toContain("By the second.");
  });

  test("an expression of interest by the page waits for the official contact", async () => {
    const here = `/en/p/${link}/co-chairs`;
    const page = await (await get(here)).text();
    const form = { token: tokenOf(page), draft: hidden(page, "draft"), version: hidden(page, "version") };
    await post(here, { ...form, act: "send", text: "By the first.", conditions: "Jointly" });
    expect(await versionsOf("co-chairs", "CO")).toMatchObject([
      { state: "unconfirmed", interest: { seats: [], conditions: "Jointly" } },
    ]);
    const confirm = `/en/p/${link}/confirm/co-chairs/1`;
    const asked = await (await get(confirm)).text();
    expect(asked).toContain("Do you confirm this answer on behalf of Colombia?");
    await post(confirm, { token: tokenOf(asked) });
    expect(await versionsOf("co-chairs", "CO")).toMatchObject([{ state: "recorded" }]);
  });

  test("the secretariat's pages ask for sign-in, with a proof key and a state", async () => {
    const answer = await get("/en/console/triage");
    expect(answer.headers.get("location")).toBe("/sign-in?to=%2Fen%2Fconsole%2Ftriage");
    const flow = await get("/sign-in?to=%2Fen%2Fconsole%2Ftriage");
    const to = new URL(flow.headers.get("location") ?? "");
    expect(to.origin + to.pathname).toBe("https://sign-in.example/oauth2/authorize");
    expect(to.searchParams.get("code_challenge_method")).toBe("S256");
    expect(flow.headers.get("set-cookie")).toMatch(/^__Host-sign-in=.*Max-Age=600.*HttpOnly.*Secure/);
    expect((await get("/sign-in/back?code=x&state=y")).status).toBe(403);
  });
});
