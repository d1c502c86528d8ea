/**
 * In a browser: the ways of the public and of a party from end to end, in several languages, by keyboard alone, without
 * script, and magnified to 400 %.
 */
import type { Browser, CDPSession, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { textOf } from "../../functions/site/reader.ts";
import type { Cloud } from "../../infra/local/cloud.ts";
import type { Call } from "../../shared/domain/call.ts";
import type { Language } from "../../shared/domain/language.ts";
import { follow, linkIn, lostWhenMagnified, noBrowser, openBrowser, tabTo } from "./harness.ts";
import { launchedCloud } from "./small-cloud.ts";

const missions = {
  es: { party: "CO", code: "COL", mailbox: "mision.santiago@cancilleria-co.example" },
  en: { party: "JM", code: "JAM", mailbox: "mission.santiago@foreign-jm.example" },
  pt: { party: "BR", code: "BRA", mailbox: "missao.santiago@exteriores-br.example" },
} as const;
type MissionLanguage = keyof typeof missions;

const gaps = "textarea[name='answer.cooperation-gaps']";
const areas = "textarea[name='answer.cooperation-areas']";

describe.skipIf(noBrowser())("the ways of the public and of a party, in a browser", () => {
  let cloud: Cloud;
  let browser: Browser;
  let page: Page;
  let tools: CDPSession;
  let questions: Call;
  let seats: Call;

  beforeAll(async () => {
    cloud = await launchedCloud();
    const { getCall } = await import("../../shared/desk/calls.ts");
    const [inputs, interest] = [
      await getCall({ call: "guiding-questions" }),
      await getCall({ call: "co-chairs" }),
    ];
    if (!inputs || !interest) throw new Error("The small review has other calls");
    [questions, seats] = [inputs, interest];
    await publishedFor("MX", "Datos y cooperación consular.");
    browser = await openBrowser();
    page = await browser.newPage();
    page.on("dialog", (dialog) => void dialog.accept());
    tools = await page.context().newCDPSession(page);
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  /** Something for the library: a submission that came as a note and that a coordinator published. */
  async function publishedFor(party: string, text: string): Promise<void> {
    const { recordByHand, publish } = await import("../../shared/desk/submissions.ts");
    const { coordinator } = await import("../support/launch.ts");
    const [by, receivedAt] = [await coordinator(), "2024-10-07T13:00:00.000Z"];
    const about = { call: questions.id, party };
    expect(await recordByHand({ ...about, channel: "note-verbale", receivedAt, text, by })).toMatchObject({
      ok: true,
    });
    expect(await publish({ ...about, version: 1, published: true, by })).toMatchObject({ ok: true });
  }

  const main = () => page.locator("main");
  const said = async () => (await page.getByRole("status").allTextContents()).join(" ");
  const press = (name: string) => follow(page, () => page.getByRole("button", { name, exact: true }).click());
  const click = (name: string | RegExp) =>
    follow(page, () =>
      page
        .getByRole("link", { name, exact: typeof name === "string" })
        .first()
        .click(),
    );
  const scripts = (isOn: boolean) => tools.send("Emulation.setScriptExecutionDisabled", { value: !isOn });

  /** From the front page to how one answers, the calendar and the library. */
  async function readAsPublic(lang: Language): Promise<void> {
    const t = await textOf(lang);
    await page.goto(`${cloud.origin}/${lang}`);
    await click(questions.names[lang]);
    expect(await page.locator("h1").textContent()).toBe(questions.names[lang]);
    await page.getByRole("heading", { name: t.call.how }).waitFor();
    const write = page.locator(`a[href^="mailto:${questions.mailbox}"]`);
    expect(decodeURIComponent((await write.getAttribute("href")) ?? "")).toContain(questions.names[lang]);
    expect(await main().textContent()).toContain(t.call.byNoteText);

    await click(t.common.roadmap);
    const follows = await page.getByRole("link", { name: t.open.calendar.subscribe }).getAttribute("href");
    expect(follows).toBe(`webcal://${new URL(cloud.origin).host}/${lang}/roadmap.ics`);
    const file = page.getByRole("link", { name: t.open.calendar.download });
    const answer = await page.request.get(`${cloud.origin}${await file.getAttribute("href")}`);
    expect(answer.headers()["content-type"]).toContain("text/calendar");
    expect((await answer.text()).replace(/\r\n[ \t]/g, "")).toContain(
      t.open.calendar.closes(questions.names[lang]),
    );

    await click(t.common.submissions);
    await page.getByText(t.library.more).click();
    await page.getByLabel(t.library.party, { exact: true }).selectOption("MX");
    await press(t.library.search);
    expect(await said()).toContain(t.library.found(1));
    await page.getByLabel(t.library.words).fill("zzz");
    await press(t.library.search);
    expect(await said()).toContain(t.library.nothing);
    await click(t.library.clear);
    expect(await said()).toContain(t.library.found(1));
  }

  /** Signs up to the news, and confirms by the mail's link. */
  async function signUp(lang: Language): Promise<void> {
    const { news } = await textOf(lang);
    const reader = `reader.${lang}@news-reader.example`;
    await page.goto(`${cloud.origin}/${lang}`);
    await click(news.title);
    await page.getByLabel(news.email).fill(reader);
    await press(news.ask);
    expect(await said()).toContain(news.asked);
    await cloud.settled();
    await page.goto(await linkIn(cloud, reader, /http\S+\/news\/confirm\/\S+/));
    await press(news.confirm);
    expect(await said()).toContain(news.confirmed);
  }

  const opened = (lang: MissionLanguage, call: Call) =>
    linkIn(cloud, missions[lang].mailbox, new RegExp(`http\\S+/${lang}/p/[a-z0-9.]+/${call.id}`));

  test.each(["es", "fr"] as const)("the public reads, follows and searches, in %s", async (lang) => {
    await readAsPublic(lang);
    await signUp(lang);
  });

  describe.each(["es", "en"] as const)("a mission answers by its link, in %s", (lang) => {
    const { code, mailbox } = missions[lang];

    test("from the invitation: texts and a file are sent in one go, and acknowledged", async () => {
      const { party } = await textOf(lang);
      await page.goto(await opened(lang, questions));
      expect(await page.locator("h1").textContent()).toBe(questions.names[lang]);
      await page.locator(gaps).fill("Data gaps.");
      await page.locator(areas).fill("Consular work.");
      const annex = { name: "Annex.txt", mimeType: "text/plain", buffer: Buffer.from("Tables of the annex") };
      await page.locator("#file").setInputFiles(annex); // no second step, and sending waits until it is there
      await press(party.send);
      expect(await said()).toContain(party.sent(`LAC25-GQ-${code}-1`));
      await cloud.settled();
      await page.goto(
        await linkIn(cloud, mailbox, new RegExp(`http\\S+/${lang}/p/[a-z0-9.]+/${questions.id}`)),
      );
      await click(`LAC25-GQ-${code}-1`);
      expect(await main().textContent()).toMatch(/Data gaps[\s\S]*Consular work[\s\S]*Annex\.txt/);
    });

    test("a correction begins with what was sent, and loses none of it", async () => {
      const { party, again } = await textOf(lang);
      await page.goto(await opened(lang, questions));
      await press(again.resume);
      expect(await said()).toContain(again.resumed);
      expect(await page.locator(gaps).inputValue()).toBe("Data gaps.");
      await page.locator(areas).fill("Consular work and labour mobility.");
      await press(party.send);
      expect(await said()).toContain(party.sent(`LAC25-GQ-${code}-2`));
      await click(`LAC25-GQ-${code}-2`);
      const body = (await main().textContent()) ?? "";
      expect(body).toMatch(/Data gaps[\s\S]*labour mobility[\s\S]*Annex\.txt/);
      await click((await textOf(lang)).common.back);
      expect(await main().textContent()).toContain(party.superseded);
    });

    test("what a correction takes out stays with the version that was sent", async () => {
      const { party, again } = await textOf(lang);
      await press(again.resume);
      await press(party.removeFile("Annex.txt"));
      expect(await page.locator("#draft-files").textContent()).not.toContain("Annex.txt");
      await click(`LAC25-GQ-${code}-2`);
      const file = await page.getByRole("link", { name: "Annex.txt" }).getAttribute("href");
      const fetched = await page.request.get(`${cloud.origin}${file}`);
      expect(await fetched.text()).toBe("Tables of the annex");
    });

    test("one click ends the reminders", async () => {
      const { party } = await textOf(lang);
      await page.goto(await opened(lang, questions));
      await press(party.noReminders);
      expect(await said()).toContain(party.remindersOff);
      expect(await page.getByRole("button", { name: party.noReminders }).count()).toBe(0);
    });

    test("by keyboard alone: interest is expressed, and confirmed from the official mailbox", async () => {
      const { party } = await textOf(lang);
      await page.goto(await opened(lang, seats));
      await tabTo(page, 'textarea[name="conditions"]');
      await page.keyboard.type("Jointly with a neighbour.");
      await tabTo(page, "summary");
      await page.keyboard.press("Enter");
      await tabTo(page, '[name="representative.name"]');
      await page.keyboard.type("Ana Vega");
      await tabTo(page, "#send");
      await follow(page, () => page.keyboard.press("Enter"));
      expect(await said()).toContain(party.sentInterest(`LAC25-CC-${code}-1`));
      await cloud.settled();
      await page.goto(await linkIn(cloud, mailbox, /http\S+\/confirm\/co-chairs\/1/));
      expect(await main().textContent()).toMatch(/Jointly with a neighbour\.[\s\S]*Ana Vega/);
      expect(await lostWhenMagnified(page)).toEqual([]);
      await tabTo(page, "main button");
      await follow(page, () => page.keyboard.press("Enter"));
      expect(await said()).toContain(party.confirmed);
    });
  });

  test("without script: the public reads, searches and signs up", async () => {
    await scripts(false);
    await readAsPublic("pt");
    await signUp("pt");
  });

  test("without script: answers are saved, a file is attached by the plain form, and all of it sent", async () => {
    const { party, again } = await textOf("pt");
    const address = await opened("pt", questions);
    await page.goto(address);
    await page.locator(gaps).fill("Lacunas de dados.");
    await press(party.save);
    expect(await said()).toContain(party.saved);
    const note = { name: "Nota.txt", mimeType: "text/plain", buffer: Buffer.from("Nota da missão") };
    await page.locator("#file").setInputFiles(note);
    await press(party.attach);
    await cloud.settled();
    await page.goto(address);
    await page.locator("#draft-files li").getByText("Nota.txt").waitFor();
    expect(await page.locator(gaps).inputValue()).toBe("Lacunas de dados.");
    await press(party.send);
    expect(await said()).toContain(party.sent("LAC25-GQ-BRA-1"));
    await press(again.resume);
    await page.locator(areas).fill("Mobilidade laboral.");
    await press(party.send);
    expect(await said()).toContain(party.sent("LAC25-GQ-BRA-2"));
    await click("LAC25-GQ-BRA-2");
    expect(await main().textContent()).toMatch(/Lacunas de dados[\s\S]*Mobilidade laboral[\s\S]*Nota\.txt/);
  });

  test("without script: interest is expressed, and another contact is named", async () => {
    const { party, own } = await textOf("pt");
    const address = await opened("pt", seats);
    await page.goto(address);
    await page.getByLabel(party.conditions).fill("Em conjunto com um vizinho.");
    await press(party.send);
    expect(await said()).toContain(party.sentInterest("LAC25-CC-BRA-1"));
    await page.goto(address.replace("/co-chairs", "/contacts"));
    await page.getByLabel(own.contacts.email).fill("nova@exteriores-br.example");
    await press(own.contacts.send);
    expect(await said()).toContain(own.contacts.sent);
    await scripts(true);
  });

  test("magnified to 400 %, no page of these ways is cut off, and every link, button and field is reached", async () => {
    const own = (await opened("es", questions)).replace("/guiding-questions", "");
    const addresses = [
      ...[
        "",
        "/calls/guiding-questions",
        "/roadmap",
        "/submissions",
        "/submissions/guiding-questions/MX/1",
        "/news",
      ].map((path) => `${cloud.origin}/fr${path}`),
      ...["", "/guiding-questions", "/guiding-questions/2", "/co-chairs", "/contacts"].map(
        (path) => own + path,
      ),
      await opened("pt", questions),
    ];
    for (const address of addresses) {
      await page.goto(address);
      expect(await lostWhenMagnified(page), address).toEqual([]);
    }
  });

  test("nothing failed, and no page asked for more than it may", () => {
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
