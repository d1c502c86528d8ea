/** How the simulated secretariat fills seats: by consultation, composition or assessment, as far as it can go on a day. */
import type { HTMLElement } from "node-html-parser";
import type { Draw } from "./draw.ts";
import { proposedIn } from "./letters.ts";
import { findForm, PageFailed, type Visit } from "./visitor.ts";
import { type Way, waysOf } from "./ways.ts";

/** What whoever fills seats can do: open a page of the console, press a button of it, and draw. */
export interface Desk {
  open: (path: string) => Promise<Visit>;
  follow: (href: string) => Promise<Visit>; // a link as a page has it
  press: (visit: Visit, form: HTMLElement, fields?: Record<string, string>) => Promise<Visit>;
  draw: Draw;
}

export interface Call {
  id: string;
  selection: "consultation" | "composition" | "assessment" | "none";
  seats: readonly { id: string }[];
}

const formsIn = (section: HTMLElement, action: RegExp) =>
  section.querySelectorAll("form").filter((form) => action.test(form.getAttribute("action") ?? ""));

const hrefsIn = (section: HTMLElement) =>
  section.querySelectorAll("a").map((a) => (a.getAttribute("href") ?? "").replaceAll("&amp;", "&"));

export function createSelecting({ open, follow, press, draw }: Desk) {
  const drawn = (what: string, ids: readonly string[]) =>
    [...ids].sort((a, b) => draw(`${what} ${a}`) - draw(`${what} ${b}`));

  /** One day's work on the seats of a call. */
  async function select(call: Call, tomorrow: string): Promise<string[]> {
    const done = {
      consultation: () => consult(call),
      composition: () => compose(call),
      assessment: () => place(call),
      none: async () => [],
    }[call.selection];
    return [...(await done()), ...(await goOn(call, tomorrow))];
  }

  async function consult(call: Call): Promise<string[]> {
    const done: string[] = [];
    for (const [seat, way] of waysOf(draw, call)) {
      const did = await agree(call.id, seat, way);
      if (did) done.push(did);
    }
    return done;
  }

  /** The one part of a seat's page. */
  function partOf(visit: Visit, seat: string): HTMLElement {
    const part = visit.root.querySelector(`section[id="${seat}"]`);
    if (!part) throw new PageFailed(`The page of the seat ${seat} is another`);
    return part;
  }

  /** Brings a seat one step nearer to a State: by a procedure once, else by a word of the group, a sounding, or an offer. */
  async function agree(call: string, seat: string, way: Way): Promise<string | null> {
    const path = `/selection/${call}/${seat}`;
    const part = partOf(await open(path), seat);
    const form = formsIn(part, /\/agree$/)[0];
    if (!form || form.querySelector("option[selected]")) return null;
    if (formsIn(part, /\/silence\/stop$/).length > 0) return null; // a procedure runs
    const wasSilent = part.querySelector("#silence ~ ul") !== null;
    const party = stateFor(part, form, `${call} ${seat}`, way);
    if (!party) throw new PageFailed(`No State can be agreed for ${seat}`);
    if (way === "silence" && !wasSilent) {
      const drafted = await open(`${path}?silence=${party}`);
      const procedure = formsIn(partOf(drafted, seat), /\/silence$/)[0];
      if (!procedure) throw new PageFailed(`No silence procedure can be opened for ${seat}`);
      await press(drafted, procedure);
      return `opened a silence procedure for ${seat}`;
    }
    await sound(path, seat, party, way);
    const visit = await open(path);
    const agreeing = formsIn(partOf(visit, seat), /\/agree$/)[0];
    if (!agreeing) throw new PageFailed(`The seat ${seat} cannot be agreed`);
    const conveyedBy = way === "conveyed" ? { conveyedBy: "Coordinación del grupo" } : {};
    await press(visit, agreeing, { party, ...conveyedBy });
    return `agreed on ${party} for ${seat} (${way})`;
  }

  /** A State that offered itself, if one did, in the order drawn; else one whom the group names. Never one that declined. */
  function stateFor(part: HTMLElement, agreeing: HTMLElement, what: string, way: Way): string | undefined {
    const options = agreeing
      .querySelectorAll("option")
      .map((option) => option.getAttribute("value") ?? "")
      .filter(Boolean);
    const hrefs = hrefsIn(part);
    const named = (pattern: RegExp) =>
      hrefs.flatMap((href) => pattern.exec(href)?.[1] ?? []).filter((party) => options.includes(party));
    const prepared = named(/\?sound=([^&#]+)/);
    const offered = named(/\/console\/parties\/([^/]+)\/[^/]+\/\d+$/);
    if (way === "plan-b" && prepared.length === 0 && offered.length === 0)
      throw new PageFailed(`Nothing is prepared for ${what}, for which nobody offered`);
    const notes = part.querySelectorAll("details pre").map((pre) => pre.text.trim());
    const candidates = [...drawn(what, offered), ...drawn(what, prepared), ...drawn(what, options)];
    return candidates.find((party) => !notes.some((note) => note.endsWith(` ${party}`)));
  }

  /** The note of the sounding begins with the State that plan B names, where it does. */
  async function sound(path: string, seat: string, party: string, way: Way): Promise<void> {
    const visit = await open(way === "plan-b" ? `${path}?sound=${party}` : path);
    const form = formsIn(partOf(visit, seat), /\/sounding$/)[0];
    if (form) await press(visit, form, { party, channel: "phone", note: `Consulta con ${party}` });
  }

  /** Reads whom the answers offer, and takes one of the slates that keep the considerations, while a seat is open. */
  async function compose({ id }: Call): Promise<string[]> {
    const read = await readOffers(id);
    const visit = await open(`/composition/${id}`);
    const seats = findForm(
      visit,
      new RegExp(`/composition/${id}$`),
      (one) => one.querySelector("#look") !== null,
    );
    const isOpen = seats?.querySelectorAll("select").some((list) => !list.querySelector("option[selected]"));
    const slates = visit.root
      .querySelectorAll("form")
      .filter((form) => form.querySelector('input[type="hidden"][name^="seat."]'));
    const [slate] = [...slates].sort(
      (a, b) =>
        draw(`slate ${id} ${a.querySelector("button")?.getAttribute("aria-label")}`) -
        draw(`slate ${id} ${b.querySelector("button")?.getAttribute("aria-label")}`),
    );
    if (!isOpen || !slate) return read;
    await press(visit, slate);
    return [...read, `composed a slate of ${slates.length} for ${id}`];
  }

  async function readOffers(call: string): Promise<string[]> {
    const board = await open(`/composition/${call}`);
    const links = hrefsIn(board.root).filter((href) => href.endsWith("#offer"));
    let count = 0;
    for (const link of links) {
      const visit = await follow(link);
      const person = proposedIn(visit.root.querySelector("main")?.text ?? "");
      const form = findForm(visit, /\/offer$/);
      if (!person || !form) continue;
      await press(visit, form, { "person.0.name": person });
      count += 1;
    }
    return count > 0 ? [`read ${count} offers on ${call}`] : [];
  }

  /** Places one of those whom the assessors found to reach the threshold. */
  async function place({ id }: Call): Promise<string[]> {
    const visit = await open(`/assessment/${id}`);
    const held = formsIn(visit.root, /\/place$/).some((form) => isClearing(form));
    const forms = formsIn(visit.root, /\/place$/).filter((form) => !isClearing(form));
    const candidate = (form: HTMLElement) =>
      form.querySelector('input[name="placed"]')?.getAttribute("value") ?? "";
    const [first] = [...forms].sort((a, b) => draw(`place ${candidate(a)}`) - draw(`place ${candidate(b)}`));
    if (held || !first) return [];
    await press(visit, first);
    return [`placed ${candidate(first)} on ${id}`];
  }

  const isClearing = (form: HTMLElement) =>
    form.querySelector('input[name="placed"]')?.getAttribute("value") === "";

  /** Asks who was not asked, and sends the slate to the approvers once all have accepted. */
  async function goOn({ id, selection, seats }: Call, tomorrow: string): Promise<string[]> {
    const done: string[] = [];
    let isReady = true;
    for (const seat of seats) {
      const path = selection === "consultation" ? `/selection/${id}/${seat.id}` : `/selection/${id}`;
      const visit = await open(path);
      const part = partOf(visit, seat.id);
      const ask = formsIn(part, /\/ask$/)[0];
      const isHeld = part.querySelector("p > strong") !== null;
      if (ask && ask.querySelector('button[data-variant="secondary"]') === null) {
        await press(visit, ask);
        done.push(`asked for acceptance of ${seat.id}`);
      }
      isReady &&= isHeld && !ask;
    }
    const visit = await open(`/selection/${id}`);
    const propose = findForm(visit, /\/propose$/);
    if (propose && isReady) {
      await press(visit, propose, { releaseAt: `${tomorrow}T10:00` });
      done.push("sent the proposal to the approvers");
    }
    return done;
  }

  return { select };
}

/** Gives marks to every application that an assessor may judge; answers how many, and how many a conflict kept away. */
export async function assess(
  open: () => Promise<Visit>,
  press: (visit: Visit, form: HTMLElement, fields: Record<string, string>) => Promise<unknown>,
  draw: Draw,
): Promise<{ given: number; kept: number }> {
  let given = 0;
  for (;;) {
    const visit = await open();
    const form = formsIn(visit.root, /\/marks$/).find((one) => one.querySelector("input[checked]") === null);
    if (!form) {
      const parts = visit.root.querySelectorAll("main .ds-alert[data-color=warning]").length;
      return { given, kept: parts };
    }
    const candidate = form.querySelector('input[name="candidate"]')?.getAttribute("value") ?? "";
    const names = [
      ...new Set(
        form.querySelectorAll('input[type="radio"]').map((radio) => radio.getAttribute("name") ?? ""),
      ),
    ];
    const marks = names.map((name): [string, string] => {
      const values = form
        .querySelectorAll(`input[name="${name}"]`)
        .map((radio) => radio.getAttribute("value") ?? "")
        .slice(-3); // nobody who applied is without merit
      return [name, values[Math.floor(draw(`mark ${candidate} ${name}`) * values.length)] ?? ""];
    });
    await press(visit, form, Object.fromEntries(marks));
    given += 1;
  }
}
