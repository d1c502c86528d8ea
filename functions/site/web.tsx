/** The wrapper of every page and act: who may come here is an argument of it, not a call to remember. */

import { timingSafeEqual } from "node:crypto";
import type { Context, Handler } from "hono";
import { openLink } from "../../shared/desk/parties.ts";
import { personByEmail, readReview } from "../../shared/desk/reviews.ts";
import { Language } from "../../shared/domain/language.ts";
import type { Contact, Party } from "../../shared/domain/party.ts";
import { type Access, mayOpen, type Person } from "../../shared/domain/review.ts";
import { Button } from "./components/button.tsx";
import { conditional, type Data } from "./conditional.ts";
import { documentOf } from "./layout.tsx";
import { zoneIn } from "./own-zone.tsx";
import { consoleTextOf, type Page, preferredLanguage, type Reader, refusalText, textOf } from "./reader.ts";
import { formToken, signedIn } from "./session.ts";
import { settings } from "./settings.ts";

export type Given = {
  reader: Reader;
  param: (name: string) => string;
  query: (name: string) => string | undefined;
  search: URLSearchParams; // the whole of it, where a name may stand more than once
};
type Owner = { contact: Contact; party: Party; link: string };
export type PartyGiven = Given & Owner;
export type ConsoleGiven = Given & { person: Person; fresh: boolean }; // fresh: signed in just now
type WithForm = { form: URLSearchParams };

/** Where a page or an act ends: a page, another page with word of what was done, a file elsewhere, or what follows. */
export type End =
  | Page
  | { go: string; refused?: string; done?: string }
  | { file: ShownFile } // of ours, to be read in the browser
  | { document: string } // what others wrote, made harmless, to stand in a frame
  | { json: unknown } // an answer to our script
  | { data: Data }; // for programs that follow the review

/** A page that shows the reader's own hour is never shared, not even between two who ask for it at once. */
function cachingOf(area: Reader["area"], own: boolean): string {
  if (area !== "public") return "no-store";
  return own ? "private, no-cache" : "no-cache";
}

/** Headers that depend on whose page it is. A party's address must never leave in a Referer. */
function harden(
  c: Context,
  area: Reader["area"],
  { uploadTo, framed = false, own = false, personal = area === "party" }: Partial<Page>,
) {
  const { SIGN_IN_ORIGIN } = settings();
  const bucket = uploadTo ? [new URL(uploadTo).origin] : [];
  // Chromium applies form-action to redirects too, so signing in and out of the console must be named.
  const forms = ["'self'", ...bucket, ...(area === "console" ? [new URL(SIGN_IN_ORIGIN).origin] : [])];
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self' data:", // the signs of alerts stand in the stylesheet
    `connect-src ${["'self'", ...bucket].join(" ")}`,
    `form-action ${forms.join(" ")}`,
    ...(framed ? ["frame-src 'self'"] : []),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  c.header("content-security-policy", policy.join("; "));
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", personal ? "no-referrer" : "same-origin");
  c.header("cross-origin-opener-policy", "same-origin");
  c.header("cache-control", personal ? "no-store" : cachingOf(area, own));
  if (own && area === "public") c.header("vary", viewerZone);
  if (personal) c.header("x-robots-tag", "noindex");
}

export function show(c: Context, reader: Reader, page: Page): Response {
  harden(c, reader.area, page);
  return c.html(documentOf(reader, page), page.status ?? 200);
}

/** A document of others may do nothing but show styles in place and pictures that it brought along, wherever it is opened. */
const framePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";

function framed(c: Context, { document }: { document: string }): Response {
  c.header("content-security-policy", framePolicy);
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", "no-referrer");
  c.header("cross-origin-resource-policy", "same-origin");
  c.header("cache-control", "no-store");
  return c.html(document);
}

type ShownFile = { name: string; type: string; bytes: Uint8Array; saved?: boolean }; // saved: kept, not shown

/** What browsers show a PDF with is a page of their own, which asks for a plug-in and styles in place. */
const filePolicy =
  "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

function shownFile(c: Context, { name, type, bytes, saved = false }: ShownFile): Response {
  c.header("content-security-policy", filePolicy);
  c.header("content-type", type);
  c.header(
    "content-disposition",
    `${saved ? "attachment" : "inline"}; filename*=UTF-8''${encodeURIComponent(name)}`,
  );
  c.header("x-content-type-options", "nosniff");
  c.header("referrer-policy", "no-referrer");
  c.header("cross-origin-resource-policy", "same-origin");
  c.header("cache-control", "no-store");
  return c.body(new Uint8Array(bytes));
}

function end(c: Context, reader: Reader, result: End): Response {
  if ("document" in result) return framed(c, result);
  if ("file" in result) return shownFile(c, result.file);
  if ("json" in result) {
    harden(c, reader.area, {});
    return c.json(result.json);
  }
  if ("data" in result) {
    harden(c, reader.area, {});
    return conditional(c, result.data);
  }
  if (!("go" in result)) return show(c, reader, result);
  harden(c, reader.area, {});
  if (!result.refused && !result.done) return c.redirect(result.go, 303);
  const word = result.refused ? `refused=${result.refused}` : `done=${encodeURIComponent(result.done ?? "")}`;
  return c.redirect(`${result.go}${result.go.includes("?") ? "&" : "?"}${word}`, 303);
}

