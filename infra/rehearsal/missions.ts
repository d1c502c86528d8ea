/**
 * Simulated missions. Each knows only what lies in its mailbox and what the pages show; how it behaves is drawn from
 * the seed, its domain and the call. It answers by mail or by page, late, twice, from the wrong address, or not at all.
 */
import { choose } from "./draw.ts";
import { awayMail, fileName, letterMail, pdfFile, wordType } from "./letters.ts";
import { proposedBy } from "./people.ts";
import { findForm, PageFailed, type Visit } from "./visitor.ts";
import { type Deed, hoursAfter, linksIn, type Received, type World } from "./world.ts";

type About = "inputs" | "interest";

type Manner =
  | "mail"
  | "page"
  | "typed" // on the page, without a file
  | "after-reminder"
  | "late"
  | "twice"
  | "colleague"
  | "stranger" // from a private address
  | "redirect" // through the public mailbox of the note
  | "no-reminders"
  | "telephone" // the secretariat is rung up
  | "silent";

const inputsManners = [
  ["mail", 22],
  ["page", 14],
  ["typed", 6],
  ["after-reminder", 14],
  ["late", 6],
  ["twice", 5],
  ["colleague", 6],
  ["stranger", 4],
  ["redirect", 6],
  ["no-reminders", 4],
  ["telephone", 3],
  ["silent", 10],
] as const;

/** Few States offer themselves for a seat. */
const interestManners = [
  ["mail", 12],
  ["page", 12],
  ["after-reminder", 5],
  ["late", 2],
  ["redirect", 3],
  ["telephone", 2],
  ["no-reminders", 4],
  ["silent", 60],
] as const;

export interface Missions {
  read: (mail: Received) => Deed[];
}

const domainOf = (address: string) => address.slice(address.indexOf("@") + 1);

/** The call that a reply address speaks of: its code, between the first two dots after "r". */
const codeIn = (replyTo: string | undefined) => /^r\.([a-z]+)\./.exec(replyTo ?? "")?.[1] ?? null;

/** What is known of the missions beforehand: parts that a rehearsal must see played. */
export interface Cast {
  redirecting: string; // the domain whose ministry publishes p=reject and writes through the redirect
  eager: (domain: string) => boolean; // answers a call for interest by itself: stakeholders who want the seat
  quiet: (domain: string, code: string) => boolean; // says nothing to that call, so that nobody offers for its seat
  declines: (notice: string) => boolean; // does not accept that asking, whatever else
}

