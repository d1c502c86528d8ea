/** In a browser: a mission uploads and offers to co-chair, its official contact confirms, the secretariat agrees on a State. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { advance, becomeOperator, testCloud } from "../support/cloud.ts";
import { follow, noBrowser, openBrowser, signIn } from "./harness.ts";

const mission = "mision.santiago@cancilleria-co.example";
const document = {
  name: "Nota de interés.txt",
  mimeType: "text/plain",
  buffer: Buffer.from("El Gobierno de Colombia manifiesta su interés en copresidir la reunión.\n"),
};

describe.skipIf(noBrowser())("co-chairing, in a browser", () => {
  let cloud: Cloud;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    cloud = await testCloud();
    becomeOperator(cloud);
    const { prepareLaunch, coordinator } = await import("../support/launch.ts");
    const { setMailMode } = await import("../../shared/desk/reviews.ts");
    await setMailMode({ mode: "live", by: await coordinator() });
    await prepareLaunch("co-chairs");
    await advance(cloud, "2024-12-03T15:00:00Z");
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
  });

  /** The last mail to an address that holds such a link, and the link. */
  async function linkTo(address: string, pattern: RegExp): Promise<string> {
    const { default: PostalMime } = await import("postal-mime");
    const mails = (await cloud.sentMail()).filter(({ to }) => to.includes(address));
    for (const { raw } of mails.reverse()) {
      const found = pattern.exec((await PostalMime.parse(raw)).text ?? "");
      if (found) return found[0];
    }
    throw new Error(`No mail to ${address} holds such a link`);
  }

  test("the invitation leads to the mission's own page", async () => {
    await page.goto(await linkTo(mission, /http\S+\/es\/p\/[a-z0-9.]+/));
    expect(await page.locator("h1").textContent()).toBe("Colombia");
    await follow(page, () => page.getByRole("link", { name: "Responder" }).click());
    expect(await page.locator("h1").textContent()).toContain("Copresidencia");
  });

  test("a file goes straight to the bucket and stands in the draft", async () => {
    await page.locator("#file").setInputFiles(document);
    await page.getByRole("button", { name: "Adjuntar" }).click();
    await page.locator("#draft-files").getByText("Nota de interés.txt").waitFor();
  });

  test("the offer is received, and takes effect when the official contact confirms", async () => {
    await page.getByLabel("Copresidencia por América del Sur").check();
    await page.getByLabel("Condiciones, si las hay").fill("Junto con otro Estado andino");
    await follow(page, () => page.getByRole("button", { name: "Enviar a la Secretaría" }).click());
    expect(await page.getByRole("status").textContent()).toContain("LAC25-CC-COL-1");
    await cloud.settled();
    await page.goto(await linkTo(mission, /http\S+\/confirm\/co-chairs\/1/));
    expect(await page.locator("main").textContent()).toContain("en nombre de Colombia");
    await follow(page, () => page.getByRole("button", { name: "Confirmar" }).click());
    expect(await page.getByRole("status").textContent()).toContain("Confirmado");
    await cloud.settled();
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });

  test("the secretariat sees the interest with its conditions and notes the agreed State", async () => {
    const { listPersons } = await import("../../shared/store/parties.ts");
    const person = (await listPersons()).find(({ roles }) => roles.includes("coordinator"));
    await signIn(page, cloud, person?.email ?? "", "/en/console/selection/co-chairs");
    const part = page.locator("section", {
      has: page.getByRole("heading", { level: 2, name: /South America/ }),
    });
    expect(await part.textContent()).toContain("Junto con otro Estado andino");
    await part.getByLabel("State", { exact: true }).last().selectOption("CO");
    await part.getByLabel("Who conveyed it").fill("The group's coordinator");
    await follow(page, () => part.getByRole("button", { name: "Note the agreed State" }).click());
    expect(await part.textContent()).toContain("Agreed State: Colombia");
    await follow(page, () => part.getByRole("button", { name: "Record that it accepts" }).click());
    expect(await part.textContent()).toContain("accepted");
  });

  test("a note verbale is recorded with its scan, and what was typed first is kept", async () => {
    await page.goto(`${cloud.origin}/en/console/record?party=PE&call=co-chairs`);
    await page.getByLabel("By", { exact: true }).selectOption("note-verbale");
    await page.getByText("Note, dates, roles").click();
    await page.getByLabel("Number of the note").fill("NV 7-2024");
    await follow(page, () => page.getByRole("button", { name: "Attach a scanned document" }).click());
    expect(await page.getByLabel("Number of the note").inputValue()).toBe("NV 7-2024");
    await page.locator("#file").setInputFiles({ ...document, name: "NV 7.txt" });
    await follow(page, () => page.getByRole("button", { name: "Attach", exact: true }).click());
    expect(await page.locator("main").textContent()).toContain("NV 7.txt");
    await follow(page, () => page.getByRole("button", { name: "Record", exact: true }).click());
    expect(await page.getByRole("status").textContent()).toContain("LAC25-CC-PER-1");
    expect(await page.locator("main").textContent()).toContain("NV 7.txt");
  });

  test("a mail handed in as a file takes the way of every mail", async () => {
    await page.goto(`${cloud.origin}/en/console/drop`);
    const mail = [
      "From: Mission <mission@unknown.example>",
      "To: co-chairs@in.hoja.example",
      "Subject: Interest in co-chairing",
      "Message-ID: <dropped@unknown.example>",
      "",
      "Our interest is attached to this mail.",
      "",
    ].join("\r\n");
    await page.locator("#file").setInputFiles({
      name: "letter.eml",
      mimeType: "message/rfc822",
      buffer: Buffer.from(mail),
    });
    await follow(page, () => page.getByRole("button", { name: "Attach", exact: true }).click());
    await follow(page, () => page.getByRole("button", { name: "Receive what is attached" }).click());
    expect(await page.locator("main").textContent()).toContain("letter.eml");
    await follow(page, () => page.getByRole("link", { name: "See the message" }).click());
    expect(await page.locator("h1").textContent()).toBe("Interest in co-chairing");
    await page.getByLabel("Party", { exact: true }).fill("urug");
    await page.getByLabel("Call", { exact: true }).selectOption("co-chairs");
    await follow(page, () => page.getByRole("button", { name: "Assign", exact: true }).click());
    expect(await page.locator("main").textContent()).toContain("recorded");
    await cloud.settled();
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
