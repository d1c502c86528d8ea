/**
 * In a browser: a slate is composed by keyboard alone and by dragging, two approvers approve in two sessions, and a reader
 * learns nothing of it.
 */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { advance, becomeOperator, testCloud } from "../support/cloud.ts";
import { follow, noBrowser, openBrowser, signIn, tabTo } from "./harness.ts";

const call = "key-speakers";
const board = `/en/console/composition/${call}`;
const approvals = `/en/console/approvals/${call}`;
const sounding = "Prefers to speak on the second day.";

describe.skipIf(noBrowser())("a selection, in a browser", () => {
  let cloud: Cloud;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    cloud = await testCloud({ now: "2025-01-27T15:00:00Z" });
    becomeOperator(cloud);
    const { coordinator, enable } = await import("../support/launch.ts");
    const { recordByHand } = await import("../../shared/desk/submissions.ts");
    const by = await coordinator();
    await enable();
    await closed();
    for (const [party, name, gender] of [
      ["PE", "Ana Vega", "f"],
      ["JM", "Carl Brown", "m"],
      ["MX", "Rosa Luna", "f"],
      ["CL", "Luis Toro", "m"],
    ] as const) {
      const recorded = await recordByHand({
        call,
        party,
        channel: "note-verbale",
        receivedAt: "2025-01-20T12:00:00.000Z",
        text: "",
        interest: { seats: [], nominees: [{ id: "", name, gender, seats: [] }] },
        by,
      });
      expect(recorded).toMatchObject({ ok: true });
    }
    await oneMoreOfAnOffice();
    await cloud.settled();
    browser = await openBrowser();
    page = await (await browser.newContext()).newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  /** The call as its course leaves it three days after its close; the course itself is played elsewhere. */
  async function closed(): Promise<void> {
    const { getCall, saveCall } = await import("../../shared/store/calls.ts");
    const { transact } = await import("../../shared/store/table.ts");
    const draft = await getCall(call);
    if (!draft) throw new Error(`The sample review has no ${call}`);
    const announced = "2024-11-04T12:00:00.000Z";
    await transact([saveCall(draft, { ...draft, phase: "closed", announced })]);
  }

  /** Grace Whyte is of the same office as the first approver. */
  async function oneMoreOfAnOffice(): Promise<void> {
    const { changePerson, listStoredPersons } = await import("../../shared/store/parties.ts");
    const { getCall, saveCall } = await import("../../shared/store/calls.ts");
    const { transact } = await import("../../shared/store/table.ts");
    const grace = (await listStoredPersons()).find(({ id }) => id === "grace-whyte");
    const stored = await getCall(call);
    if (!grace || !stored) throw new Error("The sample review has another secretariat");
    await transact([
      changePerson(grace, { ...grace, roles: [...grace.roles, "approver"] }),
      saveCall(stored, { ...stored, approvers: [...stored.approvers, grace.id] }),
    ]);
  }

  /** Signs somebody in, in a session of their own; the one page of the browser goes on there. */
  async function as(id: string, path: string): Promise<BrowserContext> {
    const { getPerson } = await import("../../shared/store/parties.ts");
    await page.close();
    const context = await browser.newContext();
    page = await context.newPage();
    await signIn(page, cloud, (await getPerson(id))?.email ?? "", path);
    return context;
  }

  const selection = async () => {
    const { getSelection } = await import("../../shared/desk/selection.ts");
    const found = await getSelection({ call });
    if (!found) throw new Error("The call has no selection");
    return found;
  };
  const placed = async () =>
    (await selection()).seats.flatMap(({ seat, person }) => (person ? [`${seat} ${person.name}`] : []));
  const main = () => page.locator("main");

  test("by keyboard alone: persons are chosen, the balance is looked at, and nothing is saved before it is said", async () => {
    await as("ines-rojas", board);
    await tabTo(page, 'select[name="seat.speaker-1"]');
    await page.keyboard.type("Ana");
    await tabTo(page, 'select[name="seat.speaker-2"]');
    await page.keyboard.type("Carl");
    await tabTo(page, "#look");
    await follow(page, () => page.keyboard.press("Enter"));
    expect(await main().textContent()).toContain("1 role open; 1 subregion absent");
    expect(await main().textContent()).toContain("women: 1, men: 1, not stated: 0");
    expect(await placed()).toEqual([]);
    await tabTo(page, 'button[value="save"]');
    await follow(page, () => page.keyboard.press("Enter"));
    expect(await placed()).toEqual(["speaker-1 Ana Vega", "speaker-2 Carl Brown"]);
  });

  /** The events of a drag, as the browser gives them: its own pointer drags nothing while it runs in one process. */
  const drag = (candidate: string, seat: string) =>
    page.evaluate(`{
      const dataTransfer = new DataTransfer();
      const send = (selector, type) =>
        document
          .querySelector(selector)
          .dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      send('[data-candidate="${candidate}"]', "dragstart");
      send('[data-seat="${seat}"]', "dragover");
      send('[data-seat="${seat}"]', "drop");
    }`) as Promise<void>;

  test("a card dragged onto a seat chooses the person there, and shows the balance", async () => {
    expect(await page.locator('[data-candidate="MX-1"]').getAttribute("draggable")).toBe("true");
    await follow(page, () => drag("MX-1", "speaker-3"));
    expect(await page.locator('select[name="seat.speaker-3"]').inputValue()).toBe("MX-1");
    expect(await main().textContent()).toContain("all roles filled; all subregions present");
    expect((await placed()).length).toBe(2);
    await follow(page, () => page.getByRole("button", { name: "Save this slate" }).click());
    expect(await placed()).toContain("speaker-3 Rosa Luna");
  });

  test("what if: a person fixed shows what it costs, and is taken back by a link", async () => {
    await follow(page, () =>
      page.locator('[data-candidate="CL-1"]').getByRole("link", { name: "Fix: Key speaker (1)" }).click(),
    );
    expect(await page.locator("#what-if").textContent()).toContain("Fixed: Luis Toro (Chile)");
    await follow(page, () => page.locator("#what-if").getByRole("link", { name: "Remove" }).first().click());
    expect(await page.locator("#what-if").textContent()).not.toContain("Fixed:");
    expect((await placed()).length).toBe(3);
  });

  test("a sounding is noted, acceptances are recorded, and the proposal goes to the approvers", async () => {
    await follow(page, () => page.getByRole("link", { name: /^Acceptances, approvals/ }).click());
    const part = (seat: string) => page.locator(`section[id="${seat}"]`);
    await part("speaker-1").getByText("Soundings (0)").click();
    await part("speaker-1").getByLabel("State", { exact: true }).selectOption("PE");
    await part("speaker-1").getByLabel("Note", { exact: true }).fill(sounding);
    await follow(page, () => part("speaker-1").getByRole("button", { name: "Note the sounding" }).click());
    for (const seat of ["speaker-1", "speaker-2", "speaker-3"]) {
      await follow(page, () => part(seat).getByRole("button", { name: "Record that it accepts" }).click());
    }
    await page.getByLabel("Hour of release").fill("2025-02-10T12:00");
    await follow(page, () => page.getByRole("button", { name: "Send to the approvers" }).click());
    expect((await selection()).proposedAt).toBeDefined();
  });

  const approve = () => page.getByRole("button", { name: "Approve", exact: true });

  test("the first approver approves, and cannot approve twice; nor can another person of the same office", async () => {
    await as("lucia-paredes", approvals);
    expect(await main().textContent()).toContain("Ana Vega (Peru)");
    const token = await page.locator('main input[name="token"]').first().inputValue();
    const slate = String((await selection()).slate);
    await follow(page, () => approve().click());
    expect(await approve().count()).toBe(0);
    const again = await page.request.post(`${cloud.origin}${approvals}`, {
      form: { token, slate, verdict: "approved" },
    });
    expect(await again.text()).toContain("It was already done.");

    await as("grace-whyte", approvals);
    await follow(page, () => approve().click());
    expect(await main().textContent()).toContain("Somebody of the same office has already approved");
    expect((await selection()).approvals.length).toBe(1);
    expect((await selection()).decidedAt).toBeUndefined();
  });

  test("the second, whose sign-in is old, signs in again; then the decision stands", async () => {
    await as("tomas-acuna", approvals);
    const token = await page.locator('main input[name="token"]').first().inputValue();
    await advance(cloud, "2025-01-27T15:16:00Z");
    await page.reload();
    expect(await approve().count()).toBe(0);
    const stale = await page.request.post(`${cloud.origin}${approvals}`, {
      form: { token, slate: String((await selection()).slate), verdict: "approved" },
    });
    expect(await stale.text()).toContain("To approve, sign in again");
    await page.getByRole("link", { name: "Sign in again to approve" }).click();
    await page.locator('button[value="tomas.acuna@cepal.example"]').click();
    await page.waitForURL(`${cloud.origin}${approvals}`);
    await follow(page, () => approve().click());
    expect((await selection()).decidedAt).toBeDefined();
    await follow(page, () => page.getByRole("link", { name: "Internal record" }).click());
    expect(await main().textContent()).toContain(sounding);
  });

  test("a reader sees no sounding, no slate, no record, and nothing of it on the public pages", async () => {
    await as("joana-lima", "/en/console");
    for (const path of [
      board,
      approvals,
      `/en/console/selection/${call}`,
      `/en/console/dossier/${call}`,
      "/en/console/parties/PE",
      "/en/console/ledger",
      "/en/console/outbox?box=sent",
      "/en/console",
      "/en/decisions",
    ]) {
      await page.goto(`${cloud.origin}${path}`);
      const said = await page.locator("body").textContent();
      expect(said, path).not.toContain(sounding);
      if (!path.includes("/parties/")) expect(said, path).not.toContain("Ana Vega");
    }
    await cloud.settled();
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
