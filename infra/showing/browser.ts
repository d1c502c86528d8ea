/** npm's Chromium, for what measures and photographs pages. */
import sparticuz from "@sparticuz/chromium";
import type { Browser } from "playwright-core";
import { chromium } from "playwright-core";

/** For functions that Lambda freezes; here they would make the browser slower and lax about what pages may do. */
const unwanted =
  /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|in-process-gpu)$/;

/** Starts Chromium with processes of its own, its tools at a port if one is given. */
export async function startBrowser(port?: number): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: [
      ...sparticuz.args.filter((flag) => !unwanted.test(flag)),
      ...(port ? [`--remote-debugging-port=${port}`] : []),
    ],
    headless: true,
  });
}
