/** Routes of a consultation's seats: what is known of one, silence procedures, what is declared of offers, and the formula. */
import { Hono } from "hono/quick";
import { getCall } from "../../shared/desk/calls.ts";
import { offersOn } from "../../shared/desk/composing.ts";
import { previewFormula, setFormula } from "../../shared/desk/formulas.ts";
import { getSelection, surroundingsOf } from "../../shared/desk/selection.ts";
import {
  notReached,
  openSilence,
  recordConveyed,
  recordObjection,
  stopSilence,
} from "../../shared/desk/silences.ts";
import { soundingsKeptUntil, soundingsOf } from "../../shared/desk/soundings.ts";
import { submissionsOfCall } from "../../shared/desk/submissions.ts";
import { rulesOf } from "../../shared/domain/calendar.ts";
import type { languages } from "../../shared/domain/language.ts";
import { addressees } from "../../shared/domain/party.ts";
import { planB } from "../../shared/domain/plan-b.ts";
import { isIneligible } from "../../shared/domain/seats.ts";
import { recipientsOf, runningOn } from "../../shared/domain/silence.ts";
import { listContacts } from "../../shared/store/parties.ts";
import { addDeclarations } from "./declarations.ts";
import { consultingSeatPage } from "./pages/console-consulting-seat.tsx";
import { formulaPage, formulaPreviewPage } from "./pages/console-formula.tsx";
import { statesOf } from "./pages/console-interests.tsx";
import { pathIn, refusalText } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, type End, notFound, outcome } from "./web.tsx";

export const consultingRoutes = new Hono();

interface Typed {
  party: string;
  text: Record<(typeof languages)[number], string>;
  until: string;
}

/** The page of one seat, with what somebody typed that was refused. */
async function seatPage({ reader, param, query }: ConsoleGiven, typed?: Typed): Promise<End> {
  const id = { call: param("call") };
  const [call, selection] = await Promise.all([getCall(id), getSelection(id)]);
  const seat = call?.seats.find((one) => one.id === param("seat"));
  if (!call || !selection || !seat || call.selection !== "consultation") return notFound(reader);
  const surroundings = await surroundingsOf(call, selection);
  const [{ offers, parties }, submissions, soundings, contacts] = await Promise.all([
    offersOn(call, surroundings),
    submissionsOfCall(id),
    soundingsOf(id),
    listContacts(),
  ]);
  const running = runningOn(selection, seat.id);
  const recipients = recipientsOf(call, seat, parties, surroundings.scheme);
  const reached = new Set(addressees(contacts, "silence").map(({ party }) => party));
  const stands = (candidate: string) =>
    !isIneligible(selection, candidate) &&
    !selection.declined.some((one) => one.candidate === candidate && one.seat === seat.id);
  const ways = planB(
    {
      call,
      selection,
      seat: seat.id,
      offered: offers.some((offer) => offer.seats.includes(seat.id) && stands(offer.id)),
      states: statesOf(reader, seat, parties).map((state) => state.id),
      formulas: (reader.definition.calls.find((one) => one.id === call.id)?.formulas ?? []).map(
        (formula) => formula.id,
      ),
    },
    reader.now,
    rulesOf(reader.definition),
  );
  const proposed = parties.find((party) => party.id === (typed?.party ?? query("silence")));
  return consultingSeatPage(reader, {
    ...id,
    call,
    selection,
    seat,
    submissions,
    soundings,
    parties,
    offers,
    ways,
    keptUntil: soundingsKeptUntil(reader.definition),
    sound: query("sound"),
    recipients,
    unreached: recipients.filter((party) => !reached.has(party)),
    lacking: running ? await notReached(call.id, running) : [],
    drafted: proposed && { party: proposed, ...(typed && { text: typed.text, until: typed.until }) },
  });
}

consultingRoutes.get(
  "/selection/:call/:seat",
  consolePage("coordinator", (given) => seatPage(given)),
);

