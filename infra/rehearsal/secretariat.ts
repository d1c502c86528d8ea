/**
 * The simulated secretariat: a coordinator and the approvers, who work with the console as people do. They know their
 * list of contacts, the pages, and nothing else.
 */
import type { HTMLElement } from "node-html-parser";
import type { Draw } from "./draw.ts";
import { pdfFile, spokenProposal } from "./letters.ts";
import { assess, type Call, createSelecting } from "./selecting.ts";
import { type Attachment, findForm, formTo, PageFailed, type Visit, type Visitor } from "./visitor.ts";

export interface Colleague {
  id: string;
  email: string;
  office: string;
  roles: readonly string[];
}

interface Office {
  browser: () => Visitor;
  settled: () => Promise<void>;
  draw: Draw;
  lang: string;
  colleagues: readonly Colleague[];
  calls: readonly (Call & {
    code: string;
    opens: string;
    approvers: readonly string[];
    assessors: readonly string[];
  })[];
  partyAt: (domain: string) => string | undefined; // whose mail server this is, by the list of contacts
}

const publishedADay = 3;

export type Secretariat = Awaited<ReturnType<typeof openOffice>>;

/** Signs in by the account's button and comes back with a browser that is known. */
async function signIn(office: Office, email: string): Promise<Visitor> {
  const browser = office.browser();
  const page = await browser.open(`/sign-in?lang=${office.lang}`);
  const form = page.root.querySelector("form");
  if (!form) throw new PageFailed("The sign-in page offers no account");
  await browser.submit(page, form, {}, undefined, { name: "account", value: email });
  return browser;
}

