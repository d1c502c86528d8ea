/** A real browser on the pages of a local cloud. Without one for this platform, browser tests are left out and say so. */
import sparticuz from "@sparticuz/chromium";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import type { Cloud } from "../../infra/local/cloud.ts";

/** Whether npm's Chromium runs here; it is built for Linux on x64. */
export function noBrowser(): boolean {
  if (process.platform === "linux" && process.arch === "x64") return false;
  console.warn("Browser tests are left out: npm's Chromium is built for Linux on x64 only.");
  return true;
}

/** With these the browser would not hold pages to their own rules: which script may ask which origin for what. */
const lax = ["--disable-web-security", "--allow-running-insecure-content"];

/** Starts Chromium; one page of it at a time, since it runs in one process. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: sparticuz.args.filter((flag) => !lax.includes(flag)),
    headless: true,
  });
}

/** Signs a person of the secretariat in, through the local sign-in pages, and ends on the page that was wanted. */
export async function signIn(page: Page, cloud: Cloud, email: string, path: string): Promise<void> {
  await page.goto(`${cloud.origin}${path}`);
  await page.locator(`button[value="${email}"]`).click();
  await page.waitForURL(`${cloud.origin}${path}`);
}

/** Clicks what sends a form or opens a page, and waits for the page that comes of it. */
export async function follow(page: Page, click: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent("load"), click()]);
}
