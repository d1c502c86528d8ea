/** The review as it stands: what the definition says, plus what people confirmed, enabled and paused. */
import * as z from "zod";
import { Instant } from "./call.ts";
import { NoticeKind } from "./notice.ts";

export const MailMode = z.enum(["held", "sample", "live"]);
export type MailMode = z.infer<typeof MailMode>;

export const roles = ["coordinator", "approver", "assessor", "auditor", "reader"] as const;

/** A member of the secretariat or an approver; signs in with this address. */
export const Person = z.object({
  id: z.string().regex(/^[a-z0-9-]{2,40}$/),
  name: z.string(),
  email: z.email(),
  office: z.string(),
  roles: z.array(z.enum(roles)),
  language: z.enum(["es", "en", "pt", "fr"]),
});
export type Person = z.infer<typeof Person>;

/**
 * Whom a page of the secretariat is for: who holds a role; "any": whoever reads what parties send, by any role but that of
 * assessor; "colleague": whoever has a role at all; "records": coordinators and auditors, who may have everything.
 */
export type Access = Person["roles"][number] | "any" | "colleague" | "records";

/** Whether a person may open what is for these. */
export function mayOpen({ roles }: Pick<Person, "roles">, access: Access): boolean {
  if (access === "colleague") return roles.length > 0;
  if (access === "records") return roles.includes("coordinator") || roles.includes("auditor");
  return access === "any" ? roles.some((role) => role !== "assessor") : roles.includes(access);
}

export const ReviewState = z.object({
  id: z.string(),
  mail: MailMode,
  paused: z.boolean(), // one button holds all sending
  enabled: z.array(NoticeKind), // kinds a coordinator has seen in each language and enabled
  seen: z.record(z.string(), Instant).default({}), // `${kind}/${language}` seen rendered
  scheme: z.string(), // confirmed subregion scheme
  confirmed: z.record(z.string(), z.object({ by: z.string(), at: Instant })), // open value → who confirmed it
  generation: z.number().int(), // of the roadmap's execution
  version: z.number().int(),
});
export type ReviewState = z.infer<typeof ReviewState>;

/** Why a notice of this kind may not leave now; null when it may. */
export function holdOf(state: Pick<ReviewState, "mail" | "paused" | "enabled">, kind: NoticeKind) {
  if (state.paused) return "paused" as const;
  if (state.mail === "held") return "mail-held" as const;
  if (!state.enabled.includes(kind)) return "kind-not-enabled" as const;
  return null;
}
