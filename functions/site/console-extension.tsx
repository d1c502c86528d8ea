/** Routes of a longer time for one party: reached from the page of the party and from that of the call. */
import { Hono } from "hono/quick";
import { getCall, standingsOfParty } from "../../shared/desk/calls.ts";
import { extendFor, previewExtension } from "../../shared/desk/extensions.ts";
import { getParty } from "../../shared/desk/parties.ts";
import { extensionPage, extensionPreviewPage } from "./pages/console-extension.tsx";
import { pathIn, refusalText } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, notFound, outcome } from "./web.tsx";

export const extensionRoutes = new Hono();

/** From the page of a call, where the party is chosen from a list. */
extensionRoutes.get(
  "/calls/:call/extension",
  consolePage("coordinator", async ({ reader, param, query }) => {
    const party = await getParty({ party: query("party") ?? "" });
    const back = pathIn(reader, `/console/calls/${param("call")}`);
    if (!party) return { go: back, refused: "unknown-party" };
    return { go: pathIn(reader, `/console/parties/${party.id}/extension/${param("call")}`) };
  }),
);

async function factsOf({ param }: ConsoleGiven) {
  const id = { call: param("call"), party: param("party") };
  const [call, party, standings] = await Promise.all([getCall(id), getParty(id), standingsOfParty(id)]);
  if (!call || !party?.kind || !call.parties.includes(party.kind)) return null;
  return { call, party, standing: standings.find((one) => one.call === call.id) };
}

extensionRoutes.get(
  "/parties/:party/extension/:call",
  consolePage("coordinator", async (given) => {
    const facts = await factsOf(given);
    return facts ? extensionPage(given.reader, facts) : notFound(given.reader);
  }),
);

const closesIn = (form: URLSearchParams) => (form.get("closes") ?? "").slice(0, 16);

extensionRoutes.post(
  "/parties/:party/extension/:call/preview",
  consoleAct("coordinator", async (given) => {
    const { reader, param, form } = given;
    const facts = await factsOf(given);
    if (!facts) return notFound(reader);
    const closes = closesIn(form);
    const preview = await previewExtension({ call: param("call"), party: param("party"), closes });
    if ("refused" in preview) {
      const message = { tone: "bad" as const, text: refusalText(reader.t, preview.refused) };
      return extensionPage(reader, { ...facts, typed: closes, message });
    }
    return extensionPreviewPage(reader, { ...preview, closes });
  }),
);

extensionRoutes.post(
  "/parties/:party/extension/:call",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const here = pathIn(reader, `/console/parties/${param("party")}`);
    const extended = await extendFor({
      call: param("call"),
      party: param("party"),
      closes: closesIn(form),
      revision: Number(form.get("revision")),
      tell: form.get("tell") === "yes",
      by: person.id,
    });
    const refused = "refused" in extended;
    return outcome(refused ? `${here}/extension/${param("call")}` : here, extended);
  }),
);
