/**
 * What a browser runs while somebody types an answer: it is saved after each pause, joined with what colleagues write at
 * the same time. One function that knows nothing outside itself, because its own text is served as the script; without
 * it the buttons below the form save.
 */
import { createHash } from "node:crypto";

/** The words of the script. */
export interface TypingWords {
  saving: string;
  saved: string; // {time}
  waiting: string;
  gone: string; // the draft was sent meanwhile
  both: string; // the same lines were written by two
  colleague: string; // somebody else wrote here
}

function typing(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-typing]");
  if (!form) return;
  const { typing: path = "", words: given = "" } = form.dataset;
  const words: TypingWords = JSON.parse(given);
  const pause = 1500;
  const longestPause = 30_000;
  const areas = [...form.querySelectorAll<HTMLTextAreaElement>("textarea[data-typed]")];
  const bases = new Map(areas.map((area) => [area, area.defaultValue]));
  const value = (name: string) => form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  const told = document.createElement("p");
  told.className = "soft";
  told.setAttribute("role", "status");
  form.append(told);
  let timer = 0;
  let tries = 0;
  let busy: Promise<void> | undefined;
  let over = false; // sent, or nothing more can be saved
  let other = false; // something besides the texts was changed

  const changed = () => areas.filter((area) => area.value !== bases.get(area));
  const later = (wait: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(save, wait);
  };

  /** A line below a field, about what came into it; it goes with the next key. */
  function note(area: HTMLTextAreaElement, text: string) {
    document.getElementById(`${area.id}-came`)?.remove();
    const line = document.createElement("p");
    line.id = `${area.id}-came`;
    line.className = "ds-validation-message";
    line.dataset.color = "info";
    line.textContent = text;
    line.setAttribute("role", "status");
    area.after(line);
  }

  /** Shows a text as it stands by now, the caret where it was; not while its field is being written. */
  function show(area: HTMLTextAreaElement, sent: string, text: string, isJoined: boolean) {
    if (area.value !== sent) {
      bases.set(area, sent); // typed on meanwhile: the next saving joins it
      return;
    }
    bases.set(area, text);
    if (text === sent) return;
    const { selectionStart, selectionEnd } = area;
    area.value = text;
    if (document.activeElement === area) area.setSelectionRange(selectionStart, selectionEnd);
    note(area, isJoined ? words.both : words.colleague);
  }

  async function send(): Promise<void> {
    const mine = changed();
    const body = new URLSearchParams({
      token: value("token")?.value ?? "",
      draft: value("draft")?.value ?? "",
    });
    const sent = new Map(areas.map((area) => [area, area.value]));
    for (const area of mine) {
      body.set(`mine.${area.dataset.typed}`, area.value);
      body.set(`base.${area.dataset.typed}`, bases.get(area) ?? "");
    }
    told.textContent = words.saving;
    const answer = await fetch(path, { method: "POST", body });
    if (answer.redirected || (answer.status >= 400 && answer.status < 500)) {
      over = true;
      told.textContent = words.gone;
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const saved = await answer.json();
    if (saved.refused) {
      over = true;
      told.textContent = saved.words ?? words.gone;
      return;
    }
    const version = value("version");
    if (version) version.value = String(saved.version);
    for (const area of areas) {
      const name = area.dataset.typed ?? "";
      const text: string = saved.texts[name] ?? "";
      show(area, sent.get(area) ?? "", text, saved.both.includes(name));
    }
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short" });
    told.textContent = words.saved.replace("{time}", time);
    tries = 0;
  }

  /** One saving at a time; after a lost line again, with longer and longer pauses. */
  function save(): Promise<void> {
    clearTimeout(timer);
    if (over) return Promise.resolve();
    busy ??= send()
      .catch(() => {
        told.textContent = words.waiting;
        tries += 1;
      })
      .then(() => {
        busy = undefined;
        if (!over && changed().length > 0) later(Math.min(longestPause, pause * 2 ** tries));
      });
    return busy;
  }

  form.addEventListener("input", ({ target }) => {
    const area = areas.find((one) => one === target);
    if (!area) {
      other = true;
      return;
    }
    document.getElementById(`${area.id}-came`)?.remove();
    later(pause);
  });
  addEventListener("online", () => void save());
  form.addEventListener("submit", async (event) => {
    if (over || (changed().length === 0 && !busy)) {
      other = false;
      over = true;
      return;
    }
    event.preventDefault();
    const { submitter } = event;
    await save();
    if (changed().length > 0 && !over) await save(); // typed on while the first was on its way
    over = true;
    other = false;
    form.requestSubmit(submitter);
  });
  addEventListener("beforeunload", (event) => {
    if (other || (!over && changed().length > 0)) event.preventDefault();
  });
}

export const typingScript = `(${typing.toString()})()`;
const hash = createHash("sha256").update(typingScript).digest("hex").slice(0, 12);
export const typingScriptPath = `/typing.${hash}.js`;
