/** What the dates, seats, approvers and assessors of a defined call must keep. */

import { assessmentsNeeded } from "./assessment.ts";
import { addDays, daysBetween } from "./calendar.ts";
import type { Criterion, DefinedCall, Definition } from "./definition.ts";
import type { Path, Problem } from "./definition-checks.ts";
import { languages } from "./language.ts";

/** All that does not hold within one call of a definition. */
export function callProblems(call: DefinedCall, path: Path, definition: Definition): Problem[] {
  return [
    ...dateProblems(call, path, definition),
    ...seatProblems(call, path, definition),
    ...formulaProblems(call, path),
    ...approverProblems(call, path, definition),
    ...assessmentProblems(call, path, definition),
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
    if ((call.selection === "assessment" || call.selection === "composition") && seat.holder !== "person") {
      const remedy = "Write holder: person, or select by consultation";
      problems.push({
        path: [...where, "holder"],
        message: "What is composed or assessed are persons",
        remedy,
      });
    }
  });
  return problems;
}

/** Other formulas are for seats of States in consultation, and their words say where the seat's group stands. */
function formulaProblems(call: DefinedCall, path: Path): Problem[] {
  return call.formulas.flatMap((formula, at): Problem[] => {
    const where = [...path, "formulas", at];
    const problems: Problem[] = [];
    if (call.selection !== "consultation") {
      const remedy = "Remove it, or select by consultation";
      problems.push({ path: where, message: "A formula for seats that are not consulted on", remedy });
    }
    if (call.formulas.findIndex(({ id }) => id === formula.id) < at) {
      const remedy = "Give each formula an id of its own";
      problems.push({ path: [...where, "id"], message: `Two formulas are called ${formula.id}`, remedy });
    }
    for (const words of ["leading", "others"] as const) {
      const bare = languages.filter((language) => !formula[words][language].includes("{seat}"));
      problems.push(
        ...bare.map((language) => ({
          path: [...where, words, language],
          message: "The name does not say whose group the seat is for",
          remedy: "Write {seat} where the name of the group stands: Vice-Chair ({seat})",
        })),
      );
    }
    return problems;
  });
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

/** Who assesses, by which criteria, and from which median somebody may be placed. */
function assessmentProblems(call: DefinedCall, path: Path, { secretariat }: Definition): Problem[] {
  if (call.selection !== "assessment") return [];
  const problems = call.assessors.flatMap((id, at): Problem[] => {
    const person = secretariat.find((one) => one.id === id);
    const where = [...path, "assessors", at];
    if (!person) {
      const remedy = `Write one of: ${secretariat.map((one) => one.id).join(", ")}`;
      return [{ path: where, message: `${id} is not of the secretariat`, remedy, refersTo: id }];
    }
    if (person.roles.includes("assessor")) return [];
    return [{ path: where, message: `${id} is no assessor`, remedy: `Add assessor to the roles of ${id}` }];
  });
  if (new Set(call.assessors).size < assessmentsNeeded) {
    const remedy = "Name at least two people who have the role assessor";
    problems.push({ path: [...path, "assessors"], message: "Fewer than two people assess", remedy });
  }
  if (call.criteria.length === 0) {
    const remedy = "Add criteria, each with what its marks mean";
    problems.push({ path: [...path, "criteria"], message: "It is assessed by no criteria", remedy });
  }
  return [
    ...problems,
    ...call.criteria.flatMap((criterion, at) => anchorProblems(criterion, [...path, "criteria", at])),
    ...thresholdProblems(call, path),
  ];
}

function anchorProblems({ id, anchors }: Criterion, path: Path): Problem[] {
  if (anchors.length < 2) {
    const remedy = "Say what at least its lowest and its highest mark mean";
    return [{ path: [...path, "anchors"], message: `The marks of ${id} are not told`, remedy }];
  }
  return anchors.flatMap(({ mark }, at): Problem[] => {
    const before = anchors[at - 1]?.mark;
    if (before === undefined || before < mark) return [];
    const message = `The mark ${mark} of ${id} stands after ${before}`;
    return [{ path: [...path, "anchors", at, "mark"], message, remedy: "Write the lowest mark first" }];
  });
}

/** The threshold is one of means over all criteria. */
function thresholdProblems({ threshold, criteria }: DefinedCall, path: Path): Problem[] {
  const ends = criteria.map(({ anchors }) => anchors.map(({ mark }) => mark));
  if (criteria.length === 0 || ends.some((marks) => marks.length === 0)) return []; // told already
  const mean = (of: (...marks: number[]) => number) =>
    ends.reduce((sum, marks) => sum + of(...marks), 0) / ends.length;
  const [lowest, highest] = [mean(Math.min), mean(Math.max)];
  if (threshold !== undefined && threshold >= lowest && threshold <= highest) return [];
  const message =
    threshold === undefined
      ? "No threshold says from which median somebody may be placed"
      : `No median from ${lowest} to ${highest} is ${threshold}`;
  const remedy = `Write a threshold from ${lowest} to ${highest}`;
  return [{ path: [...path, "threshold"], message, remedy }];
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
