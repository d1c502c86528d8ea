/** Mails that say something of our own, that others pass on, or that come too often: against a real engine. */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { listEntries } from "../../shared/desk/ledger.ts";
import * as desk from "../../shared/desk/messages.ts";
import { receiveMail } from "../../shared/desk/receive.ts";
import { settleNotice, sweepNotices } from "../../shared/desk/settle.ts";
import { publish, recordByHand } from "../../shared/desk/submissions.ts";
import { answerCap } from "../../shared/domain/answers.ts";
import type { LedgerEntry } from "../../shared/domain/ledger.ts";
import { mayReadMessage } from "../../shared/domain/message.ts";
import { type Notice, prepareNotice } from "../../shared/domain/notice.ts";
import { type Contact, nextBest } from "../../shared/domain/party.ts";
import type { Selection } from "../../shared/domain/selection.ts";
import { replyAddress } from "../../shared/mail/links.ts";
import { getCall, saveCall, standingOf } from "../../shared/store/calls.ts";
import { isDelivered } from "../../shared/store/messages.ts";
import { addNotice, getNotice, noticesOfCall } from "../../shared/store/notices.ts";
import { contactById, contactsOf, saveContact } from "../../shared/store/parties.ts";
import { recentMessages } from "../../shared/store/recent.ts";
import { readSelection, saveSelection } from "../../shared/store/selection.ts";
import { publishedSubmissions, versionsOf } from "../../shared/store/submissions.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview } from "../support/sample-review.ts";

const { objects, secret } = vi.hoisted(() => ({
  objects: new Map<string, Uint8Array>(),
  secret: "a secret of the tests",
}));
vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => secret }));
vi.mock("../../shared/store/objects.ts", async (original) => ({
  ...(await original<typeof import("../../shared/store/objects.ts")>()),
  readRawMail: async (sesId: string) => ({ bytes: objects.get(sesId) ?? new Uint8Array(), versionId: "1" }),
  retainRawMail: async () => {},
  writeFile: async () => {},
}));

const inputs = "guiding-questions@in.hoja.example";
const passed = { spam: "PASS", virus: "PASS", spf: "PASS", dkim: "PASS", dmarc: "PASS" } as const;
const gray = { ...passed, spf: "GRAY", dkim: "GRAY", dmarc: "GRAY" } as const;
const ses = (n: number) => `0100018f3c2a7d1e-0a1b2c3d-4e5f-6071-8293-${String(n).padStart(12, "0")}-000000`;

interface Mail {
  from: string;
  to?: string[];
  text?: string;
  verdicts?: Record<keyof typeof passed, "PASS" | "FAIL" | "GRAY">;
  envelope?: string;
  headers?: string[]; // of the sender
  top?: string[]; // of SES
  at?: string;
}

let count = 0;

/** A mail arrives; its messages, as many as it has ends. */
async function arrives({
  from,
  to = [inputs],
  text = "Our answers.",
  headers = [],
  top = [],
  ...mail
}: Mail) {
  count += 1;
  const sesId = `ses-${count}`;
  const own = headers.some((line) => line.startsWith("Subject:")) ? [] : [`Subject: Aportes ${count}`];
  const lines = [
    ...top.map((line) => line.replace("{id}", sesId)),
    `From: ${from}`,
    `To: ${to.join(", ")}`,
    `Message-ID: <${count}@sender.example>`,
    ...own,
    ...headers,
  ];
  const body = headers.includes("") ? [] : ["", text];
  objects.set(sesId, Buffer.from([...lines, ...body, ""].join("\r\n")));
  const at = new Date(mail.at ?? Date.now());
  const { verdicts = passed, envelope = "someone@sender.example" } = mail;
  await receiveMail({ sesId, at, envelopeSender: envelope, recipients: to, verdicts }, at);
  const { items } = await recentMessages(["submission", "triage", "set-aside"]);
  return items.filter((message) => message.sesId === sesId).sort((a, b) => (a.id < b.id ? -1 : 1));
}

