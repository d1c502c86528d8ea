/** Plays a review: lets the cloud's time pass from one event or deed to the next, and lets the people do what they do. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import {
  addDays,
  instantOf,
  isQuiet,
  laterOffQuietDays,
  localDayOf,
  rulesOf,
} from "../../shared/domain/calendar.ts";
import type { Definition } from "../../shared/domain/definition.ts";
import { Language } from "../../shared/domain/language.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { headerOf } from "../../shared/mail/headers.ts";
import { parseMail } from "../../shared/mail/parse.ts";
import type { Cloud } from "../local/cloud.ts";
import { openSmtp } from "../local/smtp-client.ts";
import { drawer } from "./draw.ts";
import { wordFile } from "./letters.ts";
import { type Cast, createMissions } from "./missions.ts";
import { openOffice, type Secretariat } from "./secretariat.ts";
import { createVisitor } from "./visitor.ts";
import { waysOf } from "./ways.ts";
import type { Deed, Received, World } from "./world.ts";

/** What was done, one line each; a deed that stands here is done. */
const Done = z.object({ key: z.string(), at: z.string(), who: z.string(), did: z.string() });
type Done = z.infer<typeof Done>;

/** What the SMTP clients know: what they handed over and was accepted. */
export const Accepted = z.object({
  key: z.string(),
  from: z.string(),
  to: z.string(),
  messageId: z.string(),
  files: z.array(z.string()),
  byPerson: z.boolean(),
});
export type Accepted = z.infer<typeof Accepted>;

export interface Playing {
  cloud: Cloud;
  definition: Definition;
  seed: number;
  dir: string; // where the people keep their own notes
  tell?: (line: string) => void;
}

export type Play = Awaited<ReturnType<typeof createPlay>>;

const domainOf = (address: string) => address.slice(address.indexOf("@") + 1);

function lines<T>(file: string, schema: z.ZodType<T>): T[] {
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, "utf8").split("\n").slice(0, -1); // a line cut off by a kill was never done
  return whole.map((line) => schema.parse(JSON.parse(line)));
}

