/**
 * In a browser: an assessor with a conflict has no form and is refused, another marks by keyboard alone, the coordinator
 * sees what the marks come to, and a reader sees nothing.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { becomeOperator, testCloud } from "../support/cloud.ts";
import { follow, noBrowser, openBrowser, signIn } from "./harness.ts";

const here = "/en/console/assessment/rapporteur";

describe.skipIf(noBrowser())("the assessment, in a browser", () => {
  let cloud: Cloud;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    cloud = await testCloud();
    becomeOperator(cloud);
    const { prepareLaunch, coordinator } = await import("../support/launch.ts");
    const { recordByHand } = await import("../../shared/desk/submissions.ts");
    await prepareLaunch("rapporteur");
    const by = await coordinator();
    for (const [party, name] of [
      ["red-andares", "Ana Núñez"],
      ["islands-law-faculty", "Zoe Charles"],
    ] as const) {
      const recorded = await recordByHand({
        call: "rapporteur",
        party,
        channel: "note-verbale",
        receivedAt: new Date().toISOString(),
        text: "",
        interest: { seats: [], nominees: [{ id: "", name, seats: [] }] },
        by,
      });
      expect(recorded).toMatchObject({ ok: true });
    }
    await cloud.settled();
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  /** Signs another person in, in the one page: the browser runs in one process. */
  async function as(id: string, path = here): Promise<void> {
    const { getPerson } = await import("../../shared/store/parties.ts");
    await page.context().clearCookies();
    await signIn(page, cloud, (await getPerson(id))?.email ?? "", path);
  }

  const part = (name: string) =>
    page.locator("section", { has: page.getByRole("heading", { level: 3, name, exact: true }) }).last();
  const stored = async () => (await import("../../shared/store/assessments.ts")).assessmentsOf("rapporteur");

  test("an assessor with a conflict has no form, and a forged one is refused", async () => {
    await as("devon-baptiste");
    expect(await part("Zoe Charles").textContent()).toContain("There is a conflict of interest");
    expect(await part("Zoe Charles").locator("form").count()).toBe(0);
    const fieldsets = await part("Ana Núñez").locator("fieldset").count();
    expect(fieldsets).toBe(4);
    const token = await part("Ana Núñez").locator('input[name="token"]').first().inputValue();
    const forged = await page.request.post(`${cloud.origin}${here}/marks`, {
      form: {
        token,
        candidate: "islands-law-faculty-1",
        version: "1",
        revision: "0",
        "mark.experience": "5",
        "mark.representation": "5",
        "mark.drafting": "5",
        "mark.languages": "5",
      },
    });
    expect(await forged.text()).toContain("somebody else assesses this application");
    expect(await stored()).toEqual([]);
  });

  /** Goes on by the tabulator key until a field of this name has the focus. */
  async function tabTo(name: string): Promise<void> {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press("Tab");
      if ((await page.evaluate("document.activeElement?.getAttribute('name')")) === name) return;
    }
    throw new Error(`The tabulator key does not reach ${name}`);
  }

  test("an assessor gives all marks by keyboard alone", async () => {
    await as("paula-serrano", "/en/console");
    await follow(page, () => page.getByRole("link", { name: /2 applications to assess/ }).press("Enter"));
    for (const criterion of ["experience", "representation", "drafting", "languages"]) {
      await tabTo(`mark.${criterion}`);
      await page.keyboard.press("Space");
      for (let steps = 0; steps < 3; steps++) await page.keyboard.press("ArrowDown");
    }
    await tabTo("note");
    await page.keyboard.type("Clear and fair.");
    await page.keyboard.press("Tab");
    await follow(page, () => page.keyboard.press("Enter"));
    expect(await part("Ana Núñez").textContent()).toContain("marks given");
    expect(await stored()).toMatchObject([
      { candidate: "red-andares-1", person: "paula-serrano", marks: { experience: 4, languages: 4 } },
    ]);
  });

  test("another sees no marks before their own, and declares a conflict", async () => {
    await as("elise-moreau");
    expect(await part("Ana Núñez").textContent()).not.toContain("OIT");
    await part("Zoe Charles").getByText("I have a conflict of interest").click();
    await part("Zoe Charles").getByLabel("Reason (optional)").fill("We published together.");
    await follow(page, () =>
      part("Zoe Charles").getByRole("button", { name: "Declare the conflict" }).click(),
    );
    expect(await part("Zoe Charles").textContent()).toContain("You declared a conflict of interest");
    const form = part("Ana Núñez").getByRole("form");
    for (const group of await form.getByRole("group").all()) await group.getByRole("radio").nth(2).check();
    await follow(page, () => form.getByRole("button", { name: "Save the marks" }).click());
    expect(await part("Ana Núñez").getByRole("table").textContent()).toContain("OIT");
  });

  test("the coordinator sees the median and places the person; a reader sees nothing", async () => {
    await as("ines-rojas");
    const row = page.getByRole("row", { name: /Ana Núñez/ });
    expect(await row.textContent()).toContain("3.5");
    await follow(page, () => row.getByRole("button", { name: /^Place Ana Núñez/ }).click());
    await follow(page, () => page.getByRole("link", { name: /^Acceptance, proposal/ }).click());
    expect(await page.locator("main").textContent()).toContain("Ana Núñez (Andares Migrants’ Network)");
    expect(await page.getByText("Soundings").count()).toBe(0);
    await as("joana-lima");
    expect(await page.locator("h1").textContent()).toBe("No access to this page");
    expect(await page.locator("main").textContent()).not.toContain("Núñez");
    await cloud.settled();
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
