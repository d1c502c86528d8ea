/** In a browser: two officers answer together, a line breaks, another contact is named, the page for paper. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { synthesize } from "../../commands/synth.ts";
import { writeSmallReview } from "../../infra/faults/small-review.ts";
import type { Cloud } from "../../infra/local/cloud.ts";
import { becomeOperator, testCloud } from "../support/cloud.ts";
import { follow, linkIn, noBrowser, openBrowser } from "./harness.ts";

const mission = "mision.santiago@cancilleria-co.example";
const first = "answer.cooperation-gaps";

describe.skipIf(noBrowser())("a party's own page, in a browser", () => {
  let cloud: Cloud;
  let browser: Browser;
  let one: Page;
  let other: Page;
  let folder: string;
  let home: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "own-"));
    const assembly = await synthesize({ definition: writeSmallReview(folder) });
    cloud = await testCloud({ assembly, now: "2024-10-07T14:05:00Z" });
    becomeOperator(cloud);
    const { prepareLaunch, coordinator } = await import("../support/launch.ts");
    const { setMailMode } = await import("../../shared/desk/reviews.ts");
    await setMailMode({ mode: "live", by: await coordinator() });
    await prepareLaunch("guiding-questions");
    await cloud.settled();
    home = await linkIn(cloud, mission, /http\S+\/es\/p\/[a-z0-9.]+/);
    browser = await openBrowser();
    [one, other] = [await browser.newPage(), await browser.newPage()];
    for (const page of [one, other]) {
      page.on("dialog", (dialog) => void dialog.accept());
      await page.goto(`${home}/guiding-questions`);
    }
  });
  afterAll(async () => {
    await browser?.close();
    await cloud?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const field = (page: Page, name = first) => page.locator(`textarea[name="${name}"]`);
  const saved = (page: Page) => page.getByText(/Guardado a las .+ Todavía no se ha enviado/).waitFor();

  test("what is typed is saved by itself, and is there after a reload", async () => {
    await field(one).fill("Brechas de datos.");
    await saved(one);
    await one.reload();
    expect(await field(one).inputValue()).toBe("Brechas de datos.");
  });

  test("a second officer who wrote into the same answer finds both texts, and is told", async () => {
    await field(other).fill("Falta de personal consular.");
    await other.getByText("Un colega escribió aquí al mismo tiempo.").waitFor();
    expect(await field(other).inputValue()).toBe("Brechas de datos.\nFalta de personal consular.");
    await field(other).fill("Brechas de datos y falta de personal consular.");
    await saved(other);
  });

  test("what another wrote elsewhere appears with one's own next saving", async () => {
    await field(one, "text").fill("Con anexos.");
    await one.getByText("Un colega acaba de escribir aquí.").waitFor();
    expect(await field(one).inputValue()).toBe("Brechas de datos y falta de personal consular.");
  });

  test("without a line nothing is lost: it is said, and saved when the line is back", async () => {
    await one.route("**/typing", (route) => route.abort());
    await field(one, "text").fill("Con anexos y cuadros.");
    await one.getByText(/Sin conexión\. Lo escrito sigue aquí/).waitFor();
    await one.unrouteAll();
    await saved(one);
    await other.reload();
    expect(await field(other, "text").inputValue()).toBe("Con anexos y cuadros.");
  });

  test("the page for paper has what is written", async () => {
    await follow(other, () => other.getByRole("link", { name: "Vista para imprimir" }).click());
    await other.emulateMedia({ media: "print" });
    const paper = (await other.locator("main").textContent()) ?? "";
    expect(paper).toContain("Con anexos y cuadros.");
    expect(await other.getByRole("navigation").first().isVisible()).toBe(false);
    await other.emulateMedia({ media: "screen" });
    await other.goto(`${home}/guiding-questions`);
  });

  test("sending takes the last words along, even those not saved yet", async () => {
    await field(one, "text").fill("Con anexos, cuadros y fuentes.");
    await follow(one, () => one.getByRole("button", { name: "Enviar a la Secretaría" }).click());
    expect(await one.getByRole("status").first().textContent()).toContain("LAC25-GQ-COL-1");
    await follow(one, () => one.getByRole("link", { name: "LAC25-GQ-COL-1" }).click());
    expect(await one.locator("main").textContent()).toContain("Con anexos, cuadros y fuentes.");
  });

  test("the other window says that it was sent, and keeps what is written in it", async () => {
    await field(other, "text").fill("Demasiado tarde.");
    await other.getByText("Esta respuesta ya se envió desde otra ventana.").waitFor();
    expect(await field(other, "text").inputValue()).toBe("Demasiado tarde.");
  });

  test("another contact is named by keyboard, wrong first, and confirmed from the official mailbox", async () => {
    await one.goto(`${home}/contacts`);
    await field(one, "email").count();
    const email = one.locator("#email");
    await email.focus();
    await one.keyboard.type("nueva@cancilleria");
    await one.evaluate("document.querySelector('form[action$=contacts]').noValidate = true");
    await follow(one, () => one.keyboard.press("Enter"));
    await one.getByRole("alert").waitFor();
    expect(await email.getAttribute("aria-invalid")).toBe("true");
    expect(await email.inputValue()).toBe("nueva@cancilleria");
    await one.getByRole("alert").getByRole("link").focus();
    await one.keyboard.press("Enter");
    await email.focus();
    await one.keyboard.press("End");
    await one.keyboard.type("-co.example");
    await follow(one, () => one.keyboard.press("Enter"));
    await one.getByText("El contacto oficial recibe ahora un correo").waitFor();
    await cloud.settled();
    const confirm = await linkIn(cloud, mission, /http\S+\/contacts\/[a-z0-9]+/);
    await one.goto(confirm);
    await follow(one, () => one.getByRole("button", { name: "Confirmar el contacto" }).click());
    await one.getByText("Contacto confirmado.").waitFor();
    await cloud.settled();
    const invited = await linkIn(cloud, "nueva@cancilleria-co.example", /http\S+\/es\/p\/[a-z0-9.]+/);
    await one.goto(invited);
    expect(await one.getByRole("heading", { level: 1 }).textContent()).toBe("Colombia");
  });

  test("nothing failed, and no page asked for more than it may", () => {
    expect(cloud.failures()).toEqual([]);
    expect(cloud.denied()).toEqual([]);
  });
});
