/** Routes of the secretariat: its first page, the one button that pauses all sending, the ledger, and the areas. */
import { Hono } from "hono/quick";
import { countToAssess } from "../../shared/desk/assessing.ts";
import { listCalls, standingsOfCall } from "../../shared/desk/calls.ts";
import { kindsNotEnabled } from "../../shared/desk/due-kinds.ts";
import { listTriage } from "../../shared/desk/messages.ts";
import { noticesNeedingCare } from "../../shared/desk/notices.ts";
import { unreachableContacts } from "../../shared/desk/parties.ts";
import { silentMailboxes } from "../../shared/desk/probes-lost.ts";
import { waitingReleases } from "../../shared/desk/releases.ts";
import { setPaused } from "../../shared/desk/reviews.ts";
import { countInfected, infectedFiles, settleInfected } from "../../shared/desk/scans.ts";
import { getSelection } from "../../shared/desk/selection.ts";
import { isAssessorOf } from "../../shared/domain/assessment.ts";
import { mayReadMessage } from "../../shared/domain/message.ts";
import { mayReadMail } from "../../shared/domain/notice.ts";
import { awaitsRelease } from "../../shared/domain/releases.ts";
import { mayOpen, type Person } from "../../shared/domain/review.ts";
import { listActivities } from "../../shared/store/reviews.ts";
import { askRoutes } from "./console-ask.tsx";
import { assessmentRoutes } from "./console-assessment.tsx";
import { callRoutes } from "./console-calls.tsx";
import { compositionRoutes } from "./console-composition.ts";
import { consultingRoutes } from "./console-consulting.tsx";
import { contactRoutes } from "./console-contacts.tsx";
import { dossierRoutes } from "./console-dossier.ts";
import { exportRoutes } from "./console-export.tsx";
import { extensionRoutes } from "./console-extension.tsx";
import { ledgerRoutes } from "./console-ledger.tsx";
import { notesRoutes } from "./console-notes.tsx";
import { outboxRoutes } from "./console-outbox.tsx";
import { partyDeskRoutes } from "./console-parties.tsx";
import { peopleRoutes } from "./console-people.tsx";
import { recordRoutes } from "./console-record.tsx";
import { rosterRoutes } from "./console-roster.tsx";
import { selectionRoutes } from "./console-selection.tsx";
import { todoRoutes } from "./console-todo.tsx";
import { triageRoutes } from "./console-triage.tsx";
import { infectedPage } from "./pages/console-files.tsx";
import { assessorPage, todayPage } from "./pages/console-today.tsx";
import { pathIn } from "./reader.ts";
import { consoleAct, consolePage, outcome } from "./web.tsx";

export const consoleRoutes = new Hono();

consoleRoutes.get(
  "/",
  consolePage("colleague", async ({ reader, person }) => {
    if (!mayOpen(person, "any")) return assessorPage(reader, await assessedBy(person));
    const [calls, triage, care, releases, activities, infected, silent, unreachable, kindsOff] =
      await Promise.all([
        listCalls(),
        listTriage(),
        noticesNeedingCare(),
        waitingReleases(reader.now),
        listActivities(),
        countInfected(),
        silentMailboxes(reader.now),
        unreachableContacts(),
        kindsNotEnabled(reader.now),
      ]);
    const facts = await Promise.all(
      calls.map(async (call) => {
        const [selection, standings, toAssess] = await Promise.all([
          getSelection({ call: call.id }),
          standingsOfCall({ call: call.id }),
          countToAssess({ call, person }),
        ]);
        const informal = standings.filter((one) => one.informal !== undefined).length;
        return {
          call,
          selection,
          informal,
          toAssess,
          received: standings.filter(({ versions }) => versions > 0).length,
        };
      }),
    );
    const waiting = releases.filter((one) => mayReadMail(person.roles, one.notice));
    return todayPage(reader, {
      person,
      triage: triage.filter((message) => mayReadMessage(person.roles, message)),
      care: care.filter((notice) => mayReadMail(person.roles, notice) && !awaitsRelease(notice)),
      releases: { waiting: waiting.length, overdue: waiting.filter(({ overdue }) => overdue).length },
      kindsOff: kindsOff.filter((one) => mayReadMail(person.roles, one)),
      infected,
      silent,
      unreachable,
      calls: facts,
      activities,
    });
  }),
);

/** The calls that a person assesses, with how many applications wait for their marks. */
async function assessedBy(person: Person) {
  const calls = (await listCalls()).filter((call) => isAssessorOf(call, person));
  return await Promise.all(
    calls.map(async (call) => ({ call, toAssess: await countToAssess({ call, person }) })),
  );
}

consoleRoutes.post(
  "/pause",
  consoleAct("coordinator", async ({ reader, form, person }) =>
    outcome(
      pathIn(reader, "/console"),
      await setPaused({ paused: form.get("paused") === "yes", by: person.id }),
    ),
  ),
);

consoleRoutes.get(
  "/files",
  consolePage("any", async ({ reader }) => infectedPage(reader, await infectedFiles())),
);

consoleRoutes.post(
  "/files",
  consoleAct("coordinator", async ({ reader, form, person }) =>
    outcome(
      pathIn(reader, "/console/files"),
      await settleInfected({ key: form.get("key") ?? "", by: person.id }),
    ),
  ),
);

consoleRoutes.route("/", callRoutes);
consoleRoutes.route("/", assessmentRoutes);
consoleRoutes.route("/", compositionRoutes);
consoleRoutes.route("/", dossierRoutes);
consoleRoutes.route("/", consultingRoutes);
consoleRoutes.route("/", notesRoutes);
consoleRoutes.route("/", rosterRoutes); // before the pages of parties: "import" is none
consoleRoutes.route("/", contactRoutes);
consoleRoutes.route("/", extensionRoutes);
consoleRoutes.route("/", partyDeskRoutes);
consoleRoutes.route("/", peopleRoutes);
consoleRoutes.route("/", exportRoutes);
consoleRoutes.route("/", ledgerRoutes);
consoleRoutes.route("/", outboxRoutes);
consoleRoutes.route("/", recordRoutes);
consoleRoutes.route("/", selectionRoutes);
consoleRoutes.route("/", triageRoutes);
consoleRoutes.route("/", askRoutes);
consoleRoutes.route("/", todoRoutes);