/** The language in the path; for paths without one, what the browser prefers. */
function languageOf(c: Context): Language {
  const first = Language.safeParse(c.req.path.split("/")[1]);
  return first.success ? first.data : preferredLanguage(c.req.header("accept-language"));
}

/** CloudFront tells the origin the viewer's zone among its other headers; it takes away what a viewer claims. */
const viewerZone = "cloudfront-viewer-time-zone";

export async function readerOf(c: Context, area: Reader["area"]): Promise<Reader> {
  const lang = languageOf(c);
  const [{ definition, state }, t, ct] = await Promise.all([readReview(), textOf(lang), consoleTextOf(lang)]);
  const refused = c.req.query("refused");
  return {
    lang,
    t,
    ct,
    origin: settings().PUBLIC_ORIGIN,
    path: c.req.path.replace(/^\/(es|en|pt|fr)(?=\/|$)/, "").replace(/\/$/, ""),
    definition,
    state,
    now: new Date(),
    area,
    formToken: "",
    ownZone: zoneIn(c.req.header(viewerZone)),
    ...(refused ? { message: { tone: "bad", text: refusalText(t, refused) } } : {}),
  };
}

const given = (c: Context, reader: Reader): Given => ({
  reader,
  param: (name) => c.req.param(name) ?? "",
  query: (name) => c.req.query(name),
  search: new URL(c.req.url).searchParams,
});

/** For everybody. */
export function publicPage(make: (given: Given) => Promise<End>): Handler {
  return async (c) => {
    const reader = await readerOf(c, "public");
    return end(c, reader, await make(given(c, reader)));
  };
}

/** The token of forms that everybody may send: nobody is signed in, so that no other site could act in a name. */
const everybodys = () => formToken("everybody");

/** For everybody, with a form on it. */
export function formPage(make: (given: Given) => Promise<End>): Handler {
  return async (c) => {
    const reader = { ...(await readerOf(c, "public")), formToken: everybodys() };
    return end(c, reader, await make(given(c, reader)));
  };
}

/** What everybody may do, by a button of such a page. */
export function formAct(act: (given: Given & WithForm) => Promise<End>): Handler {
  return async (c) => {
    const reader = { ...(await readerOf(c, "public")), formToken: everybodys() };
    const form = await formOf(c, reader.formToken);
    if (!form) return show(c, reader, staleForm(reader));
    return end(c, reader, await act({ ...given(c, reader), form }));
  };
}

/** What a secret in the address alone allows: by RFC 8058 a mail program posts to it and has seen no page of ours. */
export function oneClickAct(act: (given: Given & WithForm) => Promise<End>): Handler {
  return async (c) => {
    const reader = { ...(await readerOf(c, "public")), formToken: everybodys() };
    const form = new URLSearchParams(await c.req.text());
    return end(c, reader, await act({ ...given(c, reader), form }));
  };
}

/** The form that was posted, if it carries the token of the page it stood on; null otherwise. */
async function formOf(c: Context, token: string): Promise<URLSearchParams | null> {
  const form = new URLSearchParams(await c.req.text());
  return isToken(form.get("token") ?? "", token) ? form : null;
}

function isToken(given: string, token: string): boolean {
  const [got, expected] = [Buffer.from(given), Buffer.from(token)];
  return got.length === expected.length && timingSafeEqual(got, expected);
}

const staleForm = (reader: Reader): Page => ({
  title: reader.t.common.staleForm,
  status: 403,
  body: (
    <div role="alert">
      <p>{reader.t.common.staleFormText}</p>
      <p>
        <a href={`/${reader.lang}${reader.path}`}>{reader.t.common.back}</a>
      </p>
    </div>
  ),
});

async function atLink(c: Context): Promise<{ reader: Reader; owner: Owner | null }> {
  const link = c.req.param("link") ?? "";
  const [reader, opened] = await Promise.all([readerOf(c, "party"), openLink({ link })]);
  if (!opened) return { reader: { ...reader, link }, owner: null };
  const partyName = opened.party.names[reader.lang].name;
  return { reader: { ...reader, link, partyName, formToken: formToken(link) }, owner: { ...opened, link } };
}

const expiredLink = (reader: Reader): Page => ({
  title: reader.t.party.expired,
  status: 404,
  body: (
    <>
      <p>{reader.t.party.expiredText}</p>
      <p>
        <a href={`/${reader.lang}`}>{reader.definition.review.short[reader.lang]}</a>
      </p>
    </>
  ),
});

/** For whoever holds a party's personal link. Reads only: mail scanners open links. */
export function partyPage(make: (given: PartyGiven) => Promise<End>): Handler {
  return async (c) => {
    const { reader, owner } = await atLink(c);
    if (!owner) return show(c, reader, expiredLink(reader));
    return end(c, reader, await make({ ...given(c, reader), ...owner }));
  };
}

