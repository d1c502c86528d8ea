/** The formula of a consultation changed in mid-call: seats keep their ids and States, and take other names. */
import type { Call, Seat } from "./call.ts";
import type { DefinedCall, Formula, Scheme } from "./definition.ts";
import { languages, type Texts } from "./language.ts";
import { type Outcome, refused } from "./outcome.ts";
import { newSlate, seatState } from "./seats.ts";
import type { SeatState, Selection } from "./selection.ts";

export interface Wanted {
  formula: string | null; // null: the one of the definition
  leads?: string | undefined; // the seat that leads, in another one
}

interface At {
  call: Call;
  defined: Pick<DefinedCall, "seats" | "formulas">;
  selection: Selection;
  scheme: Scheme | undefined;
}

/** One seat by its names before and after. */
export interface Renamed {
  seat: string;
  before: Texts;
  after: Texts;
  asksAgain: boolean; // its State was asked or had accepted, and is to be asked again
}

type Changed = Outcome<{ call: Call; selection: Selection; renamed: Renamed[] }>;

/**
 * The call and its selection under another formula. A State whose role changes stays agreed, but accepted another role:
 * it is to be asked again, and the slate is another one.
 */
export function changeFormula({ formula: id, leads }: Wanted, at: At): Changed {
  const { call, defined, selection, scheme } = at;
  if (call.selection !== "consultation") return refused("unknown-formula");
  if (selection.releasedAt) return refused("released");
  if (selection.decidedAt) return refused("already-decided");
  const formula = id === null ? null : defined.formulas.find((one) => one.id === id);
  if (formula === undefined) return refused("unknown-formula");
  if (formula && !call.seats.some((seat) => seat.id === leads)) return refused("unknown-seat");
  if (call.formula?.id === formula?.id && (!formula || call.formula?.leads === leads)) {
    return refused("same-formula");
  }
  const seats = call.seats.map((seat) => ({
    ...seat,
    names: formula ? namesBy(formula, seat, leads, scheme) : firstNames(seat, defined),
  }));
  const renamed = renamings(call, seats, selection);
  const running = selection.silences.filter(({ closedAt }) => !closedAt).map(({ seat }) => seat);
  if (renamed.some(({ seat }) => running.includes(seat))) return refused("silence-open");
  const { formula: _before, ...rest } = call;
  return {
    ok: true,
    renamed,
    call: { ...rest, seats, ...(formula && leads ? { formula: { id: formula.id, leads } } : {}) },
    selection: renamed.length === 0 ? selection : askedAnew(selection, renamed),
  };
}

function renamings(call: Call, seats: readonly Seat[], selection: Selection): Renamed[] {
  return call.seats.flatMap(({ id, names: before }) => {
    const after = seats.find((seat) => seat.id === id)?.names ?? before;
    const { acceptance } = seatState(selection, id);
    const asksAgain = acceptance === "asked" || acceptance === "accepted";
    return languages.every((language) => before[language] === after[language])
      ? []
      : [{ seat: id, before, after, asksAgain }];
  });
}

/** Another slate, in which nobody whose role changed has accepted; ordinals of asking go on. */
function askedAnew(selection: Selection, renamed: readonly Renamed[]): Selection {
  const changed = new Set(renamed.filter(({ asksAgain }) => asksAgain).map(({ seat }) => seat));
  const seats = selection.seats.map((state): SeatState => {
    if (!changed.has(state.seat)) return state;
    const { acceptedAt: _accepted, askedAt: _asked, ...kept } = state;
    return { ...kept, acceptance: "not-asked" };
  });
  return newSlate({ ...selection, seats });
}

const firstNames = (seat: Seat, { seats }: At["defined"]): Texts =>
  seats.find(({ id }) => id === seat.id)?.names ?? seat.names;

/** "Presidencia (Caribe)": the formula's words with the name of the seat's group. */
function namesBy(formula: Formula, seat: Seat, leads: string | undefined, scheme: Scheme | undefined): Texts {
  const words = seat.id === leads ? formula.leading : formula.others;
  const group = scheme?.subregions.find(({ id }) => id === seat.subregion)?.names ?? seat.names;
  const say = (language: keyof Texts) => words[language].replaceAll("{seat}", group[language]);
  return { es: say("es"), en: say("en"), pt: say("pt"), fr: say("fr") };
}
