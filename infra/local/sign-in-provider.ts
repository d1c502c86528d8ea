/** An OIDC provider with the paths, tokens and habits of Cognito's hosted pages. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createLocalJWKSet, exportJWK, generateKeyPair, type JWK, jwtVerify } from "jose";
import { type Configuration, Provider } from "oidc-provider";
import * as z from "zod";
import { listen } from "./gateway.ts";
import { signInPage } from "./sign-in-page.ts";
import type { SignInGiven } from "./sign-in-worker.ts";

const hour = 3600;
/** One resource for all access tokens: without one the provider would not make them JWTs. */
const resource = "urn:local:user-pool";

const Keys = z.object({
  jwks: z.object({ keys: z.array(z.record(z.string(), z.unknown())).min(1) }),
  cookie: z.string(),
});

/** Keys outlive a restart, and with them the sessions that people have. */
async function keysOf(file: string): Promise<z.infer<typeof Keys>> {
  if (existsSync(file)) return Keys.parse(JSON.parse(readFileSync(file, "utf8")));
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const key: JWK = {
    ...(await exportJWK(privateKey)),
    alg: "RS256",
    use: "sig",
    kid: randomBytes(8).toString("hex"),
  };
  const keys = Keys.parse({ jwks: { keys: [key] }, cookie: randomBytes(32).toString("hex") });
  writeFileSync(file, JSON.stringify(keys), { mode: 0o600 });
  return keys;
}

