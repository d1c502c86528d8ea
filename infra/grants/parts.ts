/** The parts of one long scenario that uses every function and every grant; each begins at a moment that was prepared. */
import * as z from "zod";
import { parseMail } from "../../shared/mail/parse.ts";
import { approve, colombia, type Moment, press } from "../faults/prepare.ts";
import { askForNotes, letter, scenarios } from "../faults/scenarios.ts";
import { layInParts, upload } from "../faults/uploads.ts";
import type { World } from "../faults/world.ts";
import { eicarFile } from "../local/eicar.ts";
import { pdfFile } from "../rehearsal/letters.ts";
import { createVisitor, type Visit, type Visitor } from "../rehearsal/visitor.ts";

export interface Part {
  name: string;
  from: Moment | "nothing"; // nothing: an account in which it was never deployed
  act: (world: World) => Promise<void>;
}

const coordinator = "ines.rojas@oim.example";
const inputs = "guiding-questions@in.hoja.example";
const console = "/es/console";

/** A scenario of the faults, undisturbed. */
function as(name: string): Part {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`There is no scenario ${name}`);
  const { from, act } = found;
  return { name, from, act: (world) => act(world).then(() => world.pass(1)) };
}

/** Lays a file on a page that takes one, and opens the page again. */
async function lay(
  world: World,
  browser: Visitor,
  page: Visit,
  name: string,
  bytes: Uint8Array,
): Promise<Visit> {
  const form = page.root.querySelectorAll("form").find((one) => one.getAttribute("enctype"));
  if (!form) throw new Error(`${page.url} has no form for a file`);
  const type = name.endsWith(".pdf") ? "application/pdf" : "message/rfc822";
  await browser.submit(page, form, {}, { field: "file", file: { name, type, bytes } });
  await world.cloud.settled();
  return await browser.open(page.url);
}

/** A function that dies at whatever it does, until it is given up on. */
function givenUp(name: string, act: (world: World) => Promise<void>): Part {
  return {
    name: `${name} is given up on`,
    from: "open",
    act: async (world) => {
      world.injector.always((who) => (who === name ? "crash-before" : undefined));
      await act(world);
      await world.pass(1);
    },
  };
}

const writes = (world: World) =>
  world.mail(colombia, inputs, letter("respuesta"), "submission").then(() => {});
/** Answers at the address that the invitation asks to be answered at. */
async function replies(world: World): Promise<void> {
  const sent = await world.cloud.sentMail();
  const invitation = sent.find(({ tags }) => tags.notice === "guiding-questions_invitation_1_co1");
  const address = /^Reply-To: [^@]*?<([^<>\s]+@[^<>\s]+)>/im.exec(
    invitation?.raw.toString("latin1") ?? "",
  )?.[1];
  await world.mail(colombia, address ?? "", letter("respuesta"), "submission");
}

const probes = (world: World) => world.cloud.advanceTo("2024-10-08T08:30:00Z");

const atNight = (world: World) => world.cloud.advanceTo("2024-10-08T05:00:00Z");

/** A mail on which receive-mail was given up, and the night after. */
async function lostEvent(world: World): Promise<void> {
  world.injector.always((who) => (who === "receive-mail" ? "crash-before" : undefined));
  await writes(world);
  await atNight(world);
}

const Copied = z.looseObject({ entity: z.literal("notice"), id: z.string(), cc: z.array(z.string()).min(1) });

/** SES reports that whoever had a copy of an invitation has no mailbox any more. */
async function copyBounced(world: World): Promise<void> {
  const notices = (await world.scan("ReviewsTable")).flatMap((item) => Copied.safeParse(item).data ?? []);
  const sent = await world.cloud.sentMail();
  const [notice] = notices.filter(({ id }) => sent.some(({ tags }) => tags.notice === id));
  const mail = sent.find(({ tags }) => tags.notice === notice?.id);
  if (!notice || !mail) throw new Error("No mail left with a copy");
  const tags = { notice: [notice.id], "ses:configuration-set": [mail.configurationSet] };
  const bounce = { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: notice.cc[0] }] };
  const detail = { eventType: "Bounce", mail: { messageId: mail.id, tags }, bounce };
  await world.cloud.emit({ source: "aws.ses", detailType: "Email Bounced", detail });
  await world.cloud.settled();
}

