/** Routes by which anything else comes in: a phone call, a note verbale, a mail or a scan as a file. */
import { Hono } from "hono/quick";
import * as z from "zod";
import { listCalls, standingsOfParty } from "../../shared/desk/calls.ts";
import { deskDraft, saveDeskDraft } from "../../shared/desk/drafts.ts";
import { becameOf, messagesAmong, receiveDropped } from "../../shared/desk/dropped.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { recordByHand } from "../../shared/desk/submissions.ts";
import { instantOf } from "../../shared/domain/calendar.ts";
import { type Call, LocalDay, LocalMinute } from "../../shared/domain/call.ts";
import { findNoteNumber } from "../../shared/domain/note.ts";
import type { Party } from "../../shared/domain/party.ts";
import { Channel, referenceOf } from "../../shared/domain/submission.ts";
import { seatsOfRoles } from "./offer-form.ts";
import { dropPage } from "./pages/console-drop.tsx";
import { type RecordFacts, recordPage } from "./pages/console-record.tsx";
import { partyNamed } from "./parties-named.ts";
import { pathIn, type Reader, refusalText } from "./reader.ts";
import { deskDraftId, newDeskDraft, purposes, scansOf } from "./scans.ts";
import { answerTo } from "./upload-acts.ts";
import { consoleAct, consolePage } from "./web.tsx";
import { localOf } from "./when.ts";

export const recordRoutes = new Hono();

const text = z.string().trim();
const Entry = z.object({
  call: text.min(1),
  channel: Channel,
  receivedAt: LocalMinute,
  takenBy: text.default(""),
  senderName: text,
  text: text,
  noteNumber: text,
  documentDate: LocalDay.or(z.literal("")),
  conditions: text.default(""),
  withdrawal: z.literal("yes").optional(),
  formalises: z.literal("yes").optional(),
});

async function lists() {
  const [calls, parties, people] = await Promise.all([listCalls(), listParties(), listPeople()]);
  return { calls: calls.filter(({ phase }) => phase !== "draft"), parties, people };
}

const nowLocal = (reader: Reader) => localOf(reader.definition.review.zone, reader.now);

/** The reference of the party's entry on a call that waits to be made formal. */
async function informalOf(
  { definition }: Reader,
  { calls, parties }: { calls: readonly Call[]; parties: readonly Party[] },
  values: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const call = calls.find(({ id }) => id === values.call);
  const party = parties.find(({ id }) => id === values.party);
  if (!call || !party) return undefined;
  const standing = (await standingsOfParty({ party: party.id })).find((one) => one.call === call.id);
  if (standing?.informal === undefined) return undefined;
  return referenceOf(definition.review.code, call.code, party.code, standing.informal);
}

/** A signed note that answers ours bears our number: it names party and call. */
function presetBy(
  note: string | undefined,
  { calls, parties }: { calls: readonly Call[]; parties: readonly Party[] },
): Record<string, string> {
  const found = findNoteNumber(note ?? "");
  const call = calls.find(({ code }) => code === found?.call);
  const party = parties.find(({ code }) => code === found?.party);
  return call && party ? { call: call.id, party: party.id, channel: "note-verbale" } : {};
}

