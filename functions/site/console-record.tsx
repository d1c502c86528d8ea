/** Routes by which anything else comes in: a phone call, a note verbale, a mail as a file. */
import { Hono } from "hono/quick";
import * as z from "zod";
import { listCalls } from "../../shared/desk/calls.ts";
import { saveDeskDraft } from "../../shared/desk/drafts.ts";
import { receiveDropped } from "../../shared/desk/messages.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { instantOf } from "../../shared/domain/calendar.ts";
import { type Call, LocalDay, LocalMinute } from "../../shared/domain/call.ts";
import { Channel } from "../../shared/domain/submission.ts";
import { dropPage, recordPage } from "./pages/console-record.tsx";
import { pathIn, type Reader, refusalText } from "./reader.ts";
import { deskDraftId, newDeskDraft, scansOf } from "./scans.ts";
import { consoleAct, consolePage } from "./web.tsx";
import { localOf } from "./when.ts";

export const recordRoutes = new Hono();

const text = z.string().trim();
const Entry = z.object({
  party: text.min(1),
  call: text.min(1),
  channel: Channel,
  receivedAt: LocalMinute,
  senderName: text,
  text: text,
  noteNumber: text,
  documentDate: LocalDay.or(z.literal("")),
  conditions: text.default(""),
  withdrawal: z.literal("yes").optional(),
});

async function lists() {
  const [calls, parties] = await Promise.all([listCalls(), listParties()]);
  return { calls: calls.filter(({ phase }) => phase !== "draft"), parties };
}

const nowLocal = (reader: Reader) => localOf(reader.definition.review.zone, reader.now);

recordRoutes.get(
  "/record",
  consolePage("coordinator", async ({ reader, query }) => {
    const id = deskDraftId(query("draft"), "entry");
    const scans = id ? await scansOf(id, pathIn(reader, "/console/record"), query("key")) : undefined;
    const kept = scans?.draft.fields ?? {};
    const values = {
      receivedAt: nowLocal(reader),
      ...(query("party") ? { party: query("party") ?? "" } : {}),
      ...(query("call") ? { call: query("call") ?? "" } : {}),
      ...kept,
    };
    const seats = (kept.seats ?? "").split(",").filter(Boolean);
    return recordPage(reader, { ...(await lists()), values, seats, scans });
  }),
);

/** What a form holds, to be shown again or kept with the draft. */
function valuesOf(form: URLSearchParams): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (!["token", "act", "seats", "draft"].includes(name)) values[name] = value.slice(0, 20_000);
  }
  return { ...values, seats: form.getAll("seats").join(",") };
}

function interestOf(form: URLSearchParams, call: Call | undefined, conditions: string) {
  if (call?.kind !== "interest") return {};
  const seats = form
    .getAll("seats")
    .filter((seat) => seat.startsWith(`${call.id}:`))
    .map((seat) => seat.slice(call.id.length + 1));
  return { interest: { seats, ...(conditions ? { conditions } : {}) } };
}

recordRoutes.post(
  "/record",
  consoleAct("coordinator", async ({ reader, form, person }) => {
    const here = pathIn(reader, "/console/record");
    const draft = deskDraftId(form.get("draft"), "entry");
    const { calls, parties } = await lists();
    const values = valuesOf(form);
    const again = async (code: string) =>
      recordPage(reader, {
        calls,
        parties,
        values,
        seats: form.getAll("seats"),
        scans: draft ? await scansOf(draft, here, undefined) : undefined,
        message: { tone: "bad", text: refusalText(reader.t, code) },
      });
    if (form.get("act") === "scan") {
      const id = draft ?? newDeskDraft("entry");
      const kept = await saveDeskDraft({ draft: id, fields: values, by: person.id });
      return "refused" in kept ? again(kept.refused) : { go: `${here}?draft=${id}` };
    }
    const entry = Entry.safeParse(Object.fromEntries(form));
    if (!entry.success) return again("invalid-date");
    const { receivedAt, documentDate, noteNumber, senderName, conditions, withdrawal, ...rest } = entry.data;
    const call = calls.find(({ id }) => id === rest.call);
    const recorded = await recordByHand({
      ...rest,
      receivedAt: instantOf(receivedAt, reader.definition.review.zone).toISOString(),
      ...(documentDate ? { documentDate } : {}),
      ...(noteNumber ? { noteNumber } : {}),
      ...(senderName ? { senderName } : {}),
      ...interestOf(form, call, conditions),
      ...(withdrawal ? { withdrawal: true } : {}),
      ...(draft ? { draft } : {}),
      by: person.id,
    });
    if ("refused" in recorded) return again(recorded.refused);
    const { submission } = recorded;
    return {
      go: pathIn(reader, `/console/parties/${submission.party}/${submission.call}/${submission.version}`),
      done: submission.reference,
    };
  }),
);

recordRoutes.get(
  "/drop",
  consolePage("coordinator", async ({ reader, query }) => {
    const here = pathIn(reader, "/console/drop");
    const id = deskDraftId(query("draft"), "drop");
    if (!id) return { go: `${here}?draft=${newDeskDraft("drop")}` };
    return dropPage(reader, await scansOf(id, here, query("key")));
  }),
);

recordRoutes.post(
  "/drop",
  consoleAct("coordinator", async ({ reader, form, person }) => {
    const id = deskDraftId(form.get("draft"), "drop");
    const here = pathIn(reader, "/console/drop");
    if (!id) return { go: here, refused: "no-file" };
    const received = await receiveDropped({ draft: id, by: person.id });
    if ("refused" in received) return { go: `${here}?draft=${id}`, refused: received.refused };
    const [message] = received.messages;
    const one = received.messages.length === 1 && message;
    return {
      go: pathIn(reader, one ? `/console/triage/${message}` : "/console/triage?all=yes"),
      done: "yes",
    };
  }),
);
