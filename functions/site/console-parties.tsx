/** Routes of the parties and of their versions. */
import { Hono } from "hono/quick";
import { assessesVersion } from "../../shared/desk/assessing.ts";
import { getCall, listCalls, standingsOfParty } from "../../shared/desk/calls.ts";
import { fileLink } from "../../shared/desk/files.ts";
import { messagesOfParty } from "../../shared/desk/messages.ts";
import { noticesOfParty } from "../../shared/desk/notices.ts";
import { contactsOf, getParty, listParties, pauseParty, raiseGeneration } from "../../shared/desk/parties.ts";
import { listRunning } from "../../shared/desk/people.ts";
import { plannedNotices } from "../../shared/desk/planned.ts";
import { openProposals, settleProposal } from "../../shared/desk/proposals.ts";
import { listPeople } from "../../shared/desk/reviews.ts";
import { fileStates } from "../../shared/desk/scans.ts";
import { anyVersion, confirmByHand, publish, versionsOfParty } from "../../shared/desk/submissions.ts";
import { understoodOf } from "../../shared/desk/understood.ts";
import { maySeeAll } from "../../shared/domain/approval.ts";
import { mayReadMessage } from "../../shared/domain/message.ts";
import { mayReadMail, type Notice } from "../../shared/domain/notice.ts";
import { mayOpen } from "../../shared/domain/review.ts";
import { consolePartyPage, foundAmong, partiesPage } from "./pages/console-parties.tsx";
import { consoleVersionPage } from "./pages/console-version.tsx";
import { handOver } from "./pages/file-held.tsx";
import { pathIn } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, noAccess, notFound, outcome } from "./web.tsx";

export const partyDeskRoutes = new Hono();

partyDeskRoutes.get(
  "/parties",
  consolePage("any", async ({ reader, query }) => {
    const search = query("search") ?? "";
    const found = foundAmong(reader, await listParties(), search);
    const [only] = found;
    if (search.trim() && only && found.length === 1)
      return { go: pathIn(reader, `/console/parties/${only.id}`) };
    return partiesPage(reader, { found, search });
  }),
);

partyDeskRoutes.get(
  "/parties/:party",
  consolePage("any", async ({ reader, param, person }) => {
    const id = { party: param("party") };
    const party = await getParty(id);
    if (!party) return notFound(reader);
    const [contacts, calls, standings, submissions, messages, notices, people, planned, running, proposals] =
      await Promise.all([
        contactsOf(id),
        listCalls(),
        standingsOfParty(id),
        versionsOfParty(id),
        messagesOfParty(id),
        noticesOfParty(id),
        listPeople(),
        plannedNotices(),
        listRunning(),
        openProposals({ ...id, now: reader.now }),
      ]);
    const mayRead = (notice: Notice) => mayReadMail(person.roles, notice);
    return consolePartyPage(reader, {
      party,
      contacts,
      calls,
      standings,
      submissions,
      proposals,
      messages: messages.filter((message) => mayReadMessage(person.roles, message)),
      notices: notices.filter(mayRead),
      people,
      planned: planned
        .filter((one) => one.party === party.id && !notices.some((known) => known.id === one.id))
        .filter(mayRead),
      selections: running.filter(({ call }) => maySeeAll(person, call)),
    });
  }),
);

const partyPathOf = ({ reader, param }: Pick<ConsoleGiven, "reader" | "param">) =>
  pathIn(reader, `/console/parties/${param("party")}`);

partyDeskRoutes.post(
  "/parties/:party/pause",
  consoleAct("coordinator", async (given) => {
    const paused = given.form.get("paused") === "yes";
    const result = await pauseParty({ party: given.param("party"), paused, by: given.person.id });
    return outcome(partyPathOf(given), result);
  }),
);

/** A contact that the party named, taken up or not by who knows: a note verbale came, or somebody telephoned. */
partyDeskRoutes.post(
  "/parties/:party/proposal",
  consoleAct("coordinator", async (given) => {
    const result = await settleProposal({
      party: given.param("party"),
      proposal: given.form.get("proposal") ?? "",
      confirmed: given.form.get("confirmed") === "yes",
      by: given.person.id,
    });
    return outcome(partyPathOf(given), result);
  }),
);

partyDeskRoutes.post(
  "/parties/:party/renew",
  consoleAct("coordinator", async (given) => {
    const contact = given.form.get("contact") ?? "";
    return outcome(partyPathOf(given), await raiseGeneration({ contact, by: given.person.id }));
  }),
);

const versionOf = ({ param, form }: ConsoleGiven & { form: URLSearchParams }) => ({
  party: param("party"),
  call: form.get("call") ?? "",
  version: Number(form.get("version")),
});

partyDeskRoutes.post(
  "/parties/:party/confirm",
  consoleAct("coordinator", async (given) =>
    outcome(partyPathOf(given), await confirmByHand({ ...versionOf(given), by: given.person.id })),
  ),
);

partyDeskRoutes.post(
  "/parties/:party/publish",
  consoleAct("coordinator", async (given) => {
    const published = given.form.get("published") === "yes";
    const result = await publish({ ...versionOf(given), published, by: given.person.id });
    return outcome(partyPathOf(given), result);
  }),
);

async function versionAt({ param }: ConsoleGiven) {
  const [submission, call, standings, parties, people] = await Promise.all([
    anyVersion({ call: param("call"), party: param("party"), version: Number(param("version")) }),
    getCall({ call: param("call") }),
    standingsOfParty({ party: param("party") }),
    listParties(),
    listPeople(),
  ]);
  const effective = standings.find((one) => one.call === param("call"))?.effective;
  if (!submission || !call) return null;
  const scanned = await fileStates(submission.files, submission.receivedAt);
  return { submission, call, effective, parties, people, scanned };
}

partyDeskRoutes.get(
  "/parties/:party/:call/:version{[0-9]+}",
  consolePage("any", async (given) => {
    const facts = await versionAt(given);
    if (!facts) return notFound(given.reader);
    const { review } = given.reader.definition;
    const names = [review.names, review.short];
    const understood = await understoodOf(facts.submission.files, facts.call, names);
    const page = consoleVersionPage(given.reader, { ...facts, understood });
    if (given.query("done") !== facts.submission.reference) return page;
    const text = given.reader.ct.record.registered(facts.submission.reference);
    return { ...page, message: { tone: "good", text } };
  }),
);

partyDeskRoutes.get(
  "/parties/:party/:call/:version{[0-9]+}/files/:index{[0-9]+}",
  consolePage("colleague", async (given) => {
    const { person, reader, param } = given;
    const asked = { call: param("call"), party: param("party"), version: Number(param("version")) };
    const reads = mayOpen(person, "any");
    if (!reads && !(await assessesVersion({ ...asked, person }))) return noAccess(reader);
    const facts = await versionAt(given);
    const file = facts?.submission.files[Number(given.param("index"))];
    if (!facts || !file) return notFound(reader);
    const since = facts.submission.receivedAt;
    const warned = given.query("warned") === "yes";
    const link = await fileLink({ file, to: "secretariat", since, warned });
    const back = pathIn(reader, `/console/assessment/${asked.call}`);
    return handOver(reader, file, link, reads ? {} : { back });
  }),
);
