/** The pictures that README and docs show, each of a page as its user sees it. */
import { join } from "node:path";
import type { Page } from "playwright-core";
import PostalMime from "postal-mime";
import type { Definition } from "../../shared/domain/definition.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import type { Cloud } from "../local/cloud.ts";
import { startBrowser } from "./browser.ts";

const screen = { width: 1120, height: 760 };

/** The newest mail of a kind in a mailbox: its HTML and the link in it. */
async function mailOf(
  cloud: Cloud,
  mailbox: string,
  subject: RegExp,
): Promise<{ html: string; link: string }> {
  for (const { raw } of (await cloud.mailbox(mailbox)).reverse()) {
    const mail = await PostalMime.parse(raw);
    const link = /http\S+\/p\/[a-z0-9.]+/.exec(mail.text ?? "")?.[0];
    if (link && subject.test(mail.subject ?? "")) return { html: mail.html ?? "", link };
  }
  throw new Error(`No mail to ${mailbox} has a subject like ${subject}`);
}

async function signIn(page: Page, cloud: Cloud, email: string, path: string): Promise<void> {
  await page.goto(`${cloud.origin}${path}`);
  await page.locator(`button[value="${email}"]`).click();
  await page.waitForURL(`${cloud.origin}${path}`);
}

/** Takes them all, and answers their files. */
export async function takePictures(cloud: Cloud, definition: Definition, into: string): Promise<string[]> {
  const browser = await startBrowser();
  const taken: string[] = [];
  try {
    const page = await browser.newPage({ viewport: screen });
    const take = async (name: string) => {
      const path = join(into, `${name}.png`);
      await page.screenshot({ path });
      taken.push(path);
    };
    for (const [name, path] of [
      ["front", ""],
      ["roadmap", "/roadmap"],
      ["submissions", "/submissions"],
    ] as const) {
      await page.goto(`${cloud.origin}/en${path}`);
      await take(name);
    }
    const { contacts, persons } = recordsOf(definition);
    const mission = contacts.find(({ party, standing }) => party === "JM" && standing === "official");
    const receipt = await mailOf(cloud, mission?.email ?? "", /./);
    await page.goto(receipt.link);
    await take("party");
    await page.setViewportSize({ width: 360, height: screen.height });
    await page.goto("about:blank"); // a page of ours would hold the mail to its own rules
    await page.setContent(receipt.html);
    await take("mail");
    await page.setViewportSize(screen);
    const coordinator = persons.find(({ roles }) => roles.includes("coordinator"));
    await signIn(page, cloud, coordinator?.email ?? "", "/en/console");
    await take("today");
    await page.goto(`${cloud.origin}/en/console/selection/co-chairs`);
    await take("consultation");
    return taken;
  } finally {
    await browser.close();
  }
}
