/** One version of a party's answer as it sees it, and the page on which its official contact confirms. */
import type { Call } from "../../../shared/domain/call.ts";
import { type Interest, type Nominee, type Representative, titled } from "../../../shared/domain/offer.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { otherText, type Submission } from "../../../shared/domain/submission.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { type FileStates, Files } from "../components/files.tsx";
import { Instant } from "../components/times.tsx";
import { type Page, partyPath, type Reader, seatName } from "../reader.ts";
import { listText } from "../when.ts";
import { VersionTag } from "./party-home.tsx";
import { Answers } from "./submissions.tsx";

export type VersionFacts = {
  call: Call;
  submission: Submission;
  effective: number | undefined;
  parties: readonly Party[]; // to name the States of a joint interest
  scanned: FileStates;
};

export const InterestFacts = ({
  reader,
  call,
  interest,
  parties,
}: {
  reader: Reader;
  call: Call;
  interest: Interest;
  parties: readonly Party[];
}) => {
  const { t, lang } = reader;
  const joint = (interest.jointWith ?? []).map(
    (id) => parties.find((party) => party.id === id)?.names[lang].name ?? id,
  );
  return (
    <>
      <Fact name={t.party.seats}>
        {interest.seats.length === 0
          ? reader.ct.selection.anySeat
          : listText(lang, [...new Set(interest.seats.map((seat) => seatName(call, seat, lang)))])}
      </Fact>
      {interest.conditions ? <Fact name={t.party.conditions}>{interest.conditions}</Fact> : null}
      {interest.representative ? (
        <Fact name={t.party.representative}>{representativeText(interest.representative)}</Fact>
      ) : null}
      {(interest.nominees ?? []).map((person, at) => (
        <Fact name={t.offers.person(at + 1)}>
          <PersonWords reader={reader} call={call} person={person} />
        </Fact>
      ))}
      {joint.length > 0 ? <Fact name={t.party.joint}>{listText(lang, joint)}</Fact> : null}
    </>
  );
};

export const representativeText = ({ name, title, level }: Representative): string =>
  [titled({ title, name }), level].filter(Boolean).join(", ");

type PersonProps = { reader: Reader; call: Pick<Call, "seats">; person: Nominee };

/** A person as an offer names them. */
export const PersonWords = (props: PersonProps) => (
  <>
    {titled(props.person)}
    <PersonFacts {...props} />
  </>
);

/** What an offer says of a person besides the name; what it does not say is left unsaid. */
export const PersonFacts = ({ reader: { t, lang }, call, person }: PersonProps) => {
  const facts = [
    person.office,
    person.languages,
    person.gender && t.offers.genders[person.gender],
    person.available ? t.offers.isAvailable : undefined,
    ...new Set(person.seats.map((seat) => seatName(call, seat, lang))),
  ].filter(Boolean);
  return (
    <>
      {facts.length > 0 ? <p class="soft">{facts.join(" · ")}</p> : null}
      {person.biography ? <p class="soft">{person.biography}</p> : null}
    </>
  );
};

/** What a version holds: facts, typed text, files. */
export const VersionBody = ({ reader, facts }: { reader: Reader; facts: VersionFacts }) => {
  const { t } = reader;
  const { call, submission, effective, parties } = facts;
  const text = otherText(submission);
  return (
    <>
      <Facts>
        <Fact name={t.party.reference}>
          <span class="num">{submission.reference}</span>
        </Fact>
        <Fact name={t.party.received}>
          <Instant reader={reader} at={submission.receivedAt} />
          {submission.late ? ` (${t.party.late})` : ""}
        </Fact>
        <Fact name={t.party.channel}>{t.party.channels[submission.channel]}</Fact>
        <Fact name={t.party.state}>
          <VersionTag reader={reader} submission={submission} effective={effective} />
        </Fact>
        {submission.interest ? (
          <InterestFacts reader={reader} call={call} interest={submission.interest} parties={parties} />
        ) : null}
      </Facts>
      <Answers reader={reader} call={call} submission={submission} />
      {text ? (
        <div class="quote">
          <pre>{text}</pre>
        </div>
      ) : null}
    </>
  );
};

/** Plain words on what could not be accepted, once for all such files. */
const NotAccepted = ({
  reader,
  files,
  states,
}: {
  reader: Reader;
  files: Submission["files"];
  states: FileStates;
}) =>
  files.some(({ key }) => states[key] === "infected") ? (
    <Box tone="bad">{reader.t.files.infectedText}</Box>
  ) : null;

export function partyVersionPage(reader: Reader, facts: VersionFacts): Page {
  const { t, lang } = reader;
  const { call, submission, scanned } = facts;
  return {
    title: `${call.names[lang]}: ${submission.reference}`,
    body: (
      <>
        <VersionBody reader={reader} facts={facts} />
        {submission.files.length > 0 ? (
          <>
            <h2>{t.common.files}</h2>
            <Files
              reader={reader}
              files={submission.files}
              states={scanned}
              address={(index) => partyPath(reader, `/${call.id}/${submission.version}/files/${index}`)}
            />
            <NotAccepted reader={reader} files={submission.files} states={scanned} />
          </>
        ) : null}
        <p>
          <a href={partyPath(reader, `/${call.id}`)}>{t.common.back}</a>
        </p>
      </>
    ),
  };
}

/** The page to which a mail's link leads the official contact. Only its button confirms. */
export function confirmPage(
  reader: Reader,
  { party, call, ...facts }: VersionFacts & { party: Party; withdrawal: boolean },
): Page {
  const { t, lang } = reader;
  const { submission, withdrawal } = facts;
  const ofParty = party.names[lang].of;
  const settled = !withdrawal && submission.state !== "unconfirmed";
  const version = withdrawal ? "withdrawal" : String(submission.version);
  return {
    title: `${t.party.confirmTitle}: ${call.names[lang]}`,
    body: (
      <>
        <p class="lead">{withdrawal ? t.party.confirmWithdrawal(ofParty) : t.party.confirmText(ofParty)}</p>
        <VersionBody reader={reader} facts={{ call, ...facts }} />
        {submission.files.length > 0 ? <Files reader={reader} files={submission.files} /> : null}
        {settled ? (
          <Box tone="good">{t.party.alreadyConfirmed}</Box>
        ) : (
          <>
            <Act
              reader={reader}
              action={partyPath(reader, `/confirm/${call.id}/${version}`)}
              name={t.party.confirm}
              tone="main"
            />
            <p class="soft">{t.party.confirmNothing}</p>
          </>
        )}
        <p>
          <a href={partyPath(reader)}>{t.common.back}</a>
        </p>
      </>
    ),
  };
}
