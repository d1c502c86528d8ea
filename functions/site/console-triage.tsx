/** Routes of the messages that people sort. */
import { Hono } from "hono/quick";
import * as z from "zod";
import { listCalls, standingsOfParty } from "../../shared/desk/calls.ts";
import { fileLink, rawLink } from "../../shared/desk/files.ts";
import {
  assign,
  getMessage,
  haveTelephoned,
  listTriage,
  makeOfficial,
  openSealed,
  recentMessages,
  reopen,
  type SortedMessage,
  setAside,
  undo,
} from "../../shared/desk/messages.ts";
import { contactsOf, listParties } from "../../shared/desk/parties.ts";
import { readHtml, readMessage, takeOutFiles } from "../../shared/desk/reading.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { fileStates } from "../../shared/desk/scans.ts";
import { asideReasons, mayReadMessage } from "../../shared/domain/message.ts";
import type { Person } from "../../shared/domain/review.ts";
import { AssignedAs } from "../../shared/domain/sorting.ts";
import { messagePage } from "./pages/console-message.tsx";
import { allMessagesPage, type Became, resultPage, triagePage } from "./pages/console-triage.tsx";
import { handOver } from "./pages/file-held.tsx";
import type { PartyChoice } from "./pages/party-field.tsx";
import { partyNamed } from "./parties-named.ts";
import { given, here, Revision } from "./posted-message.ts";
import { pathIn, type Reader, refusalText } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, type End, notFound, outcome } from "./web.tsx";

export const triageRoutes = new Hono();

const Why = z.enum(asideReasons).catch("other");

const openCalls = async () => (await listCalls()).filter(({ phase }) => phase !== "draft");

async function queueFacts({ roles }: Person) {
  const [triage, parties, calls] = await Promise.all([listTriage(), listParties(), openCalls()]);
  return { messages: triage.filter((message) => mayReadMessage(roles, message)), parties, calls };
}

/** The message of the path, if the person may know of it. */
async function messageOf({ param, person }: Pick<ConsoleGiven, "param" | "person">) {
  const message = await getMessage({ message: param("message") });
  return message && mayReadMessage(person.roles, message) ? message : null;
}

triageRoutes.get(
  "/triage",
  consolePage("any", async ({ reader, query, person }) => {
    if (query("all") !== "yes") return triagePage(reader, await queueFacts(person));
    const cursor = query("cursor");
    const { messages, ...rest } = await recentMessages(cursor ? { cursor } : {});
    const shown = messages.filter((message) => mayReadMessage(person.roles, message));
    return allMessagesPage(reader, { ...rest, messages: shown });
  }),
);

/** What is done to several messages: each by itself, so that one that changed meanwhile holds up no other. */
triageRoutes.post(
  "/triage",
  consoleAct("coordinator", async ({ reader, form, person }) => {
    const here = pathIn(reader, "/console/triage");
    const chosen = form.getAll("chosen").slice(0, 100);
    if (chosen.length === 0) return { go: here, refused: "none-chosen" };
    const act = form.get("act");
    const facts = await queueFacts(person);
    const call = facts.calls.find(({ id }) => id === form.get("call"));
    const named = partyNamed(reader, form.get("party") ?? "", facts.parties, call);
    if (act === "assign" && (!call || !("party" in named))) {
      const choice = "choice" in named ? named.choice : { typed: named.party.id };
      const page = triagePage(reader, { ...facts, choice, chosen, call: call?.id });
      return {
        ...page,
        status: 422,
        message: { tone: "bad", text: refusalText(reader.t, call ? "unknown-party" : "unknown-call") },
      };
    }
    const became: Became[] = [];
    for (const one of chosen) {
      const [message = "", revision] = one.split(".");
      const given = { message, revision: Revision.parse(revision), by: person.id };
      const result =
        act === "undo"
          ? await undo(given)
          : act === "assign" && call && "party" in named
            ? await assign({ ...given, call: call.id, party: named.party.id })
            : await setAside({ ...given, why: Why.parse(form.get("why")) });
      const now = await getMessage({ message });
      if (!now) continue;
      const done = !("refused" in result);
      const text = done ? reader.ct.sorting.becameDone : refusalText(reader.t, result.refused);
      became.push({ message: now, done, text, revision: now.revision });
    }
    return resultPage(reader, { became, undoable: act !== "undo" });
  }),
);

async function pageOf(
  reader: Reader,
  message: SortedMessage,
  again: { choice?: PartyChoice; chosen?: { call?: string; as?: string; keep?: boolean } } = {},
) {
  const { end } = message;
  const party = end.kind === "set-aside" ? undefined : end.party;
  const call = end.kind === "set-aside" ? undefined : end.call;
  const [calls, parties, people, reading, contacts, standings] = await Promise.all([
    openCalls(),
    listParties(),
    listPeople(),
    readMessage(message),
    party ? contactsOf({ party }) : [],
    party ? standingsOfParty({ party }) : [],
  ]);
  const scanned = reading.kind === "read" ? await fileStates(reading.files, sinceOf(message)) : {};
  const informal = standings.some((one) => one.call === call && one.informal !== undefined);
  return messagePage(reader, {
    message,
    calls,
    parties,
    people,
    reading,
    contacts,
    scanned,
    informal,
    ...again,
  });
}

