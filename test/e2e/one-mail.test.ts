/** One mail through every layer: SMTP, verdicts, bucket, function, tables, stream, outbox, SES, and back to its sender. */
import { strFromU8, unzipSync } from "fflate";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { advance, becomeOperator, mailFrom, testCloud } from "../support/cloud.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await testCloud({ now: "2024-10-29T13:00:00Z" }); // the day before the call opens
  becomeOperator(cloud);
});
afterAll(() => cloud.stop());

const sender = "mision.santiago@cancilleria-co.example";
const mail = (subject: string, messageId: string) =>
  [
    `From: Misión de Colombia <${sender}>`.normalize("NFD").replace(/\p{M}/gu, ""),
    "To: guiding-questions@in.hoja.example",
    `Subject: ${subject}`,
    "Date: Wed, 06 Nov 2024 12:00:00 +0000",
    `Message-ID: <${messageId}@cancilleria-co.example>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Se remiten las respuestas.",
    "",
  ].join("\n");

const receipts = async () =>
  (await cloud.sentMail()).filter(
    ({ to, tags }) => to.includes(sender) && tags.notice?.includes("_receipt_"),
  );

test("a mail from an official contact becomes a submission and is acknowledged in Spanish", async () => {
  const { prepareLaunch } = await import("../support/launch.ts");
  await prepareLaunch("guiding-questions");
  await advance(cloud, "2024-11-06T12:00:00Z");
  await mailFrom(cloud, sender, "guiding-questions@in.hoja.example", mail("Respuestas", "one"));
  await cloud.settled();
  const received = (await receipts()).map(({ raw }) => raw.toString());
  expect(cloud.failures()).toEqual([]);
  expect(cloud.denied()).toEqual([]);
  expect(received).toHaveLength(1);
  expect(received[0]).toContain("In-Reply-To: <one@cancilleria-co.example>");
  const { versionsOf } = await import("../../shared/store/submissions.ts");
  expect(await versionsOf("guiding-questions", "CO")).toMatchObject([
    { version: 1, state: "recorded", reference: "LAC25-GQ-COL-1" },
  ]);
});

test("the same mail again changes nothing", async () => {
  await mailFrom(cloud, sender, "guiding-questions@in.hoja.example", mail("Respuestas", "one"));
  await cloud.settled();
  expect(await receipts()).toHaveLength(1);
});

test("a mail from an unknown address is in triage", async () => {
  await mailFrom(
    cloud,
    "alguien@correo.example",
    "guiding-questions@in.hoja.example",
    mail("Hola", "two").replace(sender, "alguien@correo.example"),
  );
  await cloud.settled();
  const { messagesByEnd } = await import("../../shared/store/messages.ts");
  expect((await messagesByEnd("triage")).items).toMatchObject([
    { end: { reason: "unknown-sender" }, subject: "Hola" },
  ]);
});

test("notes verbales asked for become a file that only a coordinator fetches, told once in the ledger", async () => {
  const { askForNotes, notesLink, readMaking } = await import("../../shared/desk/note-makings.ts");
  const call = "guiding-questions";
  const asked = await askForNotes({
    call,
    group: "unanswered",
    post: "own",
    form: "one-each",
    by: "ines-rojas",
  });
  if ("refused" in asked) throw new Error(asked.refused);
  await cloud.settled();
  const found = await readMaking({ call, id: asked.id });
  expect(found).toMatchObject({
    state: "ready",
    making: { written: { name: "LAC25-NV-GQ-2024-11-06.zip" } },
  });
  // The same event once more changes nothing.
  const key = `exports/requests/${asked.id}.json`;
  await cloud.invoke("write-notes", { detail: { object: { key } } });
  expect((await readMaking({ call, id: asked.id }))?.making).toEqual(found?.making);
  const link = await notesLink({ call, id: asked.id });
  const files = unzipSync(new Uint8Array(await (await fetch(link ?? "")).arrayBuffer()));
  expect(Object.keys(files)).toContain("LAC25-NV-GQ-ARG.docx");
  expect(Object.keys(files)).not.toContain("LAC25-NV-GQ-COL.docx"); // it has answered
  const argentina = unzipSync(files["LAC25-NV-GQ-ARG.docx"] ?? new Uint8Array());
  const text = strFromU8(argentina["word/document.xml"] ?? new Uint8Array());
  const opened = await fetch(new URL(/https?:[^<]*\/es\/p\/ar1\.[a-z0-9]+/.exec(text)?.[0] ?? "").href);
  expect(opened.status).toBe(200);
  expect(await opened.text()).toContain("Argentina");
  const { listEntries } = await import("../../shared/desk/ledger.ts");
  const acts = (await listEntries({ call })).entries.map(({ act }) => act);
  expect(acts.filter((act) => act.startsWith("notes.")).sort()).toEqual(["notes.requested", "notes.written"]);
  expect(cloud.failures()).toEqual([]);
  expect(cloud.denied()).toEqual([]);
});
