/** Moving the close of the co-chairs' call on the running machine: reminders and close follow at once, whenever the move falls. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { advance, becomeOperator, testCloud } from "../support/cloud.ts";

let cloud: Cloud;
let duringRegistration: (() => Promise<void>) | undefined;
let moved = false;

beforeAll(async () => {
  cloud = await testCloud({
    now: "2024-10-30T13:00:00Z",
    // While a move is wanted between planning and waiting, the wait's registration is put off until it has been made.
    faults: ({ function: name, action }) => {
      if (name !== "await-change" || action !== "TransactWriteItems" || !duringRegistration) return undefined;
      if (moved) {
        duringRegistration = undefined;
        return undefined;
      }
      void duringRegistration().then(() => {
        moved = true;
      });
      return "throttle";
    },
  });
  becomeOperator(cloud);
  const { prepareLaunch } = await import("../support/launch.ts");
  await prepareLaunch("co-chairs");
  await moveClose("2024-11-29T23:59"); // six weeks less to play
  await cloud.settled();
});
afterAll(() => cloud.stop());

/** Moves the close as a coordinator does on the page, without the notice that tells the parties. */
async function moveClose(closes: string): Promise<void> {
  const { moveDates, getCall } = await import("../../shared/desk/calls.ts");
  const { coordinator } = await import("../support/launch.ts");
  const call = await getCall({ call: "co-chairs" });
  if (!call?.decisionBefore) throw new Error("The call has no dates");
  const { version, decisionBefore, reminderDays } = call;
  const dates = { closes, decisionBefore, reminderDays };
  const outcome = await moveDates({ call: "co-chairs", dates, version, by: await coordinator() });
  expect(outcome).toMatchObject({ ok: true });
}

const reminders = async () =>
  (await cloud.sentMail()).filter(({ tags }) => tags.notice?.startsWith("co-chairs_reminder_")).length;
const phase = async () => {
  const { getCall } = await import("../../shared/desk/calls.ts");
  return (await getCall({ call: "co-chairs" }))?.phase;
};

test("a week later: nobody is reminded on the old day, everybody on the new one", async () => {
  await advance(cloud, "2024-11-06T13:00:00Z"); // closes on the 29th; the reminder goes on the 22nd
  await moveClose("2024-12-06T23:59");
  await cloud.settled();
  await advance(cloud, "2024-11-28T13:00:00Z");
  expect(await reminders()).toBe(0);
  await advance(cloud, "2024-11-29T13:00:00Z");
  expect(await reminders()).toBeGreaterThan(0);
});

test("then earlier: it closes on the new day, and nobody is reminded twice", async () => {
  const sent = await reminders();
  await moveClose("2024-12-02T23:59");
  await cloud.settled();
  await advance(cloud, "2024-12-03T02:58:00Z");
  expect(await phase()).toBe("launched");
  await advance(cloud, "2024-12-03T03:00:00Z");
  expect(await phase()).toBe("closed");
  expect(await reminders()).toBe(sent);
});

test("a move that falls between planning and waiting is not slept through", async () => {
  await moveClose("2024-12-09T23:59"); // reopened
  moved = false;
  duringRegistration = () => moveClose("2024-12-04T23:59");
  const { decideAgain, transact } = await import("../../shared/store/table.ts");
  const { getCall, saveCall } = await import("../../shared/store/calls.ts");
  await decideAgain(async () => {
    const call = await getCall("co-chairs");
    if (call) await transact([saveCall(call, call)]); // any change makes the execution plan and wait anew
  });
  await cloud.settled();
  expect(moved).toBe(true);
  await advance(cloud, "2024-12-05T03:00:00Z");
  expect(await phase()).toBe("closed");
  expect(cloud.failures()).toEqual([]);
});