type Acting = ConsoleGiven & { form: URLSearchParams };
const seatPath = ({ reader, param }: Acting) =>
  pathIn(reader, `/console/selection/${param("call")}/${param("seat")}`);

function typedOf(form: URLSearchParams): Typed {
  // Browsers post line ends as CR and LF.
  const words = (language: string) =>
    (form.get(`text.${language}`) ?? "").replaceAll("\r\n", "\n").trim().slice(0, 5000);
  return {
    party: form.get("party") ?? "",
    text: { es: words("es"), en: words("en"), pt: words("pt"), fr: words("fr") },
    until: (form.get("until") ?? "").slice(0, 16),
  };
}

consultingRoutes.post(
  "/selection/:call/:seat/silence",
  consoleAct("coordinator", async (given) => {
    const { reader, param, form, person } = given;
    const typed = typedOf(form);
    const opened = await openSilence({
      call: param("call"),
      seat: param("seat"),
      ...typed,
      version: Number(form.get("version")),
      by: person.id,
    });
    if (!("refused" in opened)) return outcome(seatPath(given), opened);
    // Four texts are not typed again: the page comes back with them, and with the reason.
    const page = await seatPage(given, typed);
    return "title" in page
      ? { ...page, status: 422, message: { tone: "bad", text: refusalText(reader.t, opened.refused) } }
      : page;
  }),
);

consultingRoutes.post(
  "/selection/:call/:seat/silence/objection",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const [silence, party] = [form.get("silence") ?? "", form.get("party") ?? ""];
    const result = await recordObjection({ call: param("call"), silence, party, by: person.id });
    return outcome(seatPath(given), result);
  }),
);

consultingRoutes.post(
  "/selection/:call/:seat/silence/conveyed",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const [silence, party] = [form.get("silence") ?? "", form.get("party") ?? ""];
    const result = await recordConveyed({ call: param("call"), silence, party, by: person.id });
    return outcome(seatPath(given), result);
  }),
);

consultingRoutes.post(
  "/selection/:call/:seat/silence/stop",
  consoleAct("coordinator", async (given) => {
    const { param, form, person } = given;
    const silence = form.get("silence") ?? "";
    return outcome(seatPath(given), await stopSilence({ call: param("call"), silence, by: person.id }));
  }),
);

addDeclarations(consultingRoutes, "/selection/:call/:seat", (given, result) =>
  outcome(seatPath(given), result),
);

const wantedOf = (get: (name: string) => string | null | undefined) => {
  const formula = get("formula") || null;
  const leads = get("leads");
  return { formula, ...(leads ? { leads } : {}) };
};

consultingRoutes.get(
  "/formula/:call",
  consolePage("coordinator", async ({ reader, param, query }) => {
    const id = { call: param("call") };
    const [call, selection] = await Promise.all([getCall(id), getSelection(id)]);
    if (!call || !selection || call.selection !== "consultation") return notFound(reader);
    return formulaPage(reader, { call, version: selection.version, wanted: wantedOf(query) });
  }),
);

consultingRoutes.post(
  "/formula/:call/preview",
  consoleAct("coordinator", async ({ reader, param, form }) => {
    const call = await getCall({ call: param("call") });
    if (!call) return notFound(reader);
    const wanted = wantedOf((name) => form.get(name));
    const preview = await previewFormula({ call: call.id, ...wanted });
    if ("refused" in preview) {
      return { go: pathIn(reader, `/console/formula/${call.id}`), refused: preview.refused };
    }
    const { renamed, mails } = preview;
    return formulaPreviewPage(reader, { call, version: Number(form.get("version")), wanted, renamed, mails });
  }),
);

consultingRoutes.post(
  "/formula/:call",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const result = await setFormula({
      call: param("call"),
      ...wantedOf((name) => form.get(name)),
      version: Number(form.get("version")),
      tell: form.get("tell") === "yes",
      by: person.id,
    });
    const area = "refused" in result ? "formula" : "selection";
    return outcome(pathIn(reader, `/console/${area}/${param("call")}`), result);
  }),
);
