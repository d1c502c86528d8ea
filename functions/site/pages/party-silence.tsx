/** A silence procedure on a party's page: the seat, the hour and the party's own word. Never the State proposed, nor who objected. */
import type { OwnSilence } from "../../../shared/desk/silences.ts";
import type { Call } from "../../../shared/domain/call.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Minute } from "../components/times.tsx";
import { OwnMinute } from "../own-zone.tsx";
import { type Page, partyPath, type Reader, seatName } from "../reader.ts";

type Props = { reader: Reader; call: Call; silences: readonly OwnSilence[] };

export const OwnSilences = ({ reader, call, silences }: Props) => (
  <>
    {silences
      .filter((own) => own.call === call.id)
      .map(({ silence, seat, until, objected }) => (
        <Box>
          <p>
            {reader.t.party.silenceRuns(seatName(call, seat, reader.lang))}{" "}
            <Minute reader={reader} at={until} />. <OwnMinute reader={reader} at={until} />{" "}
            {reader.t.party.silenceText}
          </p>
          {objected ? (
            <p>{reader.t.party.objected}</p>
          ) : (
            <p>
              <a href={partyPath(reader, `/${call.id}/silence/${silence}`)}>{reader.t.party.object}</a>
            </p>
          )}
        </Box>
      ))}
  </>
);

/** Asks whether the party objects; only the button says so. */
export function objectPage(reader: Reader, { call, own }: { call: Call; own: OwnSilence }): Page {
  const { t, lang } = reader;
  return {
    title: t.party.objectTitle,
    body: (
      <>
        <p class="lead">{reader.partyName}</p>
        <p>
          {t.party.silenceRuns(seatName(call, own.seat, lang))} <Minute reader={reader} at={own.until} />.{" "}
          <OwnMinute reader={reader} at={own.until} /> {t.party.silenceText}
        </p>
        {own.objected ? (
          <Box tone="good">{t.party.objected}</Box>
        ) : (
          <>
            <p>{t.party.objectText}</p>
            <Act
              reader={reader}
              action={partyPath(reader, `/${call.id}/silence/${own.silence}`)}
              name={t.party.object}
              tone="main"
            />
            <p class="soft">{t.party.confirmNothing}</p>
          </>
        )}
        <p>
          <a href={partyPath(reader, `/${call.id}`)}>{t.common.back}</a>
        </p>
      </>
    ),
  };
}
