/** Routes of outgoing mail: the outbox, each mail, each kind of mail. */
import { Hono } from "hono/quick";
import { listCalls } from "../../shared/desk/calls.ts";
import {
  cancelNotice,
  editNotice,
  getNotice,
  holdNotice,
  letterOf,
  noticesNeedingCare,
  type OutboxEntry,
  outbox,
  releaseNotice,
  renderNotice,
  sampleLetter,
  sampleMail,
  sendNow,
} from "../../shared/desk/notices.ts";
import { getParty } from "../../shared/desk/parties.ts";
import { disableKind, enableKind, markSeen, setMailMode } from "../../shared/desk/reviews.ts";
import { textOf } from "../../shared/desk/written.ts";
import { Language } from "../../shared/domain/language.ts";
import { mayReadMail, NoticeKind } from "../../shared/domain/notice.ts";
import { MailMode, type Person } from "../../shared/domain/review.ts";
import { mailKindPage, mailKindsPage } from "./pages/console-mail.tsx";
import { boxes, noticePage, outboxPage } from "./pages/console-outbox.tsx";
import { pathIn } from "./reader.ts";
import { consoleAct, consolePage, notFound, outcome } from "./web.tsx";

export const outboxRoutes = new Hono();

const mayRead = ({ roles }: Person, { notice }: OutboxEntry): boolean => mayReadMail(roles, notice);

outboxRoutes.get(
  "/outbox",
  consolePage("any", async ({ reader, query, person }) => {
    const box = boxes.find((one) => one === query("box")) ?? "future";
    const cursor = query("cursor");
    const calls = await listCalls();
    if (box === "care") {
      const entries = (await noticesNeedingCare())
        .map((notice) => ({ notice, planned: false }))
        .filter((entry) => mayRead(person, entry));
      return outboxPage(reader, { box, entries, calls });
    }
    const page = await outbox({ box, ...(cursor ? { cursor } : {}) });
    const entries = page.entries.filter((entry) => mayRead(person, entry));
    return outboxPage(reader, { box, calls, ...page, entries });
  }),
);

outboxRoutes.get(
  "/outbox/:notice",
  consolePage("any", async ({ reader, param, person }) => {
    const id = { notice: param("notice") };
    const entry = await getNotice(id);
    if (!entry || !mayRead(person, entry)) return notFound(reader);
    const { party: of } = entry.notice;
    const [mail, words, party] = await Promise.all([
      renderNotice(id),
      textOf(entry.notice),
      of ? getParty({ party: of }) : null,
    ]);
    return noticePage(reader, { entry, mail, words, party });
  }),
);

outboxRoutes.get(
  "/outbox/:notice/letter.pdf",
  consolePage("coordinator", async ({ reader, param }) => {
    const file = await letterOf({ notice: param("notice") });
    return file ? { file } : notFound(reader);
  }),
);

const acts = { hold: holdNotice, release: releaseNotice, cancel: cancelNotice, send: sendNow } as const;

for (const [name, act] of Object.entries(acts)) {
  outboxRoutes.post(
    `/outbox/:notice/${name}`,
    consoleAct("coordinator", async ({ reader, param, person }) =>
      outcome(
        pathIn(reader, `/console/outbox/${param("notice")}`),
        await act({ notice: param("notice"), by: person.id }),
      ),
    ),
  );
}

outboxRoutes.post(
  "/outbox/:notice/edit",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const result = await editNotice({
      notice: param("notice"),
      // Browsers post lines that end in CRLF; mails are composed from plain line ends.
      text: { subject: form.get("subject") ?? "", text: (form.get("text") ?? "").replaceAll("\r\n", "\n") },
      by: person.id,
    });
    return outcome(pathIn(reader, `/console/outbox/${param("notice")}`), result);
  }),
);

outboxRoutes.get(
  "/mail",
  consolePage("any", async ({ reader }) => mailKindsPage(reader)),
);

outboxRoutes.post(
  "/mail/mode",
  consoleAct("coordinator", async ({ reader, form, person }) => {
    const go = pathIn(reader, "/console/mail");
    const mode = MailMode.safeParse(form.get("mode"));
    if (!mode.success) return { go, refused: "other" };
    return outcome(go, await setMailMode({ mode: mode.data, by: person.id }));
  }),
);

outboxRoutes.get(
  "/mail/:kind",
  consolePage("any", async ({ reader, param }) => {
    const kind = NoticeKind.safeParse(param("kind"));
    if (!kind.success) return notFound(reader);
    const mails = await Promise.all(
      reader.definition.review.languages.map(async (language) => ({
        language,
        mail: await sampleMail({ kind: kind.data, language }),
      })),
    );
    return mailKindPage(reader, { kind: kind.data, mails });
  }),
);

outboxRoutes.get(
  "/mail/letter/:language/letter.pdf",
  consolePage("any", async ({ reader, param }) => {
    const language = Language.safeParse(param("language"));
    return language.success ? { file: await sampleLetter({ language: language.data }) } : notFound(reader);
  }),
);

outboxRoutes.post(
  "/mail/:kind/enable",
  consoleAct("coordinator", async ({ reader, param, person }) => {
    const kind = NoticeKind.safeParse(param("kind"));
    if (!kind.success) return notFound(reader);
    for (const language of reader.definition.review.languages) {
      await markSeen({ kind: kind.data, language, by: person.id });
    }
    const result = await enableKind({ kind: kind.data, by: person.id });
    return outcome(pathIn(reader, `/console/mail/${kind.data}`), result);
  }),
);

outboxRoutes.post(
  "/mail/:kind/disable",
  consoleAct("coordinator", async ({ reader, param, person }) => {
    const kind = NoticeKind.safeParse(param("kind"));
    if (!kind.success) return notFound(reader);
    const result = await disableKind({ kind: kind.data, by: person.id });
    return outcome(pathIn(reader, `/console/mail/${kind.data}`), result);
  }),
);
