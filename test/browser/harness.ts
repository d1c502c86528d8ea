/** A real browser on the pages of a local cloud. Without one for this platform, browser tests are left out and say so. */
import sparticuz from "@sparticuz/chromium";
import type { Browser, Page } from "playwright-core";
import { chromium } from "playwright-core";
import * as z from "zod";
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

/** Goes on by the tabulator key until an element that fits has the focus. */
export async function tabTo(page: Page, fits: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(`document.activeElement?.matches(${JSON.stringify(fits)})`)) return;
  }
  throw new Error(`The tabulator key does not reach ${fits}`);
}

/** The newest link in a mailbox that looks like this. */
export async function linkIn(cloud: Cloud, mailbox: string, pattern: RegExp): Promise<string> {
  const { default: PostalMime } = await import("postal-mime");
  for (const { raw } of (await cloud.mailbox(mailbox)).reverse()) {
    const found = pattern.exec((await PostalMime.parse(raw)).text ?? "")?.[0];
    if (found) return found;
  }
  throw new Error(`No mail to ${mailbox} has ${pattern}`);
}

/** A screen of 1280 by 1024, as it is and magnified to 400 %. */
const wide = { width: 1280, height: 1024 };
const magnified = { width: 320, height: 256 };

/** Every link and button that can be seen, by where it leads or what it says; scrolled into view, whether it is within it. */
const controls = `[...document.querySelectorAll("a[href], button, input, select, textarea")]
  .filter((one) => one.type !== "hidden" && one.checkVisibility() && !one.closest("#local-bar"))
  .map((one) => {
    one.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const isWithin = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight;
    return [one.getAttribute("href") ?? one.name + "=" + one.value + " " + one.innerText.trim(), isWithin];
  })`;

/** What is wider than the screen, or hidden by whatever holds it; not what is there for screen readers alone. */
const cutOff = `[
  ...(document.documentElement.scrollWidth > innerWidth ? ["the page: " + document.documentElement.scrollWidth] : []),
  ...[...document.body.querySelectorAll("*")]
    .filter((one) => one.checkVisibility() && !one.classList.contains("unseen") && !one.closest("svg"))
    .filter((one) => ["hidden", "clip"].includes(getComputedStyle(one).overflowX))
    .filter((one) => one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120)),
]`;

const Seen = z.array(z.tuple([z.string(), z.boolean()]));

/** What a page loses at 400 %: what is cut off, and the links, buttons and fields that can no longer be reached. */
export async function lostWhenMagnified(page: Page): Promise<string[]> {
  const usual = page.viewportSize() ?? wide;
  await page.setViewportSize(wide);
  const before = Seen.parse(await page.evaluate(controls)).map(([name]) => name);
  await page.setViewportSize(magnified);
  const after = Seen.parse(await page.evaluate(controls));
  const found = z.array(z.string()).parse(await page.evaluate(cutOff));
  await page.setViewportSize(usual);
  const reached = new Set(after.filter(([, isWithin]) => isWithin).map(([name]) => name));
  return [...found, ...before.filter((name) => !reached.has(name))];
}
