/** Watch over mail in: probes come back through the redirects, mails whose event was lost are received, mails are read again. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { advance, becomeOperator, mailFrom, testCloud } from "../support/cloud.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await testCloud({ now: "2024-11-05T05:30:00Z" });
  becomeOperator(cloud);
});
afterAll(() => cloud.stop());

const sender = "mision.santiago@cancilleria-co.example";
const inputs = "guiding-questions@in.hoja.example";
const mail = (subject: string, from = sender) =>
  [
    `From: <${from}>`,
    `To: ${inputs}`,
    `Subject: ${subject}`,
    "Date: Tue, 05 Nov 2024 12:00:00 +0000",
    `Message-ID: <${subject}@cancilleria-co.example>`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    "Se remiten las respuestas.",
    "",
  ].join("\r\n");

const probes = async () => (await cloud.sentMail()).filter(({ tags }) => "probe" in tags);
const entries = async (act: string) => {
  const { listEntries } = await import("../../shared/desk/ledger.ts");
  return (await listEntries({})).entries.filter((entry) => entry.act === act);
};

describe("the daily probe", () => {
  test("goes to each public mailbox and comes back by its redirect, once a day", async () => {
    const { prepareLaunch } = await import("../support/launch.ts");
    await prepareLaunch("guiding-questions");
    await advance(cloud, "2024-11-05T08:30:00Z");
    const { listProbes } = await import("../../shared/store/probes.ts");
    const sent = await probes();
    expect(sent.flatMap(({ to }) => to).sort()).toEqual(["unnm@iom.int", "unnmlac@iom.int"]);
    expect((await listProbes()).map(({ returnedAt }) => returnedAt !== undefined)).toEqual([true, true]);
    const { messagesByEnd } = await import("../../shared/store/messages.ts");
    const { items } = await messagesByEnd("probe");
    expect(items.map(({ end }) => end)).toEqual([
      { kind: "set-aside", reason: "probe" },
      { kind: "set-aside", reason: "probe" },
    ]);
    expect(await entries("redirect.silent")).toEqual([]);
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });

  test("that does not come back within two hours is noted, once", async () => {
    const { probeOf, saveProbe } = await import("../../shared/store/probes.ts");
    const { transact } = await import("../../shared/store/table.ts");
    const last = await probeOf("unnm@iom.int");
    if (!last) throw new Error("no probe");
    const { returnedAt: _returned, ...lost } = last;
    await transact([saveProbe(last, { ...lost, sentAt: "2024-11-05T05:00:00.000Z" })]);
    const { noteLostProbes } = await import("../../shared/desk/probes.ts");
    const { silentMailboxes } = await import("../../shared/desk/probes-lost.ts");
    expect((await silentMailboxes(cloud.clock.now())).map(({ mailbox }) => mailbox)).toEqual([
      "unnm@iom.int",
    ]);
    await noteLostProbes(cloud.clock.now());
    await noteLostProbes(cloud.clock.now());
    expect(await entries("redirect.silent")).toMatchObject([{ subject: "unnm@iom.int" }]);
  });

  test("with a word that nobody sent is no probe", async () => {
    await mailFrom(
      cloud,
      "alguien@correo.example",
      "unnmlac@iom.int",
      mail("probe-aaaaaaaaaaaaaaaa", "alguien@correo.example"),
    );
    await cloud.settled();
    const { messagesByEnd } = await import("../../shared/store/messages.ts");
    const { items } = await messagesByEnd("triage");
    expect(items).toMatchObject([{ end: { kind: "triage", reason: "unknown-sender" } }]);
  });
});

describe("a mail whose event was lost", () => {
  test("is received the next night, as it would have been", async () => {
    const { traceHeaders } = await import("../../infra/local/mail-verdicts.ts");
    const { writeRawMail } = await import("../../shared/store/objects.ts");
    const passed = { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" } as const;
    const rows = [
      `spf=pass client-ip=192.0.2.17; envelope-from=${sender}`,
      "dmarc=pass header.from=cancilleria-co.example",
    ];
    const envelope = { from: sender, recipients: [inputs], client: "192.0.2.17", helo: "mail.example" };
    const message = { id: "lostevent1", at: cloud.clock.now(), region: "us-east-1" };
    const trace = traceHeaders({ verdicts: { ...passed, dmarcPolicy: undefined }, rows }, envelope, message);
    await writeRawMail("lostevent1", Buffer.from(trace + mail("perdido")));
    await writeRawMail("AMAZON_SES_SETUP_NOTIFICATION", Buffer.from("Subject: set up\r\n\r\n"));
    await advance(cloud, "2024-11-06T05:00:00Z");
    const { versionsOf } = await import("../../shared/store/submissions.ts");
    expect(await versionsOf("guiding-questions", "CO")).toMatchObject([{ version: 1, state: "recorded" }]);
    expect(await entries("mail.matched")).toMatchObject([{ detail: { received: 1, failed: 0 } }]);
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });

  test("is not received again the night after", async () => {
    await advance(cloud, "2024-11-07T05:00:00Z");
    expect(await entries("mail.matched")).toHaveLength(1);
  });
});

describe("a mail read again", () => {
  const again = async () => {
    const { reprocess } = await import("../../shared/desk/reprocess.ts");
    return reprocess({ what: "all" }, cloud.clock.now());
  };

  test("is as it was", async () => {
    expect(await again()).toMatchObject({ changed: [], placed: [] });
  });

  test("of a sender unknown then and a contact now finds its place, and is acknowledged once", async () => {
    const { addContact } = await import("../../shared/store/parties.ts");
    const { transact } = await import("../../shared/store/table.ts");
    const stranger = "nueva.oficina@exteriores-pe.example";
    await mailFrom(cloud, stranger, inputs, mail("nueva", stranger));
    await cloud.settled();
    await transact(
      addContact({
        id: "penueva",
        party: "PE",
        post: "capital",
        email: stranger,
        language: "es",
        standing: "official",
        copied: false,
        generation: 1,
        unreachable: false,
      }),
    );
    const { versionsOf } = await import("../../shared/store/submissions.ts");
    expect(await versionsOf("guiding-questions", "PE")).toEqual([]);
    expect((await again()).placed).toHaveLength(1);
    expect(await again()).toMatchObject({ changed: [], placed: [] });
    await cloud.settled();
    expect(await versionsOf("guiding-questions", "PE")).toMatchObject([{ version: 1, state: "recorded" }]);
    const receipts = (await cloud.sentMail()).filter(
      ({ to, tags }) => to.includes(stranger) && tags.notice?.includes("_receipt_"),
    );
    expect(receipts).toHaveLength(1);
  });

  test("whose words were misread is put right, in the version too", async () => {
    const { getMessage, messagesByEnd, replaceMessage } = await import("../../shared/store/messages.ts");
    const { getSubmission, saveSubmission } = await import("../../shared/store/submissions.ts");
    const { transact } = await import("../../shared/store/table.ts");
    const [message] = (await messagesByEnd("submission")).items;
    if (message?.end.kind !== "submission") throw new Error("no submission");
    const { call, party, version } = message.end;
    const submission = await getSubmission(call, party, version);
    if (!submission) throw new Error("no version");
    await transact([
      replaceMessage(message, { ...message, excerpt: "Se remiten las respuestÃ¡s." }),
      saveSubmission(submission, { ...submission, text: "Se remiten las respuestÃ¡s." }),
    ]);
    expect((await again()).changed).toEqual([message.id]);
    expect((await getMessage(message.id))?.excerpt).toBe("Se remiten las respuestas.");
    expect((await getSubmission(call, party, version))?.text).toBe("Se remiten las respuestas.");
    expect(await versionsNumber(call, party)).toBe(1);
  });
});

async function versionsNumber(call: string, party: string): Promise<number> {
  const { versionsOf } = await import("../../shared/store/submissions.ts");
  return (await versionsOf(call, party)).length;
}
