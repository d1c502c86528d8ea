/** One version of a party's answer as the secretariat reads it. */
import type { Understood } from "../../../shared/desk/understood.ts";
import type { Person } from "../../../shared/domain/review.ts";
import { isToFormalise } from "../../../shared/domain/sorting.ts";
import { referenceOf, type Submission } from "../../../shared/domain/submission.ts";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Files } from "../components/files.tsx";
import { Form } from "../components/form.tsx";
import { Tag } from "../components/tag.tsx";
import { Instant } from "../components/times.tsx";
import { countriesFor, OfferFields } from "../offer-fields.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";
import { dayText } from "../when.ts";
import { VersionBody, type VersionFacts } from "./party-version.tsx";
import { WhatWasUnderstood } from "./understood.tsx";

const Formality = ({
  reader,
  facts: { submission, call, parties },
  people,
}: {
  reader: Reader;
  facts: VersionFacts;
  people: readonly Person[];
}) => {
  const { ct } = reader;
  const { record } = ct.sorting;
  const { formalisedBy, formalises, corrects, party } = submission;
  const code = parties.find(({ id }) => id === party)?.code ?? party;
  const reference = (version: number) => referenceOf(reader.definition.review.code, call.code, code, version);
  const who = people.find(({ id }) => id === formalisedBy?.by)?.name ?? formalisedBy?.by ?? "";
  return (
    <>
      {isToFormalise(submission) ? (
        <Fact name={ct.parties.formality}>
          <Tag tone="warn">{record.toFormalise}</Tag> <Formalise reader={reader} submission={submission} />
        </Fact>
      ) : null}
      {formalisedBy ? (
        <Fact name={ct.parties.formality}>
          {record.formalisedBy(reference(formalisedBy.version), who)},{" "}
          <Instant reader={reader} at={formalisedBy.at} />
        </Fact>
      ) : null}
      {formalises ? (
        <Fact name={ct.parties.formality}>{record.formalisesVersion(reference(formalises))}</Fact>
      ) : null}
      {corrects ? <Fact name={ct.parties.formality}>{record.corrects(reference(corrects))}</Fact> : null}
    </>
  );
};

/** To the form that makes an informal entry formal, with all that is known filled in. */
export const Formalise = ({ reader, submission }: { reader: Reader; submission: Submission }) => {
  const { party, call } = submission;
  const query = new URLSearchParams({ party, call, channel: "note-verbale", formalises: "yes" });
  return <a href={pathIn(reader, `/console/record?${query}`)}>{reader.ct.sorting.record.formalise}</a>;
};

const isReadable = ({ person }: Reader, { call, submission }: VersionFacts): boolean =>
  call.kind === "interest" &&
  (submission.state === "recorded" || submission.state === "unconfirmed") &&
  person?.roles.includes("coordinator") === true;

/** What a mail or its files offer, noted by whoever reads them; a form that came filled in can be put right here too. */
const ReadOffer = ({
  reader,
  facts: { submission, call, parties },
  people,
}: {
  reader: Reader;
  facts: VersionFacts;
  people: readonly Person[];
}) => {
  const words = reader.ct.composition;
  const { party, version, read } = submission;
  const interest = read?.interest ?? submission.interest;
  const own = parties.find(({ id }) => id === party);
  const whoRead = people.find(({ id }) => id === read?.by);
  const isBare = !interest?.nominees?.length && call.seats.some(({ holder }) => holder === "person");
  return (
    <section id="offer">
      <h2>{words.readOffer}</h2>
      <details open={isBare}>
        <summary>{words.saveOffer}</summary>
        <p class="soft">
          {words.readOfferText} {whoRead ? words.readBy(whoRead.name) : null}
        </p>
        <Form
          reader={reader}
          action={pathIn(reader, `/console/parties/${party}/${call.id}/${version}/offer`)}
        >
          <input type="hidden" name="seen" value={read?.at ?? ""} />
          <OfferFields
            reader={reader}
            call={call}
            interest={interest}
            countries={own ? countriesFor(reader, own, parties) : []}
          />
          <Button tone="plain">{words.saveOffer}</Button>
        </Form>
      </details>
    </section>
  );
};

export function consoleVersionPage(
  reader: Reader,
  {
    people,
    understood,
    ...facts
  }: VersionFacts & { people: readonly Person[]; understood: readonly Understood[] },
): Page {
  const { ct, t, lang } = reader;
  const { submission, call } = facts;
  const here = pathIn(reader, `/console/parties/${submission.party}/${call.id}/${submission.version}`);
  const taker = people.find(({ id }) => id === submission.takenBy);
  const sender = [submission.senderName, submission.senderAddress].filter(Boolean).join(", ");
  return {
    title: submission.reference,
    body: (
      <>
        <p class="lead">{call.names[lang]}</p>
        {submission.state === "taken-back" ? <Box tone="bad">{ct.sorting.countsNoMore}</Box> : null}
        <VersionBody reader={reader} facts={facts} />
        <Facts>
          {sender ? <Fact name={ct.triage.from}>{sender}</Fact> : null}
          {taker ? <Fact name={t.common.secretariat}>{taker.name}</Fact> : null}
          {submission.noteNumber ? <Fact name={ct.record.noteNumber}>{submission.noteNumber}</Fact> : null}
          {submission.documentDate ? (
            <Fact name={ct.record.documentDate}>{dayText(lang, submission.documentDate)}</Fact>
          ) : null}
          <Formality reader={reader} facts={facts} people={people} />
          {submission.message ? (
            <Fact name={ct.nav.triage}>
              <a href={pathIn(reader, `/console/triage/${submission.message}`)}>{ct.drop.open}</a>
            </Fact>
          ) : null}
        </Facts>
        {submission.files.length > 0 ? (
          <>
            <h2>{t.common.files}</h2>
            <Files
              reader={reader}
              files={submission.files}
              states={facts.scanned}
              address={(index) => `${here}/files/${index}`}
            />
            {submission.files.some(({ key }) => facts.scanned[key] === "infected") ? (
              <Box tone="bad">{ct.files.infectedText}</Box>
            ) : null}
            {submission.files
              .flatMap(({ flags }) => flags)
              .map((flag) => (
                <Tag tone="warn">{flag}</Tag>
              ))}
          </>
        ) : null}
        {isReadable(reader, facts) ? <ReadOffer reader={reader} facts={facts} people={people} /> : null}
        <WhatWasUnderstood reader={reader} call={call} understood={understood} />
        <p>
          <a href={pathIn(reader, `/console/parties/${submission.party}`)}>{t.common.back}</a>
        </p>
      </>
    ),
  };
}
