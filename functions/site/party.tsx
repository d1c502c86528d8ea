/** Routes of a party's personal page. Reading is a GET; whatever changes something is a button. */
import { Hono } from "hono/quick";
import { answerAcceptance, ownSeats } from "../../shared/desk/acceptances.ts";
import { getCall, listCalls, refuseReminders, standingsOfParty } from "../../shared/desk/calls.ts";
import { partyDraft, removeFile, resumeAnswer, saveDraft } from "../../shared/desk/drafts.ts";
import { fileLink, uploadForm } from "../../shared/desk/files.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { fileStates } from "../../shared/desk/scans.ts";
import { object, silencesFor } from "../../shared/desk/silences.ts";
import {
  askWithdrawal,
  confirmVersion,
  getSubmission,
  lodge,
  submissionsOfParty,
} from "../../shared/desk/submissions.ts";
import type { Call } from "../../shared/domain/call.ts";
import { type Contact, speaksForParty } from "../../shared/domain/party.ts";
import { isOpenTo } from "../../shared/domain/seats.ts";
import { findReference } from "../../shared/domain/submission.ts";
import { fileOf, withArrived } from "./arrival.ts";
import { countriesFor } from "./offer-fields.tsx";
import { interestOf } from "./offer-form.ts";
import { handOver } from "./pages/file-held.tsx";
import { partyCallPage, type Typed } from "./pages/party-call.tsx";
import { partyHomePage } from "./pages/party-home.tsx";
import { partyPrintPage } from "./pages/party-print.tsx";
import { objectPage } from "./pages/party-silence.tsx";
import { confirmPage, partyVersionPage } from "./pages/party-version.tsx";
import { partyContactRoutes } from "./party-contacts.ts";
import { typingRoutes } from "./party-typing.ts";
import { uploadRoutes } from "./party-uploads.ts";
import { type Message, partyPath, type Reader } from "./reader.ts";
import { settings } from "./settings.ts";
import { type End, notFound, type PartyGiven, partyAct, partyPage } from "./web.tsx";

export const partyRoutes = new Hono();
partyRoutes.route("/", partyContactRoutes); // before the routes of a call, whose id could be anything
partyRoutes.route("/", uploadRoutes);
partyRoutes.route("/", typingRoutes);

partyRoutes.get(
  "/",
  partyPage(async ({ reader, party, contact, query }) => {
    const [calls, standings, submissions, seats, silences] = await Promise.all([
      listCalls(),
      standingsOfParty({ party: party.id }),
      submissionsOfParty({ party: party.id }),
      ownSeats({ contact }),
      ownSilences(contact),
    ]);
    const own = calls
      .filter((call) => call.phase !== "draft" && call.parties.includes(party.kind))
      .map((call) => ({
        call,
        standing: standings.find((one) => one.call === call.id),
        submissions: submissions.filter((one) => one.call === call.id),
      }));
    return { ...partyHomePage(reader, { calls: own, seats, silences }), ...told(reader, query("done")) };
  }),
);

/** The silence procedures that a contact sees: their text went to the party's official contacts alone. */
const ownSilences = async (contact: Contact) =>
  speaksForParty(contact) ? silencesFor({ party: contact.party }) : [];

/** Word of what the button did, from the page it led back to. */
function told(reader: Reader, done: string | undefined, call?: Call): { message?: Message } {
  if (!done) return {};
  const { party } = reader.t;
  const words: Record<string, string> = {
    saved: party.saved,
    resumed: reader.t.again.resumed,
    reminders: party.remindersOff,
    withdrawal: party.withdrawAsked,
    answered: party.acceptedThanks,
    confirmed: party.confirmed,
    objected: party.objected,
    contact: reader.t.own.contacts.confirmed,
  };
  const reference = findReference(done) ? done : null;
  const sent = call?.kind === "interest" ? party.sentInterest : party.sent;
  const text = words[done] ?? (reference && /^[A-Z0-9-]{5,40}$/.test(reference) ? sent(reference) : null);
  return text ? { message: { tone: "good", text } } : {};
}

/** The call of the path, if it is open to this party. */
async function ownCall({ param, party }: PartyGiven): Promise<Call | null> {
  const call = await getCall({ call: param("call") });
  return call && call.phase !== "draft" && call.parties.includes(party.kind) ? call : null;
}

