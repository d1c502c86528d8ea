/** In a browser: files in parts over a line that breaks, a file that is not accepted, and the plain form without script. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { synthesize } from "../../commands/synth.ts";
import { writeSmallReview } from "../../infra/faults/small-review.ts";
import type { Cloud } from "../../infra/local/cloud.ts";
import { eicarFile } from "../../infra/local/eicar.ts";
import { becomeOperator, testCloud } from "../support/cloud.ts";
import { follow, noBrowser, openBrowser, signIn } from "./harness.ts";

const mission = "mision.santiago@cancilleria-co.example";
const large = "Respuesta y anexos.pdf";

/** A whole PDF of one empty page, with an annex of so many bytes in it. */
function pdfOf(annex: number): Buffer {
  const filler = Buffer.alloc(annex, "La migración segura, ordenada y regular. ").toString("latin1");
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    `<</Length ${annex}>>stream\n${filler}\nendstream`,
  ];
  let text = "%PDF-1.7\n";
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  return Buffer.from(
    `${text}${table}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
    "latin1",
  );
}

describe.skipIf(noBrowser())("uploading, in a browser", () => {
  let cloud: Cloud;
  let browser: Browser;
  let page: Page;
  let folder: string;
  let address: string;
  let puts: string[] = []; // part numbers that the browser began to send

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "uploads-"));
    const assembly = await synthesize({ definition: writeSmallReview(folder) });
    cloud = await testCloud({ assembly, now: "2024-10-07T14:05:00Z" }); // the call is open
    becomeOperator(cloud);
    const { prepareLaunch, coordinator } = await import("../support/launch.ts");
    const { setMailMode } = await import("../../shared/desk/reviews.ts");
    await setMailMode({ mode: "live", by: await coordinator() });
    await prepareLaunch("guiding-questions");
    await cloud.settled();
    writeFileSync(join(folder, large), pdfOf(24_900_000));
    browser = await openBrowser();
    page = await browser.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function mailTo(pattern: RegExp): Promise<string> {
    const { default: PostalMime } = await import("postal-mime");
    for (const { raw } of (await cloud.mailbox(mission)).reverse()) {
      const text = (await PostalMime.parse(raw)).text ?? "";
      if (pattern.test(text)) return text;
    }
    throw new Error(`No mail to ${mission} says ${pattern}`);
  }

  const inDraft = (words: string | RegExp) => page.locator("#draft-files li").getByText(words).waitFor();

  test("without script the form posts one file, and S3 leads back to the page", async () => {
    const link = /http\S+\/es\/p\/[a-z0-9.]+/;
    address = `${link.exec(await mailTo(link))?.[0]}/guiding-questions`;
    const tools = await page.context().newCDPSession(page);
    await tools.send("Emulation.setScriptExecutionDisabled", { value: true });
    await page.goto(address);
    const note = { name: "Nota.txt", mimeType: "text/plain", buffer: Buffer.from("Nota de la misión") };
    await page.locator("#file").setInputFiles(note);
    await follow(page, () => page.getByRole("button", { name: "Adjuntar" }).click());
    expect(page.url()).toContain("key=quarantine");
    await cloud.settled();
    await page.goto(address);
    await inDraft("Nota.txt");
    await tools.send("Emulation.setScriptExecutionDisabled", { value: false });
  });

  test("a line lost in the middle is said in words, and tried again by itself", async () => {
    page.on("dialog", (dialog) => void dialog.accept());
    page.on("request", (request) => {
      const part = request.method() === "PUT" && new URL(request.url()).searchParams.get("partNumber");
      if (part) puts.push(part);
    });
    await page.goto(address);
    await page.getByLabel("Otro texto").fill("Escrito antes de adjuntar");
    await page.route(/partNumber=2/, (route) => route.abort());
    await page.locator("#file").setInputFiles(join(folder, large));
    await page
      .getByText(/Se perdió la conexión mientras se enviaba Respuesta/)
      .first()
      .waitFor();
    await expect
      .poll(() => puts.filter((part) => part === "2").length, { timeout: 30_000 })
      .toBeGreaterThan(1);
    expect(puts.filter((part) => part === "1")).toEqual(["1"]);
  });

  test("after a reload the same file goes on, and what had arrived is not sent again", async () => {
    await page.reload();
    await page.unrouteAll();
    await page.getByText(/El envío de Respuesta y anexos\.pdf quedó a medias/).waitFor();
    puts = [];
    await page.getByLabel("Otro texto").fill("Escrito mientras tanto");
    await page.locator("#file").setInputFiles(join(folder, large));
    await page.getByText("Respuesta y anexos.pdf: recibido.").first().waitFor();
    expect(puts).toEqual(["2", "3", "4", "5"]);
    await inDraft(large);
    expect(await page.locator("#draft-files").textContent()).not.toContain("a medias");
    expect(await page.getByLabel("Otro texto").inputValue()).toBe("Escrito mientras tanto");
  });

  test("a file with a virus is not accepted, in plain words and without blame", async () => {
    const infected = { name: "anexo.txt", mimeType: "text/plain", buffer: eicarFile() };
    await page.locator("#file").setInputFiles(infected);
    await page.getByText("anexo.txt: recibido.").first().waitFor();
    await cloud.settled();
    await page.goto(address);
    await inDraft("anexo.txt");
    await inDraft(/No pudimos aceptar este archivo/);
  });

  test("what was sent is acknowledged by mail with names and sizes", async () => {
    await follow(page, () => page.getByRole("button", { name: "Enviar a la Secretaría" }).click());
    expect(await page.getByRole("status").first().textContent()).toContain("LAC25-GQ-COL-1");
    await cloud.settled();
    const receipt = await mailTo(/LAC25-GQ-COL-1/);
    expect(receipt).toMatch(/Respuesta y anexos\.pdf.*24/);
  });

  test("the secretariat sees the infected file, and nobody can fetch it", async () => {
    const { listPersons } = await import("../../shared/store/parties.ts");
    const person = (await listPersons()).find(({ roles }) => roles.includes("coordinator"));
    await signIn(page, cloud, person?.email ?? "", "/en/console");
    await follow(page, () => page.getByRole("link", { name: "1 file that could not be accepted" }).click());
    expect(await page.locator("main").textContent()).toContain("EICAR");
    await follow(page, () => page.getByRole("link", { name: "LAC25-GQ-COL-1" }).click());
    expect(await page.locator("main").textContent()).toContain("handed to nobody");
    expect(await page.getByRole("link", { name: "anexo.txt" }).count()).toBe(0);
    expect(await page.getByRole("link", { name: large }).count()).toBe(1);
    const fetched = await page.request.get(`${page.url()}/files/2`, { maxRedirects: 0 });
    expect(fetched.status()).toBe(409);
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
