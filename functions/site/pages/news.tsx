/** The pages of the sign-up to the news: the form, the two buttons, and word of what was done. */
import { languages } from "../../../shared/domain/language.ts";
import { topics } from "../../../shared/domain/subscriber.ts";
import { Act } from "../components/act.tsx";
import { Button } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Page, pathIn, type Reader, refusalText } from "../reader.ts";
import { languageText } from "../when.ts";

interface Asked {
  typed?: { email: string; language: string; topic: string };
  refused?: string;
}

export function newsPage(reader: Reader, { typed, refused }: Asked): Page {
  const t = reader.t.news;
  return {
    title: t.title,
    ...(refused
      ? { status: 422 as const, message: { tone: "bad" as const, text: refusalText(reader.t, refused) } }
      : {}),
    body: (
      <>
        <p class="lead">{t.intro}</p>
        <Form reader={reader} action={pathIn(reader, "/news")}>
          <TextField
            name="email"
            type="email"
            label={t.email}
            hint={t.emailHint}
            value={typed?.email}
            required
          />
          <SelectField
            name="language"
            label={t.language}
            options={languages.map((value) => ({ value, text: languageText(reader.lang, value) }))}
            value={typed?.language ?? reader.lang}
            required
          />
          <Choices
            legend={t.topic}
            name="topic"
            type="radio"
            options={topics.map((value) => ({ value, text: t.topics[value] }))}
            chosen={[typed?.topic ?? "all"]}
          />
          <Button>{t.ask}</Button>
        </Form>
      </>
    ),
  };
}

export function confirmPage(reader: Reader, token: string): Page {
  const t = reader.t.news;
  return {
    title: t.confirmTitle,
    personal: true,
    body: (
      <>
        <p>{t.confirmText}</p>
        <Act reader={reader} action={pathIn(reader, `/news/confirm/${token}`)} name={t.confirm} tone="main" />
      </>
    ),
  };
}

export function leavePage(reader: Reader, token: string): Page {
  const t = reader.t.news;
  return {
    title: t.leaveTitle,
    personal: true,
    body: (
      <>
        <p>{t.leaveText}</p>
        <Act reader={reader} action={pathIn(reader, `/news/leave/${token}`)} name={t.leave} tone="main" />
      </>
    ),
  };
}

/** A link that was used, is too old, or was never ours: the same words for each. */
export const endedLinkPage = (reader: Reader): Page => ({
  title: reader.t.news.expired,
  status: 404,
  personal: true,
  body: (
    <>
      <p>{reader.t.news.expiredText}</p>
      <p>
        <a href={pathIn(reader, "/news")}>{reader.t.news.again}</a>
      </p>
    </>
  ),
});

/** What was done, in one sentence. */
export const toldPage = (reader: Reader, what: "asked" | "confirmed" | "left"): Page => ({
  title: reader.t.news.title,
  personal: true,
  message: { tone: "good", text: reader.t.news[what] },
  body: (
    <p>
      <a href={pathIn(reader, "")}>{reader.t.common.home}</a>
    </p>
  ),
});