/** `ring`: telephones the secretariat. */
export function createMissions(
  world: World,
  cast: Cast,
  ring: (domain: string, code: string, person: string) => Promise<string>,
): Missions {
  const invited = new Map<string, { manner: Manner; about: About }>(); // domain and code → how it behaves there
  const chance = (name: string) => world.draw(name);

  function mannerOf(domain: string, code: string, isInterest: boolean): Manner {
    if (cast.quiet(domain, code)) return "silent";
    if (domain === cast.redirecting) return "redirect";
    if (isInterest && cast.eager(domain)) return chance(`eager ${domain} ${code}`) < 0.7 ? "page" : "mail";
    return choose(isInterest ? interestManners : inputsManners, chance(`manner ${domain} ${code}`));
  }

  function read(mail: Received): Deed[] {
    const domain = domainOf(mail.mailbox);
    const code = codeIn(mail.replyTo);
    const confirm = linksIn(mail).find((link) => link.includes("/confirm/"));
    if (confirm) return [confirmation(mail, confirm)];
    if (!code) return [];
    const known = invited.get(`${domain} ${code}`);
    if (!known) return firstMail(mail, domain, code);
    const deeds =
      known.manner === "after-reminder" ? [answerAfterReminder(mail, domain, code, known.about)] : [];
    return [...deeds, lookAtSeat(mail, domain, code)];
  }

  function firstMail(mail: Received, domain: string, code: string): Deed[] {
    const isInterest = !mail.text.includes("?"); // a call for inputs lists its questions
    const manner = mannerOf(domain, code, isInterest);
    const about = isInterest ? "interest" : "inputs";
    invited.set(`${domain} ${code}`, { manner, about });
    const away = chance(`away ${domain}`) < 0.08 ? [awayReply(mail)] : [];
    const hours = 4 + chance(`pace ${domain} ${code}`) * 24 * 20;
    return [...away, ...deedsOf(manner, mail, `${domain} ${code}`, hours, about)];
  }

  function deedsOf(manner: Manner, mail: Received, name: string, hours: number, about: About): Deed[] {
    const at = hoursAfter(mail.at, hours);
    const byMail = (suffix: string, when: Date, from = mail.mailbox, to?: string): Deed => ({
      key: `${name} ${suffix}`,
      at: when,
      who: from,
      does: () => answerByMail(mail, `${name} answer`, about, from, to),
    });
    switch (manner) {
      case "mail":
        return [byMail("mail", at)];
      case "twice":
        return [byMail("mail", at), byMail("mail again", hoursAfter(at, 1))];
      case "colleague":
        return [
          byMail("mail", at, `colega.${chance(name).toString(36).slice(2, 6)}@${domainOf(mail.mailbox)}`),
        ];
      case "stranger":
        return [byMail("mail", at, `mision.${chance(name).toString(36).slice(2, 8)}@correo.example`)];
      case "redirect":
        return [
          { key: `${name} redirect`, at, who: mail.mailbox, does: () => answerByRedirect(mail, name, about) },
        ];
      case "late":
        return [
          {
            key: `${name} late`,
            at: hoursAfter(mail.at, 24 * 75),
            who: mail.mailbox,
            does: () => answerByMail(mail, `${name} answer`, about),
          },
        ];
      case "page":
      case "typed":
        return [
          {
            key: `${name} page`,
            at,
            who: mail.mailbox,
            does: () => answerOnPage(mail, name, manner === "page"),
          },
        ];
      case "no-reminders":
        return [{ key: `${name} no reminders`, at, who: mail.mailbox, does: () => refuseReminders(mail) }];
      case "telephone": {
        const [domain = "", code = ""] = name.split(" ");
        return [
          {
            key: `${name} telephone`,
            at,
            who: mail.mailbox,
            does: () => ring(domain, code, proposedBy(world.draw, domain, code).name),
          },
        ];
      }
      case "after-reminder":
      case "silent":
        return [];
    }
  }

  const answerAfterReminder = (mail: Received, domain: string, code: string, about: About): Deed => ({
    key: `${domain} ${code} after reminder`,
    at: hoursAfter(mail.at, 6 + chance(`after ${domain} ${code}`) * 60),
    who: mail.mailbox,
    does: () => answerByMail(mail, `${domain} ${code} answer`, about),
  });

  const awayReply = (mail: Received): Deed => ({
    key: `${mail.mailbox} away ${mail.id}`,
    at: hoursAfter(mail.at, 0.05),
    who: mail.mailbox,
    does: async () => {
      const key = `${mail.mailbox} away ${mail.id}`;
      const to = mail.replyTo ?? "";
      const { mailbox: from, subject, language, messageId: inReplyTo } = mail;
      const raw = await awayMail({
        key,
        from,
        to,
        subject,
        language,
        date: hoursAfter(mail.at, 0.05),
        inReplyTo,
      });
      await world.send({ key, from, to, raw, byPerson: false });
      return "is on leave; the mailbox answered by itself";
    },
  });

  async function answerByMail(
    mail: Received,
    key: string,
    about: "inputs" | "interest",
    from = mail.mailbox,
    to = mail.replyTo ?? "",
  ): Promise<string> {
    const { language, messageId: inReplyTo } = mail;
    const isWord = chance(`word ${key}`) < 0.6;
    const file = isWord
      ? { name: fileName(language, key, "docx"), type: wordType, bytes: await world.wordFile(language) }
      : { name: fileName(language, key, "pdf"), type: "application/pdf", bytes: pdfFile(key) };
    const subject = mail.subject.startsWith("RE: ") ? mail.subject : `RE: ${mail.subject}`;
    const code = codeIn(mail.replyTo) ?? "";
    const person = proposedBy(world.draw, domainOf(mail.mailbox), code).name;
    const raw = await letterMail({
      ...{ key, from, to, subject, language, about, inReplyTo, file, date: mail.at },
      ...(about === "interest" && { person }),
    });
    await world.send({ key, from, to, raw, byPerson: true });
    return `answered by mail with ${file.name}`;
  }

  /** The public mailbox is on the call's page; where there is none, the invitation is answered. */
  async function answerByRedirect(
    mail: Received,
    name: string,
    about: "inputs" | "interest",
  ): Promise<string> {
    const page = await callPage(mail);
    const addresses = page
      ? [...page.body.matchAll(/mailto:([^"?]+)/g)].map(([, address]) => address ?? "")
      : [];
    const mailbox = addresses.find((address) => !address.endsWith(domainOf(mail.replyTo ?? "@")));
    await answerByMail(mail, `${name} answer`, about, mail.mailbox, mailbox ?? mail.replyTo);
    return mailbox ? `wrote to ${mailbox}` : "answered by mail";
  }

  /** The party's page of the call that a mail speaks of. */
  async function ownPage(
    mail: Received,
  ): Promise<{ visit: Visit; browser: ReturnType<World["browser"]> } | null> {
    const link = linksIn(mail).find((address) => /\/p\/[^/]+\/[a-z-]+$/.test(address));
    if (!link) return null;
    const browser = world.browser();
    return { visit: await browser.open(link), browser };
  }

  async function callPage(mail: Received): Promise<Visit | null> {
    const own = await ownPage(mail);
    const address = own && new URL(own.visit.url).pathname.replace(/\/p\/[^/]+\//, "/calls/");
    return address ? own.browser.open(address) : null;
  }

  async function answerOnPage(mail: Received, name: string, hasFile: boolean): Promise<string> {
    const own = await ownPage(mail);
    if (!own) return "found no link";
    let { visit } = own;
    const versions = visit.root
      .querySelectorAll("a")
      .filter((a) => /\/\d+$/.test(a.getAttribute("href") ?? ""));
    if (versions.length > 0) return "had answered already";
    if (hasFile) {
      const file = {
        name: fileName(mail.language, name, "pdf"),
        type: "application/pdf",
        bytes: pdfFile(name),
      };
      const upload = visit.root.querySelectorAll("form").find((form) => form.getAttribute("enctype"));
      if (!upload) throw new PageFailed("The page has no form for a file");
      await own.browser.submit(visit, upload, {}, { field: "file", file });
      await world.settled();
      visit = await own.browser.open(visit.url);
    }
    const form = visit.root.querySelectorAll("form").find((one) => one.querySelector('button[value="send"]'));
    if (!form) throw new PageFailed("The page has no button to send");
    const [question] = form.querySelectorAll('textarea[name^="answer."]');
    const field = question?.getAttribute("name") ?? "text";
    const text = hasFile ? {} : { [field]: `${name}: texto de la respuesta.` };
    const person = form.querySelector('[name="person.0.name"]') ? personFields(mail) : {};
    await own.browser.submit(visit, form, { ...text, ...person }, undefined, { name: "act", value: "send" });
    return hasFile ? "answered on the page with a file" : "typed an answer on the page";
  }

  /** A person whom the page asks for: name, and gender where the mission cares to state it. */
  function personFields(mail: Received): Record<string, string> {
    const { name, gender } = proposedBy(world.draw, domainOf(mail.mailbox), codeIn(mail.replyTo) ?? "");
    return {
      "person.0.name": name,
      "person.0.gender": gender,
      "person.0.title": "Lic.",
      "person.0.languages": "es, en",
      "person.0.biography": `${name}: veinte años de trabajo en migración.`,
    };
  }

  async function refuseReminders(mail: Received): Promise<string> {
    const own = await ownPage(mail);
    const form = own && findForm(own.visit, /\/reminders$/);
    if (!own || !form) return "found nothing to press";
    await own.browser.submit(own.visit, form);
    return "asked for no further reminders";
  }

  const confirmation = (mail: Received, link: string): Deed => ({
    key: `${link.slice(link.indexOf("/confirm/"))} ${mail.mailbox}`,
    at: hoursAfter(mail.at, 2 + chance(`confirm ${mail.mailbox} ${mail.subject}`) * 30),
    who: mail.mailbox,
    does: async () => {
      const browser = world.browser();
      const visit = await browser.open(link);
      const form = findForm(visit, /\/confirm\//);
      if (!form) return "found it confirmed already";
      await browser.submit(visit, form);
      return "confirmed as official contact";
    },
  });

  /** A later mail may ask whether the State accepts a seat; its page says so. One State in twelve declines. */
  const lookAtSeat = (mail: Received, domain: string, code: string): Deed => ({
    key: `${domain} ${code} seat ${mail.id}`,
    at: hoursAfter(mail.at, 5 + chance(`seat ${domain} ${mail.id}`) * 40),
    who: mail.mailbox,
    does: async () => {
      const own = await ownPage(mail);
      const form = own && findForm(own.visit, /\/seat$/);
      if (!own || !form) return "";
      const declines = cast.declines(mail.id) || chance(`declines ${domain} ${code}`) < 1 / 12;
      const value = declines ? "decline" : "accept";
      await own.browser.submit(own.visit, form, {}, undefined, { name: "answer", value });
      return declines ? "declined the seat" : "accepted the seat";
    },
  });

  return { read };
}
