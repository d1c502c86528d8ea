/** Routes of contacts, people, longer times, lists and files: forms that lose nothing, second buttons, tokens on uploads. */
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { contactToEdit } from "../../shared/desk/contacts.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { getCall, saveCall, standingOf } from "../../shared/store/calls.ts";
import { contactsOf, listPersons } from "../../shared/store/parties.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { loadSampleReview } from "../support/sample-review.ts";

const { objects } = vi.hoisted(() => ({ objects: new Map<string, Uint8Array>() }));
vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => "a secret for tests" }));
vi.mock("../../shared/store/objects.ts", async (original) => ({
  ...(await original<typeof import("../../shared/store/objects.ts")>()),
  writeFile: async (key: string, bytes: Uint8Array) => void objects.set(key, bytes),
}));

const issuer = "https://issuer.example/pool";
Object.assign(process.env, {
  ORIGIN_SECRET: "from-the-distribution",
  PUBLIC_ORIGIN: "https://hoja.example",
  MAIL_DOMAIN: "in.hoja.example",
  SIGN_IN_ORIGIN: "https://sign-in.example",
  SIGN_IN_ISSUER: issuer,
  SIGN_IN_CLIENT_ID: "site",
});

describe.skipIf(noEngine())("the pages by which the secretariat keeps its records", () => {
  let engine: RunningEngine;
  let headers: Record<string, string>;
  let token: string;
  let self: string;
  let app: { request: (path: string, init?: RequestInit) => Response | Promise<Response> };

  beforeAll(async () => {
    engine = await startEngine();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-11-20T15:00:00Z") });
    await loadSampleReview();
    const call = await getCall("guiding-questions");
    if (!call) throw new Error("no call");
    const announced = "2024-11-04T12:00:00.000Z";
    await transact([saveCall(call, { ...call, phase: "launched", announced })]);
    const pair = await generateKeyPair("RS256");
    const keys = [{ ...(await exportJWK(pair.publicKey)), kid: "k", alg: "RS256", use: "sig" }];
    const realFetch = globalThis.fetch;
    vi.stubGlobal("fetch", async (input: string | URL | Request, init?: RequestInit) =>
      String(input).startsWith(issuer) ? Response.json({ keys }) : realFetch(input, init),
    );
    ({ app } = await import("../../functions/site/app.tsx"));
    const person = (await listPersons()).find(({ roles }) => roles.includes("coordinator"));
    self = person?.id ?? "";
    const session = await new SignJWT({ email: person?.email, email_verified: true, token_use: "id" })
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .setIssuer(issuer)
      .setAudience("site")
      .setExpirationTime("1h")
      .setIssuedAt()
      .sign(pair.privateKey);
    headers = { "x-origin-secret": "from-the-distribution", cookie: `__Host-session=${session}` };
    token = /name="token" value="([^"]+)"/.exec(await get("/es/console"))?.[1] ?? "";
  }, 60_000);
  afterAll(async () => {
    vi.unstubAllGlobals();
    vi.useRealTimers();
    await engine?.stop();
  });

  const get = async (path: string) => (await app.request(path, { headers })).text();
  const post = async (path: string, fields: Record<string, string>) => {
    const answer = await app.request(path, {
      method: "POST",
      headers,
      body: new URLSearchParams({ token, ...fields }),
    });
    return {
      status: answer.status,
      location: answer.headers.get("location") ?? "",
      html: await answer.text(),
    };
  };
  const hidden = (html: string, name: string) =>
    (new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "")
      .replaceAll("&quot;", '"')
      .replaceAll("&amp;", "&");

  test("a contact with something wrong is shown again as it was typed; right, it is changed", async () => {
    const path = "/pt/console/parties/CO/contacts/co1";
    const stamp = hidden(await get(path), "stamp");
    const typed = { post: "geneva", standing: "official", language: "pt", name: "Zoé <i>", stamp };
    const again = await post(path, { ...typed, email: "no-address" });
    expect(again.status).toBe(422);
    expect(again.html).toContain("não é um endereço de e-mail");
    expect(again.html).toContain('value="Zoé &lt;i&gt;"');
    const changed = await post(path, { ...typed, email: "zoe@co-mission.example", another: "yes" });
    expect(changed.location).toBe("/pt/console/parties/CO?done=yes");
    const after = await contactToEdit({ party: "CO", contact: "co1" });
    expect(after).toMatchObject({ email: "zoe@co-mission.example", post: "geneva", generation: 2 });
    expect((await post(path, { ...typed, email: "x@co-mission.example" })).html).toContain("alterou");
  });

  test("a contact is taken away by the second page's button alone", async () => {
    const { length } = await contactsOf("MX");
    const path = "/fr/console/parties/MX/contacts/mx1/remove";
    const html = await get(path);
    expect(await contactsOf("MX")).toHaveLength(length);
    expect((await post(path, { stamp: hidden(html, "stamp") })).status).toBe(303);
    expect(await contactsOf("MX")).toHaveLength(length - 1);
    expect(await get(path)).toContain("<h1>");
  });

  test("a party's longer time is looked at, then given", async () => {
    const path = "/en/console/parties/CO/extension/guiding-questions";
    const early = await post(`${path}/preview`, { closes: "2024-12-01T10:00" });
    expect(early).toMatchObject({ status: 422 });
    expect(early.html).toContain('value="2024-12-01T10:00"');
    const preview = await post(`${path}/preview`, { closes: "2025-01-20T18:00" });
    expect(preview.html).toContain("zoe@co-mission.example");
    expect((await standingOf("guiding-questions", "CO")).closes).toBeUndefined();
    const given = { closes: "2025-01-20T18:00", revision: hidden(preview.html, "revision"), tell: "yes" };
    expect((await post(path, given)).location).toBe("/en/console/parties/CO?done=yes");
    const page = await get("/en/console/parties/CO");
    expect(page).toContain("20 January 2025");
    expect(page).toContain("own date");
    const sent = await get("/en/console/calls/guiding-questions/extension?party=CO");
    expect(sent).toBe("");
  });

  describe("a list", () => {
    const upload = async (text: string, fields: Record<string, string> = { token }) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      body.set("file", new File([text], "contacts.csv"));
      const answer = await app.request("/es/console/parties/import", { method: "POST", headers, body });
      return { status: answer.status, html: await answer.text() };
    };
    const list =
      'Party;E-mail;Name;Standing\nBB;new@bb-mission.example;Ann "A" O\'Neil & <b>;official\nXX;a@b.example;;\n';

    test("without the token of our page is refused", async () => {
      expect((await upload(list, {})).status).toBe(403);
      expect((await upload(list, { token: "x" })).status).toBe(403);
    });

    test("is shown with its rows, and applied as it was shown by the second button", async () => {
      const { length } = await contactsOf("BB");
      const { status, html } = await upload(list);
      expect(status).toBe(200);
      expect(html).toContain("new@bb-mission.example");
      expect(html).toContain("Escriba el código o el nombre de la parte");
      expect(await contactsOf("BB")).toHaveLength(length);
      const sent = {
        rows: hidden(html, "rows").replaceAll("&#39;", "'").replaceAll("&lt;", "<").replaceAll("&gt;", ">"),
        seen: hidden(html, "seen"),
      };
      const applied = await post("/es/console/parties/import/apply", sent);
      expect(applied.location).toBe("/es/console/parties/import?applied=1");
      expect((await contactsOf("BB")).map(({ name }) => name)).toContain('Ann "A" O\'Neil & <b>');
      const again = await post("/es/console/parties/import/apply", sent);
      expect(again.status).toBe(409);
      expect(await contactsOf("BB")).toHaveLength(length + 1);
    });

    test("that is none, or is not there, is refused in words", async () => {
      expect((await upload("")).html).toContain("Adjúntelo primero");
      expect((await upload("nothing")).html).toContain("La primera fila");
      const tampered = await post("/es/console/parties/import/apply", { rows: "{", seen: "" });
      expect(tampered.status).toBe(422);
    });
  });

  test("a person with something wrong is shown again; the last coordinator stays", async () => {
    const wrong = await post("/fr/console/people", {
      name: "Léa",
      email: "x",
      office: "OIM",
      language: "fr",
    });
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('value="Léa"');
    expect(wrong.html).toContain("Choisissez au moins un rôle.");
    const own = await post(`/fr/console/people/${self}`, {
      name: "Inés Rojas",
      office: "OIM",
      language: "es",
      roles: "reader",
      stamp: "",
    });
    expect(own.status).toBe(422);
    expect((await listPersons()).find(({ id }) => id === self)?.roles).toContain("coordinator");
  });

  test("records are taken out by a button, and the page then leads to the file", async () => {
    const made = await post("/en/console/export", { form: "contacts-csv" });
    expect(made.location).toMatch(/^\/en\/console\/export\?made=tak_/);
    const [key = ""] = [...objects.keys()].filter((one) => one.includes("contacts"));
    expect(Buffer.from(objects.get(key) ?? new Uint8Array()).toString()).toContain("Copied on everything");
    const page = await get(made.location);
    expect(page).toMatch(/href="\/en\/console\/export\/tak_[a-z0-9]+\/LAC25-contacts-2024-11-20\.csv"/);
    expect((await listEntries({ area: "review" })).entries[0]?.act).toBe("review.exported");
    expect((await post("/en/console/export", { form: "everything" })).location).toContain("refused=other");
  });

  test("days that are none are said, and the ledger is shown without them", async () => {
    const html = await get("/pt/console/ledger?from=tomorrow&party=CO");
    expect(html).toContain("A data não é válida");
    expect(html).toContain("alterou um contato");
  });
});