/** When the files of a message were laid where they are scanned. */
const sinceOf = ({ taken, acts, receivedAt }: SortedMessage) =>
  taken ?? acts.findLast(({ act }) => act === "assigned")?.at ?? receivedAt;

triageRoutes.get(
  "/triage/:message",
  consolePage("any", async (visit) => {
    const { reader } = visit;
    const message = await messageOf(visit);
    return message ? pageOf(reader, message) : notFound(reader);
  }),
);

triageRoutes.get(
  "/triage/:message/raw",
  consolePage("coordinator", async ({ reader, param }) => {
    const message = await getMessage({ message: param("message") });
    if (!message) return notFound(reader);
    const reading = await readMessage(message);
    const scanned = reading.kind === "read" ? await fileStates(reading.files, sinceOf(message)) : {};
    // The mail as it came would carry what is handed to nobody.
    if (Object.values(scanned).includes("infected"))
      return handOver(reader, { name: message.subject || message.id }, { held: "infected" });
    const address = await rawLink({ message: message.id });
    return address ? { go: address } : notFound(reader);
  }),
);

triageRoutes.get(
  "/triage/:message/html",
  consolePage("any", async (visit) => {
    const { reader } = visit;
    const message = await messageOf(visit);
    const html = message && (await readHtml({ message: message.id }));
    return html ? { document: html.html } : notFound(reader);
  }),
);

triageRoutes.post(
  "/triage/:message/files",
  consoleAct("coordinator", async ({ reader, param, person }) =>
    outcome(
      pathIn(reader, `/console/triage/${param("message")}`),
      await takeOutFiles({ message: param("message"), by: person.id }),
    ),
  ),
);

triageRoutes.get(
  "/triage/:message/files/:index{[0-9]+}",
  consolePage("any", async (visit) => {
    const { reader, param, query } = visit;
    const message = await messageOf(visit);
    const reading = message && (await readMessage(message));
    const file = reading?.kind === "read" ? reading.files[Number(param("index"))] : undefined;
    if (!message || !file) return notFound(reader);
    const warned = query("warned") === "yes";
    const since = sinceOf(message);
    return handOver(reader, file, await fileLink({ file, to: "secretariat", since, warned }));
  }),
);

triageRoutes.post(
  "/triage/:message/assign",
  consoleAct("coordinator", async (posted): Promise<End> => {
    const { reader, form, param } = posted;
    const [parties, calls] = await Promise.all([listParties(), openCalls()]);
    const call = calls.find(({ id }) => id === form.get("call"));
    const named = partyNamed(reader, form.get("party") ?? "", parties, call);
    const as = AssignedAs.catch("answer").parse(form.get("as"));
    const keep = form.get("keep") === "yes";
    if ("choice" in named) {
      const message = await getMessage({ message: param("message") });
      if (!message) return notFound(reader);
      const chosen = { ...(call ? { call: call.id } : {}), as, keep };
      const page = await pageOf(reader, message, { choice: named.choice, chosen });
      return { ...page, status: 422, message: { tone: "bad", text: refusalText(reader.t, "unknown-party") } };
    }
    const result = await assign({
      ...given(posted),
      call: form.get("call") ?? "",
      party: named.party.id,
      as,
      keep,
    });
    return outcome(here(posted), result);
  }),
);

const acts = { open: openSealed, telephone: haveTelephoned, reopen, undo } as const;

for (const [name, act] of Object.entries(acts)) {
  triageRoutes.post(
    `/triage/:message/${name}`,
    consoleAct("coordinator", async (posted) => outcome(here(posted), await act(given(posted)))),
  );
}

triageRoutes.post(
  "/triage/:message/aside",
  consoleAct("coordinator", async (posted) => {
    const { reader, form } = posted;
    const note = form.get("note")?.trim();
    const result = await setAside({
      ...given(posted),
      why: Why.parse(form.get("why")),
      ...(note ? { note } : {}),
    });
    return outcome("refused" in result ? here(posted) : pathIn(reader, "/console/triage"), result);
  }),
);

triageRoutes.post(
  "/triage/:message/official",
  consoleAct("coordinator", async (posted) => {
    const { form } = posted;
    if (form.get("sure") !== "yes") return { go: here(posted), refused: "not-sure" };
    return outcome(here(posted), await makeOfficial({ ...given(posted), party: form.get("party") ?? "" }));
  }),
);
