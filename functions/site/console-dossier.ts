/** Routes of a selection's internal record: for its coordinators, the approvers of the call, and auditors. */
import { Hono } from "hono/quick";
import { getCall } from "../../shared/desk/calls.ts";
import { dossierOf, exportDossier } from "../../shared/desk/dossier.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { maySeeAll } from "../../shared/domain/approval.ts";
import type { Call } from "../../shared/domain/call.ts";
import { dossierPage } from "./pages/console-dossier.tsx";
import { type ConsoleGiven, consoleAct, consolePage, type End, noAccess, notFound } from "./web.tsx";

export const dossierRoutes = new Hono();

/** The call of the path, for whoever may know everything of its selection. */
const forInsiders =
  <Asked extends ConsoleGiven>(make: (given: Asked, call: Call) => Promise<End>) =>
  async (given: Asked): Promise<End> => {
    const call = await getCall({ call: given.param("call") });
    if (!call || call.selection === "none") return notFound(given.reader);
    return maySeeAll(given.person, call) ? make(given, call) : noAccess(given.reader);
  };

const file = (name: string, content: unknown): End => ({
  file: {
    name,
    type: "application/json",
    bytes: new TextEncoder().encode(JSON.stringify(content, null, 2)),
    saved: true,
  },
});

dossierRoutes.get(
  "/dossier/:call",
  consolePage(
    "any",
    forInsiders(async ({ reader, person }, call) => {
      const [dossier, parties, people] = await Promise.all([
        dossierOf({ call: call.id, person }),
        listParties(),
        listPeople(),
      ]);
      return dossier ? dossierPage(reader, { dossier, parties, people }) : notFound(reader);
    }),
  ),
);

/** Taking the record out is an act, which the ledger keeps: it takes a button. */
dossierRoutes.post(
  "/dossier/:call/record.json",
  consoleAct(
    "any",
    forInsiders(async ({ reader, person }, call) => {
      const exported = await exportDossier({ call: call.id, person });
      return "refused" in exported ? notFound(reader) : file(`${call.id}.json`, exported.dossier);
    }),
  ),
);

dossierRoutes.get(
  "/dossier/:call/slate.json",
  consolePage(
    "any",
    forInsiders(async ({ reader, person }, call) => {
      const slate = (await dossierOf({ call: call.id, person }))?.slate;
      return slate ? file(`${call.id}-slate.json`, slate) : notFound(reader);
    }),
  ),
);
