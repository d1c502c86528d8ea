/** How a party stands with each call at a glance, and what was announced on either side: theirs to come, and ours. */
import type { Call, PartyStanding } from "../../../shared/domain/call.ts";
import type { Notice } from "../../../shared/domain/notice.ts";
import { titled } from "../../../shared/domain/offer.ts";
import type { Party } from "../../../shared/domain/party.ts";
import type { Person } from "../../../shared/domain/review.ts";
import type { Selection } from "../../../shared/domain/selection.ts";
import { isToFormalise } from "../../../shared/domain/sorting.ts";
import type { Submission } from "../../../shared/domain/submission.ts";
import { Fact, Facts } from "../components/facts.tsx";
import { PhaseTag } from "../components/phase-tag.tsx";
import { Table } from "../components/table.tsx";
import { Instant } from "../components/times.tsx";
import { deskSeatName, pathIn, type Reader } from "../reader.ts";
import { dayText, listText, localOf } from "../when.ts";
import { PartyClose } from "./console-extension.tsx";
import { VersionTag } from "./party-home.tsx";

export type GlanceFacts = {
  party: Party;
  calls: readonly Call[];
  standings: readonly PartyStanding[];
  submissions: readonly Submission[];
  people: readonly Person[];
  planned: readonly Notice[]; // mails to this party that the dates will cause
  selections: readonly { call: Call; selection: Selection }[]; // that the reader may see
};

const own = (calls: readonly Call[], { kind }: Party) =>
  calls.filter((call) => call.phase !== "draft" && call.parties.includes(kind));

export const Glance = ({ reader, facts }: { reader: Reader; facts: GlanceFacts }) => {
  const { ct, lang, person } = reader;
  const words = ct.desk.party;
  const { party, standings, submissions } = facts;
  const calls = own(facts.calls, party);
  const coordinates = person?.roles.includes("coordinator") ?? false;
  return (
    <>
      <h2>{words.glance}</h2>
      {calls.length === 0 ? (
        <p>{words.noCalls}</p>
      ) : (
        <Table
          caption={words.glance}
          head={[
            words.call,
            words.closes,
            words.answer,
            words.remindersLeft,
            ...(coordinates ? [words.acts] : []),
          ]}
        >
          {calls.map((call) => {
            const standing = standings.find((one) => one.call === call.id);
            const last = submissions
              .filter((one) => one.call === call.id && one.state !== "taken-back")
              .at(-1);
            return (
              <tr>
                <th scope="row">
                  <a href={pathIn(reader, `/console/calls/${call.id}`)}>{call.names[lang]}</a>{" "}
                  <PhaseTag reader={reader} call={call} />
                </th>
                <td>
                  <PartyClose reader={reader} call={call} standing={standing} />
                </td>
                <td>
                  {last ? (
                    <>
                      <a href={pathIn(reader, `/console/parties/${party.id}/${call.id}/${last.version}`)}>
                        {last.reference}
                      </a>{" "}
                      <VersionTag reader={reader} submission={last} effective={standing?.effective} />
                    </>
                  ) : (
                    <span class="soft">{standing?.draft ? ct.call.draft : ct.call.noAnswer}</span>
                  )}
                </td>
                <td>{remindersText(reader, facts, call, standing)}</td>
                {coordinates ? (
                  <td>
                    <a
                      href={pathIn(reader, `/console/parties/${party.id}/extension/${call.id}`)}
                      aria-label={ct.desk.extension.linkFor(call.names[lang])}
                    >
                      {ct.desk.extension.link}
                    </a>
                  </td>
                ) : null}
              </tr>
            );
          })}
        </Table>
      )}
    </>
  );
};

/** The days of the reminders to come, or why there are none. */
function remindersText(
  { ct, lang, definition }: Reader,
  { party, planned }: GlanceFacts,
  call: Call,
  standing: PartyStanding | undefined,
): string {
  if (standing?.noReminders) return ct.call.noReminders;
  if (party.paused) return ct.call.pausedParty;
  if (standing && standing.heldBy.length > 0) return ct.call.held;
  const days = planned.flatMap(({ call: of, kind, dueAt }) =>
    of === call.id && kind === "reminder" && dueAt
      ? [localOf(definition.review.zone, dueAt).slice(0, 10)]
      : [],
  );
  const left = [...new Set(days)].sort().map((day) => dayText(lang, day));
  return left.length > 0 ? listText(lang, left) : ct.desk.party.noneLeft;
}

/** What the party announced or accepted, what it has begun, and which mails of ours are planned to it. */
export const Promised = ({ reader, facts }: { reader: Reader; facts: GlanceFacts }) => {
  const { ct, lang } = reader;
  const words = ct.desk.party;
  const { party, calls, standings, submissions, people, selections, planned } = facts;
  const callName = (id: string) => calls.find((call) => call.id === id)?.names[lang] ?? id;
  const nameOf = (id: string) => people.find((person) => person.id === id)?.name ?? id;
  const said = submissions.filter(
    (one) =>
      isToFormalise(one) &&
      standings.some(({ call, effective }) => call === one.call && effective === one.version),
  );
  const seats = selections.flatMap(({ call, selection }) =>
    selection.seats
      .filter((state) => state.party === party.id && state.acceptance === "accepted")
      .map(({ seat, person }) => `${deskSeatName(call, seat, lang)}${person ? ` (${titled(person)})` : ""}`),
  );
  const drafts = standings.filter(({ draft }) => draft !== undefined).map(({ call }) => callName(call));
  const isNothing = said.length + seats.length + drafts.length === 0;
  return (
    <>
      <h2>{words.promised}</h2>
      {isNothing ? null : (
        <Facts>
          {said.length > 0 ? (
            <Fact name={words.said}>
              {said.map((one) => (
                <p>
                  <a href={pathIn(reader, `/console/parties/${party.id}/${one.call}/${one.version}`)}>
                    {one.reference}
                  </a>{" "}
                  {reader.t.party.channels[one.channel]}, <Instant reader={reader} at={one.receivedAt} />
                  {one.takenBy ? `, ${ct.parties.takenBy(nameOf(one.takenBy))}` : ""}
                </p>
              ))}
            </Fact>
          ) : null}
          {seats.length > 0 ? <Fact name={words.seats}>{listText(lang, seats)}</Fact> : null}
          {drafts.length > 0 ? <Fact name={words.drafts}>{listText(lang, drafts)}</Fact> : null}
        </Facts>
      )}
      <h3>{words.ours}</h3>
      {planned.length === 0 ? (
        <p>{ct.nothing}</p>
      ) : (
        <Table caption={words.ours} head={[words.when, words.kind, words.call, words.to]}>
          {planned.map((notice) => (
            <tr>
              <td>{notice.dueAt ? <Instant reader={reader} at={notice.dueAt} /> : words.onDecision}</td>
              <th scope="row">
                <a href={pathIn(reader, `/console/outbox/${notice.id}`)}>{ct.kinds[notice.kind]}</a>
              </th>
              <td>{callName(notice.call)}</td>
              <td>{notice.to}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
};
