/** Routes of a call's notes verbales: asking for them, seeing when they are there, fetching them. */
import { Hono } from "hono/quick";
import { getCall } from "../../shared/desk/calls.ts";
import { askForNotes, listMakings, notesLink, readMaking } from "../../shared/desk/note-makings.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { NoteRequest } from "../../shared/domain/note.ts";
import { makingPage, notesPage } from "./pages/console-notes.tsx";
import { pathIn } from "./reader.ts";
import { consoleAct, consolePage, notFound } from "./web.tsx";

export const notesRoutes = new Hono();

// The notes hold every party's link: they are for coordinators alone.
notesRoutes.get(
  "/calls/:call/notes",
  consolePage("coordinator", async ({ reader, param }) => {
    const call = await getCall({ call: param("call") });
    if (!call) return notFound(reader);
    const [makings, people] = await Promise.all([listMakings({ call: call.id }), listPeople()]);
    return notesPage(reader, { call, makings, people });
  }),
);

notesRoutes.post(
  "/calls/:call/notes",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const here = pathIn(reader, `/console/calls/${param("call")}/notes`);
    const wanted = NoteRequest.safeParse({
      group: form.get("group"),
      post: form.get("post"),
      form: form.get("form"),
    });
    if (!wanted.success) return { go: here, refused: "other" };
    const asked = await askForNotes({ ...wanted.data, call: param("call"), by: person.id });
    return "refused" in asked ? { go: here, refused: asked.refused } : { go: `${here}/${asked.id}` };
  }),
);

notesRoutes.get(
  "/calls/:call/notes/:id",
  consolePage("coordinator", async ({ reader, param }) => {
    const [call, found] = await Promise.all([
      getCall({ call: param("call") }),
      readMaking({ call: param("call"), id: param("id") }),
    ]);
    return call && found ? makingPage(reader, { call, ...found }) : notFound(reader);
  }),
);

notesRoutes.get(
  "/calls/:call/notes/:id/file",
  consolePage("coordinator", async ({ reader, param }) => {
    const link = await notesLink({ call: param("call"), id: param("id") });
    return link ? { go: link } : notFound(reader);
  }),
);
