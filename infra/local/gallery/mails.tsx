/** Every kind of mail in one language with sample data, as text and as HTML in a frame of a telephone's width. Local only. */
import type { Page, Reader } from "../../../functions/site/reader.ts";
import { sampleAbout } from "../../../shared/desk/samples.ts";
import type { Definition } from "../../../shared/domain/definition.ts";
import { noticeKinds } from "../../../shared/domain/notice.ts";
import { recordsOf } from "../../../shared/domain/records.ts";
import { fillLinks, renderNotice } from "../../../shared/mail/notices.ts";

const links = { link: "https://site.example/link", confirmLink: "https://site.example/confirm" };

export function mailsPage(reader: Reader, definition: Definition): Page {
  const { ct, lang } = reader;
  const records = recordsOf(definition);
  return {
    title: "Mails",
    body: (
      <>
        <p class="lead">Every kind of mail with sample data. Only a local cloud shows this page.</p>
        {noticeKinds.map((kind) => {
          const { facts } = sampleAbout({ definition, ...records }, { kind, language: lang });
          const mail = fillLinks(renderNotice(facts), links);
          return (
            <section id={kind}>
              <h2>{ct.kinds[kind]}</h2>
              <p>
                <strong lang={lang}>{mail.subject}</strong>
              </p>
              <div class="two">
                <div class="mail">
                  <pre>{mail.text}</pre>
                </div>
                <iframe
                  class="framed narrow"
                  title={`${ct.kinds[kind]}: HTML`}
                  srcdoc={mail.html}
                  sandbox=""
                />
              </div>
            </section>
          );
        })}
      </>
    ),
  };
}
