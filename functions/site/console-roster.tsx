/** Routes of lists of contacts: looked at first, applied by a second button. */
import { Hono } from "hono/quick";
import * as z from "zod";
import { applyRoster, previewRoster, readRoster } from "../../shared/desk/roster.ts";
import { type RosterRow, rosterColumns } from "../../shared/domain/roster.ts";
import { rosterPage, rosterPreviewPage } from "./pages/console-roster.tsx";
import { pathIn, type Reader, refusalText } from "./reader.ts";
import { consoleAct, consolePage, consoleUpload } from "./web.tsx";

export const rosterRoutes = new Hono();

/** Beside its rows a form that applies them carries little; the site takes no more than a megabyte. */
const fileLimit = 900_000;

const bad = (reader: Reader, code: string) =>
  rosterPage(reader, { message: { tone: "bad", text: refusalText(reader.t, code) } });

rosterRoutes.get(
  "/parties/import",
  consolePage("coordinator", async ({ reader, query }) => {
    const applied = Number(query("applied"));
    if (!applied) return rosterPage(reader);
    return rosterPage(reader, { message: { tone: "good", text: reader.ct.desk.roster.applied(applied) } });
  }),
);

rosterRoutes.post(
  "/parties/import",
  consoleUpload("coordinator", async ({ reader, file }) => {
    if (!file) return bad(reader, "no-file");
    if (file.length > fileLimit) return bad(reader, "list-too-large");
    const read = await readRoster(file);
    if ("refused" in read) return bad(reader, read.refused);
    const preview = await previewRoster(read.rows);
    const carried = JSON.stringify(preview.rows).length;
    return carried > fileLimit / 3 ? bad(reader, "list-too-large") : rosterPreviewPage(reader, { preview });
  }),
);

const Rows = z.array(
  z.object({ row: z.number().int(), cells: z.partialRecord(z.enum(rosterColumns), z.string()) }),
);

/** The rows that a form carries; none where it was tampered with. */
function rowsIn(form: URLSearchParams): RosterRow[] {
  try {
    return Rows.parse(JSON.parse(form.get("rows") ?? "[]"));
  } catch {
    return [];
  }
}

rosterRoutes.post(
  "/parties/import/apply",
  consoleAct("coordinator", async ({ reader, form, person }) => {
    const rows = rowsIn(form);
    if (rows.length === 0) return bad(reader, "list-empty");
    const applied = await applyRoster({ rows, seen: form.get("seen") ?? "", by: person.id });
    if ("refused" in applied) {
      const message = { tone: "bad" as const, text: refusalText(reader.t, applied.refused) };
      return { ...rosterPreviewPage(reader, { preview: await previewRoster(rows), message }), status: 409 };
    }
    if (applied.left.length === 0) {
      return { go: pathIn(reader, `/console/parties/import?applied=${applied.applied}`) };
    }
    const words = reader.ct.desk.roster;
    const text = `${words.applied(applied.applied)} ${words.left}`;
    const preview = await previewRoster(applied.left);
    return { ...rosterPreviewPage(reader, { preview, message: { tone: "bad", text } }), status: 409 };
  }),
);
