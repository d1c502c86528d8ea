/** Who a token of the sign-in pages speaks of; loaded only where somebody brings one. */
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as z from "zod";
import { settings } from "./settings.ts";

const Claims = z.object({
  email: z.email(),
  email_verified: z.union([z.literal(true), z.literal("true")]),
  exp: z.number(),
  auth_time: z.number().optional(), // when the person last proved who they are, in seconds since 1970
  nonce: z.string().optional(),
});

let keys: ReturnType<typeof createRemoteJWKSet> | undefined;

/** The claims of a token that our provider signed for us; null for any other, or one that has expired. */
export async function claimsOf(token: string): Promise<z.infer<typeof Claims> | null> {
  const { SIGN_IN_ISSUER: issuer, SIGN_IN_CLIENT_ID: audience } = settings();
  keys ??= createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  try {
    const { payload } = await jwtVerify(token, keys, { issuer, audience, algorithms: ["RS256"] });
    return Claims.safeParse(payload).data ?? null;
  } catch {
    return null; // expired, or not ours: both mean to sign in again
  }
}
