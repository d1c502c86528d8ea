/** Routes by which coordinators and auditors take the review's records out. */
import { Hono } from "hono/quick";
import { isTaking, takeOut, takingForms, takingLink } from "../../shared/desk/takings.ts";
import { exportPage } from "./pages/console-export.tsx";
import { pathIn } from "./reader.ts";
import { consoleAct, consolePage, notFound } from "./web.tsx";

export const exportRoutes = new Hono();

exportRoutes.get(
  "/export",
  consolePage("records", async ({ reader, query }) => {
    const [id = "", name = ""] = (query("made") ?? "").split("/");
    return exportPage(reader, isTaking({ id, name }) ? { made: { id, name } } : {});
  }),
);

exportRoutes.post(
  "/export",
  consoleAct("records", async ({ reader, form, person }) => {
    const wanted = takingForms.find((one) => one === form.get("form"));
    const here = pathIn(reader, "/console/export");
    if (!wanted) return { go: here, refused: "other" };
    const { lang, t, ct } = reader;
    const taken = await takeOut({ form: wanted, by: person.id, lang, t, ct });
    return { go: `${here}?made=${encodeURIComponent(`${taken.id}/${taken.name}`)}` };
  }),
);

exportRoutes.get(
  "/export/:id/:name",
  consolePage("records", async ({ reader, param }) => {
    const of = { id: param("id"), name: param("name") };
    return isTaking(of) ? { go: await takingLink(of) } : notFound(reader);
  }),
);
