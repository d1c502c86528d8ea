/** Routes by which a party's page sends files in parts, one act a request; and the button that gives one up. */
import { Hono } from "hono/quick";
import { getCall } from "../../shared/desk/calls.ts";
import { partyDraft } from "../../shared/desk/drafts.ts";
import { cancelUpload } from "../../shared/desk/parts.ts";
import { partyPath } from "./reader.ts";
import { answerTo } from "./upload-acts.ts";
import { type PartyGiven, partyAct } from "./web.tsx";

export const uploadRoutes = new Hono();

/** The draft to which a party's files to this call go; null when the call is not for it. */
async function draftOf({ param, party }: PartyGiven): Promise<string | null> {
  const call = await getCall({ call: param("call") });
  if (!call || call.phase === "draft" || !call.parties.includes(party.kind)) return null;
  return (await partyDraft({ call: call.id, party: party.id })).id;
}

uploadRoutes.post(
  "/:call/uploads",
  partyAct(async (given) => {
    const draft = await draftOf(given);
    return { json: draft ? await answerTo(given.form, draft) : { refused: "not-invited" } };
  }),
);

uploadRoutes.post(
  "/:call/uploads/cancel",
  partyAct(async (given) => {
    const draft = await draftOf(given);
    const go = partyPath(given.reader, `/${given.param("call")}`);
    if (!draft) return { go, refused: "not-invited" };
    const result = await cancelUpload({ draft, file: given.form.get("file") ?? "" });
    return "refused" in result ? { go, refused: result.refused } : { go };
  }),
);
