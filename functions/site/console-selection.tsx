/** Routes of the selection: soundings, agreed States, acceptances, proposal, approvals. */
import { Hono } from "hono/quick";
import { askAcceptance, recordAcceptance } from "../../shared/desk/acceptances.ts";
import { approve, propose, setReleaseAt } from "../../shared/desk/approvals.ts";
import { deleteDateReason, getCall } from "../../shared/desk/calls.ts";
import { agree } from "../../shared/desk/consulting.ts";
import { conveyedOn } from "../../shared/desk/messages.ts";
import { listParties } from "../../shared/desk/parties.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import { deleteSounding, logSounding, soundingsOf } from "../../shared/desk/soundings.ts";
import { submissionsOfCall } from "../../shared/desk/submissions.ts";
import { maySeeAll, scanDraft } from "../../shared/domain/approval.ts";
import { representativeOf } from "./offer-form.ts";
import { approvalsPage } from "./pages/console-approvals.tsx";
import { consultationPage } from "./pages/console-consultation.tsx";
import { selectionPage } from "./pages/console-selection.tsx";
import { pathIn } from "./reader.ts";
import { deskDraftId, newScanDraft, scansOf } from "./scans.ts";
import { type ConsoleGiven, consoleAct, consolePage, noAccess, notFound, outcome } from "./web.tsx";

export const selectionRoutes = new Hono();

selectionRoutes.get(
  "/selection/:call",
  consolePage("coordinator", async ({ reader, param }) => {
    const id = { call: param("call") };
    const [call, selection] = await Promise.all([getCall(id), getSelection(id)]);
    if (!call || !selection) return notFound(reader);
    const [submissions, soundings, parties, conveyed] = await Promise.all([
      submissionsOfCall(id),
      soundingsOf(id),
      listParties(),
      conveyedOn(id),
    ]);
    const facts = { call, selection, submissions, soundings, parties, conveyed };
    return call.selection === "consultation" ? consultationPage(reader, facts) : selectionPage(reader, facts);
  }),
);

type Acting = ConsoleGiven & { form: URLSearchParams };
const backTo = ({ reader, param, form }: Acting, result: { ok: true } | { refused: string }) => {
  const here = pathIn(reader, `/console/selection/${param("call")}`);
  const seat = form.get("seat");
  if (seat && form.get("page") === "seat") return outcome(`${here}/${encodeURIComponent(seat)}`, result);
  const ended = outcome(here, result);
  return seat && "go" in ended && !ended.refused ? { go: `${ended.go}#${encodeURIComponent(seat)}` } : ended;
};

selectionRoutes.post(
  "/selection/:call/sounding",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const result = await logSounding({
      call: param("call"),
      seat: form.get("seat") ?? "",
      party: form.get("party") ?? "",
      channel: form.get("channel") ?? "",
      note: form.get("note")?.trim() ?? "",
      by: person.id,
    });
    return backTo(given, result);
  }),
);

selectionRoutes.post(
  "/selection/:call/sounding/delete",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const sounding = form.get("sounding") ?? "";
    return backTo(given, await deleteSounding({ call: param("call"), sounding, by: person.id }));
  }),
);

selectionRoutes.post(
  "/selection/:call/date-reason/delete",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const about = { call: param("call"), at: form.get("at") ?? "", by: person.id };
    return backTo(given, await deleteDateReason(about));
  }),
);

selectionRoutes.post(
  "/selection/:call/agree",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const conveyedBy = form.get("conveyedBy")?.trim();
    const result = await agree({
      call: param("call"),
      seat: form.get("seat") ?? "",
      party: form.get("party") || null,
      ...(conveyedBy ? { conveyedBy } : {}),
      version: Number(form.get("version")),
      by: person.id,
    });
    return backTo(given, result);
  }),
);

