/** Routes of what waits for a telephone call or a letter. */
import { Hono } from "hono/quick";
import { listCalls } from "../../shared/desk/calls.ts";
import { listParties, reachableAgain, unreachableContacts } from "../../shared/desk/parties.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { informalEntries } from "../../shared/desk/submissions.ts";
import { informalPage, unreachablePage } from "./pages/console-todo.tsx";
import { pathIn } from "./reader.ts";
import { consoleAct, consolePage, outcome } from "./web.tsx";

export const todoRoutes = new Hono();

todoRoutes.get(
  "/unreachable",
  consolePage("any", async ({ reader }) => unreachablePage(reader, await unreachableContacts())),
);

todoRoutes.post(
  "/unreachable",
  consoleAct("coordinator", async ({ reader, form, person }) =>
    outcome(
      pathIn(reader, "/console/unreachable"),
      await reachableAgain({ contact: form.get("contact") ?? "", by: person.id }),
    ),
  ),
);

todoRoutes.get(
  "/informal",
  consolePage("any", async ({ reader }) => {
    const [entries, calls, parties, people] = await Promise.all([
      informalEntries(),
      listCalls(),
      listParties(),
      listPeople(),
    ]);
    return informalPage(reader, { entries, calls, parties, people });
  }),
);
