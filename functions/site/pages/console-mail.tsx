/** The kinds of mail: each read in every language before it may leave, and how mail leaves at all. */

import type { RenderedMail } from "../../../shared/desk/notices.ts";
import type { Language } from "../../../shared/domain/language.ts";
import { type NoticeKind, noticeKinds } from "../../../shared/domain/notice.ts";
import { MailMode } from "../../../shared/domain/review.ts";
import { Act } from "../components/act.tsx";
import { Button } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { Form } from "../components/form.tsx";
import { Table } from "../components/table.tsx";
import { Tag } from "../components/tag.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { languageText } from "../when.ts";
import { LetterLink, Mail } from "./console-outbox.tsx";

const Enabled = ({ reader, kind }: { reader: Reader; kind: NoticeKind }) =>
  reader.state.enabled.includes(kind) ? (
    <Tag tone="good">{reader.ct.mail.enabled}</Tag>
  ) : (
    <Tag tone="warn">{reader.ct.mail.notEnabled}</Tag>
  );

export function mailKindsPage(reader: Reader): Page {
  const { ct, state, person } = reader;
  const coordinates = person?.roles.includes("coordinator") ?? false;
  return {
    title: ct.mail.title,
    body: (
      <>
        <p class="lead">{ct.mail.text}</p>
        <Table caption={ct.mail.title} head={[ct.outbox.kind, "", ct.outbox.state]}>
          {noticeKinds.map((kind) => (
            <tr>
              <th scope="row">
                <a href={pathIn(reader, `/console/mail/${kind}`)}>{ct.kinds[kind]}</a>
              </th>
              <td>{ct.kindTexts[kind]}</td>
              <td>
                <Enabled reader={reader} kind={kind} />
              </td>
            </tr>
          ))}
        </Table>
        {coordinates ? (
          <>
            <h2>{ct.mail.mode}</h2>
            <Form reader={reader} action={pathIn(reader, "/console/mail/mode")}>
              <Choices
                legend={ct.mail.mode}
                name="mode"
                type="radio"
                options={MailMode.options.map((mode) => ({ value: mode, text: ct.mail.modes[mode] }))}
                chosen={[state.mail]}
              />
              <Button tone="plain">{ct.mail.setMode}</Button>
            </Form>
          </>
        ) : null}
      </>
    ),
  };
}

/** One kind in every language of the review, and the button by which a coordinator vouches for having read them. */
export function mailKindPage(
  reader: Reader,
  { kind, mails }: { kind: NoticeKind; mails: readonly { language: Language; mail: RenderedMail }[] },
): Page {
  const { ct, state, person } = reader;
  const here = pathIn(reader, `/console/mail/${kind}`);
  const coordinates = person?.roles.includes("coordinator") ?? false;
  return {
    title: ct.kinds[kind],
    body: (
      <>
        <p class="lead">{ct.kindTexts[kind]}</p>
        <p>
          <Enabled reader={reader} kind={kind} /> <span class="soft">{ct.mail.sample}</span>
        </p>
        {mails.map(({ language, mail }) => (
          <section>
            <h2>{languageText(reader.lang, language)}</h2>
            <Mail reader={reader} mail={mail} language={language} />
            {kind === "letter" ? (
              <LetterLink
                reader={reader}
                path={`/console/mail/letter/${language}/letter.pdf`}
                language={language}
                of={` (${languageText(reader.lang, language)})`}
              />
            ) : null}
          </section>
        ))}
        {coordinates ? (
          state.enabled.includes(kind) ? (
            <Act reader={reader} action={`${here}/disable`} name={ct.mail.disable} tone="danger" />
          ) : (
            <Act reader={reader} action={`${here}/enable`} name={ct.mail.enable} tone="main" />
          )
        ) : null}
      </>
    ),
  };
}
