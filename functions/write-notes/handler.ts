/** Makes the notes verbales of a call that a coordinator asked for. */
import * as z from "zod";
import { makeNotes, readRequest } from "../../shared/desk/notes.ts";
import { taskHandler } from "../wrap.ts";

const ObjectCreated = z.object({ detail: z.object({ object: z.object({ key: z.string() }) }) });
const Request = z.object({ call: z.string(), id: z.string() });

export const handler = taskHandler(ObjectCreated, async ({ detail }, { now }) => {
  const request = Request.parse(JSON.parse(await readRequest(detail.object.key)));
  await makeNotes(request, now);
});
