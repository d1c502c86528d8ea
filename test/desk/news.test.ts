/** The news against a real engine: double opt-in, one answer for every address, and an address that is nowhere once it left. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { getCall, moveDates } from "../../shared/desk/calls.ts";
import {
  confirmSignUp,
  isLeaveLink,
  leave,
  openConfirmation,
  signUp,
  tellSubscribers,
} from "../../shared/desk/news.ts";
import { noticesNeedingCare } from "../../shared/desk/notices.ts";
import { setMailMode, setPaused } from "../../shared/desk/reviews.ts";
import { sendNotice } from "../../shared/desk/send.ts";
import { settleNotice } from "../../shared/desk/settle.ts";
import type { Notice } from "../../shared/domain/notice.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import { saveCall } from "../../shared/store/calls.ts";
import { ledgerPage } from "../../shared/store/ledger.ts";
import type { Outgoing } from "../../shared/store/mailer.ts";
import { getNotice, noticesOfCall } from "../../shared/store/notices.ts";
import { getSubscriber } from "../../shared/store/subscribers.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, enable, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const secret = "a secret for tests";
const ses = vi.hoisted(() => ({ sent: [] as Outgoing[] }));
vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => secret }));
vi.mock("@aws-sdk/client-ses", () => {
  class SESClient {
    send = async ({
      input,
    }: {
      input: { RawMessage: { Data: Uint8Array }; Destinations: string[]; Tags: [{ Value: string }] };
    }) => {
      ses.sent.push({
        raw: input.RawMessage.Data,
        to: input.Destinations,
        tag: { name: "notice", value: input.Tags[0].Value },
      });
      return { MessageId: `ses-${ses.sent.length}` };
    };
  }
  class SendRawEmailCommand {
    readonly input: unknown;
    constructor(input: unknown) {
      this.input = input;
    }
  }
  return { SESClient, SESServiceException: class extends Error {}, SendRawEmailCommand };
});

const by = "ines-rojas";
const email = "Reader@Mail.example";
const wish = { language: "fr", topic: "all" } as const;
const address = /reader@mail\.example/i;

describe.skipIf(noEngine())("the news", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());
  const prepare = async () => {
    await loadSampleReview();
    const call = await getCall({ call: "co-chairs" });
    if (!call) throw new Error("no call");
    await transact([saveCall(call, { ...call, phase: "launched", announced: "2024-11-04T12:00:00.000Z" })]);
    await setMailMode({ mode: "live", by });
    await enable("subscription", by);
    await enable("news", by);
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-11-20T15:00:00Z") });
    ses.sent = [];
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const asked = async (): Promise<Notice[]> => await noticesOfCall("review", "subscription");
  async function sendAll(notices: readonly Notice[]): Promise<void> {
    for (const { id } of notices) await sendNotice(id, new Date());
  }
  async function lastMail() {
    const outgoing = ses.sent.at(-1);
    if (!outgoing) throw new Error("Nothing left");
    const mail = await parseMail(outgoing.raw);
    return {
      to: outgoing.to,
      raw: Buffer.from(outgoing.raw).toString(),
      text: "text" in mail ? mail.text : "",
    };
  }
  const tokenIn = (text: string, page: "confirm" | "leave") =>
    new RegExp(`https://hoja\\.example/fr/news/${page}/([a-z2-7]+\\.[a-z2-7]+)`).exec(text)?.[1] ?? "";

  async function subscribed(): Promise<void> {
    done(await signUp({ email, ...wish }));
    await sendAll(await asked());
    done(await confirmSignUp({ token: tokenIn((await lastMail()).text, "confirm") }));
  }

  /** Moves the close, and tells as the bus would. */
  async function moved(closes: string): Promise<Notice[]> {
    const call = await getCall({ call: "co-chairs" });
    done(await moveDates({ call: "co-chairs", dates: { closes }, version: call?.version ?? 0, by }));
    const entry = {
      id: "led_1",
      review: "lac-2025",
      at: new Date().toISOString(),
      actor: by,
      act: "call.dates-moved",
      call: "co-chairs",
      detail: {},
    };
    await tellSubscribers(entry, new Date());
    await tellSubscribers(entry, new Date()); // the bus may tell twice
    return noticesOfCall("co-chairs", "news");
  }

  test("a mailbox is asked, and its button confirms once", async () => {
    done(await signUp({ email, ...wish }));
    const [notice] = await asked();
    expect(notice).toMatchObject({ state: "prepared", to: "subscriber@news.invalid", language: "fr" });
    await sendAll(await asked());
    const mail = await lastMail();
    expect(mail.to).toEqual(["reader@mail.example"]);
    const token = tokenIn(mail.text, "confirm");
    expect(await openConfirmation({ token })).toMatchObject({ id: notice?.contact });
    expect((await getSubscriber(notice?.contact ?? ""))?.wish).toBeUndefined(); // looking confirms nothing
    done(await confirmSignUp({ token }));
    expect(await getSubscriber(notice?.contact ?? "")).toMatchObject({
      wish: { language: "fr", topic: "all" },
    });
    expect(reasonOf(await confirmSignUp({ token }))).toBe("not-found");
    expect(await openConfirmation({ token: `${token.slice(0, -1)}2` })).toBeNull();
  });

  test("the answer is the same for a known, an unknown and an often asked address", async () => {
    const answers = [];
    for (let times = 0; times < 5; times++) {
      vi.setSystemTime(Date.now() + 1000);
      answers.push(await signUp({ email, ...wish }));
    }
    answers.push(await signUp({ email: "other@mail.example", ...wish }));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const [often, once] = Map.groupBy(await asked(), ({ contact }) => contact).values();
    expect([often?.length, once?.length].sort()).toEqual([1, 3]);
    expect(reasonOf(await signUp({ email: "no address", ...wish }))).toBe("not-an-address");
  });

  test("only the last link confirms, and none after seven days", async () => {
    done(await signUp({ email, ...wish }));
    await sendAll(await asked());
    const first = tokenIn((await lastMail()).text, "confirm");
    vi.setSystemTime(new Date("2024-11-21T15:00:00Z"));
    done(await signUp({ email, language: "fr", topic: "calls" }));
    await sendAll(await asked());
    const second = tokenIn((await lastMail()).text, "confirm");
    expect(await openConfirmation({ token: first })).toBeNull();
    expect(await openConfirmation({ token: second })).not.toBeNull();
    vi.setSystemTime(new Date("2024-11-28T15:00:00Z"));
    expect(reasonOf(await confirmSignUp({ token: second }))).toBe("not-found");
  });

  test("a mail waits while its kind is not enabled or sending is paused, and goes to nobody who left", async () => {
    await subscribed();
    done(await setPaused({ paused: true, by }));
    const [held] = await moved("2025-01-15T23:59");
    await sendAll(held ? [held] : []);
    expect(await getNotice(held?.id ?? "")).toMatchObject({ state: "held", hold: "paused" });
    const leaving = await import("../../shared/mail/links.ts");
    done(await leave({ token: leaving.leaveToken(secret, held?.contact ?? ""), by: "button" }));
    done(await setPaused({ paused: false, by }));
    await sendAll(held ? [held] : []);
    expect(await getNotice(held?.id ?? "")).toMatchObject({ state: "cancelled" });
    expect(ses.sent).toHaveLength(1);
  });

  test("each thing is told once, with the headers and the link that end it", async () => {
    await subscribed();
    const notices = await moved("2025-01-15T23:59");
    expect(notices).toHaveLength(1);
    await sendAll(notices);
    await sendAll(notices);
    expect(ses.sent).toHaveLength(2);
    const mail = await lastMail();
    expect(mail.to).toEqual(["reader@mail.example"]);
    expect(mail.text).toContain("https://hoja.example/fr/calls/co-chairs");
    const token = tokenIn(mail.text, "leave");
    expect(mail.raw).toContain(`List-Unsubscribe: <https://hoja.example/fr/news/leave/${token}>`);
    expect(mail.raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(await isLeaveLink({ token })).toBe(true);
    done(await leave({ token, by: "one-click" }));
    done(await leave({ token, by: "one-click" }));
    expect(await getSubscriber(notices[0]?.contact ?? "")).toBeNull();
    expect(await moved("2025-01-17T23:59")).toHaveLength(1); // nobody is left to tell
  });

  test("of a close that moved twice only the last is told", async () => {
    await subscribed();
    await moved("2025-01-15T23:59");
    vi.setSystemTime(new Date("2024-11-20T16:00:00Z"));
    const both = await moved("2025-01-17T23:59");
    expect(both.map(({ occasion }) => occasion)).toEqual(["moved-1", "moved-2"]);
    await sendAll(both);
    expect(await getNotice(both[0]?.id ?? "")).toMatchObject({ state: "cancelled" });
    expect(await getNotice(both[1]?.id ?? "")).toMatchObject({ state: "sent" });
  });

  test.each([
    ["a complaint", { event: "Complaint" as const }],
    [
      "a mailbox that is gone",
      { event: "Bounce" as const, bounce: { type: "Permanent", subtype: "General" } },
    ],
  ])("%s ends the subscription; the address is then nowhere", async (_title, report) => {
    await subscribed();
    const [notice] = await moved("2025-01-15T23:59");
    await sendAll(notice ? [notice] : []);
    await settleNotice({
      notice: notice?.id ?? "",
      sesId: "ses-2",
      recipients: ["reader@mail.example"],
      now: new Date(),
      ...report,
    });
    expect(await getSubscriber(notice?.contact ?? "")).toBeNull();
    expect(JSON.stringify(await everything())).not.toMatch(address);
    expect(await noticesNeedingCare()).toEqual([]); // nobody has to do anything
    const acts = (await ledgerPage("2024-11")).items.map(({ act }) => act);
    expect(acts).toEqual(expect.arrayContaining(["news.asked", "news.confirmed", "news.left"]));
  });

  /** Every record of both tables, as a test may see them. */
  async function everything(): Promise<unknown[]> {
    const { DynamoDBClient, ScanCommand } = await import("@aws-sdk/client-dynamodb");
    const client = new DynamoDBClient({});
    const pages = await Promise.all(
      ["Reviews", "Ledger"].map((TableName) =>
        client.send(new ScanCommand({ TableName, ConsistentRead: true })),
      ),
    );
    return pages.flatMap(({ Items }) => Items ?? []);
  }

  test("the day has an end for sign-ups", async () => {
    const { saveSignUps } = await import("../../shared/store/subscribers.ts");
    await transact([saveSignUps(null, { day: "2024-11-20", count: 300, revision: 1 })]);
    expect(reasonOf(await signUp({ email, ...wish }))).toBe("too-many-sign-ups");
    expect(await asked()).toEqual([]);
  });
});
