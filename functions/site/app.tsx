/** All paths of the site: public pages, parties' pages, the secretariat's, sign-in, and what they all need. */

import { timingSafeEqual } from "node:crypto";
import { bodyLimit } from "hono/body-limit";
import { Hono } from "hono/quick";
import { languages } from "../../shared/domain/language.ts";
import { boardScript, boardScriptPath } from "./board-script.ts";
import { script, scriptPath } from "./browser.ts";
import { LinkButton } from "./components/button.tsx";
import { Mark } from "./mark.tsx";
import { openRoutes } from "./open.ts";
import { publicRoutes } from "./public.tsx";
import { preferredLanguage } from "./reader.ts";
import { beginSignIn, endSignIn, formToken, signedIn, signOut } from "./session.ts";
import { settings } from "./settings.ts";
import { style, stylePath } from "./style.ts";
import { typingScript, typingScriptPath } from "./typing-script.ts";
import { lost, readerOf, show } from "./web.tsx";

export const app = new Hono();

/** The distribution proves itself by a header; requests around it are refused. */
app.use(async (c, next) => {
  const [got, expected] = [
    Buffer.from(c.req.header("x-origin-secret") ?? ""),
    Buffer.from(settings().ORIGIN_SECRET),
  ];
  if (got.length !== expected.length || !timingSafeEqual(got, expected)) return c.text("Forbidden", 403);
  await next();
  if (settings().PUBLIC_ORIGIN.startsWith("https:")) {
    c.header("strict-transport-security", "max-age=31536000; includeSubDomains");
  }
  return undefined;
});

app.use(
  bodyLimit({
    maxSize: 1024 * 1024,
    onError: async (c) => {
      const reader = await readerOf(c, "public");
      const { staleForm, tooLarge } = reader.t.common;
      return show(c, reader, { title: staleForm, status: 413, body: <p role="alert">{tooLarge}</p> });
    },
  }),
);

const forever = "public, max-age=31536000, immutable";

app.get(stylePath, (c) =>
  c.body(style, 200, { "content-type": "text/css; charset=utf-8", "cache-control": forever }),
);
const scripts = { [scriptPath]: script, [typingScriptPath]: typingScript, [boardScriptPath]: boardScript };
for (const [path, text] of Object.entries(scripts)) {
  app.get(path, (c) =>
    c.body(text, 200, { "content-type": "text/javascript; charset=utf-8", "cache-control": forever }),
  );
}
app.get("/mark.svg", (c) => {
  const drawing = (<Mark />)
    .toString()
    .replaceAll("var(--ds-color-neutral-background-default)", "#fff")
    .replace("currentColor", "#0d564d");
  const svg = drawing.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"');
  return c.body(svg, 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" });
});
app.route("/", openRoutes);

app.get("/", (c) => {
  c.header("vary", "accept-language");
  return c.redirect(`/${preferredLanguage(c.req.header("accept-language"))}`, 302);
});

app.get("/sign-in", (c) => {
  c.header("cache-control", "no-store");
  return beginSignIn(c);
});
app.get("/sign-in/back", async (c) => {
  c.header("cache-control", "no-store");
  const ended = await endSignIn(c);
  if (ended) return ended;
  const reader = await readerOf(c, "public");
  return show(c, reader, {
    title: reader.ct.signInFailed,
    status: 403,
    body: (
      <>
        <p role="alert">{reader.ct.signInFailedText}</p>
        <p>
          <LinkButton href="/sign-in">{reader.ct.signInAgain}</LinkButton>
        </p>
      </>
    ),
  });
});
app.post("/sign-out", async (c) => {
  const session = await signedIn(c);
  const form = new URLSearchParams(await c.req.text());
  // Without a session there is nothing to protect: ending it again is harmless.
  if (session && form.get("token") !== formToken(session.token)) return c.text("Forbidden", 403);
  return signOut(c);
});

/** Mounted once for all languages: four times as many routes would have to be gone through at each cold start. */
const inLanguage = `/:lang{(${languages.join("|")})}`;
app.route(inLanguage, publicRoutes);

/** Other areas are loaded when one of their pages is asked for: a public page is answered without their code. */
function later(path: string, below: string, load: () => Promise<Hono>): void {
  let area: Promise<Hono> | undefined;
  for (const lang of languages) {
    app.all(`/${lang}${path}/*`, async (c) => {
      area ??= load().then((routes) => areaOf(path + below, routes));
      return (await area).fetch(c.req.raw, c.env);
    });
  }
}

function areaOf(path: string, routes: Hono): Hono {
  const area = new Hono().route(`${inLanguage}${path}`, routes);
  area.notFound(lost);
  area.onError((error) => {
    throw error; // the site as a whole answers
  });
  return area;
}

later("/news", "", async () => (await import("./news.tsx")).newsRoutes);
later("/p", "/:link", async () => (await import("./party.tsx")).partyRoutes);
later("/console", "", async () => (await import("./console.tsx")).consoleRoutes);

app.notFound(lost);

/** What was recorded stays recorded; the person is told so, in their language, and the log has the cause. */
app.onError(async (error, c) => {
  console.error(
    JSON.stringify({ level: "ERROR", message: "page failed", error: String(error), stack: error.stack }),
  );
  try {
    const reader = await readerOf(c, "public");
    const { failed, failedText } = reader.t.common;
    return show(c, reader, { title: failed, status: 500, body: <p role="alert">{failedText}</p> });
  } catch {
    return c.text("503", 503); // not even the review can be read
  }
});
