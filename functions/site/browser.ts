/**
 * What a browser runs on the page of a call: files go to the bucket in parts, and on from where they stopped. It is one
 * function that knows nothing outside itself, because its own text is served as the script; without it the form posts as
 * it stands.
 */
import { createHash } from "node:crypto";

/** The words of the script, each with the places that it fills. */
export interface UploadWords {
  sending: string; // {name} {percent}
  waiting: string; // {name} {seconds}
  arrived: string; // {name}
  failed: string; // {name}
  cancelled: string; // {name}
  cancel: string; // {name}
  refused: Record<string, string>;
  holding: string; // the answer waits for a file
  lost: string; // the file did not come, and the answer was not sent
}

interface Plan {
  file: string;
  key: string;
  whole: boolean;
  sent: number;
  parts: { from: number; to: number; url: string }[];
}

function uploads(): void {
  const form = document.querySelector<HTMLFormElement>("form[data-uploads]");
  const input = form?.querySelector<HTMLInputElement>("input[type=file]");
  if (!form || !input) return;
  const { uploads: path = "", token = "", words: given = "" } = form.dataset;
  const words: UploadWords = JSON.parse(given);
  const longestPause = 30;
  const stalled = 60_000;
  let busy = 0;
  let failed = false;
  let held: (() => void) | undefined; // an answer that was to be sent while a file was on its way

  /** The link or the form is no longer good: trying again is of no use. */
  class Expired extends Error {}

  const fill = (text: string, places: Record<string, string | number>) =>
    text.replace(/\{(\w+)\}/g, (_, place) => String(places[place] ?? ""));

  input.multiple = true;
  document.getElementById("save-first")?.remove(); // the page stays, and with it what was typed
  form.querySelector("button")?.remove(); // a file that is chosen goes at once: nobody has to think of a second step
  const list = document.createElement("ul");
  list.className = "uploads";
  const told = document.createElement("p");
  told.className = "unseen"; // the lines show it, this says it
  told.setAttribute("aria-live", "polite");
  form.after(list, told);

  /** Asks the site; an answer that refuses the form itself is no matter of the line. */
  async function ask(
    act: string,
    fields: Record<string, string>,
  ): Promise<Record<string, unknown> & Partial<Plan>> {
    const body = new URLSearchParams({ token, act, ...fields });
    const answer = await fetch(path, { method: "POST", body });
    if (answer.redirected || (answer.status >= 400 && answer.status < 500)) throw new Expired();
    if (!answer.ok) throw new Error(String(answer.status));
    return await answer.json();
  }

  /** One file on its way: a line with its progress, and a button that ends it. */
  function lineOf(name: string) {
    const item = document.createElement("li");
    const text = document.createElement("span");
    const bar = document.createElement("progress");
    const button = document.createElement("button");
    bar.max = 100;
    bar.setAttribute("aria-label", name);
    button.type = "button";
    button.className = "ds-button";
    button.dataset.variant = "secondary";
    button.textContent = fill(words.cancel, { name });
    item.append(text, " ", bar, " ", button);
    list.append(item);
    const line = {
      over: false,
      stop: () => {},
      show: (percent: number) => {
        bar.value = percent;
        text.textContent = fill(words.sending, { name, percent });
      },
      say: (words: string) => {
        text.textContent = told.textContent = fill(words, { name });
      },
      end: (words: string) => {
        line.over = true;
        line.say(words);
        bar.remove();
        button.remove();
      },
    };
    button.onclick = () => {
      line.end(words.cancelled);
      line.stop();
    };
    return line;
  }
  type Line = ReturnType<typeof lineOf>;

  /** Puts bytes to an address; fails when the line is lost, or nothing moved for a minute. */
  function put(url: string, bytes: Blob, line: Line, moved: (loaded: number) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      let watch = 0;
      const beat = () => {
        clearTimeout(watch);
        watch = window.setTimeout(() => request.abort(), stalled);
      };
      line.stop = () => request.abort();
      request.upload.onprogress = ({ loaded }) => {
        beat();
        moved(loaded);
      };
      request.onloadend = () => {
        clearTimeout(watch);
        if (request.status === 200) resolve();
        else reject(new Error(String(request.status)));
      };
      request.open("PUT", url);
      request.send(bytes);
      beat();
    });
  }

  /** Waits some seconds, or until the line is there again. */
  const pause = (seconds: number, line: Line) =>
    new Promise<void>((resolve) => {
      const go = () => {
        clearTimeout(timer);
        removeEventListener("online", go);
        resolve();
      };
      const timer = setTimeout(go, seconds * 1000);
      addEventListener("online", go);
      line.stop = go;
    });

  /** Sends what is missing of a file, as the site knows it; answers its key, or nothing when it was refused. */
  async function attempt(file: File, line: Line, before: { file?: string; tries: number }) {
    const { name, size, lastModified } = file;
    const chosen = {
      name,
      size: String(size),
      modified: String(lastModified),
      ...(before.file ? { file: before.file } : {}),
    };
    const plan = await ask("begin", chosen);
    if (plan.refused) return line.end(words.refused[String(plan.refused)] ?? words.failed);
    before.file = plan.file ?? "";
    let sent = plan.sent ?? 0;
    const show = (loaded: number) => line.show(size ? Math.floor((100 * (sent + loaded)) / size) : 100);
    show(0);
    for (const { from, to, url } of plan.parts ?? []) {
      if (line.over) return;
      await put(url, file.slice(from, to), line, show);
      sent += to - from;
      before.tries = 0;
    }
    if (!plan.whole && !line.over) {
      const finished = await ask("finish", { file: before.file });
      if (finished.refused) throw new Error(String(finished.refused));
    }
    if (line.over) return;
    line.end(words.arrived);
    return plan.key;
  }

  async function send(file: File): Promise<string | undefined> {
    const line = lineOf(file.name);
    const before: { file?: string; tries: number } = { tries: 0 };
    while (!line.over) {
      try {
        return (await attempt(file, line, before)) ?? undefined;
      } catch (error) {
        if (line.over) break;
        if (error instanceof Expired) return void line.end(words.failed);
        const seconds = Math.min(longestPause, 2 ** before.tries);
        before.tries += 1;
        line.say(fill(words.waiting, { name: file.name, seconds }));
        await pause(seconds, line);
      }
    }
    if (before.file) await ask("cancel", { file: before.file }).catch(() => {});
    return undefined;
  }

  /** Shows what the draft holds now; what was typed below stays as it is. */
  async function refresh(key: string): Promise<void> {
    const here = new URL(location.href); // a desk page names its draft in the query
    here.searchParams.set("key", key);
    const answer = await fetch(here);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("draft-files");
    if (fresh) document.getElementById("draft-files")?.replaceWith(fresh);
  }

  const note = document.createElement("p");
  note.setAttribute("role", "status");

  /** Sends what was chosen; then the answer that waited for it, unless a file was lost on the way. */
  async function take(): Promise<void> {
    const files = [...(input?.files ?? [])];
    if (input) input.value = "";
    busy += 1;
    for (const file of files) {
      const key = await send(file);
      if (key) await refresh(key).catch(() => {});
      else failed = true;
    }
    busy -= 1;
    if (busy > 0) return;
    note.textContent = held && failed ? words.lost : "";
    if (!failed) held?.();
    held = undefined;
    failed = false;
  }

  input.addEventListener("change", () => void take());
  form.addEventListener("submit", (event) => event.preventDefault());
  // Before the form's own listeners: an answer sent now would go without the file.
  document.addEventListener(
    "submit",
    (event) => {
      const { target, submitter } = event;
      if (busy === 0 || !(target instanceof HTMLFormElement) || !("typing" in target.dataset)) return;
      event.preventDefault();
      event.stopPropagation();
      held = () => target.requestSubmit(submitter);
      target.append(note);
      note.textContent = words.holding;
    },
    true,
  );
  addEventListener("beforeunload", (event) => {
    if (busy > 0) event.preventDefault();
  });
}

export const script = `(${uploads.toString()})()`;

const hash = createHash("sha256").update(script).digest("hex").slice(0, 12);
export const scriptPath = `/uploads.${hash}.js`;
