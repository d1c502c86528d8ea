/** The news through every layer: form, mail, button, a call that opens, its mail, and one click of a mail program. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Cloud } from "../../infra/local/cloud.ts";
import { createVisitor } from "../../infra/rehearsal/visitor.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import { advance, becomeOperator, testCloud } from "../support/cloud.ts";

const reader = "reader@mail.example";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await testCloud({ now: "2024-10-30T13:00:00Z" });
  becomeOperator(cloud);
  const { coordinator, prepareLaunch } = await import("../support/launch.ts");
  const { setMailMode } = await import("../../shared/desk/reviews.ts");
  await setMailMode({ mode: "live", by: await coordinator() });
  await prepareLaunch("co-chairs");
});
afterAll(() => cloud.stop());

async function mailsToReader() {
  await cloud.settled();
  const left = (await cloud.sentMail()).filter(({ to }) => to.includes(reader));
  return Promise.all(
    left.map(async ({ raw, tags }) => {
      const mail = await parseMail(new Uint8Array(raw));
      return { notice: tags.notice ?? "", text: "text" in mail ? mail.text : "", raw: raw.toString() };
    }),
  );
}
const pathIn = (text: string, page: string) =>
  new RegExp(`/pt/news/${page}/[a-z2-7.]+`).exec(text)?.[0] ?? "";

test("a form, a mail, a button; then what opens and what moves, and one click ends it", async () => {
  const browser = createVisitor(cloud.origin);
  const page = await browser.open("/es/news");
  const form = page.root.querySelector('form[method="post"]');
  if (!form) throw new Error("No form");
  const token = form.querySelector('input[name="token"]')?.getAttribute("value") ?? "";
  const wrong = await fetch(`${cloud.origin}/es/news`, {
    method: "POST",
    body: new URLSearchParams({ token, email: "reader", language: "pt", topic: "calls" }),
  });
  const said = await wrong.text();
  expect(wrong.status).toBe(422);
  expect(said).toContain('value="reader"');
  expect(said).toContain("nombre@ejemplo.org");
  const asked = await browser.submit(page, form, { email: reader, language: "pt", topic: "calls" });
  expect(asked.body).toContain("llegará un mensaje");

  const [confirming] = await mailsToReader();
  const confirm = pathIn(confirming?.text ?? "", "confirm");
  const answer = await fetch(`${cloud.origin}${confirm}`);
  expect(answer.headers.get("referrer-policy")).toBe("no-referrer");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const button = await browser.open(confirm);
  const press = button.root.querySelector("form");
  if (!press) throw new Error("No button");
  const confirmed = await browser.submit(button, press);
  expect(confirmed.body).toContain("A inscrição está confirmada");

  await advance(cloud, "2024-11-05T12:00:00Z"); // opened on the 4th
  const opened = (await mailsToReader()).filter(({ notice }) => notice.includes("_news_"));
  expect(opened.map(({ notice }) => notice.split("_").slice(0, 3).join("_"))).toEqual([
    "co-chairs_news_opened",
  ]);
  expect(opened[0]?.text).toContain("Foi aberta");

  const { getCall, moveDates } = await import("../../shared/desk/calls.ts");
  const { coordinator } = await import("../support/launch.ts");
  const call = await getCall({ call: "co-chairs" });
  await moveDates({
    call: "co-chairs",
    dates: { closes: "2025-01-15T23:59" },
    version: call?.version ?? 0,
    by: await coordinator(),
  });
  const moved = (await mailsToReader()).at(-1);
  expect(moved?.notice).toMatch(/^co-chairs_news_moved-1_n/);
  const leave = /List-Unsubscribe: <([^>]+)>/.exec(moved?.raw.replace(/\r\n[ \t]/g, " ") ?? "")?.[1] ?? "";
  expect(new URL(leave).pathname).toBe(pathIn(moved?.text ?? "", "leave"));
  const looked = await (await fetch(`${cloud.origin}${new URL(leave).pathname}`)).text();
  expect(looked).toContain("Encerrar a inscrição");
  const clicked = await fetch(`${cloud.origin}${new URL(leave).pathname}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(clicked.status).toBe(200);
  const { subscribersPage } = await import("../../shared/store/subscribers.ts");
  expect((await subscribersPage()).items).toEqual([]);
  expect(cloud.failures()).toEqual([]);
  expect(cloud.denied()).toEqual([]);
});
