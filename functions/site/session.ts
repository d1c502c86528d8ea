/** Sign-in of the secretariat: OIDC code flow with PKCE; the identity token lives in a host-only cookie. */
import { createHash, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import * as z from "zod";
import { settings } from "./settings.ts";

const sessionCookie = "session";
const flowCookie = "sign-in";
const longestSession = 8 * 3600;
const flowSeconds = 600;
// Max-Age and never Expires: the browser's clock and the review's may differ.
const cookieOptions = { path: "/", secure: true, httpOnly: true, sameSite: "Lax", prefix: "host" } as const;

const Flow = z.object({ state: z.string(), verifier: z.string(), nonce: z.string(), to: z.string() });
const Tokens = z.object({ id_token: z.string() });

/** What a token says, if it is ours and good: few requests bring one, so what checks it is loaded with the first. */
const claimsOf = async (token: string) => (await import("./tokens.ts")).claimsOf(token);

/** Seconds after a sign-in within which it counts as fresh: an approval asks for that. */
const freshFor = 15 * 60;

/** Who is signed in: the verified address, the token that proves it, and whether that was done just now. */
export async function signedIn(c: Context): Promise<{ email: string; token: string; fresh: boolean } | null> {
  const token = getCookie(c, sessionCookie, "host");
  const claims = token ? await claimsOf(token) : null;
  if (!token || !claims) return null;
  const fresh = claims.auth_time !== undefined && Date.now() / 1000 - claims.auth_time <= freshFor;
  return { email: claims.email, token, fresh };
}

/** A path of ours to return to; anything else leads to the secretariat's first page. */
function ownPath(path: string | undefined): string {
  return path && /^\/(es|en|pt|fr)\/console[A-Za-z0-9/?&=._%-]*$/.test(path) ? path : "/es/console";
}

const random = () => randomBytes(32).toString("base64url");

/** Sends the browser to the sign-in pages, with what only it can bring back; `again` asks whoever is signed in there too. */
export function beginSignIn(c: Context): Response {
  const { SIGN_IN_ORIGIN, SIGN_IN_CLIENT_ID, PUBLIC_ORIGIN } = settings();
  const flow = { state: random(), verifier: random(), nonce: random(), to: ownPath(c.req.query("to")) };
  setCookie(c, flowCookie, JSON.stringify(flow), { ...cookieOptions, maxAge: flowSeconds });
  const address = new URL("/oauth2/authorize", SIGN_IN_ORIGIN);
  address.search = new URLSearchParams({
    response_type: "code",
    client_id: SIGN_IN_CLIENT_ID,
    redirect_uri: `${PUBLIC_ORIGIN}/sign-in/back`,
    scope: "openid email profile",
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: createHash("sha256").update(flow.verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(c.req.query("again") ? { prompt: "login" } : {}),
  }).toString();
  return c.redirect(address.href, 302);
}

/** Takes the code that the sign-in pages gave for a token; null when anything about it does not fit. */
async function tokenFor(code: string, flow: z.infer<typeof Flow>): Promise<string | null> {
  const { SIGN_IN_ORIGIN, SIGN_IN_CLIENT_ID, PUBLIC_ORIGIN } = settings();
  const answer = await fetch(new URL("/oauth2/token", SIGN_IN_ORIGIN), {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      client_id: SIGN_IN_CLIENT_ID,
      redirect_uri: `${PUBLIC_ORIGIN}/sign-in/back`,
      code,
      code_verifier: flow.verifier,
    }),
  });
  if (!answer.ok) return null;
  return Tokens.safeParse(await answer.json()).data?.id_token ?? null;
}

function flowOf(c: Context): z.infer<typeof Flow> | null {
  try {
    return Flow.parse(JSON.parse(getCookie(c, flowCookie, "host") ?? ""));
  } catch {
    return null;
  }
}

/** Ends the flow: sets the session and goes on to the page that was asked for. Null when it cannot be trusted. */
export async function endSignIn(c: Context): Promise<Response | null> {
  const flow = flowOf(c);
  const code = c.req.query("code");
  deleteCookie(c, flowCookie, cookieOptions);
  if (!flow || !code || c.req.query("state") !== flow.state) return null;
  const token = await tokenFor(code, flow);
  const claims = token ? await claimsOf(token) : null;
  if (!token || claims?.nonce !== flow.nonce) return null;
  const left = claims.exp - Math.floor(Date.now() / 1000);
  setCookie(c, sessionCookie, token, { ...cookieOptions, maxAge: Math.min(left, longestSession) });
  return c.redirect(flow.to, 303);
}

/** Ends the session here and at the sign-in pages. */
export function signOut(c: Context): Response {
  const { SIGN_IN_ORIGIN, SIGN_IN_CLIENT_ID, PUBLIC_ORIGIN } = settings();
  deleteCookie(c, sessionCookie, cookieOptions);
  const address = new URL("/logout", SIGN_IN_ORIGIN);
  address.search = new URLSearchParams({
    client_id: SIGN_IN_CLIENT_ID,
    logout_uri: `${PUBLIC_ORIGIN}/`,
  }).toString();
  return c.redirect(address.href, 303);
}

/**
 * The token that every form carries. It is derived from what only this reader holds, their session or their personal
 * link, so that no other site can write a form in their name; no second cookie is needed.
 */
export const formToken = (secret: string) =>
  createHash("sha256").update(`form\n${secret}`).digest("base64url");
