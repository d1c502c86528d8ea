/** Writes a notice: subject, plain text and HTML of the same words, with placeholders where the secret links go. */
import type { Language } from "../domain/language.ts";
import type { NoticeText } from "../domain/notice.ts";
import { en } from "../text/mail/en.ts";
import { es } from "../text/mail/es.ts";
import { fr } from "../text/mail/fr.ts";
import { pt } from "../text/mail/pt.ts";
import type { MailTexts, NoticeFacts, Words } from "./facts.ts";
import { escapeHtml, htmlOfText, htmlOfWords } from "./html.ts";

export type RenderedNotice = NoticeText & { html: string };

const texts: Record<Language, MailTexts> = { es, en, pt, fr };

/** The mail of these facts, in their language. The same facts give the same words, always. */
export function renderNotice(given: NoticeFacts): RenderedNotice {
  const facts = withoutPlaceholders(given);
  const language = texts[facts.language];
  const words = language.words[facts.kind](facts);
  const frame = {
    head: facts.review,
    salutation: language.salutation(facts),
    closing: language.closing(facts),
    sender: facts.sender,
    colon: facts.language === "fr" ? "\u00a0:" : ":",
  };
  return {
    subject: words.subject,
    text: textOf(words, frame),
    html: htmlOfWords(words, frame, facts.language),
  };
}

/** A mail whose words a coordinator has edited; its HTML follows the text. */
export function renderEdited(edited: NoticeText, language: Language): RenderedNotice {
  return { ...edited, html: htmlOfText(edited, language) };
}

export type Links = { link?: string; confirmLink?: string };

/** Puts the links in their places; done only while sending, and never kept. */
export function fillLinks(rendered: RenderedNotice, links: Links): RenderedNotice {
  const fill = (text: string, write: (url: string) => string) =>
    text.replace(/\{(link|confirmLink)\}/g, (place, name: string) => {
      const url = name === "link" ? links.link : links.confirmLink;
      return url === undefined ? place : write(url);
    });
  return {
    subject: rendered.subject,
    text: fill(rendered.text, (url) => url),
    html: fill(rendered.html, escapeHtml),
  };
}

type Frame = { head: string; salutation: string; closing: string; sender: string; colon: string };

function textOf(words: Words, frame: Frame): string {
  const blocks = [
    frame.head,
    frame.salutation,
    ...words.opening,
    (words.rows ?? []).map(([label, value]) => `${label}${frame.colon} ${value}`).join("\n"),
    words.list && words.list.items.length > 0
      ? `${words.list.title}${frame.colon}\n${words.list.items.map((item) => `- ${item}`).join("\n")}`
      : "",
    ...(words.body ?? []),
    words.action ? `${words.action.label}${frame.colon}\n{${words.action.to}}` : "",
    ...(words.ending ?? []),
    frame.closing,
    frame.sender,
    words.leaving ? `${words.leaving.label}${frame.colon}\n{${words.leaving.to}}` : "",
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

/** Facts that others chose (a file's name, a sender's) may not stand for a link of ours. */
function withoutPlaceholders(facts: NoticeFacts): NoticeFacts {
  const clean = (value: string) => value.replace(/\{(?=(?:link|confirmLink)\})/g, "(");
  return {
    ...facts,
    ...(facts.files && { files: facts.files.map((file) => ({ ...file, name: clean(file.name) })) }),
    ...(facts.lodgedBy !== undefined && { lodgedBy: clean(facts.lodgedBy) }),
    ...(facts.proposed && {
      proposed: {
        ...facts.proposed,
        email: clean(facts.proposed.email),
        ...(facts.proposed.name !== undefined && { name: clean(facts.proposed.name) }),
      },
    }),
    ...(facts.topic !== undefined && { topic: clean(facts.topic) }),
    ...(facts.said !== undefined && { said: clean(facts.said) }),
    ...(facts.conditions !== undefined && { conditions: clean(facts.conditions) }),
    ...(facts.unopened && { unopened: facts.unopened.map(clean) }),
    ...(facts.way?.kind === "note-verbale" &&
      facts.way.number !== undefined && { way: { ...facts.way, number: clean(facts.way.number) } }),
  };
}
