/** A party's own page: where it stands with each call. Nothing here is about anybody else. */

import type { OwnSeat } from "../../../shared/desk/acceptances.ts";
import type { OwnSilence } from "../../../shared/desk/silences.ts";
import type { Call, PartyStanding } from "../../../shared/domain/call.ts";
import { closeFor } from "../../../shared/domain/extension.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Box } from "../components/box.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Tag } from "../components/tag.tsx";
import { Instant, Minute } from "../components/times.tsx";
import { OwnMinute } from "../own-zone.tsx";
import { type Page, partyPath, type Reader, seatName } from "../reader.ts";
import { localOf } from "../when.ts";
import { OwnSilences } from "./party-silence.tsx";

export type OwnCall = {
  call: Call;
  standing: PartyStanding | undefined;
  submissions: readonly Submission[];
};

/** How one version stands among the others. */
function versionState(
  submission: Submission,
  effective: number | undefined,
): "recorded" | "unconfirmed" | "withdrawn" | "superseded" | "taken-back" {
  if (submission.state !== "recorded") return submission.state;
  return submission.version === effective ? "recorded" : "superseded";
}

const tones = {
  recorded: "good",
  unconfirmed: "warn",
  withdrawn: "plain",
  superseded: "plain",
  "taken-back": "bad",
} as const;

export const VersionTag = ({
  reader,
  submission,
  effective,
}: {
  reader: Reader;
  submission: Submission;
  effective: number | undefined;
}) => {
  const state = versionState(submission, effective);
  // Only the desk ever sees one that was taken back.
  const text = state === "taken-back" ? reader.ct.parties.takenBack : reader.t.party[state];
  return <Tag tone={tones[state]}>{text}</Tag>;
};

const Standing = ({ reader, own }: { reader: Reader; own: OwnCall }) => {
  const { t } = reader;
  const last = own.submissions.at(-1);
  if (!last) return <p>{t.party.noAnswer}</p>;
  return (
    <p>
      <VersionTag reader={reader} submission={last} effective={own.standing?.effective} />{" "}
      <span class="num">{last.reference}</span>, <Instant reader={reader} at={last.receivedAt} />
    </p>
  );
};

/** Seats that this party was asked for or holds, with the buttons of its answer while it is asked. */
export const OwnSeats = ({
  reader,
  call,
  seats,
}: {
  reader: Reader;
  call: Call;
  seats: readonly OwnSeat[];
}) => (
  <>
    {seats
      .filter((own) => own.call === call.id)
      .map(({ seat, acceptance, asked }) => {
        const name = seatName(call, seat, reader.lang);
        if (acceptance === "accepted") return <Box tone="good">{reader.t.party.seatHeld(name)}</Box>;
        if (acceptance !== "asked") return null;
        return (
          <form
            class="ds-card"
            data-color="accent"
            data-variant="tinted"
            method="post"
            action={partyPath(reader, `/${call.id}/seat`)}
          >
            <p>{reader.t.party.seatAsked(name)}</p>
            <input type="hidden" name="token" value={reader.formToken} />
            <input type="hidden" name="seat" value={seat} />
            <input type="hidden" name="asked" value={String(asked)} />
            <div class="row">
              <Button name="answer" value="accept">
                {reader.t.party.accept}
              </Button>
              <Button name="answer" value="decline" tone="plain">
                {reader.t.party.decline}
              </Button>
            </div>
          </form>
        );
      })}
  </>
);

export function partyHomePage(
  reader: Reader,
  {
    calls,
    seats,
    silences = [],
  }: { calls: readonly OwnCall[]; seats: readonly OwnSeat[]; silences?: readonly OwnSilence[] },
): Page {
  const { lang, t } = reader;
  const nowLocal = localOf(reader.definition.review.zone, reader.now);
  return {
    title: reader.partyName ?? "",
    body: (
      <>
        <p class="soft">{t.party.intro}</p>
        <h2>{t.party.standing}</h2>
        {calls.length === 0 ? <p>{t.party.nothing}</p> : null}
        <ul class="cards">
          {calls.map((own) => (
            <li class="ds-card">
              <h3>
                <a href={partyPath(reader, `/${own.call.id}`)}>{own.call.names[lang]}</a>
              </h3>
              <Standing reader={reader} own={own} />
              {own.standing?.draft ? <p>{t.party.draft}</p> : null}
              <OwnSeats reader={reader} call={own.call} seats={seats} />
              <OwnSilences reader={reader} call={own.call} silences={silences} />
              {nowLocal <= closeFor(own.call, own.standing) ? (
                <p>
                  {t.party.until} <Minute reader={reader} at={closeFor(own.call, own.standing)} />{" "}
                  <OwnMinute reader={reader} at={closeFor(own.call, own.standing)} />
                </p>
              ) : (
                <p>{t.party.afterwards}</p>
              )}
              <p>
                <LinkButton href={partyPath(reader, `/${own.call.id}`)}>
                  {own.submissions.length > 0 ? t.party.complete : t.party.answer}
                </LinkButton>
              </p>
            </li>
          ))}
        </ul>
        <p>
          <a href={partyPath(reader, "/contacts")}>{t.own.contacts.link}</a>
        </p>
      </>
    ),
  };
}
