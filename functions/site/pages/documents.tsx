/** The documents of the review, the outcomes expected of it, and its logistics, as the definition has them. */
import type { Definition } from "../../../shared/domain/definition.ts";
import { Tag } from "../components/tag.tsx";
import type { Page, Reader } from "../reader.ts";

const Document = ({ reader, document }: { reader: Reader; document: Definition["documents"][number] }) => {
  const { lang, t } = reader;
  const name = document.names[lang];
  return (
    <li>
      {document.url ? <a href={document.url}>{name}</a> : name}
      {document.symbol ? <span class="num"> ({document.symbol})</span> : null}{" "}
      {document.tentative ? <Tag>{t.open.documents.tentative}</Tag> : null}
      {document.url || document.tentative ? null : <span class="soft">{t.open.documents.follows}</span>}
    </li>
  );
};

const Paragraphs = ({ reader, name, of }: { reader: Reader; name: string; of: Definition["outcomes"] }) =>
  of.length === 0 ? null : (
    <section>
      <h2>{name}</h2>
      <ul>
        {of.map(({ text, url }) => (
          <li>
            {text[reader.lang]} {url ? <a href={url}>{reader.t.open.documents.source}</a> : null}
          </li>
        ))}
      </ul>
    </section>
  );

export function documentsPage(reader: Reader): Page {
  const { documents, outcomes, logistics } = reader.definition;
  const t = reader.t.open.documents;
  return {
    title: t.title,
    body: (
      <>
        <p class="lead">{t.intro}</p>
        <section>
          <h2>{t.list}</h2>
          {documents.length === 0 ? <p>{t.nothing}</p> : null}
          <ul>
            {documents.map((document) => (
              <Document reader={reader} document={document} />
            ))}
          </ul>
        </section>
        <Paragraphs reader={reader} name={t.outcomes} of={outcomes} />
        <Paragraphs reader={reader} name={t.logistics} of={logistics} />
      </>
    ),
  };
}