export async function openOffice(office: Office) {
  const first = office.colleagues.find(({ roles }) => roles.includes("coordinator"));
  if (!first) throw new Error("The secretariat has no coordinator");
  let desk = await signIn(office, first.email);
  const at = (path: string) => `/${office.lang}/console${path}`;

  /** A session ends overnight: whoever is sent to sign in does so. */
  async function open(path: string): Promise<Visit> {
    const visit = await desk.open(at(path));
    if (new URL(visit.url).pathname.startsWith(at(""))) return visit;
    desk = await signIn(office, first?.email ?? "");
    return desk.open(at(path));
  }

  /** Presses a button, and looks at the page again when the things behind it need a moment. */
  const press = async (visit: Visit, form: HTMLElement, fields: Record<string, string> = {}) =>
    desk.submit(visit, form, fields);

  /** Reads each kind of mail in every language and enables it. */
  async function enableMail(): Promise<void> {
    const kinds = await open("/mail");
    const links = kinds.root.querySelectorAll("th a").map((a) => a.getAttribute("href") ?? "");
    for (const link of links) {
      const visit = await desk.open(link);
      const form = findForm(visit, /\/enable$/);
      if (form) await press(visit, form);
    }
  }

  /** Confirms the values of the secretariat and launches the call; it goes out on its opening day. */
  async function launch(call: string): Promise<void> {
    let visit = await open(`/launch/${call}`);
    for (let form = findForm(visit, /\/confirm$/); form; form = findForm(visit, /\/confirm$/)) {
      visit = await press(visit, form);
    }
    const button = findForm(visit, new RegExp(`/launch/${call}$`));
    if (!button) return;
    const after = await press(visit, button);
    if (findForm(after, new RegExp(`/launch/${call}$`))) {
      throw new PageFailed(
        `${call} was not launched: ${after.root.querySelector('[role="alert"]')?.text.trim() ?? ""}`,
      );
    }
  }

  async function begin(): Promise<string> {
    await enableMail();
    for (const { id } of office.calls) await launch(id);
    return `enabled the kinds of mail and launched ${office.calls.length} calls`;
  }

  /** Sorts what the machine could not: takes the suggestion, else finds the party in the list of contacts. */
  async function sort(): Promise<number> {
    const page = await open("/triage");
    const links = page.root.querySelectorAll(".subject a").map((a) => a.getAttribute("href") ?? "");
    for (const link of links) {
      const visit = await desk.open(link);
      const form = findForm(visit, /\/assign$/);
      if (!form) continue;
      const said = visit.root.querySelector("main")?.text ?? "";
      const domain = /[a-z0-9.-]+\.(?:example|test)/g;
      const named = [...said.matchAll(domain)].map(([name]) => office.partyAt(name)).find((party) => party);
      const proposed = form.querySelector('input[name="party"]')?.getAttribute("value");
      const party = proposed || named;
      const call = form.querySelector('select[name="call"] option[selected]')?.getAttribute("value");
      if (party && call) await press(visit, form, { party, call });
      else await press(visit, formTo(visit, /\/aside$/));
      await office.settled();
    }
    return links.length;
  }

  /** Looks at each mail that waits for a person and lets it go. */
  async function release(): Promise<number> {
    const page = await open("/outbox?box=care");
    const links = page.root.querySelectorAll("main a").map((a) => a.getAttribute("href") ?? "");
    const notices = [...new Set(links.filter((href) => /\/outbox\/[^?]+$/.test(href)))];
    let released = 0;
    for (const link of notices) {
      const visit = await desk.open(link);
      const form = findForm(visit, /\/release$/);
      if (!form) continue;
      await press(visit, form);
      released += 1;
    }
    return released;
  }

  /** A ministry rings up: the call is on record within half a minute. */
  async function takeCall(party: string, code: string, person: string): Promise<string> {
    const call = office.calls.find((one) => one.code.toLowerCase() === code);
    if (!call) return "rang about nothing we know";
    const visit = await open("/record");
    const form = formTo(visit, /\/record$/);
    const text = `Respuesta de palabra, por teléfono. ${call.selection === "none" ? "" : spokenProposal(person)}`;
    await press(visit, form, {
      party,
      call: call.id,
      channel: "phone",
      text,
      senderName: "Encargado de asuntos",
    });
    return "rang the secretariat, which put it on record";
  }

  const selecting = createSelecting({
    open,
    follow: (href) => desk.open(href),
    press,
    draw: office.draw,
  });

  /** Each assessor signs in and judges what they may. */
  async function assessAll(call: string, assessors: readonly string[]): Promise<string[]> {
    const done: string[] = [];
    for (const id of assessors) {
      const person = office.colleagues.find((one) => one.id === id);
      if (!person) continue;
      const browser = await signIn(office, person.email);
      const { given, kept } = await assess(
        () => browser.open(at(`/assessment/${call}`)),
        async (visit, form, fields) => browser.submit(visit, form, fields),
        (name) => office.draw(`${id} ${name}`),
      );
      if (given > 0) done.push(`${id} assessed ${given}${kept > 0 ? ", kept away by a conflict" : ""}`);
    }
    return done;
  }

  /** The first approver signs in and approves; for the other a coordinator who is not the first records the letter. */
  async function approve(call: string, approvers: readonly string[]): Promise<string[]> {
    const page = await open(`/approvals/${call}`);
    const waits = page.root.querySelector('a.ds-button[href*="draft="], a.ds-button[href^="/sign-in"]');
    if (!waits) return [];
    const [own, ...others] = approvers.flatMap((id) => office.colleagues.find((one) => one.id === id) ?? []);
    const done: string[] = [];
    if (own) {
      const browser = await signIn(office, own.email);
      const visit = await browser.open(at(`/approvals/${call}`));
      const form = findForm(
        visit,
        new RegExp(`/approvals/${call}$`),
        (one) => one.querySelector('[name="verdict"]') !== null,
      );
      if (form) {
        await browser.submit(visit, form, {}, undefined, { name: "verdict", value: "approved" });
        done.push(`${own.id} approved`);
      }
    }
    const other = others.find((one) => one.office !== own?.office);
    // Two approvals of one slate never come from one hand: an approver who is a coordinator too records no other's.
    const recorder = office.colleagues.find(
      ({ id, roles }) => roles.includes("coordinator") && id !== own?.id,
    );
    if (other && recorder) done.push(...(await approveOnBehalf(call, other, recorder)));
    return done;
  }

  async function approveOnBehalf(call: string, approver: Colleague, recorder: Colleague): Promise<string[]> {
    desk = await signIn(office, recorder.email); // the sign-in of the morning is too old for an approval
    const page = await open(`/approvals/${call}`);
    const link = page.root.querySelector('a.ds-button[href*="draft="]')?.getAttribute("href");
    if (!link) return [];
    let visit = await desk.open(link.replaceAll("&amp;", "&"));
    const upload = visit.root.querySelector('form[enctype="multipart/form-data"]');
    if (!upload) throw new PageFailed("There is nowhere to lay the signed letter");
    const file: Attachment = {
      name: `aprobacion-${approver.id}.pdf`,
      type: "application/pdf",
      bytes: pdfFile(`Aprobado: ${approver.id}`),
    };
    await desk.submit(visit, upload, {}, { field: "file", file });
    await office.settled();
    visit = await desk.open(visit.url);
    const form = formTo(visit, /\/behalf$/);
    if (!form.querySelector(`option[value="${approver.id}"]`)) return [];
    await press(visit, form, { person: approver.id, verdict: "approved" });
    return [`recorded the approval of ${approver.id} with its scan`];
  }

  const published = new Set<string>();

  /** Whether a call's decision is public, so that nobody works on it any more; asked until it is. */
  async function isReleased(call: string): Promise<boolean> {
    if (published.has(call)) return true;
    const visit = await open(`/selection/${call}`);
    const isOpen = findForm(visit, /\/(propose|release)$/) !== undefined;
    if (!isOpen) published.add(call);
    return !isOpen;
  }

  const looked = new Set<string>(); // pages of parties whose answer to a call is published

  /** Publishes answers to a call one by one, each from its party's page; a few a day, as people do. */
  async function publish(call: string): Promise<number> {
    const visit = await open(`/calls/${call}`);
    const answered = visit.root.querySelectorAll("tr").filter((row) => row.querySelector("td .num"));
    const pages = answered.flatMap((row) => row.querySelector("th a")?.getAttribute("href") ?? []);
    let count = 0;
    for (const page of pages.filter((path) => !looked.has(`${call} ${path}`)).slice(0, publishedADay)) {
      const party = await desk.open(page);
      const isOfCall = (form: HTMLElement) =>
        form.querySelector('input[name="call"]')?.getAttribute("value") === call &&
        form.querySelector('input[name="published"]')?.getAttribute("value") === "yes";
      const form = findForm(party, /\/publish$/, isOfCall);
      if (form) {
        await press(party, form);
        count += 1;
      }
      looked.add(`${call} ${page}`);
    }
    return count;
  }

  /** What the first page says that needs somebody today, done. */
  async function day(
    tomorrow: string,
    mayConsult: (call: string) => boolean,
    mayPublish: (call: string) => boolean,
  ): Promise<string[]> {
    const done: string[] = [];
    const today = await open("");
    const paths = today.root.querySelectorAll("ul.cards a").map((a) => a.getAttribute("href") ?? "");
    if (paths.some((path) => path.endsWith("/triage"))) {
      const sorted = await sort();
      if (sorted > 0) done.push(`sorted ${sorted} messages`);
    }
    if (paths.some((path) => path.includes("box=care"))) {
      const released = await release();
      if (released > 0) done.push(`released ${released} mails`);
    }
    for (const { id } of office.calls.filter((call) => mayPublish(call.id))) {
      const count = await publish(id);
      if (count > 0) done.push(`published ${count} answers`);
    }
    for (const call of office.calls) {
      const { id, approvers, assessors } = call;
      const page = today.root
        .querySelectorAll("a")
        .some((a) => (a.getAttribute("href") ?? "").endsWith(`/calls/${id}`));
      if (!page || !mayConsult(id) || (await isReleased(id))) continue;
      if (call.selection === "assessment") done.push(...(await assessAll(id, assessors)));
      done.push(...(await selecting.select(call, tomorrow)));
      done.push(...(await approve(id, approvers)));
    }
    return done;
  }

  /** Every message that came in, by its row on the page: what became of it and who sent it. */
  async function messages(): Promise<{ end: string; from: string }[]> {
    const rows: { end: string; from: string }[] = [];
    let visit = await open("/triage?all=yes");
    for (;;) {
      for (const row of visit.root.querySelectorAll("tr[data-end]")) {
        const [from] = row.querySelectorAll("td");
        rows.push({ end: row.getAttribute("data-end") ?? "", from: from?.text ?? "" });
      }
      const more = visit.root.querySelector('a[href*="cursor="]')?.getAttribute("href");
      if (!more) return rows;
      visit = await desk.open(more.replaceAll("&amp;", "&"));
    }
  }

  /** How many parties' answers the page of each call lists, every version counted. */
  async function submissions(): Promise<number> {
    let count = 0;
    for (const { id } of office.calls) {
      const visit = await open(`/calls/${id}`);
      for (const reference of visit.root.querySelectorAll("td .num"))
        count += Number(/-(\d+)$/.exec(reference.text)?.[1] ?? 0);
    }
    return count;
  }

  return { begin, day, takeCall, messages, submissions };
}
