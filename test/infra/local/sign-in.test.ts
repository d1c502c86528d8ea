/** The sign-in pages: the code flow as the site and a browser go through it, in virtual time. */
import { createHash } from "node:crypto";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { createClock, type MovableClock } from "../../../infra/local/clock.ts";
import { freePort } from "../../../infra/local/ports.ts";
import { createSignIn, type SignIn } from "../../../infra/local/sign-in.ts";
import { edgeContext, resource } from "./edge-context.ts";

const resources = [
  resource("Site", "AWS::Lambda::Function", {
    Code: {},
    Environment: { Variables: { PUBLIC_ORIGIN: "http://localhost:4000" } },
  }),
  resource("Pool", "AWS::Cognito::UserPool", {}, "us-east-1_pool"),
  resource("Client", "AWS::Cognito::UserPoolClient", {
    UserPoolId: "us-east-1_pool",
    AllowedOAuthScopes: ["openid", "email"],
    CallbackURLs: ["http://localhost:4000/sign-in/back"],
    LogoutURLs: ["http://localhost:4000/"],
  }),
  resource("Group", "AWS::Cognito::UserPoolGroup", { GroupName: "coordinator" }),
];
const verifier = "v".repeat(43);
const Tokens = z.object({ id_token: z.string(), access_token: z.string(), refresh_token: z.string() });

let clock: MovableClock;
let signIn: SignIn;

beforeAll(async () => {
  const { context } = edgeContext(resources);
  clock = createClock({ dir: context.dir, now: "2024-11-04T12:00:00.000Z", frozen: true });
  const person = { id: "ana", name: "Ana", email: "ana@red.example", office: "OIM", language: "es" as const };
  const people = [{ ...person, roles: ["coordinator" as const, "reader" as const] }];
  signIn = createSignIn(
    { ...context, clock, origins: { ...context.origins, web: "http://localhost:4777" } },
    { port: await freePort(), people },
  );
  await signIn.begin();
});
afterAll(async () => {
  await signIn.stop();
  clock.stop();
});

/** A browser that keeps cookies and stops where the site begins. */
function browser() {
  const jar = new Map<string, string>();
  const go = async (
    url: string,
    body?: URLSearchParams,
  ): Promise<{ at: string; page: string; status: number }> => {
    const headers = { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
    const answer = await fetch(url, {
      redirect: "manual",
      headers,
      ...(body ? { method: "POST", body } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      expect(line).not.toMatch(/expires=.*202/i);
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const to = answer.headers.get("location");
    if (!to) return { at: url, page: await answer.text(), status: answer.status };
    const next = new URL(to, url);
    return next.origin === signIn.origin
      ? await go(next.href)
      : { at: next.href, page: "", status: answer.status };
  };
  return { go, jar };
}

function authorizeUrl(more: Record<string, string> = {}): string {
  const url = new URL("/oauth2/authorize", signIn.origin);
  url.search = new URLSearchParams({
    response_type: "code",
    client_id: "client",
    redirect_uri: "http://localhost:4777/sign-in/back",
    scope: "openid email",
    state: "s",
    nonce: "n",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...more,
  }).toString();
  return url.href;
}

const exchange = async (code: string, given = verifier) =>
  await fetch(`${signIn.origin}/oauth2/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: "client",
      redirect_uri: "http://localhost:4777/sign-in/back",
      code,
      code_verifier: given,
    }),
  });

async function codeFor(client = browser()): Promise<string> {
  const login = await client.go(authorizeUrl());
  expect(login.page).toContain("ana@red.example");
  const back = new URL((await client.go(login.at, new URLSearchParams({ account: "ana@red.example" }))).at);
  expect(back.searchParams.get("state")).toBe("s");
  return back.searchParams.get("code") ?? "";
}

test("a sample account signs in by its button, and the tokens are Cognito's in virtual time", async () => {
  const tokens = Tokens.parse(await (await exchange(await codeFor())).json());
  const keys = createRemoteJWKSet(new URL(`${signIn.issuer}/.well-known/jwks.json`));
  const currentDate = new Date("2024-11-04T12:30:00Z");
  const id = await jwtVerify(tokens.id_token, keys, {
    issuer: signIn.issuer,
    audience: "client",
    algorithms: ["RS256"],
    currentDate,
  });
  expect(id.payload).toMatchObject({
    email: "ana@red.example",
    email_verified: true,
    token_use: "id",
    nonce: "n",
    "cognito:groups": ["coordinator"],
    iat: Date.parse("2024-11-04T12:00:00Z") / 1000,
    exp: Date.parse("2024-11-04T13:00:00Z") / 1000,
  });
  const access = await jwtVerify(tokens.access_token, keys, { issuer: signIn.issuer, currentDate });
  expect(access.payload).toMatchObject({
    token_use: "access",
    client_id: "client",
    "cognito:groups": ["coordinator"],
  });
  const info = await fetch(`${signIn.origin}/oauth2/userInfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(await info.json()).toMatchObject({ email: "ana@red.example" });
});

test("a code is good once, and only for whoever began", async () => {
  const code = await codeFor();
  expect((await exchange(code, "w".repeat(43))).status).toBe(400);
  const other = await codeFor();
  expect((await exchange(other)).status).toBe(200);
  expect((await exchange(other)).status).toBe(400);
});

test.each([
  ["a page elsewhere to return to", { redirect_uri: "http://elsewhere.example/" }, /redirect_uri/],
  ["an unknown client", { client_id: "other" }, /client/],
])("%s is refused", async (_title, change, words) => {
  expect((await browser().go(authorizeUrl(change))).page).toMatch(words);
});

test("a scope that the client does not have is refused, as Cognito does", async () => {
  expect((await browser().go(authorizeUrl({ scope: "openid email profile" }))).at).toContain(
    "error=invalid_scope",
  );
});

test("signing out ends the session and returns only to a registered page", async () => {
  const client = browser();
  await codeFor(client);
  const again = await client.go(authorizeUrl());
  expect(again.at).toContain("code=");
  const out = await client.go(
    `${signIn.origin}/logout?client_id=client&logout_uri=${encodeURIComponent("http://localhost:4777/")}`,
  );
  expect(out.at).toBe("http://localhost:4777/");
  expect((await client.go(authorizeUrl())).page).toContain("ana@red.example");
  const foreign = await client.go(
    `${signIn.origin}/logout?client_id=client&logout_uri=http://elsewhere.example/`,
  );
  expect(foreign.status).toBe(400);
});
