/** Messages sorted by people, dropped on the page, and pages opened by link, against a real engine. */
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { addresseesOf, askBack, previewClarification } from "../../shared/desk/clarifications.ts";
import * as desk from "../../shared/desk/messages.ts";
import { getMessage, listTriage } from "../../shared/desk/messages.ts";
import { contactsOf, openLink, pauseParty, raiseGeneration } from "../../shared/desk/parties.ts";
import { readHtml, readMessage } from "../../shared/desk/reading.ts";
import { receiveMail } from "../../shared/desk/receive.ts";
import { anyVersion, recordByHand, submissionsOfParty } from "../../shared/desk/submissions.ts";
import { linkToken } from "../../shared/mail/links.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import { getCall, saveCall, standingOf } from "../../shared/store/calls.ts";
import { readDraft, saveDraft } from "../../shared/store/drafts.ts";
import { getNotice, noticesOfCall, saveNotice } from "../../shared/store/notices.ts";
import { getParty } from "../../shared/store/parties.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const { objects, secret } = vi.hoisted(() => ({
  objects: new Map<string, Uint8Array>(),
  secret: "a secret of the tests",
}));
vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => secret }));
vi.mock("../../shared/store/objects.ts", async (original) => ({
  ...(await original<typeof import("../../shared/store/objects.ts")>()),
  readRawMail: async (sesId: string) => ({ bytes: objects.get(sesId) ?? new Uint8Array(), versionId: "1" }),
  retainRawMail: async () => {},
  writeRawMail: async (sesId: string, bytes: Uint8Array) => void objects.set(sesId, bytes),
  writeFile: async (key: string, bytes: Uint8Array) => void objects.set(key, bytes),
  readFile: async (key: string) => objects.get(key) ?? new Uint8Array(),
}));

