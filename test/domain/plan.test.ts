/** The mails still to come: of a running call by contact, of a definition by day, and the command that shows it. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { instantOf, localMinuteOf, rulesOf } from "../../shared/domain/calendar.ts";
import type { Call, PartyStanding } from "../../shared/domain/call.ts";
import { addressees } from "../../shared/domain/party.ts";
import { type Planning, plannedNotices, planOf } from "../../shared/domain/plan.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { Selection } from "../../shared/domain/selection.ts";
import { africa, lac } from "../support/definitions.ts";

const rules = rulesOf(lac);
const { calls, parties, contacts } = recordsOf(lac);

function planning(
  id: string,
  now: string,
  changes: Partial<Call> = {},
  more: Partial<Planning> = {},
): Planning {
  const call = calls.find((one) => one.id === id);
  if (!call) throw new Error(`There is no call ${id}`);
  return {
    call: { ...call, phase: "launched", ...changes },
    selection: null,
    parties,
    contacts,
    standings: [],
    now: instantOf(now, rules.zone),
    rules,
    ...more,
  };
}

function counted(given: Planning): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { at, kind, occasion } of plannedNotices(given)) {
    const key = `${localMinuteOf(new Date(at), rules.zone)} ${kind} ${occasion}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

const announced = "2024-11-04T12:00:00Z";
const states = parties.filter(({ kind }) => kind === "member-state").map(({ id }) => id);
const everyState = addressees(contacts.filter(({ party }) => states.includes(party))).length;

describe("the mails of a running call", () => {
  test("before it opens: invitations and reminders to all", () => {
    expect(counted(planning("co-chairs", "2024-10-20T10:00"))).toEqual({
      "2024-11-04T09:00 invitation 1": everyState,
      "2024-12-19T09:00 reminder 7": everyState,
    });
  });

  test("a party that answered, one that is paused and one that wants no reminders get none", () => {
    const answered: PartyStanding = {
      call: "co-chairs",
      party: "CO",
      versions: 1,
      answered: announced,
      heldBy: [],
    };
    const unwilling: PartyStanding = {
      call: "co-chairs",
      party: "BB",
      versions: 0,
      noReminders: announced,
      heldBy: [],
    };
    const given = planning(
      "co-chairs",
      "2024-12-01T10:00",
      { announced },
      {
        standings: [answered, unwilling],
        parties: parties.map((party) => (party.id === "MX" ? { ...party, paused: true } : party)),
      },
    );
    expect(counted(given)).toEqual({ "2024-12-19T09:00 reminder 7": everyState - 3 });
    expect(plannedNotices(given).filter(({ party }) => ["CO", "BB", "MX"].includes(party))).toEqual([]);
  });

  test("nobody who is copied, an alternate or unreachable is written to in To", () => {
    const gone = contacts.map((contact) =>
      contact.id === "co1" ? { ...contact, unreachable: true } : contact,
    );
    const planned = plannedNotices(
      planning("co-chairs", "2024-12-01T10:00", { announced }, { contacts: gone }),
    );
    expect(planned.map(({ contact }) => contact)).not.toContain("co1");
    expect(planned.map(({ contact }) => contact)).not.toContain("co3");
    expect(planned.find(({ party }) => party === "AR")).toMatchObject({
      id: "co-chairs_reminder_7_ar1",
      to: "mision.santiago@cancilleria-ar.example",
      language: "es",
    });
  });

  test("of two reminders that quiet days move onto one day only the last goes", () => {
    const given = planning("guiding-questions", "2024-12-01T10:00", {
      announced,
      closes: "2025-01-10T23:59",
      reminderDays: [14, 5],
    });
    expect(Object.keys(counted(given))).toEqual(["2024-12-19T09:00 reminder 5"]);
  });

  test("with an hour of release: the letters at once, the announcement at that hour", () => {
    const selection = Selection.parse({
      call: "co-chairs",
      seats: [{ seat: "caribbean", party: "BB", acceptance: "accepted", asked: 1 }],
      slate: 1,
      approvals: [],
      decidedAt: announced,
      releaseAt: "2025-01-29T12:00",
      version: 3,
    });
    const given = planning("co-chairs", "2025-01-20T10:00", { announced, phase: "closed" }, { selection });
    expect(counted(given)).toEqual({
      "2025-01-20T10:00 letter 1": 1,
      "2025-01-29T12:00 announcement 1": everyState,
    });
  });

  test("a call that is over sends nothing", () => {
    expect(plannedNotices(planning("co-chairs", "2025-03-01T10:00", { announced, phase: "over" }))).toEqual(
      [],
    );
  });
});

describe("the plan of a definition", () => {
  test.each([
    ["lac-2025", lac],
    ["africa-2027", africa],
  ])("%s: each call opens, closes and is decided in order, within its time", (_name, definition) => {
    const entries = planOf(definition);
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
    for (const call of definition.calls) {
      const own = entries.filter(({ of }) => of === call.id);
      expect(own[0]).toMatchObject({ what: "opening", at: call.opens });
      expect(own.filter(({ what }) => what === "close")).toMatchObject([{ at: call.closes, mails: 0 }]);
      expect(own.filter(({ what }) => what === "reminder").length).toBe(call.reminderDays.length);
      expect(own.filter(({ what }) => what === "decision").length).toBe(call.decisionBefore ? 1 : 0);
      expect(
        own.filter(({ what }) => what === "opening" || what === "reminder").every(({ mails }) => mails > 0),
      ).toBe(true);
    }
  });

  test("counts the mails of a day", () => {
    const opening = planOf(lac).find(({ what, of }) => what === "opening" && of === "co-chairs");
    expect(opening?.mails).toBe(everyState);
  });
});

describe("npm run review", () => {
  const path = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [path("commands/review.ts"), ...args], {
      encoding: "utf8",
    });
    return { status, stdout, stderr };
  };

  test("check says that a definition holds", () => {
    const { status, stdout } = run("check", path("shared/reviews/lac-2025.yaml"));
    expect([status, stdout.includes("6 calls, 77 parties")]).toEqual([0, true]);
  });

  test("plan prints days, and with --json one line", () => {
    expect(run("plan", path("test/reviews/africa-2027.yaml")).stdout).toContain(
      "Monday, 12 April 2027\n  10:00  Opens: Bureau",
    );
    const { stdout } = run("plan", path("test/reviews/africa-2027.yaml"), "--json");
    expect(stdout.trim().split("\n").length).toBe(1);
    expect(JSON.parse(stdout)).toEqual(planOf(africa));
  });

  test("a file that is not there, a file that is no definition and no command end in words", () => {
    expect(run("check", "nowhere.yaml")).toMatchObject({
      status: 2,
      stderr: "There is no file nowhere.yaml\n",
    });
    expect(run("check", path("package.json")).status).toBe(1);
    expect(run().stderr).toContain("Usage");
  });
});