/** Somebody signs up to the news on the public page and presses the button that their mailbox leads to. */
async function subscribes(world: World): Promise<Visitor> {
  const browser = createVisitor(world.cloud.origin);
  await press(browser, "/es/news", /\/news$/, {}, { email: "reader@mail.example" });
  await world.cloud.settled();
  const mail = (await world.cloud.sentMail()).find(({ tags }) =>
    tags.notice?.startsWith("review_subscription_"),
  );
  const path = /\/es\/news\/confirm\/[a-z2-7.]+/.exec(await textOf(mail?.raw))?.[0];
  if (!path) throw new Error("No mail asks to confirm the subscription");
  await press(browser, path, /\/confirm\//, {});
  return browser;
}

async function textOf(raw: Buffer | undefined): Promise<string> {
  const mail = await parseMail(new Uint8Array(raw ?? []));
  return "text" in mail ? mail.text : "";
}

/** A call opens, and whoever signed up is told; their mailbox calls it spam, which ends it. */
async function newsEnds(world: World): Promise<void> {
  await subscribes(world);
  await world.cloud.advanceTo("2024-10-07T14:05:00Z");
  await world.cloud.settled();
  const mail = (await world.cloud.sentMail()).find(({ tags }) => tags.notice?.includes("_news_"));
  if (!mail) throw new Error("No news left");
  const tags = { notice: [mail.tags.notice ?? ""], "ses:configuration-set": [mail.configurationSet] };
  const complaint = { complainedRecipients: [{ emailAddress: mail.to[0] }] };
  const detail = { eventType: "Complaint", mail: { messageId: mail.id, tags }, complaint };
  await world.cloud.emit({ source: "aws.ses", detailType: "Email Complaint", detail });
  await world.cloud.settled();
}

const nextMorning = (world: World) => world.cloud.advanceTo("2024-10-08T00:10:00Z");

export const parts: readonly Part[] = [
  { name: "deployment", from: "nothing", act: async () => {} },
  as("mail"),
  { name: "reply to an invitation", from: "open", act: (world) => replies(world).then(() => world.pass(0)) },
  as("colleague"),
  as("stranger"),
  {
    name: "upload and look at the file",
    from: "open",
    act: async (world) => {
      await upload(world);
      const link = await world.linkIn((notice) => notice === "guiding-questions_invitation_1_mx1");
      await createVisitor(world.cloud.origin).open(`${link}/guiding-questions/1/files/0`);
    },
  },
  {
    name: "upload in parts, one given up, one taken out",
    from: "open",
    act: async (world) => {
      await upload(world, layInParts);
      const link = await world.linkIn((notice) => notice === "guiding-questions_invitation_1_mx1");
      const path = `${link}/guiding-questions`;
      const browser = createVisitor(world.cloud.origin);
      const page = await browser.open(path);
      const fields = { name: "a.pdf", size: String(20 * 1024 * 1024), modified: "1" };
      const token = page.root.querySelector("form[data-uploads]")?.getAttribute("data-token") ?? "";
      const body = new URLSearchParams({ token, act: "begin", ...fields });
      await fetch(`${path}/uploads`, { method: "POST", body });
      await press(browser, path, /\/uploads\/cancel$/, {});
      await lay(world, browser, await browser.open(path), "nota.pdf", pdfFile("nota"));
      await press(browser, path, /\/remove$/, {});
    },
  },
  {
    name: "a file that is not accepted",
    from: "open",
    act: async (world) => {
      const link = await world.linkIn((notice) => notice === "guiding-questions_invitation_1_mx1");
      const browser = createVisitor(world.cloud.origin);
      const page = await browser.open(`${link}/guiding-questions`);
      await lay(world, browser, page, "nota.txt", eicarFile());
      await press(await world.signedIn(coordinator), `${console}/files`, /\/files$/, {});
    },
  },
  {
    name: "dropped mail",
    from: "open",
    act: async (world) => {
      const browser = await world.signedIn(coordinator);
      const empty = await browser.open(`${console}/drop`);
      const head = [`From: <${colombia}>`, `To: <${inputs}>`, "Message-ID: <dropped@cancilleria-co.example>"];
      const mail = Buffer.from([...head, ...letter("respuesta"), ""].join("\r\n"));
      const page = await lay(world, browser, empty, "nota.eml", mail);
      const form = page.root
        .querySelectorAll("form")
        .find((one) => /\/drop$/.test(one.getAttribute("action") ?? ""));
      if (form) await browser.submit(page, form);
    },
  },
  {
    name: "entry by hand with its scan",
    from: "open",
    act: async (world) => {
      const browser = await world.signedIn(coordinator);
      const blank = await browser.open(`${console}/record`);
      const form = blank.root.querySelector('form[action$="/record"]');
      if (!form) throw new Error("There is no form to record");
      const entry = { party: "JM", call: "guiding-questions", channel: "note-verbale", text: "Nota 12" };
      const begun = await browser.submit(blank, form, entry, undefined, { name: "act", value: "scan" });
      const page = await lay(world, browser, begun, "nota.pdf", pdfFile("Nota 12"));
      const again = page.root.querySelector('form[action$="/record"]');
      if (again) await browser.submit(page, again, entry, undefined, { name: "act", value: "register" });
      await world.pass(0);
    },
  },
  {
    name: "notes verbales, fetched",
    from: "open",
    act: async (world) => {
      const made = await askForNotes(world);
      const browser = await world.signedIn(coordinator);
      await browser.open(`${made.url}/file`);
    },
  },
  {
    name: "a look at the ledger, and pause",
    from: "open",
    act: async (world) => {
      const browser = await world.signedIn(coordinator);
      await browser.open(`${console}/ledger`);
      await press(browser, `${console}/mail`, /\/pause$/, {});
      await world.cloud.settled();
    },
  },
  as("invite"),
  {
    name: "roadmap",
    from: "open",
    act: async (world) => {
      await world.cloud.advanceTo("2024-10-14T15:00:00Z");
    },
  },
  {
    name: "change before the wait is registered",
    from: "open",
    act: async (world) => {
      const waits = (await world.scan("ReviewsTable")).filter(({ entity }) => entity === "wait");
      for (const { subject, token, generation, until } of waits) {
        const call = subject === "roadmap" ? {} : { call: subject };
        await world.cloud.invoke("await-change", { token, ...call, generation, version: 0, until });
      }
      await world.cloud.settled();
    },
  },
  as("remind"),
  as("close"),
  {
    name: "decision",
    from: "proposed",
    act: async (world) => {
      await approve(world, "tomas.acuna@cepal.example");
      await world.pass(1);
    },
  },
  {
    name: "a mail whose sender dies",
    from: "open",
    act: async (world) => {
      world.injector.always((who, call) =>
        who === "send-notices" && call === "ses:SendRawEmail" ? "crash-before" : undefined,
      );
      await writes(world);
      await world.pass(2);
    },
  },
  { name: "a copy that bounced", from: "open", act: copyBounced },
  { name: "news, and a complaint", from: "launched", act: newsEnds },
  {
    name: "tell-subscribers is given up on",
    from: "launched",
    act: async (world) => {
      world.injector.always((who) => (who === "tell-subscribers" ? "crash-before" : undefined));
      await world.cloud.advanceTo("2024-10-07T14:05:00Z");
      await world.pass(1);
    },
  },
  { name: "the daily probe", from: "open", act: probes },
  {
    name: "a probe that does not come back",
    from: "open",
    act: async (world) => {
      world.injector.always((who) => (who === "receive-mail" ? "crash-before" : undefined));
      await probes(world);
    },
  },
  { name: "a mail whose event was lost", from: "open", act: lostEvent },
  {
    name: "mails read again",
    from: "open",
    act: async (world) => {
      await replies(world);
      await world.cloud.settled();
      await world.cloud.invoke("reprocess-mail", { what: "all" });
    },
  },
  givenUp("write-notes", async (world) => {
    await askForNotes(world);
  }),
  givenUp("receive-mail", writes),
  givenUp("receive-upload", (world) => upload(world)),
  givenUp("note-scan", (world) => upload(world)),
  givenUp("read-documents", (world) => upload(world)),
  givenUp("settle-notices", writes),
  givenUp("send-notices", writes),
  givenUp("keep-ledger", writes),
  givenUp("sweep-notices", nextMorning),
  givenUp("probe-mailboxes", probes),
  givenUp("reprocess-mail", atNight),
  givenUp("wake-calls", async (world) => {
    await press(await world.signedIn(coordinator), `${console}/mail`, /\/pause$/, {});
    await nextMorning(world);
  }),
];
