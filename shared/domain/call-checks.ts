/** What the dates, seats and approvers of a defined call must keep. */
import { addDays, daysBetween } from "./calendar.ts";
import type { DefinedCall, Definition } from "./definition.ts";
import type { Path, Problem } from "./definition-checks.ts";

/** All that does not hold within one call of a definition. */
export function callProblems(call: DefinedCall, path: Path, definition: Definition): Problem[] {
  return [
    ...dateProblems(call, path, definition),
    ...seatProblems(call, path, definition),
    ...approverProblems(call, path, definition),
    ...partyProblems(call, path, definition),
  ];
}

const isMinute = (minute: string) => new Date(`${minute}:00Z`).toJSON()?.startsWith(minute) ?? false;

function dateProblems(call: DefinedCall, path: Path, definition: Definition): Problem[] {
  const wrong = (["opens", "closes"] as const).filter((field) => !isMinute(call[field]));
  if (wrong.length > 0) {
    return wrong.map((field) => ({
      path: [...path, field],
      message: `${call[field]} is no minute of the calendar`,
      remedy: "Write day and hour, such as 2025-01-10T23:59",
    }));
  }
  const problems: Problem[] = [];
  if (call.closes <= call.opens) {
    problems.push({
      path: [...path, "closes"],
      message: `The call closes at ${call.closes}, before it opens at ${call.opens}`,
      remedy: "Write a later close, or an earlier opening",
    });
  }
  return [...problems, ...reminderProblems(call, path), ...decisionProblems(call, path, definition)];
}

function reminderProblems(call: DefinedCall, path: Path): Problem[] {
  const [opens, closes] = [call.opens.slice(0, 10), call.closes.slice(0, 10)];
  const open = daysBetween(opens, closes);
  return call.reminderDays.flatMap((days, at): Problem[] => {
    const where = [...path, "reminderDays", at];
    if (days < 1) {
      const message = `A reminder ${-days} days after the deadline ${closes}`;
      return [{ path: where, message, remedy: "Write how many days before the close it goes: 14, not -14" }];
    }
    if (days >= open && closes > opens) {
      const message = `A reminder ${days} days before the close goes on ${addDays(closes, -days)}; the call opens on ${opens}`;
      return [{ path: where, message, remedy: `Write fewer than ${open} days, or open the call earlier` }];
    }
    return [];
  });
}

function decisionProblems(call: DefinedCall, path: Path, { review }: Definition): Problem[] {
  const problems: Problem[] = [];
  const { decisionBefore: before, selection, warningDays } = call;
  const say = (field: Path, message: string, remedy: string) =>
    problems.push({ path: [...path, ...field], message, remedy });
  if (selection !== "none" && !before) {
    say([], "It is selected from, but no date is set for the decision", "Add decisionBefore: 2025-01-31");
  }
  if (before && before <= call.closes.slice(0, 10)) {
    say(
      ["decisionBefore"],
      `The decision is due before ${before}, but the call closes only at ${call.closes}`,
      "Write a later decision date, or an earlier close",
    );
  }
  if (before && before > review.begins) {
    const message = `The decision is due before ${before}, but the review begins on ${review.begins}`;
    say(["decisionBefore"], message, "Write a date before the review begins");
  }
  if (warningDays.length > 0 && !before) {
    say(["warningDays"], "Warnings of a decision that has no date", "Remove them, or add decisionBefore");
  }
  warningDays.forEach((days, at) => {
    if (days < 1) say(["warningDays", at], "A warning after its date", "Write how many days before it goes");
  });
  return problems;
}

function seatProblems(call: DefinedCall, path: Path, { scheme, schemes }: Definition): Problem[] {
  const problems: Problem[] = [];
  if (call.kind === "inputs" && (call.seats.length > 0 || call.selection !== "none")) {
    const remedy = 'Make it a call of kind "interest", or remove seats and selection';
    problems.push({ path: [...path, "kind"], message: "A call for inputs has seats or a selection", remedy });
  }
  if (call.kind === "interest" && (call.seats.length === 0 || call.selection === "none")) {
    const remedy = "Add its seats and the way of selection, or make it a call for inputs";
    problems.push({
      path: [...path, "kind"],
      message: "A call for interest has no seats or no selection",
      remedy,
    });
  }
  const subregions = schemes.find(({ id }) => id === scheme)?.subregions.map(({ id }) => id);
  call.seats.forEach((seat, at) => {
    const where = [...path, "seats", at];
    if (call.seats.findIndex(({ id }) => id === seat.id) < at) {
      const remedy = "Give each seat an id of its own";
      problems.push({ path: [...where, "id"], message: `Two seats are called ${seat.id}`, remedy });
    }
    if (seat.subregion && subregions && !subregions.includes(seat.subregion)) {
      problems.push({
        path: [...where, "subregion"],
        message: `The seat is for ${seat.subregion}, which is no subregion of the scheme ${scheme}`,
        remedy: `Write one of: ${subregions.join(", ")}`,
        refersTo: seat.subregion,
      });
    }
    if (call.selection === "consultation" && seat.holder !== "state") {
      const remedy = "Write holder: state, or select by composition";
      problems.push({
        path: [...where, "holder"],
        message: "A consultation is about seats of States",
        remedy,
      });
    }
  });
  return problems;
}

function approverProblems(call: DefinedCall, path: Path, { secretariat }: Definition): Problem[] {
  if (call.selection === "none") return [];
  const problems = call.approvers.flatMap((id, at): Problem[] => {
    const person = secretariat.find((one) => one.id === id);
    const where = [...path, "approvers", at];
    if (!person) {
      const remedy = `Write one of: ${secretariat.map((one) => one.id).join(", ")}`;
      return [{ path: where, message: `${id} is not of the secretariat`, remedy, refersTo: id }];
    }
    if (person.roles.includes("approver")) return [];
    return [{ path: where, message: `${id} is no approver`, remedy: `Add approver to the roles of ${id}` }];
  });
  const offices = call.approvers.map((id) => secretariat.find((one) => one.id === id)?.office ?? id);
  if (new Set(offices).size < 2) {
    const remedy = "Name two people of two offices";
    problems.push({ path: [...path, "approvers"], message: "Fewer than two offices approve", remedy });
  }
  return problems;
}

function partyProblems(call: DefinedCall, path: Path, { roll }: Definition): Problem[] {
  if (call.parties.some((kind) => roll.some((group) => group.kind === kind))) return [];
  const kinds = [...new Set(roll.map(({ kind }) => kind))].join(", ");
  return [
    {
      path: [...path, "parties"],
      message: "The call invites nobody who is on the roll",
      remedy: `Write one or more of: ${kinds}`,
    },
  ];
}
