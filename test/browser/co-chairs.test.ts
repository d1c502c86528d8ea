/**
 * In a browser: a mission uploads and offers to co-chair, its official contact confirms, the secretariat agrees on a State,
 * records a note, receives files and sorts what a stranger sent.
 */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { advance, becomeOperator, mailFrom, testCloud } from "../support/cloud.ts";
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

  async function coordinatorMail(): Promise<string> {
    const { listPersons } = await import("../../shared/store/parties.ts");
    return (await listPersons()).find(({ roles }) => roles.includes("coordinator"))?.email ?? "";
  }

  test("the invitation leads to the mission's own page", async () => {
    await page.goto(await linkTo(mission, /http\S+\/es\/p\/[a-z0-9.]+/));
    expect(await page.locator("h1").textContent()).toBe("Colombia");
    await follow(page, () => page.getByRole("link", { name: "Responder" }).click());
    expect(await page.locator("h1").textContent()).toContain("Copresidencia");
  });

  test("a file goes straight to the bucket and stands in the draft", async () => {
    await page.locator("#file").setInputFiles(document);
    await page.locator("#draft-files").getByText("Nota de interés.txt").waitFor();
  });

  test("the offer is received, and takes effect when the official contact confirms", async () => {
    await page.getByLabel("Condiciones, si las hay").fill("Junto con otro Estado andino");
    await follow(page, () => page.getByRole("button", { name: "Enviar a la Secretaría" }).click());
    expect(await page.getByRole("status").first().textContent()).toContain("LAC25-CC-COL-1");
    await cloud.settled();
    await page.goto(await linkTo(mission, /http\S+\/confirm\/co-chairs\/1/));
    expect(await page.locator("main").textContent()).toContain("en nombre de Colombia");
    await follow(page, () => page.getByRole("button", { name: "Confirmar" }).click());
    expect(await page.getByRole("status").first().textContent()).toContain("Confirmado");
    await cloud.settled();
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });

  test("the secretariat sees the interest with its conditions and notes the agreed State", async () => {
    await signIn(page, cloud, await coordinatorMail(), "/en/console/selection/co-chairs");
    await page.getByRole("link", { name: /South America/ }).click();
    const part = page.locator("section#south-america");
    await part.waitFor();
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
    await page.locator("#draft-files").getByText("NV 7.txt").waitFor();
    await follow(page, () => page.getByRole("button", { name: "Record", exact: true }).click());
    expect(await page.getByRole("status").first().textContent()).toContain("LAC25-CC-PER-1");
    expect(await page.locator("main").textContent()).toContain("NV 7.txt");
  });

  test("of two files handed in, the mail takes the way of every mail, and the scan waits to be recorded", async () => {
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
    await page.locator("#file").setInputFiles([
      { name: "letter.eml", mimeType: "message/rfc822", buffer: Buffer.from(mail) },
      { ...document, name: "scan.txt" },
    ]);
    await page.locator("#draft-files").getByText("scan.txt").waitFor();
    await follow(page, () => page.getByRole("button", { name: "Receive what is attached" }).click());
    expect(await page.getByRole("link", { name: "Record with scan.txt" }).count()).toBe(1);
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

  test("what a stranger's mail would do is not done; it is assigned and taken back, set aside and brought back", async () => {
    const mail = [
      "From: Ana <ana@ministry.example>",
      "Subject: Our answer",
      "Message-ID: <hostile@ministry.example>",
      "Content-Type: multipart/mixed; boundary=m",
      "",
      "--m",
      'Content-Type: application/pdf; name="Offer.pdf"',
      "Content-Disposition: attachment",
      "",
      "%PDF-1.7 an offer",
      "--m",
      "Content-Type: text/html; charset=utf-8",
      "",
      '<meta http-equiv="refresh" content="0;url=https://spy.example/refresh"><base href="https://spy.example/">',
      '<link rel="stylesheet" href="https://spy.example/a.css"><style>@import "https://spy.example/b.css";</style>',
      '<script>top.document.title = "taken"</script><img src="https://spy.example/pixel.gif" onerror="top.location=1">',
      '<p style="background:url(https://spy.example/c)">We would be glad to co-chair.</p>',
      '<form action="https://spy.example"><input name="q"></form><iframe src="https://spy.example/d"></iframe>',
      "--m--",
      "",
    ].join("\n");
    await mailFrom(cloud, "ana@ministry.example", "co-chairs@in.hoja.example", mail);
    await cloud.settled();
    const elsewhere: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(cloud.origin)) elsewhere.push(request.url());
    });
    await page.goto(`${cloud.origin}/en/console/triage`);
    await follow(page, () => page.getByRole("link", { name: "Our answer" }).click());
    await page.getByText("As its sender laid it out").first().click();
    await page.frameLocator("iframe").getByText("We would be glad to co-chair.").waitFor();
    expect(
      await page.frameLocator("iframe").locator("script, img, form, iframe, link, base, input").count(),
    ).toBe(0);
    expect(await page.title()).toContain("Our answer");
    expect(elsewhere).toEqual([]);
    const act = (name: RegExp | string) =>
      follow(page, () => page.getByRole("button", { name, exact: true }).click());
    await act("Take the files out to download them");
    await cloud.settled();
    await page.reload();
    const given = await page.request.get(`${page.url().split("?")[0]}/files/0`);
    expect(await given.text()).toContain("%PDF-1.7 an offer");
    await page.getByLabel("Party", { exact: true }).fill("ecuad");
    await page.getByLabel("Call", { exact: true }).selectOption("co-chairs");
    await act("Assign");
    expect(await page.locator("main").textContent()).toContain("recorded");
    await act(/^Undo the last act/);
    expect(await page.locator(".history del").textContent()).toBe("assigned");
    await page.goto(`${cloud.origin}/en/console/triage`);
    await page.getByLabel("Select: Our answer").check();
    await act("Set aside");
    expect(await page.locator("main").textContent()).toContain("done");
    await act("Undo these");
    await page.goto(`${cloud.origin}/en/console/triage`);
    expect(await page.getByRole("link", { name: "Our answer" }).count()).toBe(1);
    await cloud.settled();
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });

  test("a silence procedure is opened from prepared words, and a State objects in confidence", async () => {
    const { contactsOf } = await import("../../shared/store/parties.ts");
    const { addressees } = await import("../../shared/domain/party.ts");
    const here = `${cloud.origin}/en/console/selection/co-chairs/caribbean`;
    await page.goto(here);
    await page.getByLabel("State proposed").selectOption("BB");
    await follow(page, () => page.getByRole("button", { name: "Prepare the text" }).click());
    expect(await page.getByLabel("Text in Spanish").inputValue()).toContain("Barbados");
    await page.getByLabel("Text in English").fill("Barbados is proposed.\n\nIt is ready.");
    await page.getByLabel("Ends").fill("2024-12-04T18:00");
    await follow(page, () => page.getByRole("button", { name: "Open the procedure" }).click());
    expect(await page.getByRole("alert").textContent()).toContain("two full working days");
    expect(await page.getByLabel("Text in English").inputValue()).toContain("It is ready.");
    await page.getByLabel("Ends").fill("2024-12-12T18:00");
    await follow(page, () => page.getByRole("button", { name: "Open the procedure" }).click());
    expect(await page.locator("main").textContent()).toContain("Running. It ends");
    await cloud.settled();
    const [contact] = addressees(await contactsOf("JM"));
    await page.goto(await linkTo(contact?.email ?? "", /http\S+\/en\/p\/[a-z0-9.]+/));
    const own = (await page.locator("main").textContent()) ?? "";
    expect(own).toContain("A silence procedure on “Co-chair for the Caribbean” runs until");
    expect(own).not.toContain("Barbados");
    await follow(page, () => page.getByRole("link", { name: "We object" }).click());
    await follow(page, () => page.getByRole("button", { name: "We object" }).click());
    expect(await page.getByRole("status").first().textContent()).toContain("confidential");
    await page.goto(here);
    expect(await page.locator("main").textContent()).toContain("Jamaica, ");
    await advance(cloud, "2024-12-12T21:30:00Z");
    await cloud.settled();
    // Nine days later the session has ended.
    await signIn(page, cloud, await coordinatorMail(), "/en/console/selection/co-chairs/caribbean");
    expect(await page.locator("main").textContent()).toContain("with an objection");
    expect(await linkTo(contact?.email ?? "", /ended with an objection/)).toBeTruthy();
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