recordRoutes.get(
  "/record",
  consolePage("coordinator", async ({ reader, query, person }) => {
    const id = deskDraftId(query("draft"), "entry");
    const scans = id ? await scansOf(id, pathIn(reader, "/console/record"), query("key")) : undefined;
    const known = await lists();
    const open = known.calls.filter(({ phase }) => phase === "launched");
    const [only] = open;
    const given = Object.fromEntries(
      ["party", "call", "channel", "formalises"].flatMap((name) => {
        const value = query(name);
        return value ? [[name, value]] : [];
      }),
    );
    const values: Record<string, string> = {
      receivedAt: nowLocal(reader),
      takenBy: person.id,
      ...(only && open.length === 1 ? { call: only.id } : {}),
      // What was handed in as a file is a document, not a telephone call.
      ...(scans && scans.draft.files.length > 0 && !scans.draft.fields.channel
        ? { channel: "note-verbale" }
        : {}),
      ...presetBy(query("note"), known),
      ...given,
      ...(scans?.draft.fields ?? {}),
    };
    const seats = (values.seats ?? "").split(",").filter(Boolean);
    return recordPage(reader, {
      ...known,
      values,
      seats,
      scans,
      choice: { typed: values.party ?? "" },
      informal: await informalOf(reader, known, values),
    });
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

/** What a call on the telephone offers: roles and conditions; whom it names is noted on the page of the version. */
function offerOf(form: URLSearchParams, call: Call | undefined, conditions: string) {
  if (call?.kind !== "interest") return {};
  const own = `${call.id}:`;
  const chosen = form.getAll("seats").flatMap((seat) => (seat.startsWith(own) ? seat.slice(own.length) : []));
  return { interest: { seats: seatsOfRoles(chosen, call.seats), ...(conditions ? { conditions } : {}) } };
}

recordRoutes.post(
  "/record",
  consoleAct("coordinator", async ({ reader, form, person }) => {
    const here = pathIn(reader, "/console/record");
    const draft = deskDraftId(form.get("draft"), "entry");
    const known = await lists();
    const call = known.calls.find(({ id }) => id === form.get("call"));
    const named = partyNamed(reader, form.get("party") ?? "", known.parties, call);
    const party = "party" in named ? named.party : undefined;
    const values = { ...valuesOf(form), ...(party ? { party: party.id } : {}) };
    const again = async (code: string): Promise<ReturnType<typeof recordPage>> => {
      const facts: RecordFacts = {
        ...known,
        values,
        seats: form.getAll("seats"),
        choice: "choice" in named && named.choice.typed ? named.choice : { typed: values.party ?? "" },
        scans: draft ? await scansOf(draft, here, undefined) : undefined,
        informal: await informalOf(reader, known, values),
        message: { tone: "bad", text: refusalText(reader.t, code) },
      };
      return recordPage(reader, facts);
    };
    if (form.get("act") === "scan") {
      const id = draft ?? newDeskDraft("entry");
      const kept = await saveDeskDraft({ draft: id, fields: values, by: person.id });
      return "refused" in kept ? again(kept.refused) : { go: `${here}?draft=${id}` };
    }
    if (!party) return again("unknown-party");
    const entry = Entry.safeParse(Object.fromEntries(form));
    if (!entry.success) return again(call ? "invalid-date" : "unknown-call");
    const { receivedAt, documentDate, noteNumber, senderName, conditions, withdrawal, formalises, ...rest } =
      entry.data;
    const recorded = await recordByHand({
      ...rest,
      party: party.id,
      receivedAt: instantOf(receivedAt, reader.definition.review.zone).toISOString(),
      ...(documentDate ? { documentDate } : {}),
      ...(noteNumber ? { noteNumber } : {}),
      ...(senderName ? { senderName } : {}),
      ...offerOf(form, call, conditions),
      ...(withdrawal ? { withdrawal: true } : {}),
      ...(formalises ? { formalises: true } : {}),
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
    const became = becameOf(await deskDraft({ draft: id }));
    if (became.length === 0) {
      return dropPage(reader, { scans: await scansOf(id, here, query("key")), became, messages: [] });
    }
    return dropPage(reader, { became, messages: await messagesAmong(became) });
  }),
);

recordRoutes.post(
  "/drop",
  consoleAct("coordinator", async ({ reader, form, person }) => {
    const id = deskDraftId(form.get("draft"), "drop");
    const here = pathIn(reader, "/console/drop");
    if (!id) return { go: here, refused: "no-file" };
    const received = await receiveDropped({ draft: id, by: person.id });
    const go = `${here}?draft=${id}`;
    if ("refused" in received) return { go, refused: received.refused };
    return { go, done: "yes" };
  }),
);

recordRoutes.post(
  "/uploads/:draft",
  consoleAct("coordinator", async ({ param, form }) => {
    const ids = purposes.map((purpose) => deskDraftId(param("draft"), purpose));
    const draft = ids.find((id) => id !== null);
    return { json: draft ? await answerTo(form, draft) : { refused: "no-file" } };
  }),
);
