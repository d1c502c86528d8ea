/** Routes by which a person asks back about a message. */
import { Hono } from "hono/quick";
import * as z from "zod";
import {
  type Asking,
  addresseesOf,
  askBack,
  clarifications,
  previewClarification,
} from "../../shared/desk/clarifications.ts";
import { getMessage, type SortedMessage } from "../../shared/desk/messages.ts";
import { Language } from "../../shared/domain/language.ts";
import { isSealed } from "../../shared/domain/sorting.ts";
import { askPage } from "./pages/console-ask.tsx";
import { given, here } from "./posted-message.ts";
import { type Message, refusalText } from "./reader.ts";
import { consoleAct, consolePage, type End, notFound } from "./web.tsx";

export const askRoutes = new Hono();

const To = z.enum(["sender", "official"]).optional().catch(undefined);
const Ask = z.enum(clarifications).catch("party");

/** What a form or an address asks for; to the official contact where the sender may not be written to. */
async function askingOf(message: SortedMessage, get: (name: string) => string | null | undefined) {
  const addressees = await addresseesOf(message);
  const wanted = To.parse(get("to") ?? undefined);
  const to = wanted && addressees[wanted] ? wanted : addressees.sender ? "sender" : "official";
  const language = Language.safeParse(get("language")).data;
  const asking: Asking = { to, ask: Ask.parse(get("ask")), ...(language ? { language } : {}) };
  return { addressees, asking };
}

askRoutes.get(
  "/triage/:message/ask",
  consolePage("coordinator", async ({ reader, param, query }) => {
    const message = await getMessage({ message: param("message") });
    if (!message || isSealed(message)) return notFound(reader);
    const { addressees, asking } = await askingOf(message, query);
    const shown = await previewClarification(message, asking);
    return askPage(reader, { message, addressees, asking, shown });
  }),
);

askRoutes.post(
  "/triage/:message/ask",
  consoleAct("coordinator", async (posted): Promise<End> => {
    const { reader, form, param } = posted;
    const message = await getMessage({ message: param("message") });
    if (!message || isSealed(message)) return notFound(reader);
    const { addressees, asking } = await askingOf(message, (name) => form.get(name));
    // Browsers post lines that end in CRLF; mails are composed from plain line ends.
    const text = {
      subject: form.get("subject") ?? "",
      text: (form.get("text") ?? "").replaceAll("\r\n", "\n"),
    };
    const again = async (told?: Message) =>
      askPage(reader, {
        message,
        addressees,
        asking,
        shown: await previewClarification(message, asking, text),
        ...(told ? { told } : {}),
      });
    if (form.get("act") === "preview") return again();
    const result = await askBack({ ...given(posted), asking, text });
    return "refused" in result
      ? again({ tone: "bad", text: refusalText(reader.t, result.refused) })
      : { go: here(posted), done: "yes" };
  }),
);
