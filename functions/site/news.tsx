/** Sign-up to the news: asked for by a form, confirmed and ended by buttons that only a mail leads to. */
import { Hono } from "hono/quick";
import { confirmSignUp, isLeaveLink, leave, openConfirmation, signUp } from "../../shared/desk/news.ts";
import { Wish } from "../../shared/domain/subscriber.ts";
import { confirmPage, endedLinkPage, leavePage, newsPage, toldPage } from "./pages/news.tsx";
import { formAct, formPage, notFound, oneClickAct } from "./web.tsx";

export const newsRoutes = new Hono();

newsRoutes.get(
  "/",
  formPage(async ({ reader, query }) =>
    query("done") === "asked" ? toldPage(reader, "asked") : newsPage(reader, {}),
  ),
);

newsRoutes.post(
  "/",
  formAct(async ({ reader, form }) => {
    const typed = {
      email: form.get("email") ?? "",
      language: form.get("language") ?? "",
      topic: form.get("topic") ?? "",
    };
    const wish = Wish.safeParse(typed);
    if (!wish.success) return newsPage(reader, { typed, refused: "no-wish" });
    const asked = await signUp({ email: typed.email, ...wish.data });
    return "refused" in asked
      ? newsPage(reader, { typed, refused: asked.refused })
      : { go: `/${reader.lang}/news?done=asked` };
  }),
);

newsRoutes.get(
  "/confirm/:token",
  formPage(async ({ reader, param }) => {
    const token = param("token");
    return (await openConfirmation({ token })) ? confirmPage(reader, token) : endedLinkPage(reader);
  }),
);
newsRoutes.post(
  "/confirm/:token",
  formAct(async ({ reader, param }) => {
    const done = await confirmSignUp({ token: param("token") });
    return "refused" in done ? endedLinkPage(reader) : toldPage(reader, "confirmed");
  }),
);

newsRoutes.get(
  "/leave/:token",
  formPage(async ({ reader, param }) => {
    const token = param("token");
    return (await isLeaveLink({ token })) ? leavePage(reader, token) : notFound(reader);
  }),
);
newsRoutes.post(
  "/leave/:token",
  oneClickAct(async ({ reader, param, form }) => {
    const by = form.get("List-Unsubscribe") === "One-Click" ? "one-click" : "button";
    const done = await leave({ token: param("token"), by });
    return "refused" in done ? notFound(reader) : toldPage(reader, "left");
  }),
);