selectionRoutes.post(
  "/selection/:call/ask",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const result = await askAcceptance({
      call: param("call"),
      seat: form.get("seat") ?? "",
      version: Number(form.get("version")),
      by: person.id,
    });
    return backTo(given, result);
  }),
);

selectionRoutes.post(
  "/selection/:call/answer",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const representative = representativeOf(form);
    const result = await recordAcceptance({
      call: param("call"),
      seat: form.get("seat") ?? "",
      accepted: form.get("accepted") === "yes",
      ...(representative ? { representative } : {}),
      version: Number(form.get("version")),
      by: person.id,
    });
    return backTo(given, result);
  }),
);

const releaseOf = ({ param, form, person }: Acting) => ({
  call: param("call"),
  releaseAt: (form.get("releaseAt") ?? "").slice(0, 16),
  version: Number(form.get("version")),
  by: person.id,
});

selectionRoutes.post(
  "/selection/:call/propose",
  consoleAct("coordinator", async (given) => backTo(given, await propose(releaseOf(given)))),
);

selectionRoutes.post(
  "/selection/:call/release",
  consoleAct("coordinator", async (given) => backTo(given, await setReleaseAt(releaseOf(given)))),
);

selectionRoutes.get(
  "/approvals/:call",
  consolePage("any", async ({ reader, param, query, person, fresh }) => {
    const id = { call: param("call") };
    const [call, selection] = await Promise.all([getCall(id), getSelection(id)]);
    if (!call || !selection) return notFound(reader);
    // A proposal is confidential: only its approvers, the coordinators and auditors see it.
    const coordinates = person.roles.includes("coordinator");
    if (!maySeeAll(person, call)) return noAccess(reader);
    const [parties, people] = await Promise.all([listParties(), listPeople()]);
    const asked = coordinates ? deskDraftId(query("draft"), "approval") : null;
    const named = asked?.startsWith(`${scanDraft(call.id, selection.slate)}.`) ? asked : null;
    const here = pathIn(reader, `/console/approvals/${call.id}`);
    const scans = named ? await scansOf(named, here, query("key")) : undefined;
    const draft = named ?? newScanDraft(call.id, selection.slate);
    return approvalsPage(reader, { call, selection, parties, people, scans, draft, fresh });
  }),
);

/** What a form says; null without a verdict. */
function verdictOf(form: URLSearchParams) {
  const comment = form.get("comment")?.trim();
  const verdict = (["approved", "returned"] as const).find((one) => one === form.get("verdict"));
  if (!verdict) return null;
  return {
    slate: Number(form.get("slate")),
    verdict,
    ...(comment ? { comment } : {}),
  };
}

selectionRoutes.post(
  "/approvals/:call",
  consoleAct("approver", async ({ reader, param, form, person, fresh }) => {
    const here = pathIn(reader, `/console/approvals/${param("call")}`);
    if (!fresh) return { go: here, refused: "sign-in-again" };
    const given = verdictOf(form);
    if (!given) return { go: here, refused: "verdict-missing" };
    const result = await approve({
      call: param("call"),
      person: person.id,
      by: person.id,
      ...given,
    });
    return outcome(here, result);
  }),
);

selectionRoutes.post(
  "/approvals/:call/behalf",
  consoleAct("coordinator", async ({ reader, param, form, person, fresh }) => {
    const go = pathIn(reader, `/console/approvals/${param("call")}`);
    const draft = deskDraftId(form.get("draft"), "approval");
    if (!draft) return { go, refused: "scan-missing" };
    const here = `${go}?draft=${draft}`;
    if (!fresh) return { go: here, refused: "sign-in-again" };
    const given = verdictOf(form);
    if (!given) return { go: here, refused: "verdict-missing" };
    const result = await approve({
      call: param("call"),
      person: form.get("person") ?? "",
      by: person.id,
      ...given,
      onBehalf: { draft },
    });
    return "refused" in result ? { go: here, refused: result.refused } : { go, done: "yes" };
  }),
);