async function callFacts(given: PartyGiven, call: Call) {
  const { reader, party, contact, query } = given;
  const redirect = `${settings().PUBLIC_ORIGIN}${partyPath(reader, `/${call.id}`)}`;
  const joins = call.kind === "interest" && party.kind === "member-state";
  const [{ draft, arriving }, standings, submissions, seats, silences, parties] = await Promise.all([
    withArrived(() => partyDraft({ call: call.id, party: party.id }), query("key")),
    standingsOfParty({ party: party.id }),
    submissionsOfParty({ party: party.id, call: call.id }),
    ownSeats({ contact }),
    ownSilences(contact),
    call.kind === "interest" ? listParties() : [],
  ]);
  const [upload, scanned] = await Promise.all([
    uploadForm({ draft: draft.id, redirect }),
    fileStates(draft.files.map(({ file }) => file)),
  ]);
  const scheme = reader.definition.schemes.find(({ id }) => id === reader.state.scheme);
  return {
    call: { ...call, seats: call.seats.filter((seat) => isOpenTo(seat, party.id, scheme)) }, // no offer for another subregion
    draft,
    scanned,
    upload,
    submissions,
    seats,
    silences,
    standing: standings.find((one) => one.call === call.id),
    states: joins ? parties.filter((one) => one.kind === "member-state" && one.id !== party.id) : [],
    countries: countriesFor(reader, party, parties),
    arriving,
    finished: fileOf(query("key")),
  };
}

partyRoutes.get(
  "/:call",
  partyPage(async (given) => {
    const call = await ownCall(given);
    if (!call) return notFound(given.reader);
    const page = partyCallPage(given.reader, await callFacts(given, call));
    return { ...page, ...told(given.reader, given.query("done"), call) };
  }),
);

/** Browsers post other line ends than they show. */
const textIn = (form: URLSearchParams, name: string) => (form.get(name) ?? "").replace(/\r\n?/g, "\n").trim();

function typedOf(form: URLSearchParams, call: Call): Typed {
  const answers: Record<string, string> = {};
  for (const { id } of call.questions) {
    const answer = textIn(form, `answer.${id}`);
    if (answer) answers[id] = answer;
  }
  const text = textIn(form, "text");
  return call.kind === "interest"
    ? { answers, text, interest: interestOf(form, call.seats) }
    : { answers, text };
}

/** Saves what was typed; again on the newer draft when what changed meanwhile was no colleague's text. */
async function saveTyped(
  { contact, form }: PartyGiven & { form: URLSearchParams },
  call: Call,
  typed: Typed,
) {
  const typing = { contact: contact.id, call: call.id, ...typed };
  const saved = await saveDraft({ ...typing, version: Number(form.get("version")) });
  if (!("refused" in saved) || saved.refused !== "stale") return saved;
  const draft = await partyDraft({ call: call.id, party: contact.party });
  const differs = (theirs: string | undefined, mine: string | undefined) =>
    Boolean(theirs) && theirs !== mine;
  const lost =
    differs(draft.text, typed.text) ||
    differs(draft.interest?.conditions, typed.interest?.conditions) ||
    call.questions.some(({ id }) => differs(draft.answers[id], typed.answers[id]));
  return lost ? saved : saveDraft({ ...typing, version: draft.version });
}

partyRoutes.post(
  "/:call",
  partyAct(async (given) => {
    const { reader, contact, form } = given;
    const call = await ownCall(given);
    if (!call) return notFound(reader);
    const here = partyPath(reader, `/${call.id}`);
    const typed = typedOf(form, call);
    const saved = await saveTyped(given, call, typed);
    if ("refused" in saved) {
      // A colleague saved meanwhile: both texts are shown, and the reader joins them.
      if (saved.refused === "stale") {
        return partyCallPage(reader, { ...(await callFacts(given, call)), mine: typed });
      }
      return { go: here, refused: saved.refused };
    }
    if (form.get("act") !== "send") return { go: here, done: "saved" };
    const sent = await lodge({
      contact: contact.id,
      call: call.id,
      draft: form.get("draft") ?? "",
      ...typed,
    });
    return "refused" in sent
      ? { go: here, refused: sent.refused }
      : { go: here, done: sent.submission.reference };
  }),
);

/** Back to the call's page with word of what was done. */
function backTo(given: PartyGiven, result: { ok: true } | { refused: string }, done: string): End {
  const go = partyPath(given.reader, `/${given.param("call")}`);
  return "refused" in result ? { go, refused: result.refused } : { go, done };
}

partyRoutes.get(
  "/:call/print",
  partyPage(async (given) => {
    const call = await ownCall(given);
    if (!call) return notFound(given.reader);
    const { party, reader } = given;
    const [draft, standings] = await Promise.all([
      partyDraft({ call: call.id, party: party.id }),
      standingsOfParty({ party: party.id }),
    ]);
    const effective = standings.find((one) => one.call === call.id)?.effective;
    const submission =
      effective === undefined
        ? null
        : await getSubmission({ call: call.id, party: party.id, version: effective });
    return partyPrintPage(reader, { call, draft, submission: submission ?? undefined });
  }),
);

