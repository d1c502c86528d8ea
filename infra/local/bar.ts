/** The bar that only a local cloud shows on its pages: what time it is, what comes next, and how to get there. */
import type { HttpRequest, HttpResponse } from "./http-api.ts";

/** What the bar may do with time. */
export interface TimeControl {
  iso: () => string;
  nextEvent: () => string | null;
  advanceTo: (iso: string) => Promise<void>;
  /** Lets time run by itself, and whoever is simulated act; left out where nothing can be played. */
  play?: { isOn: () => boolean; set: (on: boolean) => void };
}

const barPrefix = "/__local/";
const day = 86_400_000;

const style = `
#local-bar{position:sticky;bottom:0;z-index:9;display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:center;padding:.4rem .8rem;
background:#1d2b2a;color:#f4f1ea;font:14px/1.4 system-ui,sans-serif}
#local-bar button{font:inherit;color:inherit;background:#35504d;border:1px solid #6c8a86;border-radius:3px;padding:.2rem .6rem;cursor:pointer}
#local-bar button:disabled{opacity:.55;cursor:default}
#local-bar button:focus-visible{outline:3px solid #ffd166;outline-offset:2px}
#local-bar output{flex:1 1 14rem}
`;

/** Made with elements and listeners, because the pages' policy lets no script stand in the page. */
const script = `
const style = document.createElement("link");
style.rel = "stylesheet";
style.href = "${barPrefix}bar.css";
document.head.append(style);
const bar = document.createElement("section");
bar.id = "local-bar";
bar.setAttribute("aria-label", "Local clock");
bar.lang = "en";
const out = document.createElement("output");
const show = (iso) => iso ? new Date(iso).toISOString().slice(0, 16).replace("T", " ") + " UTC" : "";
const buttons = new Map();
const ask = async (act) => {
  for (const button of buttons.values()) button.disabled = true;
  if (act) out.textContent = "Moving time …";
  const answer = await fetch("${barPrefix}time", act ? { method: "POST", headers: { "x-local": "bar" }, body: new URLSearchParams({ act }) } : {});
  const state = await answer.json();
  if (act && act !== "play" && act !== "stop") return location.reload();
  out.textContent = "Local: " + show(state.now) + (state.next ? " · next event " + show(state.next) : " · nothing is due");
  for (const button of buttons.values()) button.disabled = false;
  buttons.get("next").disabled = !state.next;
  const play = buttons.get("play");
  if (play) { play.hidden = state.playing === null; play.textContent = state.playing ? "Stop" : "Play"; }
  if (state.playing) setTimeout(() => ask(), 1000);
};
const add = (act, label) => {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", () => ask(act === "play" && button.textContent === "Stop" ? "stop" : act));
  buttons.set(act, button);
  return button;
};
bar.append(out, add("day", "+1 day"), add("next", "To the next event"), add("play", "Play"));
document.body.append(bar);
ask();
`;

function answer(status: number, type: string, body: string): HttpResponse {
  return {
    status,
    headers: { "content-type": type, "cache-control": "no-store" },
    cookies: [],
    body: Buffer.from(body),
  };
}

async function act(time: TimeControl, what: string | null): Promise<void> {
  const next = time.nextEvent();
  if (what === "day") await time.advanceTo(new Date(Date.parse(time.iso()) + day).toISOString());
  else if (what === "next" && next) await time.advanceTo(next);
  else if (what === "play" || what === "stop") time.play?.set(what === "play");
}

/** Serves the bar's own paths; null for all others. */
export async function serveBar(request: HttpRequest, time: TimeControl): Promise<HttpResponse | null> {
  if (!request.path.startsWith(barPrefix)) return null;
  const name = request.path.slice(barPrefix.length);
  if (name === "bar.js") return answer(200, "text/javascript; charset=utf-8", script);
  if (name === "bar.css") return answer(200, "text/css; charset=utf-8", style);
  if (name !== "time") return answer(404, "text/plain", "Not found");
  if (request.method === "POST") {
    // A page elsewhere can post a form here, but cannot set this header.
    if (request.headers["x-local"] !== "bar") return answer(403, "text/plain", "Forbidden");
    await act(time, new URLSearchParams(request.body.toString("utf8")).get("act"));
  }
  const state = { now: time.iso(), next: time.nextEvent(), playing: time.play ? time.play.isOn() : null };
  return answer(200, "application/json", JSON.stringify(state));
}

/** A page with the bar's script at its end. */
export function withBar(response: HttpResponse): HttpResponse {
  if (!(response.headers["content-type"] ?? "").startsWith("text/html")) return response;
  const html = response.body.toString("utf8");
  const end = html.lastIndexOf("</body>");
  if (end < 0) return response;
  const tag = `<script src="${barPrefix}bar.js" defer></script>`;
  return { ...response, body: Buffer.from(html.slice(0, end) + tag + html.slice(end)) };
}
