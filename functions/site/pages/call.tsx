/** A call as the public sees it: who may answer, how, until when, by which rules. */
import { type Call, rolesOf } from "../../../shared/domain/call.ts";
import type { DefinedCall } from "../../../shared/domain/definition.ts";
import { Fact, Facts } from "../components/facts.tsx";
import { Day, Minute } from "../components/times.tsx";
import { OwnMinute } from "../own-zone.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { listText, localOf, numberText } from "../when.ts";

/** The guiding questions under their blocks, the optional ones last. */
const Questions = ({ reader, call }: { reader: Reader; call: Call }) => {
  const { lang, t } = reader;
  const blocks = new Map<string, string[]>();
  for (const question of call.questions) {
    const block = question.block[lang];
    blocks.set(block, [...(blocks.get(block) ?? []), question.text[lang]]);
  }
  return (
    <>
      <h2>{t.call.questions}</h2>
      <p>{t.call.questionsText}</p>
      {[...blocks].map(([block, questions]) => (
        <>
          <h3>{block}</h3>
          <ul>
            {questions.map((question) => (
              <li>{question}</li>
            ))}
          </ul>
        </>
      ))}
    </>
  );
};

const How = ({ reader, call, domain }: { reader: Reader; call: Call; domain: string }) => {
  const { t, lang } = reader;
  const address = call.mailbox ?? `${call.address}@${domain}`;
  const subject = call.names[lang];
  return (
    <>
      <h2>{t.call.how}</h2>
      <h3>{t.call.byMail}</h3>
      <p>
        {t.call.byMailText} <a href={`mailto:${address}?subject=${encodeURIComponent(subject)}`}>{address}</a>
      </p>
      <p>
        {t.open.answer.subject}: <strong>{subject}</strong>
      </p>
      <p>{t.open.answer[call.kind]}</p>
      <h3>{t.call.byPage}</h3>
      <p>{t.call.byPageText}</p>
      <h3>{t.call.byNote}</h3>
      <p>
        {t.call.byNoteText} {t.open.answer.note}
      </p>
    </>
  );
};

const Rules = ({ reader, call }: { reader: Reader; call: Call }) => {
  const { t } = reader;
  return (
    <>
      <h2>{t.call.rules}</h2>
      <ul>
        <li>{t.call.ruleReceipt}</li>
        <li>{t.call.ruleVersions}</li>
        <li>{t.call.ruleLate}</li>
        <li>{call.kind === "interest" ? t.call.ruleInterest : t.call.rulePublish}</li>
      </ul>
    </>
  );
};

/** What an application is assessed by: each criterion with what its marks mean, and what is needed of them. */
const Criteria = ({
  reader,
  call,
  defined,
}: {
  reader: Reader;
  call: Call;
  defined: DefinedCall | undefined;
}) => {
  const { lang, t } = reader;
  if (!defined || defined.criteria.length === 0) return null;
  return (
    <>
      <h2>{t.call.criteria}</h2>
      {call.selection === "assessment" && call.threshold !== undefined ? (
        <p>{t.call.assessmentText(numberText(lang, call.threshold))}</p>
      ) : null}
      {defined.criteria.map(({ names, anchors }) => (
        <>
          <h3>{names[lang]}</h3>
          <ul class="marks">
            {anchors.map(({ mark, names: meaning }) => (
              <li>
                <strong>{mark}</strong> {meaning[lang]}
              </li>
            ))}
          </ul>
        </>
      ))}
    </>
  );
};

export function callPage(
  reader: Reader,
  { call, defined, domain }: { call: Call; defined: DefinedCall | undefined; domain: string },
): Page {
  const { lang, t } = reader;
  const nowLocal = localOf(reader.definition.review.zone, reader.now);
  const past = nowLocal > call.closes;
  return {
    title: call.names[lang],
    own: true,
    body: (
      <div class="with-aside">
        <div>
          <p class="lead">{call.summary[lang]}</p>
          <Facts>
            <Fact name={t.call.who}>
              {listText(
                lang,
                call.parties.map((kind) => t.kinds[kind]),
              )}
            </Fact>
            <Fact name={nowLocal < call.opens ? t.roadmap.opens : t.call.opens}>
              <Minute reader={reader} at={call.opens} />
            </Fact>
            <Fact name={past ? t.call.closedSince : t.call.deadline}>
              <Minute reader={reader} at={call.closes} /> <OwnMinute reader={reader} at={call.closes} />
            </Fact>
            {call.decisionBefore ? (
              <Fact name={t.call.decision}>
                <Day reader={reader} at={call.decisionBefore} />
              </Fact>
            ) : null}
            {call.seats.length > 0 ? (
              <Fact name={t.call.seats}>
                <ul>
                  {rolesOf(call.seats).map((role) => (
                    <li>
                      {role[0]?.names[lang]}
                      {role.length > 1 ? ` (${role.length})` : null}
                    </li>
                  ))}
                </ul>
              </Fact>
            ) : null}
            {call.selection === "none" ? null : (
              <Fact name={t.call.chosen}>
                <a href={pathIn(reader, "/method")}>{t.method.title}</a>
              </Fact>
            )}
          </Facts>
        </div>
        <section class="aside ds-card" data-color="accent">
          <How reader={reader} call={call} domain={domain} />
        </section>
        <div>
          {call.questions.length > 0 ? <Questions reader={reader} call={call} /> : null}
          <Criteria reader={reader} call={call} defined={defined} />
          <Rules reader={reader} call={call} />
        </div>
      </div>
    ),
  };
}
