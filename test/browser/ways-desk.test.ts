/** In a browser: a day of the secretariat from end to end, in two languages, and its pages magnified to 400 %. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { consoleTextOf, textOf } from "../../functions/site/reader.ts";
import type { Cloud } from "../../infra/local/cloud.ts";
import { follow, lostWhenMagnified, noBrowser, openBrowser, signIn } from "./harness.ts";
import { launchedCloud } from "./small-cloud.ts";

const call = "guiding-questions";
const days = {
  es: {
    party: "BR",
    name: "Brasil",
    code: "BRA",
    closes: "2024-12-18",
    own: "2025-01-15",
    call: "Preguntas orientadoras",
  },
  fr: {
    party: "MX",
    name: "Mexique",
    code: "MEX",
    closes: "2024-12-20",
    own: "2025-01-16",
    call: "Questions directrices",
  },
} as const;

describe.skipIf(noBrowser())("a day of the secretariat, in a browser", () => {
  let cloud: Cloud;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    cloud = await launchedCloud();
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  const main = () => page.locator("main");
  const said = async () => (await page.getByRole("status").allTextContents()).join(" ");
  const press = (name: string) => follow(page, () => page.getByRole("button", { name, exact: true }).click());
  const click = (name: string) =>
    follow(page, () => page.getByRole("link", { name, exact: true }).first().click());

  /** The last day on which a party's answer is in time, and the call's own. */
  async function closes(party: string): Promise<{ call: string; own: string }> {
    const { getCall, standingsOfParty } = await import("../../shared/desk/calls.ts");
    const { closeFor } = await import("../../shared/domain/extension.ts");
    const found = await getCall({ call });
    if (!found) throw new Error("The call is gone");
    const standing = (await standingsOfParty({ party })).find((one) => one.call === call);
    return { call: found.closes.slice(0, 10), own: closeFor(found, standing).slice(0, 10) };
  }

  describe.each(["es", "fr"] as const)("in %s", (lang) => {
    const day = days[lang];

    test("signs in, and sees what the day asks for", async () => {
      const { listPersons } = await import("../../shared/store/parties.ts");
      const ct = await consoleTextOf(lang);
      await page.context().clearCookies();
      const person = (await listPersons()).find(({ roles }) => roles.includes("coordinator"));
      await signIn(page, cloud, person?.email ?? "", `/${lang}/console`);
      expect(await page.locator("h1").textContent()).toBe(ct.today.title);
      expect(await main().textContent()).toContain(day.call);
    });

    test("a call on the telephone is recorded with five fields or fewer, and found with its party", async () => {
      const ct = await consoleTextOf(lang);
      await click(ct.nav.record);
      await page.keyboard.type(day.name.slice(0, 5)); // the field has the focus
      await page.getByLabel(ct.record.call, { exact: true }).selectOption(call);
      await page.getByLabel(ct.record.what, { exact: true }).fill("Responderá por escrito.");
      await press(ct.record.register);
      expect(await said()).toContain(ct.record.registered(`LAC25-GQ-${day.code}-1`));
      await page.goto(`${cloud.origin}/${lang}/console`);
      await page.getByLabel(ct.finding.label).fill(day.name.toLowerCase().slice(0, 4));
      await follow(page, () => page.keyboard.press("Enter"));
      expect(await page.locator("h1").textContent()).toBe(day.name);
      expect(await main().textContent()).toContain(`LAC25-GQ-${day.code}-1`);
    });

    test("the close is moved, but not before it is seen what that changes", async () => {
      const ct = await consoleTextOf(lang);
      const before = await closes(day.party);
      await page.goto(`${cloud.origin}/${lang}/console`);
      await click(day.call);
      await page.getByLabel(ct.call.closes, { exact: true }).fill(`${day.closes}T23:59`);
      await press(ct.call.preview);
      expect(await page.locator("h1").textContent()).toBe(ct.call.previewTitle);
      expect(await page.locator("main tbody tr").count()).toBeGreaterThan(0);
      expect(await closes(day.party)).toEqual(before);
      await press(ct.call.move);
      expect((await closes(day.party)).call).toBe(day.closes);
    });

    test("one party gets a longer time, and the others keep theirs", async () => {
      const ct = await consoleTextOf(lang);
      await page.goto(`${cloud.origin}/${lang}/console/parties/${day.party}`);
      await click(ct.desk.extension.linkFor(day.call));
      await page.getByLabel(ct.desk.extension.closes).fill(`${day.own}T23:59`);
      await press(ct.desk.extension.preview);
      expect((await closes(day.party)).own).toBe(day.closes);
      await press(ct.desk.extension.save);
      expect(await closes(day.party)).toEqual({ call: day.closes, own: day.own });
      expect(await main().textContent()).toContain(ct.desk.extension.own);
      expect((await closes("CO")).own).toBe(day.closes);
    });

    test("a list of contacts is imported after its preview, wrong rows named and left out", async () => {
      const ct = await consoleTextOf(lang);
      const { roster } = ct.desk;
      const { party, email, name, standing, post, language } = roster.columns;
      const rows = [
        [party, email, name, standing, post, language],
        [
          day.code,
          `colega@${lang}.example`,
          "Ana Sáez",
          ct.parties.standings.alternate,
          ct.parties.posts.capital,
          lang,
        ],
        ["XXX", "nadie@nada.example", "", "", "", ""],
      ];
      await page.goto(`${cloud.origin}/${lang}/console/parties`);
      await click(roster.link);
      const buffer = Buffer.from(rows.map((row) => row.join(";")).join("\r\n"));
      await page.locator("#file").setInputFiles({ name: "contactos.csv", mimeType: "text/csv", buffer });
      await press(roster.upload);
      const preview = (await main().textContent()) ?? "";
      expect(preview).toContain(roster.summary(1, 0, 0, 0));
      expect(preview).toContain("XXX");
      const { contactsOf } = await import("../../shared/store/parties.ts");
      const known = async () => (await contactsOf(day.party)).map((one) => one.email);
      expect(await known()).not.toContain(`colega@${lang}.example`);
      await press(roster.apply(1));
      expect(await said()).toContain(roster.applied(1));
      expect(await known()).toContain(`colega@${lang}.example`);
    });

    test("a colleague gets a role on the page of people", async () => {
      const ct = await consoleTextOf(lang);
      const words = ct.desk.people;
      await click(ct.desk.nav.people);
      await click(words.add);
      await page.getByLabel(words.name, { exact: true }).fill(`Eva Ruiz (${lang})`);
      await page.getByLabel(words.email, { exact: true }).fill(`eva.${lang}@oim.example`);
      await page.getByLabel(words.office, { exact: true }).fill("OIM");
      await page.getByLabel(words.roleTexts.reader).check();
      await press(words.addAct);
      expect(await main().textContent()).toContain(`Eva Ruiz (${lang})`);
    });
  });

  test("magnified to 400 %, no page of these ways is cut off, and every link, button and field is reached", async () => {
    const t = await textOf("fr");
    for (const path of [
      "",
      "/record",
      `/calls/${call}`,
      "/parties",
      "/parties/MX",
      `/parties/MX/${call}/1`,
      `/parties/MX/extension/${call}`,
      "/parties/import",
      "/people",
      "/people/new",
      "/triage",
      "/outbox",
    ]) {
      await page.goto(`${cloud.origin}/fr/console${path}`);
      expect(await page.locator("h1").textContent(), path).not.toBe(t.common.notFound);
      expect(await lostWhenMagnified(page), path).toEqual([]);
    }
  });

  test("nothing failed, and no page asked for more than it may", () => {
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
