/** Prepares one batch of a call's notices, or the notices about an activity; tells where the next batch begins. */
import * as z from "zod";
import { prepareBatch } from "../../shared/desk/prepare.ts";
import { tellSecretariat } from "../../shared/desk/secretariat.ts";
import { internalKinds, NoticeKind } from "../../shared/domain/notice.ts";
import { taskHandler } from "../wrap.ts";

const Input = z.object({
  call: z.string().optional(), // absent: an activity of the roadmap
  kind: NoticeKind,
  occasion: z.string(),
  cursor: z.string().nullish(),
});

export const handler = taskHandler(Input, async ({ call, kind, occasion, cursor }, { now }) => {
  if (internalKinds.includes(kind)) {
    return { cursor: null, prepared: await tellSecretariat({ call: call ?? "review", kind, occasion }, now) };
  }
  if (!call) throw new Error(`A ${kind} belongs to a call`);
  return prepareBatch({ call, kind, occasion, cursor: cursor ?? undefined, now });
});