const only = async (mail: Mail) => {
  const [message, ...more] = await arrives(mail);
  expect(more).toEqual([]);
  if (!message) throw new Error("The mail has no end");
  return message;
};

/** A delivery report of one recipient, in the parts that RFC 3464 wants. */
const report = (address: string, status: string, returned: string[]) => [
  "Subject: Undeliverable",
  'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
  "",
  "--b",
  "Content-Type: message/delivery-status",
  "",
  "Reporting-MTA: dns; mx.example",
  "",
  `Final-Recipient: rfc822; ${address}`,
  "Action: failed",
  `Status: ${status}`,
  "",
  "--b",
  "Content-Type: text/rfc822-headers",
  "",
  ...returned,
  "--b--",
];

describe.skipIf(noEngine())("mails about our mails, and about others'", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-12-10T15:00:00Z") });
    await loadSampleReview();
    for (const id of ["guiding-questions", "co-chairs"]) {
      const call = await getCall(id);
      if (call) await transact([saveCall(call, { ...call, phase: "launched" })]);
    }
  }, 30_000);
  afterAll(() => {
    vi.useRealTimers();
    return engine?.stop();
  });

  async function first(party: string): Promise<Contact> {
    const [contact] = await contactsOf(party);
    if (!contact) throw new Error(`${party} has no contact`);
    return contact;
  }

  /** A notice that left under this id of SES. */
  async function sent(party: string, sesId: string, more: Partial<Notice> = {}) {
    const contact = await first(party);
    const now = new Date();
    const call = "guiding-questions";
    const given = {
      review: "lac-2025",
      call,
      kind: "reminder" as const,
      occasion: sesId.slice(-12),
      contact,
      now,
    };
    const notice = { ...prepareNotice(given), ...more };
    await transact([addNotice(notice)]);
    await settleNotice({ notice: notice.id, event: "Send", sesId, now });
    return notice;
  }
  const stateOf = async ({ id }: Notice) => {
    const notice = await getNotice(id);
    return notice?.hold ? `${notice.state} ${notice.hold}` : notice?.state;
  };
  const bounces = (notice: Notice, sesId: string, type: string, subtype: string, to = notice.to) =>
    settleNotice({
      notice: notice.id,
      event: "Bounce",
      sesId,
      bounce: { type, subtype },
      recipients: [to],
      now: new Date(),
    });

  describe("a delivery report", () => {
    test("that names SES's id of our mail says that the contact cannot be reached, and who is next", async () => {
      const notice = await sent("MX", ses(1));
      const message = await only({
        from: "MAILER-DAEMON@mx.example",
        envelope: "",
        headers: report(notice.to, "5.1.1", [`Message-ID: <${ses(1)}@email.amazonses.com>`]),
      });
      expect(message).toMatchObject({
        end: { kind: "set-aside", reason: "delivery-report" },
        because: "bounce-hard",
        automatic: { kind: "delivery-report", notice: notice.id, contact: notice.contact },
      });
      expect(await stateOf(notice)).toBe("bounced");
      const contacts = await contactsOf("MX");
      const lost = contacts.find(({ id }) => id === notice.contact);
      expect(lost).toMatchObject({ unreachable: true, bounced: { why: "hard", status: "5.1.1" } });
      expect(nextBest(contacts, notice.contact)?.id).not.toBe(notice.contact);
    });

    test("that names nothing secret changes nothing: anybody can write one", async () => {
      const notice = await sent("CR", ses(2));
      const message = await only({
        from: "MAILER-DAEMON@mx.example",
        envelope: "",
        headers: report(notice.to, "5.1.1", [`Subject: ${notice.id}`, `To: ${notice.to}`]),
      });
      expect(message).toMatchObject({ because: "report-unmatched", automatic: { kind: "delivery-report" } });
      expect(message.automatic?.notice).toBeUndefined();
      expect(await stateOf(notice)).toBe("sent");
      expect((await first("CR")).unreachable).toBe(false);
    });

    test("of a full mailbox, found by the reply address it returns: again after hours, some times, then it is gone", async () => {
      const notice = await sent("GT", ses(3), { cc: ["copia@cancilleria-gt.example"] });
      const address = replyAddress(secret, { code: "GQ" }, notice.contact, "in.hoja.example");
      const full = () =>
        only({
          from: "postmaster@mx.example",
          envelope: "",
          headers: report(notice.to, "4.2.2", [`Reply-To: ${address}`]),
        });
      expect((await full()).because).toBe("bounce-soft");
      expect(await getNotice(notice.id)).toMatchObject({
        state: "held",
        hold: "soft-bounce",
        dueAt: "2024-12-10T19:00:00.000Z",
      });
    });
  });

  describe("what SES reports", () => {
    test("a full mailbox is tried again after 4, 20 and 48 hours; late words of an old send say nothing", async () => {
      const notice = await sent("PA", ses(10), { cc: ["copia@cancilleria-pa.example"] });
      const later = async (iso: string) => {
        vi.setSystemTime(new Date(iso));
        const state = await import("../../shared/store/reviews.ts");
        const before = await state.readState();
        await transact([state.saveState(before, { ...before, mail: "live", enabled: ["reminder"] })]);
        await sweepNotices(new Date());
        return stateOf(notice);
      };
      await bounces(notice, ses(10), "Transient", "MailboxFull");
      await bounces(notice, ses(10), "Transient", "MailboxFull"); // twice, as SES may tell it
      expect(await later("2024-12-10T18:59:00Z")).toBe("held soft-bounce");
      expect(await later("2024-12-10T19:00:00Z")).toBe("prepared");
      expect(await getNotice(notice.id)).toMatchObject({ cc: [], softBounces: 1, lostSends: [ses(10)] });
      await settleNotice({ notice: notice.id, event: "Delivery", sesId: ses(10), now: new Date() });
      expect(await stateOf(notice)).toBe("prepared");
      for (const [n, iso] of [
        [11, "2024-12-11T15:00:00Z"],
        [12, "2024-12-13T15:00:00Z"],
      ] as const) {
        await settleNotice({ notice: notice.id, event: "Send", sesId: ses(n), now: new Date() });
        await bounces(notice, ses(n), "Transient", "General");
        expect(await later(iso)).toBe("prepared");
      }
      await settleNotice({ notice: notice.id, event: "Send", sesId: ses(13), now: new Date() });
      await bounces(notice, ses(13), "Transient", "General");
      expect(await stateOf(notice)).toBe("bounced");
      expect((await contactById(notice.contact))?.unreachable).toBe(true);
      vi.setSystemTime(new Date("2024-12-10T15:00:00Z"));
    });

    test.each<[string, string, [string, string], string, boolean]>([
      ["a mailbox that is gone", "CL", ["Permanent", "General"], "bounced", true],
      ["a mail too large for it", "PE", ["Transient", "MessageTooLarge"], "bounced", false],
    ])("%s", async (_, party, [type, subtype], state, unreachable) => {
      const notice = await sent(party, ses(20));
      await bounces(notice, ses(20), type, subtype);
      expect(await stateOf(notice)).toBe(state);
      expect((await first(party)).unreachable).toBe(unreachable);
    });

    test("an absence note to the return path, which SES takes for a bounce after the delivery, is none", async () => {
      const notice = await sent("UY", ses(21));
      await settleNotice({ notice: notice.id, event: "Delivery", sesId: ses(21), now: new Date() });
      await bounces(notice, ses(21), "Transient", "General");
      expect(await stateOf(notice)).toBe("delivered");
      const early = await sent("UY", ses(22));
      await bounces(early, ses(22), "Transient", "General");
      await settleNotice({ notice: early.id, event: "Delivery", sesId: ses(22), now: new Date() });
      expect(await stateOf(early)).toBe("delivered");
    });

    test("a bounce of who had a copy, or of the team's own mailbox, marks nobody else", async () => {
      const [official, other] = await contactsOf("EC");
      if (!official || !other) throw new Error("Ecuador has one contact only");
      const notice = await sent("EC", ses(23), { cc: [other.email] });
      await bounces(notice, ses(23), "Permanent", "General", other.email);
      expect(await stateOf(notice)).toBe("sent");
      expect((await contactById(other.id))?.unreachable).toBe(true);
      const sample = await sent("PY", ses(24));
      await bounces(sample, ses(24), "Permanent", "General", "team@hoja.example");
      expect([(await first("EC")).unreachable, (await first("PY")).unreachable]).toEqual([false, false]);
    });

    test("a complaint spares the contact what is optional", async () => {
      const notice = await sent("BO", ses(25));
      await settleNotice({
        notice: notice.id,
        event: "Complaint",
        sesId: ses(25),
        recipients: [notice.to],
        now: new Date(),
      });
      expect(await stateOf(notice)).toBe("complained");
      const { noticesTo } = await import("../../shared/desk/prepare.ts");
      const call = await getCall("guiding-questions");
      if (!call) throw new Error("no call");
      const contacts = (await contactsOf("BO")).filter(({ id }) => id === notice.contact);
      const count = (kind: Notice["kind"]) => noticesTo(call, kind, "1", contacts, new Date()).length;
      expect([count("reminder"), count("announcement"), count("invitation"), count("letter")]).toEqual([
        0, 0, 1, 1,
      ]);
    });
  });

  test("an absence note tells until when, and whom to write to", async () => {
    const notice = await sent("HN", ses(30));
    const message = await only({
      from: notice.to,
      verdicts: gray,
      headers: [
        "Subject: Respuesta =?utf-8?Q?autom=C3=A1tica?=: Convocatoria",
        `In-Reply-To: <${ses(30)}@email.amazonses.com>`,
      ],
      text: "Estoy ausente hasta el 7 de enero. Escribir a Ana Paz <ana.paz@cancilleria-hn.example>.",
    });
    expect(message).toMatchObject({
      because: "absence",
      automatic: { kind: "absence", returns: "2025-01-07" },
    });
    expect(await first("HN")).toMatchObject({
      absent: {
        returns: "2025-01-07",
        instead: [{ email: "ana.paz@cancilleria-hn.example", name: "Ana Paz" }],
      },
    });
    expect((await standingOf("guiding-questions", "HN")).versions).toBe(0);
  });

  test("two robots that look like people come to an end: beyond twenty a day all is recorded, and none answered", async () => {
    const { email } = await first("CO");
    const ends = [];
    for (let n = 0; n <= answerCap.aDay; n += 1)
      ends.push(await only({ from: email, text: `Thank you for your message ${n}.` }));
    expect(ends.map(({ end }) => end.kind)).toEqual(Array(answerCap.aDay + 1).fill("submission"));
    expect(ends.map(({ unanswered }) => unanswered)).toEqual([
      ...Array(answerCap.aDay).fill(undefined),
      "over-cap",
    ]);
    const receipts = (await noticesOfCall("guiding-questions", "receipt")).filter(
      ({ party }) => party === "CO",
    );
    expect(receipts).toHaveLength(answerCap.aDay);
    const next = await only({ from: email, text: "The day after.", at: "2024-12-11T00:10:00Z" });
    expect(next.unanswered).toBeUndefined();
  });

  describe("what the secretariat passes on", () => {
    const staff = "ines.rojas@oim.example";
    test("is its sender's, and the official contact is asked", async () => {
      const { email } = await first("SV");
      const message = await only({
        from: `Ines Rojas <${staff}>`,
        headers: ["Subject: RV: Aportes de El Salvador"],
        text: `Va lo recibido.\r\n\r\nDe: Misión <${email}>\r\nEnviado el: lunes, 9 de diciembre de 2024 10:00\r\nPara: UNNM\r\nAsunto: Aportes\r\n\r\nNuestras respuestas.`,
      });
      expect(message).toMatchObject({ end: { kind: "submission", party: "SV" }, because: "forwarded-by-us" });
      const [version] = await versionsOf("guiding-questions", "SV");
      expect(version).toMatchObject({ state: "unconfirmed", senderAddress: email });
    });

    test("and resends keeps its From, which then proves nothing and does not fail", async () => {
      const { email } = await first("NI");
      const top = [
        "Received: from mail.oim.example by inbound-smtp.us-east-1.amazonaws.com with SMTP id {id} for x",
        `Authentication-Results: amazonses.com; spf=pass (ok) client-ip=1; envelope-from=${staff}; helo=x; dkim=fail header.i=@cancilleria-ni.example; dmarc=fail header.from=cancilleria-ni.example;`,
        `Resent-From: <${staff}>`,
      ];
      const verdicts = { ...passed, dkim: "FAIL", dmarc: "FAIL" } as const;
      const message = await only({ from: email, top, verdicts });
      expect(message).toMatchObject({
        end: { kind: "submission", party: "NI" },
        because: "forwarded-by-us",
        forwarded: { how: "resent", from: { address: email } },
      });
      const forged = top.map((line) =>
        line.replace(`envelope-from=${staff}`, "envelope-from=x@evil.example"),
      );
      expect(await only({ from: email, top: forged, verdicts })).toMatchObject({
        end: {
          kind: "triage",
          reason: "failed-authentication",
          telephone: true,
          party: "NI",
          guess: "address",
        },
      });
    });

    test("of somebody unknown waits, and is recorded as theirs when a person assigns it", async () => {
      const message = await only({
        from: staff,
        headers: ["Subject: FW: Contribution"],
        text: "From: Someone <someone@unlisted.example>\r\nSent: Monday, December 9, 2024 10:00 AM\r\nTo: UNNM\r\nSubject: Contribution\r\n\r\nOur answers.",
      });
      expect(message).toMatchObject({ end: { reason: "secretariat" }, because: "forward-unknown" });
      const given = { message: message.id, call: "guiding-questions", party: "BZ", by: "ines-rojas" };
      const { submission } = done(await desk.assign(given));
      expect(submission).toMatchObject({ senderAddress: "someone@unlisted.example", state: "recorded" });
    });
  });

  test("the same mail by a way that proves it confirms what came unproven", async () => {
    const { email } = await first("DO");
    const mail = { from: email, headers: ["Subject: Dos vías", "Message-ID: <twice@x.example>"] };
    count = 500;
    await only({ ...mail, verdicts: gray });
    count = 500;
    const raw = objects.get("ses-501");
    objects.set("ses-copy", raw ?? new Uint8Array());
    const now = new Date();
    const delivery = { at: now, envelopeSender: email, recipients: [inputs], verdicts: passed };
    await receiveMail({ ...delivery, sesId: "ses-copy" }, now);
    const [version, ...more] = await versionsOf("guiding-questions", "DO");
    expect(more).toEqual([]);
    expect(version).toMatchObject({ state: "recorded", confirmedBy: "system" });
    count = 600;
  });

  describe("an address that is nearly ours", () => {
    test.each<[string, (contact: string) => string, Record<string, string>]>([
      ["of a call", () => "guiding-question@in.hoja.example", { call: "guiding-questions" }],
      [
        "of a reply",
        (contact) => {
          const right = replyAddress(secret, { code: "CC" }, contact, "in.hoja.example");
          return right.replace(/.@/, right.includes("a@") ? "b@" : "a@");
        },
        { call: "co-chairs" },
      ],
    ])("%s waits with what it may mean", async (_, address, end) => {
      const { id, email } = await first("JM");
      const message = await only({ from: email, to: [address(id)] });
      expect(message).toMatchObject({ end: { kind: "triage", reason: "near-miss", party: "JM", ...end } });
    });
  });

  test("a group coordinator conveys a name: it waits for the selection's people, and is nobody's own offer", async () => {
    const contact = await first("TT");
    const call = await getCall("co-chairs");
    const subregion = call?.seats.find((seat) => seat.id === "caribbean")?.subregion;
    await transact(saveContact({ ...contact, ...(subregion && { conveysFor: subregion }) }));
    const to = ["co-chairs@in.hoja.example"];
    const message = await only({ from: contact.email, to, text: "The Caribbean agrees on Jamaica." });
    expect(message).toMatchObject({ end: { reason: "conveyed", call: "co-chairs" }, because: "conveyed" });
    expect((await desk.conveyedOn({ call: "co-chairs" })).map(({ id }) => id)).toEqual([message.id]);
    expect(await versionsOf("co-chairs", "TT")).toEqual([]);
    expect((await only({ from: contact.email })).end).toMatchObject({ kind: "submission", party: "TT" });
  });

  describe("what a State says of a selection", () => {
    const chairs = "co-chairs";
    async function changed(more: Partial<Selection>) {
      const call = await getCall(chairs);
      const before = call && (await readSelection(call));
      if (!before) throw new Error("no selection");
      await transact([saveSelection(before, { ...before, ...more })]);
    }
    const mailOf = (contact: Contact, headers: string[] = []) => {
      const to = [replyAddress(secret, { code: "CC" }, contact.id, "in.hoja.example")];
      return { from: contact.email, to, text: "We object.", headers, at: "2024-12-10T14:00:00Z" };
    };

    test.each<[Notice["kind"], string, Partial<Notice>, string | undefined, number]>([
      ["silence", "BB", { occasion: "caribbean-1" }, "caribbean", 61],
      ["silence-closed", "BS", { occasion: "caribbean-2" }, "caribbean", 62],
      ["acceptance", "GD", { params: { seat: "caribbean" } }, "caribbean", 63],
      ["letter", "LC", {}, undefined, 64],
    ])(
      "in answer to our mail of kind %s is no offer, and the coordinators' alone",
      async (kind, party, more, seat, n) => {
        await sent(party, ses(n), { call: chairs, kind, ...more, id: `${chairs}_${kind}_x-1_${party}` });
        const headers = [`In-Reply-To: <${ses(n)}@email.amazonses.com>`];
        const message = await only(mailOf(await first(party), headers));
        expect(message).toMatchObject({
          end: { kind: "triage", reason: "answers-selection", call: chairs, party },
          answers: { call: chairs, ...(seat && { seat }) },
        });
        expect(mayReadMessage(["reader", "approver", "auditor"], message)).toBe(false);
        expect(mayReadMessage(["coordinator"], message)).toBe(true);
        expect(await versionsOf(chairs, party)).toEqual([]);
        expect(await noticesOfCall(chairs, "receipt")).toEqual([]);
        let entry: LedgerEntry | undefined;
        for (let cursor: string | undefined = ""; cursor !== undefined && !entry; ) {
          const page = await listEntries(cursor ? { cursor } : {});
          entry = page.entries.find(({ subject }) => subject === message.id);
          cursor = page.next;
        }
        expect(entry).toMatchObject({ act: "message.triage", detail: {} });
      },
    );

    test("unthreaded, while a silence procedure runs in which it takes part", async () => {
      const silence = {
        id: "caribbean-1",
        seat: "caribbean",
        party: "BB",
        text: { es: "t", en: "t", pt: "t", fr: "t" },
        recipients: ["KN"],
        conveyed: [],
        openedAt: "2024-12-09T15:00:00Z",
        openedBy: "ines-rojas",
        until: "2024-12-13T18:00",
        objections: [],
      };
      await changed({ silences: [silence] });
      expect(await only(mailOf(await first("KN")))).toMatchObject({
        end: { kind: "triage", reason: "answers-selection", party: "KN" },
        answers: { call: chairs, seat: "caribbean" },
      });
      await changed({ silences: [{ ...silence, closedAt: "2024-12-10T15:00:00Z", outcome: "stopped" }] });
      expect((await only(mailOf(await first("KN")))).end).toMatchObject({ kind: "submission", party: "KN" });
    });
  });

  test("a mail of a stranger to two calls has one holding reply", async () => {
    const to = [inputs, "co-chairs@in.hoja.example"];
    const messages = await arrives({ from: "eva@unlisted.example", to });
    expect(messages.map(({ end }) => end.kind)).toEqual(["triage", "triage"]);
    const holding = (await noticesOfCall("guiding-questions", "holding")).filter(({ to: one }) =>
      one.startsWith("eva"),
    );
    expect(holding).toHaveLength(1);
  });

  test("a mail to no address of ours in particular that answers our mail is about the call of that mail", async () => {
    const notice = await sent("CU", ses(40));
    const headers = [`References: <x@y.example> <${ses(40)}@email.amazonses.com>`];
    const { end } = await only({ from: notice.to, to: ["info@in.hoja.example"], headers });
    expect(end).toMatchObject({ kind: "submission", call: notice.call, party: "CU" });
  });

  test("a public mailbox that marks every mail as a list's hides nobody whom we know", async () => {
    vi.stubEnv("REDIRECTS", JSON.stringify({ "unnmlac@iom.int": "secret-1" }));
    const { email } = await first("BB");
    const list = {
      to: ["secret-1@in.hoja.example"],
      headers: ["Subject: Aportes", "List-ID: <unnm.iom.int>"],
    };
    expect(await only({ ...list, from: email, verdicts: gray })).toMatchObject({
      end: { kind: "triage", reason: "looks-automatic", party: "BB" },
      because: "mailing-list-redirected",
    });
    expect((await only({ ...list, from: "news@unlisted.example" })).end).toMatchObject({
      reason: "automatic",
    });
    vi.unstubAllEnvs();
  });

  test("two mails that say nothing are two messages for a person", async () => {
    for (const sesId of ["ses-empty-1", "ses-empty-2"]) {
      objects.set(sesId, Buffer.from(""));
      const now = new Date();
      const delivery = {
        sesId,
        at: now,
        envelopeSender: "x@y.example",
        recipients: [inputs],
        verdicts: gray,
      };
      await receiveMail(delivery, now);
      const found = (await desk.listTriage()).find((message) => message.sesId === sesId);
      expect(found?.end).toMatchObject({ kind: "triage", reason: "unreadable" });
    }
  });

  test("behind a forwarder's envelope a stranger is not answered", async () => {
    const envelope = "SRS0=ab12=XX=unlisted.example=luz@relay.example";
    const message = await only({ from: "luz@unlisted.example", envelope });
    expect(message).toMatchObject({ end: { reason: "unknown-sender" }, unanswered: "rewritten-envelope" });
  });

  test("a withdrawal is taken off the public pages with what it withdraws", async () => {
    const { email } = await first("AR");
    const { end } = await only({ from: email });
    const version = { call: "guiding-questions", party: "AR", version: 1 };
    expect(end).toMatchObject(version);
    done(await publish({ ...version, published: true, by: "ines-rojas" }));
    expect((await publishedSubmissions()).map(({ party }) => party)).toEqual(["AR"]);
    const message = await only({ from: "eva@unlisted.example", text: "Argentina withdraws its inputs." });
    done(
      await desk.assign({
        message: message.id,
        call: version.call,
        party: "AR",
        as: "withdrawal",
        by: "ines-rojas",
      }),
    );
    expect(await publishedSubmissions()).toEqual([]);
    expect((await versionsOf(version.call, "AR")).map(({ state }) => state)).toEqual([
      "recorded",
      "withdrawn",
    ]);
  });

  test("late is marked; a conditional and joint offer keeps its words; who sent which version is told", async () => {
    const [official, other] = await contactsOf("BR");
    const to = ["co-chairs@in.hoja.example"];
    const text = "Brazil offers to co-chair, jointly with Uruguay, provided that the venue is Santiago.";
    await only({ from: official?.email ?? "", to, text, at: "2025-01-29T12:00:00Z" });
    await only({ from: `colega@${official?.email.split("@")[1]}`, to, at: "2025-01-29T13:00:00Z" });
    const versions = await versionsOf("co-chairs", "BR");
    expect(versions.map(({ late, text: words }) => [late, words.includes("provided that")])).toEqual([
      [true, true],
      [true, false],
    ]);
    expect(versions.map(({ senderAddress }) => senderAddress)).toEqual([
      official?.email,
      `colega@${official?.email.split("@")[1]}`,
    ]);
    expect(other).toBeDefined();
  });

  describe("what would fail again is not tried again", () => {
    test("a mail that no code of ours can decide waits for a person, with its bytes", async () => {
      const bytes = Buffer.from("From: ana@x.example\r\n\r\nHola\r\n");
      Object.defineProperty(bytes, "subarray", {
        value: () => {
          throw new RangeError("a fault of ours");
        },
      });
      objects.set("ses-broken", bytes);
      const now = new Date();
      const delivery = { at: now, envelopeSender: "ana@x.example", recipients: [inputs], verdicts: passed };
      await receiveMail({ ...delivery, sesId: "ses-broken" }, now);
      expect(await isDelivered("ses-broken")).toBe(true);
      const found = (await desk.listTriage()).find(({ sesId }) => sesId === "ses-broken");
      expect(found).toMatchObject({
        end: { reason: "unreadable" },
        because: "not-recordable",
        rawSize: bytes.length,
      });
    });

    test("names and addresses as long as a header, and 400 files, are recorded as far as an item bears them", async () => {
      const parts = Array.from({ length: 400 }, (_, n) =>
        [
          "--b",
          `Content-Type: application/x-${"y".repeat(300)}; name="${"ñ".repeat(190)}${n}"`,
          "",
          `file ${n}`,
        ].join("\r\n"),
      );
      const { email } = await first("VE");
      const message = await only({
        from: `${"A".repeat(50_000)} <${email}>`,
        headers: [
          `Subject: ${"S".repeat(60_000)}`,
          `In-Reply-To: <${"i".repeat(40_000)}@x.example>`,
          'Content-Type: multipart/mixed; boundary="b"',
          "",
          "--b",
          "Content-Type: text/plain; charset=utf-8",
          "",
          "漢".repeat(120_000),
          ...parts,
          "--b--",
        ],
      });
      expect(message.end).toMatchObject({ kind: "submission", party: "VE" });
    });

    test("an address that nobody could write to makes no contact of its party", async () => {
      const domain = (await first("GY")).email.split("@")[1];
      const message = await only({ from: `josé..pérez@${domain}` });
      expect(message.end).toMatchObject({ kind: "submission", party: "GY" });
      expect((await contactsOf("GY")).some(({ email }) => email.startsWith("jos"))).toBe(false);
    });
  });

  test("an unreachable contact that writes is reached again", async () => {
    const contact = await first("HT");
    await transact(saveContact({ ...contact, unreachable: true }));
    await only({ from: contact.email });
    expect((await first("HT")).unreachable).toBe(false);
  });

  test("by hand a withdrawal on the telephone ends on no page either", async () => {
    const entry = { call: "guiding-questions", party: "AR", channel: "phone" as const, by: "ines-rojas" };
    const receivedAt = "2024-12-10T14:00:00Z";
    const { submission } = done(await recordByHand({ ...entry, receivedAt, text: "", withdrawal: true }));
    expect(submission.state).toBe("withdrawn");
  });
});