/** What a party does from its page, by a button. */
export function partyAct(act: (given: PartyGiven & WithForm) => Promise<End>): Handler {
  return async (c) => {
    const { reader, owner } = await atLink(c);
    if (!owner) return show(c, reader, expiredLink(reader));
    const form = await formOf(c, reader.formToken);
    if (!form) return show(c, reader, staleForm(reader));
    return end(c, reader, await act({ ...given(c, reader), ...owner, form }));
  };
}

export const noAccess = (reader: Reader): Page => ({
  title: reader.ct.noAccess,
  status: 403,
  body: (
    <>
      <p>{reader.ct.noAccessText}</p>
      <form method="post" action="/sign-out">
        <input type="hidden" name="token" value={reader.formToken} />
        <Button>{reader.ct.signOut}</Button>
      </form>
    </>
  ),
});

async function atDesk(c: Context, access: Access) {
  const session = await signedIn(c);
  if (!session) return { kind: "sign-in" } as const;
  const [plain, person] = await Promise.all([
    readerOf(c, "console"),
    personByEmail({ email: session.email }),
  ]);
  const reader: Reader = { ...plain, formToken: formToken(session.token) };
  if (!person || !mayOpen(person, access)) {
    // Whoever is of this review keeps the sections that are theirs.
    return { kind: "no-access", reader: person ? { ...reader, person } : reader } as const;
  }
  const done = c.req.query("done");
  return {
    kind: "open",
    person,
    fresh: session.fresh,
    reader: {
      ...reader,
      person,
      ...(done && !reader.message ? { message: { tone: "good" as const, text: reader.ct.done } } : {}),
    },
  } as const;
}

function toSignIn(c: Context): Response {
  c.header("cache-control", "no-store");
  const here =
    c.req.method === "GET" ? c.req.url.slice(c.req.url.indexOf("/", 8)) : `/${languageOf(c)}/console`;
  return c.redirect(`/sign-in?to=${encodeURIComponent(here)}`, 303);
}

/** For members of the secretariat and approvers to whom it is open. */
export function consolePage(access: Access, make: (given: ConsoleGiven) => Promise<End>): Handler {
  return async (c) => {
    const desk = await atDesk(c, access);
    if (desk.kind === "sign-in") return toSignIn(c);
    if (desk.kind === "no-access") return show(c, desk.reader, noAccess(desk.reader));
    return end(
      c,
      desk.reader,
      await make({ ...given(c, desk.reader), person: desk.person, fresh: desk.fresh }),
    );
  };
}

/** What a person of the secretariat, or an approver, does by a button. */
export function consoleAct(access: Access, act: (given: ConsoleGiven & WithForm) => Promise<End>): Handler {
  return async (c) => {
    const desk = await atDesk(c, access);
    if (desk.kind === "sign-in") return toSignIn(c);
    if (desk.kind === "no-access") return show(c, desk.reader, noAccess(desk.reader));
    const form = await formOf(c, desk.reader.formToken);
    if (!form) return show(c, desk.reader, staleForm(desk.reader));
    return end(
      c,
      desk.reader,
      await act({ ...given(c, desk.reader), person: desk.person, fresh: desk.fresh, form }),
    );
  };
}

/**
 * The same for a form that brings a file along, which then passes through the site: for lists below its limit. Where the
 * form holds no file, `file` is null.
 */
export function consoleUpload(
  access: Access,
  act: (given: ConsoleGiven & { file: Uint8Array | null }) => Promise<End>,
): Handler {
  return async (c) => {
    const desk = await atDesk(c, access);
    if (desk.kind === "sign-in") return toSignIn(c);
    if (desk.kind === "no-access") return show(c, desk.reader, noAccess(desk.reader));
    const parts = await c.req.formData().catch(() => new FormData()); // what is no such form has no token either
    const token = parts.get("token");
    if (!isToken(typeof token === "string" ? token : "", desk.reader.formToken)) {
      return show(c, desk.reader, staleForm(desk.reader));
    }
    const file = parts.get("file");
    const bytes = file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : null;
    const { person, fresh, reader } = desk;
    return end(c, reader, await act({ ...given(c, reader), person, fresh, file: bytes }));
  };
}

/** For paths that lead nowhere. */
export const notFound = (reader: Reader): Page => ({
  title: reader.t.common.notFound,
  status: 404,
  body: <p>{reader.t.common.notFoundText}</p>,
});

/** What whoever takes a path that leads nowhere sees, in the console too. */
export async function lost(c: Context): Promise<Response> {
  const reader = await readerOf(c, "public");
  return show(c, reader, notFound(reader));
}

/** An act's outcome as an end: back to the page, with word of it. */
export function outcome(go: string, result: { ok: true } | { refused: string }): End {
  return "refused" in result ? { go, refused: result.refused } : { go, done: "yes" };
}
