/** A person with a browser: opens pages, fills in their forms, keeps cookies. Knows nothing but what a page shows. */
import { type HTMLElement, parse } from "node-html-parser";

export interface Visit {
  status: number;
  url: string;
  body: string;
  root: HTMLElement;
}

export interface Attachment {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export type Visitor = ReturnType<typeof createVisitor>;

/** A page did not have what the person came for, or answered with an error. */
export class PageFailed extends Error {
  override name = "PageFailed";
}

/** A new browser without cookies, at the public origin. */
export function createVisitor(origin: string) {
  const jar = new Map<string, Map<string, string>>();
  const cookiesFor = (url: URL) => {
    const cookies = jar.get(url.host) ?? new Map<string, string>();
    jar.set(url.host, cookies);
    return cookies;
  };

  function keep(url: URL, answer: Response): void {
    const cookies = cookiesFor(url);
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...rest] = line.split(";");
      const at = pair.indexOf("=");
      const isGone = rest.some((part) => /^\s*max-age=0\s*$/i.test(part));
      if (isGone) cookies.delete(pair.slice(0, at).trim());
      else cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
    }
  }

  async function go(url: URL, init: RequestInit, hops = 0): Promise<Visit> {
    const cookie = [...cookiesFor(url)].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = new Headers(init.headers);
    if (cookie) headers.set("cookie", cookie);
    if (init.method === "POST") headers.set("origin", url.origin);
    const answer = await fetch(url, { ...init, headers, redirect: "manual" });
    keep(url, answer);
    const location = answer.headers.get("location");
    if (answer.status >= 300 && answer.status < 400 && location) {
      await answer.arrayBuffer();
      if (hops > 10) throw new PageFailed(`${url.pathname} redirects without end`);
      return go(new URL(location, url), {}, hops + 1);
    }
    const body = await answer.text();
    return { status: answer.status, url: url.href, body, root: parse(body) };
  }

  /** Opens an address or a path; throws when the answer is an error. */
  async function open(address: string): Promise<Visit> {
    const visit = await go(new URL(address, origin), {});
    if (visit.status >= 400) throw new PageFailed(`${new URL(visit.url).pathname} answered ${visit.status}`);
    return visit;
  }

  /** Sends a form with its own values and what the person adds. Files make it multipart, as the page says. */
  async function submit(
    visit: Visit,
    form: HTMLElement,
    fields: Record<string, string | string[]> = {},
    file?: { field: string; file: Attachment },
    button?: { name: string; value: string },
  ): Promise<Visit> {
    const values = valuesOf(form, fields);
    if (button) values.push([button.name, button.value]);
    const target = new URL(form.getAttribute("action") || visit.url, visit.url);
    if ((form.getAttribute("method") ?? "get").toLowerCase() !== "post") {
      target.search = new URLSearchParams(values).toString();
      return open(target.href);
    }
    const body =
      form.getAttribute("enctype") === "multipart/form-data" ? new FormData() : new URLSearchParams();
    for (const [name, value] of values) body.append(name, value);
    if (file && body instanceof FormData) {
      const { bytes, name, type } = file.file;
      body.append(file.field, new Blob([new Uint8Array(bytes)], { type }), name);
    }
    const after = await go(target, { method: "POST", body });
    if (after.status >= 400) {
      throw new PageFailed(`${target.pathname} answered ${after.status}: ${titleOf(after)}`);
    }
    return after;
  }

  return { open, submit };
}

/** What a page says at its top: for messages about pages that failed. */
function titleOf({ root, body }: Visit): string {
  const said = root.querySelector("main")?.text ?? root.querySelector("title")?.text ?? body;
  return said.replace(/\s+/g, " ").trim().slice(0, 200);
}

/** The values a browser would send: every named field as it stands, then what the person filled in. */
function valuesOf(form: HTMLElement, fields: Record<string, string | string[]>): [string, string][] {
  const values: [string, string][] = [];
  for (const field of form.querySelectorAll("input, textarea, select")) {
    const name = field.getAttribute("name");
    if (!name || name in fields) continue;
    const value = standingValue(field);
    if (value !== null) values.push([name, value]);
  }
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) values.push([name, one]);
  }
  return values;
}

function standingValue(field: HTMLElement): string | null {
  if (field.tagName === "TEXTAREA") return field.text;
  if (field.tagName === "SELECT") {
    const option = field.querySelector("option[selected]") ?? field.querySelector("option");
    return option ? (option.getAttribute("value") ?? option.text) : null;
  }
  const type = field.getAttribute("type") ?? "text";
  if (type === "file" || type === "submit") return null;
  if ((type === "checkbox" || type === "radio") && !field.hasAttribute("checked")) return null;
  return field.getAttribute("value") ?? (type === "checkbox" ? "on" : "");
}

/** The one form whose action fits; throws saying which is missing. */
export function formTo(
  visit: Visit,
  action: RegExp,
  which: (form: HTMLElement) => boolean = () => true,
): HTMLElement {
  const form = findForm(visit, action, which);
  if (!form) throw new PageFailed(`${new URL(visit.url).pathname} has no form to ${action.source}`);
  return form;
}

export function findForm(
  visit: Visit,
  action: RegExp,
  which: (form: HTMLElement) => boolean = () => true,
): HTMLElement | undefined {
  return visit.root
    .querySelectorAll("form")
    .find((form) => action.test(form.getAttribute("action") ?? "") && which(form));
}