const by = "ines-rojas";
const never = (): never => {
  throw new Error("no message");
};
const call = "guiding-questions";
const passed = { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" } as const;

const mail = (from: string, text: string, more: Record<string, string> = {}) =>
  Object.entries({
    From: from,
    To: "guiding-questions@in.hoja.example",
    Subject: "Preguntas orientadoras",
    Date: "Tue, 10 Dec 2024 11:00:00 -0300",
    "Message-ID": "<1@sender.example>",
    ...more,
  })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")
    .concat(`\r\n${text}\r\n`);

describe.skipIf(noEngine())("messages in the hands of people", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepare = async () => {
    await loadSampleReview();
    const found = await getCall(call);
    if (found) await transact([saveCall(found, { ...found, phase: "launched" })]);
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-12-10T15:00:00Z") });
    objects.clear();
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  async function arrives(
    sesId: string,
    raw: string,
    verdicts: Record<keyof typeof passed, "PASS" | "FAIL"> = passed,
  ) {
    objects.set(sesId, Buffer.from(raw));
    await receiveMail(
      {
        sesId,
        at: new Date(),
        envelopeSender: "someone@elsewhere.example",
        recipients: ["guiding-questions@in.hoja.example"],
        verdicts,
      },
      new Date(),
    );
    return (await listTriage()).find((message) => message.sesId === sesId)?.id ?? "";
  }

  test("a mail from an unknown address is assigned, and acknowledged to the official contact", async () => {
    const message = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Our answers."));
    const { submission } = done(await desk.assign({ message, call, party: "CO", by }));
    expect(submission).toMatchObject({ reference: "LAC25-GQ-COL-1", channel: "mail", state: "recorded" });
    expect(submission.text).toContain("Our answers.");
    expect((await getMessage({ message }))?.end).toEqual({
      kind: "submission",
      call,
      party: "CO",
      version: 1,
    });
    expect(await listTriage()).toEqual([]);
    const receipts = (await noticesOfCall(call)).filter(({ kind }) => kind === "receipt");
    expect(receipts.map(({ contact }) => contact)).toEqual(["co1"]);
    expect(reasonOf(await desk.assign({ message, call, party: "CL", by }))).toBe("already");
    expect((await desk.messagesOfParty({ party: "CO" })).map(({ id }) => id)).toEqual([message]);
  });

  test("a message set aside can still be assigned", async () => {
    const message = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Our answers."));
    done(await desk.setAside({ message, by }));
    expect((await getMessage({ message }))?.end).toEqual({
      kind: "set-aside",
      reason: "by-hand",
      why: "other",
    });
    done(await desk.assign({ message, call, party: "CO", by }));
  });

  describe("what a person did is undone", () => {
    const subjects = async (kind: "receipt" | "alternate") =>
      (await noticesOfCall(call)).filter((one) => one.kind === kind);

    test("a mail assigned to the wrong party counts no more, its receipt stays here, and the right party gets it", async () => {
      const message = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Our answers."));
      done(await desk.assign({ message, call, party: "CO", keep: true, by }));
      const kept = (await contactsOf({ party: "CO" })).find(({ email }) => email === "ana@unknown.example");
      expect(kept?.standing).toBe("alternate");
      const { out } = done(await desk.undo({ message, by }));
      expect(out).toEqual([]);
      expect((await getMessage({ message }))?.end).toMatchObject({
        kind: "triage",
        reason: "unknown-sender",
      });
      expect(await standingOf(call, "CO")).toMatchObject({ versions: 1, heldBy: [] });
      expect((await standingOf(call, "CO")).effective).toBeUndefined();
      expect((await standingOf(call, "CO")).answered).toBeUndefined();
      expect((await subjects("receipt")).map(({ state }) => state)).toEqual(["cancelled"]);
      expect(await contactsOf({ party: "CO" })).not.toContainEqual(kept);
      expect(await submissionsOfParty({ party: "CO" })).toEqual([]);
      expect(await anyVersion({ call, party: "CO", version: 1 })).toMatchObject({
        state: "taken-back",
        was: "recorded",
      });
      done(await desk.assign({ message, call, party: "CL", by }));
      expect((await desk.messagesOfParty({ party: "CO" })).map(({ id }) => id)).toEqual([]);
      expect((await standingOf(call, "CL")).effective).toBe(1);
      expect(reasonOf(await desk.assign({ message, call, party: "CO", by }))).toBe("already");
    });

    test("a receipt that has left is named, and the version counts no more all the same", async () => {
      const message = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Our answers."));
      done(await desk.assign({ message, call, party: "CO", by }));
      const [receipt] = await subjects("receipt");
      if (!receipt) throw new Error("no receipt");
      await transact([saveNotice(receipt, { ...receipt, state: "delivered" })]);
      expect(done(await desk.undo({ message, by })).out).toEqual([receipt.id]);
      expect((await getMessage({ message }))?.acts.at(-1)).toMatchObject({
        act: "undone",
        out: [receipt.id],
      });
    });

    test("a version before it counts again, and the one taken back can be given back", async () => {
      const first = await arrives("ses-1", mail("Ana <ana@unknown.example>", "One."));
      const second = await arrives("ses-2", mail("Ana <ana@unknown.example>", "Two."));
      done(await desk.assign({ message: first, call, party: "CO", by }));
      const { submission } = done(
        await desk.assign({ message: second, call, party: "CO", as: "correction", by }),
      );
      expect(submission).toMatchObject({ version: 2, corrects: 1 });
      done(await desk.reopen({ message: second, by }));
      expect((await getMessage({ message: second }))?.end).toEqual({
        kind: "triage",
        reason: "by-hand",
        telephone: false,
      });
      expect(await standingOf(call, "CO")).toMatchObject({ versions: 2, effective: 1 });
      done(await desk.undo({ message: second, by }));
      expect(await standingOf(call, "CO")).toMatchObject({ versions: 2, effective: 2 });
      expect((await subjects("receipt")).map(({ state }) => state)).toEqual(["prepared", "prepared"]);
      done(await desk.undo({ message: second, by }));
      expect((await standingOf(call, "CO")).effective).toBe(1);
      expect(reasonOf(await desk.undo({ message: second, by }))).toBe("nothing-to-undo");
    });

    test("a withdrawal needs something to withdraw, and what it withdrew counts again", async () => {
      const first = await arrives("ses-1", mail("Ana <ana@unknown.example>", "One."));
      const second = await arrives("ses-2", mail("Ana <ana@unknown.example>", "We withdraw."));
      const withdrawal = { message: second, call, party: "CO", as: "withdrawal", by } as const;
      expect(reasonOf(await desk.assign(withdrawal))).toBe("nothing-to-withdraw");
      expect(reasonOf(await desk.assign({ ...withdrawal, as: "correction" }))).toBe("nothing-to-correct");
      expect(reasonOf(await desk.assign({ ...withdrawal, as: "formalises" }))).toBe("nothing-to-formalise");
      done(await desk.assign({ message: first, call, party: "CO", by }));
      expect(done(await desk.assign(withdrawal)).submission.state).toBe("withdrawn");
      expect((await standingOf(call, "CO")).withdrawn).toBeDefined();
      done(await desk.undo({ message: second, by }));
      expect(await standingOf(call, "CO")).toMatchObject({ effective: 1 });
      expect((await standingOf(call, "CO")).withdrawn).toBeUndefined();
    });

    test("a mail formalises what was said on the telephone; both stay, with who and when", async () => {
      const text = "They will send a note.";
      const phone = {
        call,
        party: "CO",
        channel: "phone",
        receivedAt: new Date().toISOString(),
        text,
        by,
      } as const;
      done(await recordByHand(phone));
      expect((await standingOf(call, "CO")).informal).toBe(1);
      const message = await arrives("ses-1", mail("Ana <ana@unknown.example>", "As we said."));
      const { submission } = done(await desk.assign({ message, call, party: "CO", as: "formalises", by }));
      expect(submission).toMatchObject({ formality: "formalised", formalises: 1 });
      expect((await standingOf(call, "CO")).informal).toBeUndefined();
      expect(await anyVersion({ call, party: "CO", version: 1 })).toMatchObject({
        formality: "informal",
        formalisedBy: { version: 2, by },
      });
      done(await desk.undo({ message, by }));
      expect(await standingOf(call, "CO")).toMatchObject({ effective: 1, informal: 1 });
      expect((await anyVersion({ call, party: "CO", version: 1 }))?.formalisedBy).toBeUndefined();
    });

    test("who comes second is told so, and a message set aside waits and holds again", async () => {
      const [contact] = await contactsOf({ party: "CO" });
      const spoofed = mail(contact?.email ?? "", "From a mission, it says.");
      const message = await arrives("ses-1", spoofed, { ...passed, dmarc: "FAIL" });
      const revision = (await getMessage({ message }))?.revision;
      done(await desk.setAside({ message, revision, why: "handled", note: "By telephone.", by }));
      expect(reasonOf(await desk.setAside({ message, revision, by }))).toBe("stale");
      expect(reasonOf(await desk.assign({ message, revision, call, party: "CO", by }))).toBe("stale");
      done(await desk.undo({ message, by }));
      expect((await standingOf(call, "CO")).heldBy).toEqual([message]);
    });
  });

  describe("a sender becomes official", () => {
    test("when its address is nobody else's and did not fail; and is again what it was when undone", async () => {
      const message = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Our answers."));
      done(await desk.assign({ message, call, party: "CO", keep: true, by }));
      expect(reasonOf(await desk.makeOfficial({ message, party: "CL", by }))).toBe("of-another-party");
      done(await desk.makeOfficial({ message, party: "CO", by }));
      const ana = async () =>
        (await contactsOf({ party: "CO" })).find(({ email }) => email === "ana@unknown.example");
      expect((await ana())?.standing).toBe("official");
      done(await desk.undo({ message, by }));
      expect((await ana())?.standing).toBe("alternate");
      const failed = await arrives("ses-2", mail("Eva <eva@unknown.example>", "x"), {
        ...passed,
        dmarc: "FAIL",
      });
      expect(reasonOf(await desk.makeOfficial({ message: failed, party: "CO", by }))).toBe("not-proven");
    });
  });

  describe("asking back", () => {
    const asking = { to: "sender", ask: "call" } as const;
    const stored = async (message: string) => (await getMessage({ message })) ?? never();

    test("goes to whoever wrote, in words of ours or of the person, and is stopped when undone", async () => {
      const message = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Our answers."));
      const shown = await previewClarification(await stored(message), { ...asking, language: "pt" });
      expect(shown?.mail).toMatchObject({ to: "ana@unknown.example" });
      expect(shown?.words.text).toContain("Perguntas orientadoras");
      const text = { subject: "Sobre o seu correio", text: "Prezada Ana: a que se refere?" };
      const { notice } = done(await askBack({ message, asking: { ...asking, language: "pt" }, text, by }));
      expect(await getNotice(notice)).toMatchObject({
        kind: "clarification",
        state: "prepared",
        edited: text,
        language: "pt",
        inReplyTo: "<1@sender.example>",
      });
      expect((await stored(message)).end.kind).toBe("triage");
      expect(done(await desk.undo({ message, by })).out).toEqual([]);
      expect((await getNotice(notice))?.state).toBe("cancelled");
      const again = done(await askBack({ message, asking, text, by }));
      expect(again.notice).not.toBe(notice);
    });

    test("goes to the official contact where the address failed, in its language, with our own words kept to be translated", async () => {
      const [contact] = await contactsOf({ party: "JM" });
      const message = await arrives("ses-1", mail(contact?.email ?? "", "x"), { ...passed, dmarc: "FAIL" });
      expect(await addresseesOf(await stored(message))).toMatchObject({ official: { party: "JM" } });
      expect((await addresseesOf(await stored(message))).sender).toBeUndefined();
      const words = (await previewClarification(await stored(message), { to: "official", ask: "party" }))
        ?.words;
      if (!words) throw new Error("no words");
      expect(words.text).toContain("on whose behalf");
      expect(reasonOf(await askBack({ message, asking, text: words, by }))).toBe("no-address");
      const { notice } = done(
        await askBack({ message, asking: { to: "official", ask: "party" }, text: words, by }),
      );
      expect((await getNotice(notice))?.edited).toBeUndefined();
    });

    test("goes nowhere when the address is none, or nobody is known", async () => {
      const message = await arrives("ses-1", mail("undisclosed-recipients:;", "x"));
      expect(await addresseesOf(await stored(message))).toEqual({});
      expect(await previewClarification(await stored(message), asking)).toBeNull();
    });
  });

  test("the pictures that a mail brings along are shown, others are not", async () => {
    const html = '<p>Hola</p><img src="cid:logo@x"><img src="https://spy.example/p.gif">';
    const raw = [
      "From: ana@unknown.example",
      "Message-ID: <p@unknown.example>",
      "Content-Type: multipart/related; boundary=m",
      "",
      "--m",
      "Content-Type: text/html",
      "",
      html,
      "--m",
      "Content-Type: image/png",
      "Content-ID: <logo@x>",
      "Content-Transfer-Encoding: base64",
      "",
      "iVBORw0KGgo=",
      "--m--",
      "",
    ].join("\r\n");
    const message = await arrives("ses-1", raw);
    const shown = await readHtml({ message });
    expect(shown?.html).toContain('<p>Hola</p><img src="data:image/png;base64,iVBORw0KGgo=" alt="">');
    expect(shown?.pictures).toBe(1);
  });

  test("the seal of spam is broken by a person and can be put back; that of a virus is not", async () => {
    const spam = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Our answers."), {
      ...passed,
      spam: "FAIL",
    });
    expect((await readMessage((await getMessage({ message: spam })) ?? never())).kind).toBe("sealed");
    done(await desk.openSealed({ message: spam, by }));
    expect(await readMessage((await getMessage({ message: spam })) ?? never())).toMatchObject({
      fresh: "Our answers.",
    });
    done(await desk.undo({ message: spam, by }));
    expect(reasonOf(await desk.assign({ message: spam, call, party: "CO", by }))).toBe("sealed");
    const virus = await arrives("ses-2", mail("Ana <ana@unknown.example>", "Look!"), {
      ...passed,
      virus: "FAIL",
    });
    expect(reasonOf(await desk.openSealed({ message: virus, by }))).toBe("sealed");
  });

  test("a sealed message is not assigned, nor one to a call that does not invite the party", async () => {
    const sealed = await arrives("ses-1", mail("Ana <ana@unknown.example>", "Look!"), {
      ...passed,
      virus: "FAIL",
    });
    expect(reasonOf(await desk.assign({ message: sealed, call, party: "CO", by }))).toBe("sealed");
    const plain = await arrives("ses-2", mail("Ana <ana@unknown.example>", "Other words."));
    expect(reasonOf(await desk.assign({ message: plain, call: "rapporteur", party: "CO", by }))).toBe(
      "not-invited",
    );
  });

  test("a message that may be a party's holds its reminders until a person has sorted it", async () => {
    const [contact] = await contactsOf({ party: "CO" });
    const spoofed = mail(contact?.email ?? "", "From a mission, it says.");
    const message = await arrives("ses-1", spoofed, { ...passed, dmarc: "FAIL" });
    expect((await standingOf(call, "CO")).heldBy).toEqual([message]);
    done(await desk.setAside({ message, by }));
    expect((await standingOf(call, "CO")).heldBy).toEqual([]);
  });

  test("recent messages come newest first, whatever their end", async () => {
    const first = await arrives("ses-1", mail("Ana <ana@unknown.example>", "One."));
    vi.setSystemTime(new Date("2024-12-10T15:05:00Z"));
    const second = await arrives("ses-2", mail("Eva <eva@unknown.example>", "Two."));
    done(await desk.setAside({ message: first, by }));
    expect((await desk.recentMessages({})).messages.map(({ id }) => id)).toEqual([second, first]);
    expect((await desk.recentMessages({ cursor: second })).messages.map(({ id }) => id)).toEqual([first]);
  });

  describe("a mail dropped on the page", () => {
    const draft = "desk.drop.1";
    async function dropped(content: string) {
      objects.set("files/dropped", Buffer.from(content));
      const before = await readDraft(draft);
      const file = {
        key: "files/dropped",
        name: "a.eml",
        type: "message/rfc822",
        size: 9,
        sha256: "0",
        flags: [],
      };
      await transact([saveDraft(before, { ...before, files: [{ id: "f1", file }] })]);
    }

    test("goes the way of a mail, on the day it was sent, once", async () => {
      const [contact] = await contactsOf({ party: "CO" });
      await dropped(mail(contact?.email ?? "", "Our answers.", { Date: "Mon, 09 Dec 2024 11:00:00 -0300" }));
      const { files } = done(await desk.receiveDropped({ draft, by }));
      expect(done(await desk.receiveDropped({ draft, by })).files).toEqual(files);
      const [file] = files;
      const message = await getMessage({ message: file && "message" in file ? file.message : "" });
      expect(message).toMatchObject({
        receivedAt: "2024-12-09T14:00:00.000Z",
        end: { kind: "submission", party: "CO", version: 1 },
      });
      expect((await standingOf(call, "CO")).versions).toBe(1);
    });

    test("may be an Outlook message; a Word document of old is none", async () => {
      const carrier = readFileSync("events/mails/files/outlook-message-attached.eml");
      const mail = await parseMail(carrier);
      const inner =
        "attachments" in mail ? mail.attachments.find(({ name }) => name.endsWith(".msg")) : undefined;
      if (!inner) throw new Error("no Outlook message");
      await dropped("");
      objects.set("files/dropped", inner.content);
      const [file] = done(await desk.receiveDropped({ draft, by })).files;
      const message = await getMessage({ message: file && "message" in file ? file.message : "" });
      expect(message?.flags).toContain("outlook-message");
      expect(message?.subject).not.toBe("");
      objects.set(
        "files/dropped",
        new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]),
      );
      const before = await readDraft("desk.drop.3");
      const files = (await readDraft(draft)).files;
      await transact([saveDraft(before, { ...before, files })]);
      expect(done(await desk.receiveDropped({ draft: "desk.drop.3", by })).files).toMatchObject([
        { entry: expect.any(String) },
      ]);
    });

    test("is refused without a file; a scan among the mails is laid into an entry, recorded by hand, and formalises", async () => {
      expect(reasonOf(await desk.receiveDropped({ draft: "desk.drop.2", by }))).toBe("no-file");
      await dropped("%PDF-1.7 a scan");
      const { files } = done(await desk.receiveDropped({ draft, by }));
      const [scan] = files;
      if (!scan || !("entry" in scan)) throw new Error("no entry");
      expect(done(await desk.receiveDropped({ draft, by })).files).toEqual(files);
      const entry = { call, party: "CO", receivedAt: new Date().toISOString(), text: "", by } as const;
      done(await recordByHand({ ...entry, channel: "phone", text: "They will write." }));
      const { submission } = done(
        await recordByHand({ ...entry, channel: "note-verbale", formalises: true, draft: scan.entry }),
      );
      expect(submission).toMatchObject({ formality: "formalised", formalises: 1, takenBy: by });
      expect(submission.files.map(({ key }) => key)).toEqual(["files/dropped"]);
      expect((await anyVersion({ call, party: "CO", version: 1 }))?.formalisedBy).toMatchObject({
        version: 2,
        by,
      });
    });
  });

  test("a link opens its party's page until its generation is raised", async () => {
    const [contact] = await contactsOf({ party: "CO" });
    if (!contact) throw new Error("no contact");
    const link = linkToken(secret, contact);
    expect((await openLink({ link }))?.party.id).toBe("CO");
    expect(await openLink({ link: `${link.slice(0, -1)}${link.endsWith("a") ? "b" : "a"}` })).toBeNull();
    expect(await openLink({ link: "nonsense" })).toBeNull();
    done(await raiseGeneration({ contact: contact.id, by }));
    expect(await openLink({ link })).toBeNull();
  });

  test("a party is paused and goes on", async () => {
    done(await pauseParty({ party: "CO", paused: true, by }));
    expect((await getParty("CO"))?.paused).toBe(true);
    expect(reasonOf(await pauseParty({ party: "ZZ", paused: true, by }))).toBe("unknown-party");
  });
});
