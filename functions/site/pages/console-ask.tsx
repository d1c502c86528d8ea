/** Asking back about a message: to whom and what, the words to be changed at will, and how they will be read. */
import type { Addressees, Asking } from "../../../shared/desk/clarifications.ts";
import type { SortedMessage } from "../../../shared/desk/messages.ts";
import type { RenderedMail } from "../../../shared/desk/notices.ts";
import { type Language, languages } from "../../../shared/domain/language.ts";
import type { NoticeText } from "../../../shared/domain/notice.ts";
import { AreaField } from "../components/area-field.tsx";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { TextField } from "../components/text-field.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";
import { languageText } from "../when.ts";
import { Mail } from "./console-outbox.tsx";

export type AskFacts = {
  message: SortedMessage;
  addressees: Addressees;
  asking: Asking;
  shown: { words: NoticeText; mail: RenderedMail; language: Language } | null;
  told?: Message;
};

const Choose = ({ reader, facts }: { reader: Reader; facts: AskFacts }) => {
  const { ask } = reader.ct.sorting;
  const { message, addressees, asking, shown } = facts;
  const { sender, official } = addressees;
  return (
    <form method="get" action={pathIn(reader, `/console/triage/${message.id}/ask`)}>
      <Choices
        type="radio"
        name="to"
        legend={ask.to}
        options={[
          ...(sender ? [{ value: "sender", text: ask.sender(sender.email) }] : []),
          ...(official ? [{ value: "official", text: ask.official(official.email) }] : []),
        ]}
        chosen={[asking.to]}
      />
      {sender ? null : <p class="soft">{ask.unanswerable}</p>}
      <SelectField
        name="ask"
        label={ask.about}
        options={(["party", "call", "file"] as const).map((one) => ({ value: one, text: ask.abouts[one] }))}
        value={asking.ask}
      />
      <SelectField
        name="language"
        label={ask.language}
        options={languages.map((one) => ({ value: one, text: languageText(reader.lang, one) }))}
        value={shown?.language}
      />
      <Button tone="plain">{ask.showText}</Button>
    </form>
  );
};

export function askPage(reader: Reader, facts: AskFacts): Page {
  const { ct } = reader;
  const { ask } = ct.sorting;
  const { message, asking, shown, told } = facts;
  const here = pathIn(reader, `/console/triage/${message.id}/ask`);
  const back = (
    <p>
      <a href={pathIn(reader, `/console/triage/${message.id}`)}>{message.subject || ct.triage.noSubject}</a>
    </p>
  );
  if (!shown) {
    return {
      title: ask.title,
      body: (
        <>
          {back}
          <Box tone="warn">
            {ask.unanswerable} {ask.nobody}
          </Box>
        </>
      ),
    };
  }
  return {
    title: ask.title,
    ...(told ? { message: told, status: 422 as const } : {}),
    body: (
      <>
        {back}
        <p>{ask.text}</p>
        {reader.state.enabled.includes("clarification") ? null : <Box tone="warn">{ask.notEnabled}</Box>}
        <Choose reader={reader} facts={facts} />
        <h2>{ct.outbox.text}</h2>
        <Form reader={reader} action={here}>
          <input type="hidden" name="revision" value={String(message.revision)} />
          <input type="hidden" name="to" value={asking.to} />
          <input type="hidden" name="ask" value={asking.ask} />
          <input type="hidden" name="language" value={shown.language} />
          <TextField name="subject" label={ct.outbox.subject} value={shown.words.subject} required={true} />
          <AreaField
            name="text"
            label={ct.outbox.text}
            value={shown.words.text}
            rows={14}
            required={true}
            lang={shown.language}
          />
          <div class="row">
            <Button name="act" value="prepare">
              {ask.prepare}
            </Button>
            <Button name="act" value="preview" tone="plain">
              {ask.preview}
            </Button>
          </div>
        </Form>
        <h2>{ct.outbox.mailAs}</h2>
        <Mail reader={reader} mail={shown.mail} language={shown.language} />
      </>
    ),
  };
}
