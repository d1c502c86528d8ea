/** The route of the ledger and of the search in it. A search is an address: it can be kept and sent on. */
import { Hono } from "hono/quick";
import { listCalls } from "../../shared/desk/calls.ts";
import { type LedgerQuery, listEntries } from "../../shared/desk/ledger.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { LocalDay } from "../../shared/domain/call.ts";
import { mayOpen } from "../../shared/domain/review.ts";
import { ledgerPage } from "./pages/console-ledger.tsx";
import { consolePage, type Given } from "./web.tsx";

export const ledgerRoutes = new Hono();

/** What is sought; days that are none are left out, and said. */
function queryOf({ query }: Pick<Given, "query">): { wanted: LedgerQuery; badDays: boolean } {
  const text = (name: string) => {
    const value = query(name)?.trim().slice(0, 200);
    return value ? { [name]: value } : {};
  };
  const day = (name: string) => {
    const found = LocalDay.safeParse(query(name));
    return found.success ? { [name]: found.data } : {};
  };
  const wanted = {
    ...Object.assign({}, ...["call", "party", "actor", "area", "text"].map(text)),
    ...day("from"),
    ...day("to"),
  };
  const badDays = (["from", "to"] as const).some((name) => Boolean(query(name)) && !(name in wanted));
  return { wanted, badDays };
}

ledgerRoutes.get(
  "/ledger",
  consolePage("any", async (given) => {
    const { reader, query, person } = given;
    const cursor = query("cursor");
    const { wanted, badDays } = queryOf(given);
    const [{ entries, next }, people, parties, calls] = await Promise.all([
      listEntries({ ...wanted, openOnly: !mayOpen(person, "records"), ...(cursor ? { cursor } : {}) }),
      listPeople(),
      listParties(),
      listCalls(),
    ]);
    const message = badDays ? { message: { tone: "bad" as const, text: reader.ct.acts.badDays } } : {};
    return ledgerPage(reader, { entries, people, parties, calls, query: wanted, next, ...message });
  }),
);
