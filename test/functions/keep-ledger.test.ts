/** What is told of the ledger, and to whom: everything is kept under lock, the event bus hears what is open. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { handler } from "../../functions/keep-ledger/handler.ts";
import { LedgerEntry } from "../../shared/domain/ledger.ts";
import { confidentialKinds } from "../../shared/domain/notice.ts";

const told: LedgerEntry[] = [];
const kept: unknown[] = [];
vi.mock("../../shared/store/bus.ts", () => ({
  publishEvent: async (entry: LedgerEntry) => {
    told.push(entry);
  },
}));
vi.mock("../../shared/store/objects.ts", () => ({
  keepLedgerEntry: async (_pk: string, _sk: string, text: string) => {
    kept.push(JSON.parse(text));
  },
}));

const context = JSON.parse('{ "awsRequestId": "request", "functionName": "keep-ledger" }');
const contract = JSON.parse(readFileSync("events/ledger-entry.json", "utf8"));

/** One entry as the ledger's stream brings it. */
async function added(entry: { act: string; subject?: string; party?: string }) {
  const fields = {
    id: "led_1",
    review: "lac-2025",
    at: "2025-02-01T15:00:00.000Z",
    actor: "system",
    pk: "ledger",
    sk: "led_1",
    entity: "ledger",
    ...entry,
  };
  const image = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { S: value }]));
  const change = { SequenceNumber: "1", NewImage: { ...image, detail: { M: {} } } };
  const event = { Records: [{ eventName: "INSERT", dynamodb: change }] };
  return await handler(event, context);
}

describe("an entry of the ledger", () => {
  beforeEach(() => {
    told.length = 0;
    kept.length = 0;
  });

  test.each([
    { act: "submission.recorded", subject: "LAC25-GQ-COL-1", party: "CO" },
    { act: "notice.sent", subject: "co-chairs_invitation_1_co1", party: "CO" },
    { act: "call.launched" },
  ])("that is open is kept, and told by its contract: $act", async (entry) => {
    expect(await added(entry)).toEqual({ batchItemFailures: [] });
    expect(kept).toHaveLength(1);
    expect(told).toEqual(kept);
    const [first] = told;
    expect(Object.keys(contract.properties)).toEqual(expect.arrayContaining(Object.keys(first ?? {})));
    for (const name of contract.required) expect(first).toHaveProperty(name);
  });

  test.each([
    { act: "selection.declined", subject: "caribbean", party: "BB" },
    { act: "assessment.conflict-declared", subject: "CO-1" },
    { act: "notice.sent", subject: "co-chairs_acceptance_caribbean-1_bb1", party: "BB" },
  ])("that is confidential is kept, and told to nobody: $act", async (entry) => {
    expect(await added(entry)).toEqual({ batchItemFailures: [] });
    expect(kept).toMatchObject([entry]);
    expect(told).toEqual([]);
  });

  test("has the fields that its contract names, which names every confidential kind of mail", () => {
    expect(Object.keys(contract.properties)).toEqual(Object.keys(LedgerEntry.shape));
    for (const kind of confidentialKinds) expect(contract.description).toContain(kind);
  });
});
