/** The route by which a party's page saves what is being typed. */
import { Hono } from "hono/quick";
import { getCall } from "../../shared/desk/calls.ts";
import { saveTyping } from "../../shared/desk/drafts.ts";
import { refusalText } from "./reader.ts";
import { partyAct } from "./web.tsx";

export const typingRoutes = new Hono();

typingRoutes.post(
  "/:call/typing",
  partyAct(async ({ reader, party, contact, param, form }) => {
    const call = await getCall({ call: param("call") });
    const { gone } = reader.t.own.typing;
    const refuse = (code: string) => ({
      json: { refused: code, words: code === "stale" ? gone : refusalText(reader.t, code) },
    });
    if (!call || call.phase === "draft" || !call.parties.includes(party.kind)) return refuse("not-invited");
    const fields = ["text", ...call.questions.map(({ id }) => id)];
    const texts = Object.fromEntries(
      fields.flatMap((field) => {
        const mine = form.get(`mine.${field}`);
        return mine === null ? [] : [[field, { mine, base: form.get(`base.${field}`) ?? "" }] as const];
      }),
    );
    const draft = form.get("draft") ?? "";
    const saved = await saveTyping({ contact: contact.id, call: call.id, draft, texts });
    return "refused" in saved ? refuse(saved.refused) : { json: saved };
  }),
);