export async function createPlay({ cloud, definition, seed, dir, tell = () => {} }: Playing) {
  mkdirSync(dir, { recursive: true });
  const files = { done: join(dir, "done.jsonl"), accepted: join(dir, "accepted.jsonl") };
  const done = lines(files.done, Done);
  const accepted = lines(files.accepted, Accepted);
  const doneKeys = new Set(done.map(({ key }) => key));
  const records = recordsOf(definition);
  const draw = drawer(seed);
  const rules = rulesOf(definition);
  const smtp = openSmtp(cloud.smtpPort);
  const pending = new Map<string, Deed>();
  let lastRead = 0; // number of the last mail that was read
  let office: Secretariat | undefined;

  const partyAt = (domain: string) => records.contacts.find(({ email }) => domainOf(email) === domain)?.party;
  const redirecting = redirectingDomain();
  for (const { email } of records.contacts) cloud.dns.publish(domainOf(email));
  if (redirecting) cloud.dns.publish(redirecting, { spf: true, dkim: true, dmarc: "reject" });

  /** One ministry publishes p=reject and writes through the redirect: drawn among the States. */
  function redirectingDomain(): string {
    const states = records.parties.filter(({ kind }) => kind === "member-state").map(({ id }) => id);
    const domains = records.contacts
      .filter(({ party }) => states.includes(party))
      .map(({ email }) => domainOf(email));
    return [...new Set(domains)].sort((a, b) => draw(`reject ${a}`) - draw(`reject ${b}`))[0] ?? "";
  }

  const world: World = {
    now: cloud.clock.now,
    draw,
    browser: () => createVisitor(cloud.origin),
    settled: cloud.settled,
    wordFile: keptWordFile,
    send: async ({ key, from, to, raw, byPerson }) => {
      const zone = cloud.dns.publish(domainOf(from));
      const signed = await cloud.dns.sign(raw, from, Date.parse("2024-01-01"));
      await smtp.send({
        from: byPerson ? from : "",
        to: [to],
        raw: signed,
        localAddress: zone.address,
        name: zone.domain,
      });
      const mail = await parseMail(raw);
      const attached = "attachments" in mail ? mail.attachments.map((file) => file.name) : [];
      const line: Accepted = { key, from, to, messageId: mail.messageId ?? "", files: attached, byPerson };
      accepted.push(line);
      appendFileSync(files.accepted, `${JSON.stringify(line)}\n`);
    },
  };
  const missions = createMissions(world, castOf(), async (domain, code, person) => {
    const party = partyAt(domain);
    return party ? (await theOffice()).takeCall(party, code, person) : "is on nobody's list";
  });

  /** What must be seen played: a subregion that offers nobody, a refusal after the sounding, stakeholders who apply. */
  function castOf(): Cast {
    const consulted = definition.calls.filter(({ selection }) => selection === "consultation");
    const scheme = definition.schemes.find(({ id }) => id === definition.scheme);
    const quiet = new Set(
      consulted.flatMap((call) => {
        const seats = [...waysOf(draw, call)].flatMap(([seat, way]) => (way === "plan-b" ? seat : []));
        const groups = call.seats.filter(({ id }) => seats.includes(id)).map(({ subregion }) => subregion);
        const states = scheme?.subregions
          .filter(({ id }) => groups.includes(id))
          .flatMap(({ parties }) => parties);
        return (states ?? []).map((state) => `${state} ${call.code.toLowerCase()}`);
      }),
    );
    const composed = definition.calls.filter(({ selection }) => selection === "composition");
    const call = composed[Math.floor(draw("refusing call") * composed.length)];
    const seat = call?.seats[Math.floor(draw("refused seat") * (call?.seats.length ?? 0))];
    const refused = `${call?.id}_acceptance_${seat?.id}-1_`;
    const kindOf = (domain: string) => records.parties.find(({ id }) => id === partyAt(domain))?.kind;
    return {
      redirecting,
      eager: (domain) => kindOf(domain) === "stakeholder",
      quiet: (domain, code) => quiet.has(`${partyAt(domain)} ${code}`),
      declines: (notice) => notice.startsWith(refused),
    };
  }

  /** A Word file's bytes carry the hour it was made: one is made for each language, and kept for a resumed play. */
  async function keptWordFile(language: z.infer<typeof Language>): Promise<Uint8Array> {
    const path = join(dir, `answer-${language}.docx`);
    if (!existsSync(path)) writeFileSync(path, await wordFile(language));
    return new Uint8Array(readFileSync(path));
  }

  async function theOffice(): Promise<Secretariat> {
    office ??= await openOffice({
      browser: world.browser,
      settled: cloud.settled,
      draw,
      lang: definition.review.languages[0] ?? "es",
      colleagues: definition.secretariat,
      calls: definition.calls,
      partyAt,
    });
    return office;
  }

  /** New mail in the mailboxes of the contacts, and what their owners make of it. */
  const mailboxes = new Set(records.contacts.map(({ email }) => email));
  async function readMail(): Promise<void> {
    for (const mail of await cloud.sentMail(lastRead)) {
      lastRead = Math.max(lastRead, mail.number);
      for (const mailbox of mail.to.filter((to) => mailboxes.has(to))) {
        for (const deed of missions.read(await received(mail, mailbox))) plan(deed);
      }
    }
  }

  function plan(deed: Deed): void {
    if (!doneKeys.has(deed.key)) pending.set(deed.key, deed);
  }

  async function perform(deed: Deed): Promise<void> {
    const did = await deed.does();
    const line: Done = { key: deed.key, at: cloud.clock.iso(), who: deed.who, did };
    await cloud.settled();
    pending.delete(deed.key);
    doneKeys.add(deed.key);
    done.push(line);
    appendFileSync(files.done, `${JSON.stringify(line)}\n`);
    if (did) tell(`${line.at.slice(0, 16).replace("T", " ")}  ${deed.who}: ${did}`);
  }

  /** The secretariat opens its doors once, and then works every day that is not quiet. */
  function planOffice(now: Date): void {
    plan({
      key: "secretariat begins",
      at: now,
      who: "secretariat",
      does: async () => (await theOffice()).begin(),
    });
    const today = localDayOf(now, rules.zone);
    const next = laterOffQuietDays(addDays(today, 1), rules.quiet);
    for (const date of [today, next]) {
      const at = instantOf(`${date}T10:30`, rules.zone);
      if (at < now || isQuiet(date, rules.quiet)) continue;
      plan({ key: `secretariat ${date}`, at, who: "secretariat", does: () => workingDay(date) });
    }
  }

  async function workingDay(date: string): Promise<string> {
    const isPast = (minute: string) => instantOf(minute, rules.zone) <= cloud.clock.now();
    const mayConsult = (id: string) =>
      definition.calls.some((call) => call.id === id && call.selection !== "none" && isPast(call.closes));
    const mayPublish = (id: string) =>
      definition.calls.some(
        ({ kind, parties, closes, ...call }) =>
          call.id === id && kind === "inputs" && parties.includes("member-state") && isPast(closes),
      );
    const did = await (await theOffice()).day(addDays(date, 1), mayConsult, mayPublish);
    return did.join("; ");
  }

  /** Plays until an instant, or for one step. Answers false when nothing is left to happen before it. */
  async function step(until: Date): Promise<boolean> {
    await readMail();
    planOffice(cloud.clock.now());
    const [deed] = [...pending.values()].sort(
      (a, b) => a.at.getTime() - b.at.getTime() || a.key.localeCompare(b.key),
    );
    const event = cloud.nextEvent();
    const next = Math.min(deed?.at.getTime() ?? Infinity, event ? Date.parse(event) : Infinity);
    if (next > until.getTime()) {
      await cloud.advanceTo(until.toISOString());
      return false;
    }
    await cloud.advanceTo(new Date(Math.max(next, cloud.clock.now().getTime())).toISOString());
    if (deed && deed.at <= cloud.clock.now()) await perform(deed);
    return true;
  }

  /** Launches the review; false when that was done in a former life. */
  async function begin(): Promise<boolean> {
    planOffice(cloud.clock.now());
    const opening = pending.get("secretariat begins");
    if (opening) await perform(opening);
    return opening !== undefined;
  }

  return {
    step,
    begin,
    end: smtp.close,
    /** Whether nobody but the secretariat has anything left to do. */
    isCalm: () => [...pending.values()].every(({ who }) => who === "secretariat"),
    done: () => done,
    accepted: () => accepted,
    /** Senders whose messages wait for a person or were set aside by one: seen, though nothing went back. */
    messagesSeen: async () => {
      const messages = await (await theOffice()).messages();
      return messages.flatMap(({ end, from }) => (end === "submission" ? [] : [from])).join("\n");
    },
    /** What became of the messages, as the secretariat's pages show it. */
    ends: async () => {
      const desk = await theOffice();
      const messages = await desk.messages();
      const count = (end: string) => messages.filter((message) => message.end === end).length;
      const sorted = done
        .filter(({ who }) => who === "secretariat")
        .map(({ did }) => /sorted (\d+)/.exec(did)?.[1] ?? 0);
      return {
        submissions: await desk.submissions(),
        triaged: count("triage") + sorted.reduce((sum: number, number) => sum + Number(number), 0),
        setAside: count("set-aside"),
      };
    },
  };
}

async function received(
  mail: Awaited<ReturnType<Cloud["sentMail"]>>[number],
  mailbox: string,
): Promise<Received> {
  const parsed = await parseMail(new Uint8Array(mail.raw));
  const replyTo = headerOf(parsed.headers, "reply-to");
  const language = Language.safeParse(headerOf(parsed.headers, "content-language"));
  return {
    id: mail.tags.notice ?? mail.id,
    at: new Date(mail.at),
    mailbox,
    subject: parsed.subject,
    text: "text" in parsed ? parsed.text : "",
    replyTo: replyTo && /<?([^<>\s]+@[^<>\s]+)>?/.exec(replyTo)?.[1],
    messageId: parsed.messageId,
    language: language.success ? language.data : "es",
  };
}