/** Cognito's users are known by a UUID; this one is the same in every run. */
function subjectOf(email: string): string {
  const h = createHash("sha256").update(email).digest("hex");
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20, 32)}`;
}

type Account = SignInGiven["accounts"][number];

function configurationOf(given: SignInGiven, keys: z.infer<typeof Keys>): Configuration {
  const accountOf = (subject: string | undefined): Account | undefined =>
    given.accounts.find((account) => subjectOf(account.email) === subject);
  const groupsOf = (account: Account | undefined) =>
    account && account.groups.length > 0 ? { "cognito:groups": account.groups } : {};
  return {
    clients: given.clients.map((client) => ({
      client_id: client.id,
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      redirect_uris: client.callbacks,
      scope: client.scopes.join(" "),
      require_auth_time: true, // Cognito's tokens always say when the person signed in
    })),
    jwks: keys.jwks,
    cookies: { keys: [keys.cookie] },
    scopes: ["openid", "email", "profile", "phone"],
    claims: {
      openid: ["sub", "token_use", "cognito:username", "cognito:groups"],
      email: ["email", "email_verified"],
      profile: ["name"],
      phone: [],
    },
    conformIdTokenClaims: false, // Cognito puts a person's claims into the identity token itself
    routes: {
      authorization: "/oauth2/authorize",
      token: "/oauth2/token",
      revocation: "/oauth2/revoke",
      jwks: "/.well-known/jwks.json",
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, _resource, client) => ({
          scope: client.scope ?? "",
          accessTokenFormat: "jwt",
          accessTokenTTL: hour,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
    ttl: {
      AccessToken: hour,
      AuthorizationCode: 300,
      IdToken: hour,
      Interaction: hour,
      Session: hour,
      Grant: 30 * 24 * hour,
      RefreshToken: 30 * 24 * hour,
    },
    issueRefreshToken: async () => true,
    rotateRefreshToken: false,
    interactions: { url: (_ctx, interaction) => `/login/${interaction.uid}` },
    findAccount: (_ctx, subject) => {
      const account = accountOf(subject);
      if (!account) return undefined;
      const claims = {
        sub: subject,
        token_use: "id",
        email: account.email,
        email_verified: true,
        name: account.name,
        "cognito:username": subject,
        ...groupsOf(account),
      };
      return { accountId: subject, claims: () => claims };
    },
    extraTokenClaims: (_ctx, token) => {
      const subject = "accountId" in token ? token.accountId : undefined;
      return { token_use: "access", username: subject ?? "", ...groupsOf(accountOf(subject)) };
    },
    // Nobody is asked to consent to their own secretariat.
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(client.scope ?? "openid");
      grant.addResourceScope(resource, client.scope ?? "openid");
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      ctx.type = "html";
      ctx.body = signInPage({
        title: "Sign-in failed",
        text: `${out.error}: ${out.error_description ?? ""}`,
        accounts: [],
      });
    },
  };
}

/** Browsers live in real time: a cookie that expires by the virtual clock would be dead at once. Deletions stay. */
const withoutExpiry = (line: string) => line.replace(/; expires=(?!Thu, 01 Jan 1970)[^;]+/i, "");

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(Buffer.concat(await request.toArray()).toString("utf8"));
}

function html(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(body);
}

/** A refusal, in words. */
function say(response: ServerResponse, title: string, text: string): void {
  html(response, 400, signInPage({ title, text, accounts: [] }));
}

export async function serveSignIn(given: SignInGiven): Promise<void> {
  const keys = await keysOf(given.keysFile);
  const provider = new Provider(given.issuer, configurationOf(given, keys));
  provider.use(async (ctx, next) => {
    await next();
    const set = ctx.res.getHeader("set-cookie");
    if (set !== undefined) ctx.res.setHeader("set-cookie", [set].flat().map(String).map(withoutExpiry));
  });
  const handle = provider.callback();
  const publicKeys = createLocalJWKSet({
    keys: keys.jwks.keys.map(({ n, e, kid }) => ({
      kty: "RSA",
      n: String(n),
      e: String(e),
      kid: String(kid),
      alg: "RS256",
    })),
  });
  const pool = new URL(given.issuer).pathname;

  async function login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method !== "POST") {
      await provider.interactionDetails(request, response);
      return html(response, 200, signInPage({ title: "Sign in", text: "", accounts: given.accounts }));
    }
    const email = (await formOf(request)).get("account");
    const account = given.accounts.find((a) => a.email === email);
    if (!account) return say(response, "Sign in", "There is no such account.");
    await provider.interactionFinished(request, response, { login: { accountId: subjectOf(account.email) } });
  }

  function logout(url: URL, response: ServerResponse): void {
    const client = given.clients.find((c) => c.id === url.searchParams.get("client_id"));
    const to = url.searchParams.get("logout_uri") ?? "";
    if (!client?.logouts.includes(to)) {
      say(response, "Sign-out failed", "The page to return to is not registered.");
      return;
    }
    const gone = ["_session", "_session.sig", "_session.legacy", "_session.legacy.sig"];
    response.writeHead(302, {
      location: to,
      "set-cookie": gone.map((name) => `${name}=; path=/; max-age=0; httponly`),
    });
    response.end();
  }

  async function userInfo(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const token = (request.headers.authorization ?? "").replace(/^Bearer /i, "");
      const { payload } = await jwtVerify(token, publicKeys, { issuer: given.issuer });
      const account = given.accounts.find((a) => subjectOf(a.email) === payload.sub);
      if (!account || payload.token_use !== "access") throw new Error("No such user");
      const { sub } = payload;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ sub, email: account.email, email_verified: "true", username: sub }));
    } catch {
      response.writeHead(401, { "www-authenticate": 'Bearer error="invalid_token"' }).end();
    }
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", given.issuer);
    const answer = async () => {
      if (url.pathname.startsWith("/login/")) return await login(request, response);
      if (url.pathname === "/logout") return logout(url, response);
      if (url.pathname === "/oauth2/userInfo") return await userInfo(request, response);
      // The issuer's own documents stand below the pool, as in Cognito.
      if (pool !== "/" && url.pathname.startsWith(`${pool}/`))
        request.url = (request.url ?? "").slice(pool.length);
      return await handle(request, response);
    };
    answer().catch(() => {
      if (response.headersSent) response.end();
      else say(response, "Sign-in failed", "This sign-in has expired. Please begin again.");
    });
  });
  await listen(server, given.port);
}