partyRoutes.post(
  "/:call/remove",
  partyAct(async (given) => {
    const { party, contact, form, param, reader } = given;
    const draft = await partyDraft({ call: param("call"), party: party.id });
    const result = await removeFile({
      draft: draft.id,
      file: form.get("file") ?? "",
      actor: `contact:${contact.id}`,
    });
    const go = partyPath(reader, `/${param("call")}`);
    return "refused" in result ? { go, refused: result.refused } : { go };
  }),
);

partyRoutes.post(
  "/:call/resume",
  partyAct(async (given) => {
    const call = await ownCall(given);
    if (!call) return notFound(given.reader);
    return backTo(given, await resumeAnswer({ contact: given.contact.id, call: call.id }), "resumed");
  }),
);

partyRoutes.post(
  "/:call/reminders",
  partyAct(async (given) => {
    const { party, contact, param } = given;
    const result = await refuseReminders({ call: param("call"), party: party.id, contact: contact.id });
    return backTo(given, result, "reminders");
  }),
);

partyRoutes.post(
  "/:call/withdraw",
  partyAct(async (given) =>
    backTo(
      given,
      await askWithdrawal({ contact: given.contact.id, call: given.param("call") }),
      "withdrawal",
    ),
  ),
);

partyRoutes.post(
  "/:call/seat",
  partyAct(async (given) => {
    const { contact, param, form } = given;
    const answer = form.get("answer");
    if (answer !== "accept" && answer !== "decline") return backTo(given, { refused: "other" }, "");
    const result = await answerAcceptance({
      contact: contact.id,
      call: param("call"),
      seat: form.get("seat") ?? "",
      asked: Number(form.get("asked")),
      accepted: answer === "accept",
    });
    return backTo(given, result, "answered");
  }),
);

partyRoutes.get(
  "/:call/silence/:silence",
  partyPage(async (given) => {
    const call = await ownCall(given);
    const own = (await ownSilences(given.contact)).find(
      (one) => one.call === call?.id && one.silence === given.param("silence"),
    );
    return call && own ? objectPage(given.reader, { call, own }) : notFound(given.reader);
  }),
);

partyRoutes.post(
  "/:call/silence/:silence",
  partyAct(async (given) => {
    const { contact, param } = given;
    const result = await object({ contact: contact.id, call: param("call"), silence: param("silence") });
    return backTo(given, result, "objected");
  }),
);

async function versionFacts(given: PartyGiven, version: number) {
  const { party, param } = given;
  const call = await ownCall(given);
  if (!call || !Number.isInteger(version)) return null;
  const [submission, standings, parties] = await Promise.all([
    getSubmission({ call: param("call"), party: party.id, version }),
    standingsOfParty({ party: party.id }),
    listParties(),
  ]);
  const effective = standings.find((one) => one.call === call.id)?.effective;
  if (!submission) return null;
  const scanned = await fileStates(submission.files, submission.receivedAt);
  return { call, submission, effective, parties, scanned };
}

partyRoutes.get(
  "/:call/:version{[0-9]+}",
  partyPage(async (given) => {
    const facts = await versionFacts(given, Number(given.param("version")));
    return facts ? partyVersionPage(given.reader, facts) : notFound(given.reader);
  }),
);

partyRoutes.get(
  "/:call/:version{[0-9]+}/files/:index{[0-9]+}",
  partyPage(async (given) => {
    const facts = await versionFacts(given, Number(given.param("version")));
    const file = facts?.submission.files[Number(given.param("index"))];
    if (!facts || !file) return notFound(given.reader);
    const since = facts.submission.receivedAt;
    return handOver(given.reader, file, await fileLink({ file, to: "party", since }));
  }),
);

/** The version that a confirm link is about; for a withdrawal, the one that counts. */
async function confirmFacts(given: PartyGiven) {
  const withdrawal = given.param("version") === "withdrawal";
  const standings = await standingsOfParty({ party: given.party.id });
  const effective = standings.find((one) => one.call === given.param("call"))?.effective;
  const facts = await versionFacts(given, withdrawal ? (effective ?? 0) : Number(given.param("version")));
  return facts ? { ...facts, withdrawal, party: given.party } : null;
}

partyRoutes.get(
  "/confirm/:call/:version",
  partyPage(async (given) => {
    const facts = await confirmFacts(given);
    return facts ? confirmPage(given.reader, facts) : notFound(given.reader);
  }),
);

partyRoutes.post(
  "/confirm/:call/:version",
  partyAct(async (given) => {
    const { contact, param, reader } = given;
    const version = param("version") === "withdrawal" ? ("withdrawal" as const) : Number(param("version"));
    const result = await confirmVersion({ contact: contact.id, call: param("call"), version });
    if (!("refused" in result)) return { go: partyPath(reader), done: "confirmed" };
    return {
      go: partyPath(reader, `/confirm/${param("call")}/${param("version")}`),
      refused: result.refused,
    };
  }),
);
