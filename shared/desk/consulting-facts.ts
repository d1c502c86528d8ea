/** What the mails of a consultation and of its dates say, from the selection as it stands. */
import { instantOf, whenOf } from "../domain/calendar.ts";
import type { Call } from "../domain/call.ts";
import type { Definition } from "../domain/definition.ts";
import type { Language } from "../domain/language.ts";
import type { Notice } from "../domain/notice.ts";
import type { Party } from "../domain/party.ts";
import type { Person } from "../domain/review.ts";
import { seatState } from "../domain/seats.ts";
import type { Selection } from "../domain/selection.ts";
import { missingOf, readChase } from "../domain/watch.ts";
import type { NoticeFacts } from "../mail/facts.ts";

interface Known {
  definition: Pick<Definition, "review">;
  call: Call;
  selection: Selection;
  parties: readonly Party[];
  people?: readonly Person[]; // where the notice names some
}

const seatName = ({ seats }: Pick<Call, "seats">, id: string, language: Language) =>
  seats.find((seat) => seat.id === id)?.names[language] ?? id;

/** The facts of the kinds that a consultation causes; nothing for any other. */
export function consultingFacts(notice: Notice, known: Known): Partial<NoticeFacts> {
  switch (notice.kind) {
    case "silence":
    case "silence-closed":
      return silenceFacts(notice, known);
    case "amendment":
      return amendmentFacts(notice, known);
    case "warning":
      return { missing: missingIn(notice.language, known) };
    case "waiting":
      return waitingFacts(notice, known);
    default:
      return {};
  }
}

function silenceFacts({ occasion, language }: Notice, { definition, call, selection }: Known) {
  const silence = selection.silences.find(({ id }) => id === occasion);
  if (!silence) return {};
  const { zone } = definition.review;
  return {
    seat: seatName(call, silence.seat, language),
    said: silence.text[language],
    deadline: whenOf(instantOf(silence.until, zone), zone, language),
    ...(silence.outcome && { ended: silence.outcome }),
  };
}

/** What holds now of what was changed: a mail that waited tells no date that was moved again. */
function amendmentFacts({ params, language }: Notice, known: Known): Partial<NoticeFacts> {
  const { call } = known;
  if (params.what !== "decision") {
    return { amended: "formula", items: call.seats.map(({ names }) => names[language]) };
  }
  return { amended: "decision", ...decisionDay(language, known) };
}

function decisionDay(language: Language, { definition, call }: Known): Partial<NoticeFacts> {
  const { zone } = definition.review;
  return call.decisionBefore
    ? { deadline: whenOf(instantOf(`${call.decisionBefore}T00:00`, zone), zone, language) }
    : {};
}

function missingIn(language: Language, { call, selection }: Known) {
  return missingOf(call, selection).map(({ what, seat }) =>
    seat ? { what, seat: seatName(call, seat, language) } : { what },
  );
}

function waitingFacts({ occasion, language }: Notice, known: Known): Partial<NoticeFacts> {
  const { call, selection, parties, people = [] } = known;
  const awaited = readChase(occasion);
  if (awaited?.what === "acceptance") {
    const { party: id } = seatState(selection, awaited.seat);
    const party = parties.find((one) => one.id === id)?.names[language].name ?? "–";
    return { awaited: { what: "acceptance", seat: seatName(call, awaited.seat, language), party } };
  }
  if (awaited?.what === "silence") {
    const silence = selection.silences.find(({ id }) => id === awaited.silence);
    const names = (silence?.unreached ?? []).map(
      (id) => parties.find((one) => one.id === id)?.names[language].name ?? id,
    );
    return { awaited: { what: "silence", seat: seatName(call, silence?.seat ?? "", language), names } };
  }
  if (awaited?.what === "approvals") {
    const given = selection.approvals
      .filter(({ slate }) => slate === selection.slate)
      .map(({ person }) => person);
    const names = people
      .filter(({ id }) => call.approvers.includes(id) && !given.includes(id))
      .map(({ name, office }) => `${name} (${office})`);
    return { awaited: { what: "approvals", names } };
  }
  return {
    awaited: { what: "overdue" },
    missing: missingIn(language, known),
    ...decisionDay(language, known),
  };
}
