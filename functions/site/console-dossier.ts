/** Routes of a selection's internal record: for its coordinators, the approvers of the call, and auditors. */
import { Hono } from "hono/quick";
import { getCall } from "../../shared/desk/calls.ts";
import { dossierOf, exportDossier } from "../../shared/desk/dossier.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { maySeeAll } from "../../shared/domain/approval.ts";
import type { Call } from "../../shared/domain/call.ts";
import { dossierPage } from "./pages/console-dossier.tsx";
import { type ConsoleGiven, consolePage, type End, noAccess, notFound } from "./web.tsx";

export const dossierRoutes = new Hono();

const forInsiders = (make: (given: ConsoleGiven, call: Call) => Promise<End>) =>
  consolePage("any", async (given) => {
    const call = await getCall({ call: given.param("call") });
    if (!call || call.selection === "none") return notFound(given.reader);
    return maySeeAll(given.person, call) ? make(given, call) : noAccess(given.reader);
  });

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
  forInsiders(async ({ reader }, call) => {
    const [dossier, parties, people] = await Promise.all([
      dossierOf({ call: call.id }),
      listParties(),
      listPeople(),
    ]);
    return dossier ? dossierPage(reader, { dossier, parties, people }) : notFound(reader);
  }),
);

dossierRoutes.get(
  "/dossier/:call/record.json",
  forInsiders(async ({ reader, person }, call) => {
    const exported = await exportDossier({ call: call.id, by: person.id });
    return "refused" in exported ? notFound(reader) : file(`${call.id}.json`, exported.dossier);
  }),
);

dossierRoutes.get(
  "/dossier/:call/slate.json",
  forInsiders(async ({ reader }, call) => {
    const slate = (await dossierOf({ call: call.id }))?.slate;
    return slate ? file(`${call.id}-slate.json`, slate) : notFound(reader);
  }),
);
