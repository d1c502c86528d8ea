/** What a definition must keep beyond the shape of its parts: each problem says where it is and what to do about it. */
import { isZone } from "./calendar.ts";
import { callProblems } from "./call-checks.ts";
import type { Definition } from "./definition.ts";
import { valueAt } from "./definition.ts";
import { countryOf } from "./names.ts";

export type Path = readonly (string | number)[];

export interface Problem {
  path: Path;
  message: string;
  remedy: string;
  refersTo?: string; // the id that is missing; no problem if its entry is only unreadable itself
}

/** Everything that does not hold, in reading order of the definition. */
export function problemsIn(definition: Definition): Problem[] {
  return [
    ...headProblems(definition),
    ...doubles(definition),
    ...rollProblems(definition),
    ...schemeProblems(definition),
    ...definition.calls.flatMap((call, at) => callProblems(call, ["calls", at], definition)),
    ...roadmapProblems(definition),
    ...programmeProblems(definition),
    ...openValueProblems(definition),
    ...contactProblems(definition),
    ...sourceProblems(definition),
  ];
}

function headProblems({ review, quietDays }: Definition): Problem[] {
  const problems: Problem[] = [];
  if (!isZone(review.zone)) {
    problems.push({
      path: ["review", "zone"],
      message: `There is no time zone "${review.zone}"`,
      remedy: "Write a name of the IANA database, such as America/Santiago",
    });
  }
  if (review.ends < review.begins) {
    problems.push({
      path: ["review", "ends"],
      message: `The review ends on ${review.ends}, before it begins on ${review.begins}`,
      remedy: "Write the first day in begins and the last day in ends",
    });
  }
  quietDays.periods.forEach((period, at) => {
    for (const end of ["from", "to"] as const) {
      if (!isDay(`2024-${period[end]}`)) {
        problems.push({
          path: ["quietDays", "periods", at, end],
          message: `${period[end]} is no day of the year`,
          remedy: "Write month and day, such as 12-20",
        });
      }
    }
  });
  return problems;
}

const isDay = (day: string) => new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day) ?? false;

/** Ids, codes and addresses that must be there once only. */
function doubles(definition: Definition): Problem[] {
  const { secretariat, schemes, roll, calls, roadmap, programme, outcomes, documents, logistics } =
    definition;
  const parties = roll.flatMap((group, at) => [
    ...group.states.map((code, i) => ({ value: code, path: ["roll", at, "states", i] })),
    ...group.members.map(({ id }, i) => ({ value: id, path: ["roll", at, "members", i, "id"] })),
  ]);
  // Two parties of one code would have the same references: Canada is CAN. A State named twice is told by its own code.
  const states = new Set(roll.flatMap((group) => group.states));
  const codes = [
    ...[...states].map((code) => ({ value: countryOf(code)?.code ?? code, path: [] })),
    ...roll.flatMap((group, at) =>
      group.members.map(({ code }, i) => ({ value: code, path: ["roll", at, "members", i, "code"] })),
    ),
  ];
  const ids = { secretariat, schemes, roll, calls, roadmap, programme, outcomes, documents, logistics };
  const field = (list: string, name: string, values: readonly string[]) =>
    values.map((value, at) => ({ value, path: [list, at, name] }));
  return [
    parties,
    codes,
    ...Object.entries(ids).map(([list, entries]) =>
      field(
        list,
        "id",
        entries.map((entry) => entry.id),
      ),
    ),
    field(
      "secretariat",
      "email",
      secretariat.map(({ email }) => email),
    ),
    field(
      "calls",
      "code",
      calls.map(({ code }) => code),
    ),
    field(
      "calls",
      "address",
      calls.map(({ address }) => address),
    ),
  ].flatMap(repeated);
}

function repeated(entries: readonly { value: string; path: Path }[]): Problem[] {
  return entries
    .filter(({ value }, at) => entries.findIndex((entry) => entry.value === value) < at)
    .map(({ value, path }) => ({
      path,
      message: `"${value}" stands here a second time`,
      remedy: "Remove one of the two, or give it another value",
    }));
}

function rollProblems({ roll }: Definition): Problem[] {
  return roll.flatMap((group, at) => {
    const members = [...group.states, ...group.members.map(({ id }) => id)];
    const unknown = group.states.flatMap((code, i) =>
      countryOf(code)
        ? []
        : {
            path: ["roll", at, "states", i],
            message: `There is no State or territory with the code ${code}`,
            remedy:
              "Use the two letters of ISO 3166, such as GB for the United Kingdom; add new names to country-names.ts",
          },
    );
    const strangers = Object.entries(group.exceptions).flatMap(([language, ids]) =>
      ids.flatMap((id, i) =>
        members.includes(id)
          ? []
          : {
              path: ["roll", at, "exceptions", language, i],
              message: `${id} is written to in ${language}, but is not of this group`,
              remedy: `Remove it, or add it to the group ${group.id}`,
              refersTo: id,
            },
      ),
    );
    return [...unknown, ...strangers];
  });
}

function schemeProblems({ scheme, schemes, roll }: Definition): Problem[] {
  const states = roll.filter(({ kind }) => kind === "member-state").flatMap((group) => group.states);
  const problems: Problem[] = schemes.some(({ id }) => id === scheme)
    ? []
    : [
        {
          path: ["scheme"],
          message: `There is no scheme "${scheme}"`,
          remedy: `Write one of: ${schemes.map(({ id }) => id).join(", ")}`,
          refersTo: scheme,
        },
      ];
  schemes.forEach((one, at) => {
    const seen = new Set<string>();
    one.subregions.forEach((subregion, s) => {
      subregion.parties.forEach((party, p) => {
        const path = ["schemes", at, "subregions", s, "parties", p];
        if (!states.includes(party)) {
          const remedy = "Remove it here, or add it to the roll as a State of the region";
          problems.push({
            path,
            message: `${party} is no State of the region on the roll`,
            remedy,
            refersTo: party,
          });
        }
        if (seen.has(party)) {
          problems.push({
            path,
            message: `${party} is in two subregions`,
            remedy: "Leave it in one of them",
          });
        }
        seen.add(party);
      });
    });
    for (const state of states.filter((code) => countryOf(code) && !seen.has(code))) {
      const remedy = "Add it to one of the scheme’s subregions";
      problems.push({
        path: ["schemes", at],
        message: `${state} is in no subregion of ${one.id}`,
        remedy,
        refersTo: state,
      });
    }
  });
  return problems;
}

function roadmapProblems({ roadmap }: Definition): Problem[] {
  return roadmap.flatMap((activity, at): Problem[] => {
    const { day, from, to, month } = activity;
    const forms = [day, month, from ?? to].filter((form) => form !== undefined);
    const path = ["roadmap", at];
    if (forms.length !== 1 || (from === undefined) !== (to === undefined)) {
      const remedy = "Write day alone, month alone, or from and to";
      return [{ path, message: `The date of ${activity.id} is not told in one way`, remedy }];
    }
    if (from && to && to < from) {
      const remedy = "Write the earlier day in from";
      return [{ path: [...path, "to"], message: `${activity.id} ends before it begins`, remedy }];
    }
    return [];
  });
}

/** The Global Compact has 23 objectives. */
const objectives = 23;

function programmeProblems({ programme, review, calls }: Definition): Problem[] {
  const sessions = new Map<number, string>();
  const problems: Problem[] = [];
  programme.forEach((item, at) => {
    if (item.day < review.begins || item.day > review.ends) {
      const message = `${item.id} is on ${item.day}, but the review lasts from ${review.begins} to ${review.ends}`;
      problems.push({ path: ["programme", at, "day"], message, remedy: "Write a day of the review" });
    }
    item.seats.forEach(({ call: id, seats = [] }, i) => {
      const path = ["programme", at, "seats", i];
      const call = calls.find((one) => one.id === id);
      if (!call) {
        const remedy = `Write one of: ${calls.map((one) => one.id).join(", ")}`;
        problems.push({
          path: [...path, "call"],
          message: `There is no call ${id}`,
          remedy,
          refersTo: id,
        });
        return;
      }
      seats.forEach((seat, place) => {
        if (call.seats.some((one) => one.id === seat)) return;
        const known = call.seats.map((one) => one.id).join(", ");
        problems.push({
          path: [...path, "seats", place],
          message: `The call ${id} has no seat ${seat}`,
          remedy: known ? `Write one of: ${known}` : "Name a call that has seats",
        });
      });
    });
    item.objectives.forEach((objective, i) => {
      const path = ["programme", at, "objectives", i];
      const other = sessions.get(objective);
      if (objective < 1 || objective > objectives) {
        const remedy = `Write a number from 1 to ${objectives}`;
        problems.push({ path, message: `There is no objective ${objective}`, remedy });
      } else if (other) {
        const remedy = `Leave it in ${other} or in ${item.id}`;
        problems.push({ path, message: `Objective ${objective} is in two sessions`, remedy });
      } else sessions.set(objective, item.id);
    });
  });
  return problems;
}

function openValueProblems(definition: Definition): Problem[] {
  const persons = definition.secretariat.map(({ id }) => id);
  return definition.openValues.flatMap(({ path: value, confirmed }, at): Problem[] => {
    const path = ["openValues", at];
    const problems: Problem[] = [];
    if (valueAt(definition, value) === undefined) {
      const remedy = "Write the way to a value, list entries by their id: calls.co-chairs.closes";
      const refersTo = value.split(".")[1] ?? value;
      problems.push({ path: [...path, "path"], message: `There is no value ${value}`, remedy, refersTo });
    }
    if (confirmed && !persons.includes(confirmed.by)) {
      const message = `${confirmed.by} confirmed it, but is not of the secretariat`;
      const remedy = `Write one of: ${persons.join(", ")}`;
      problems.push({ path: [...path, "confirmed", "by"], message, remedy, refersTo: confirmed.by });
    }
    return problems;
  });
}

function contactProblems({ contacts, sampleContacts, roll, review, scheme, schemes }: Definition): Problem[] {
  const parties = new Set(roll.flatMap((group) => [...group.states, ...group.members.map(({ id }) => id)]));
  const strangers = contacts.flatMap(({ party }, at) =>
    parties.has(party)
      ? []
      : {
          path: ["contacts", at, "party"],
          message: `${party} is not on the roll`,
          remedy: "Add it to a group of the roll, or correct its id",
          refersTo: party,
        },
  );
  const emails = contacts.map(({ email }, at) => ({
    value: email.toLowerCase(),
    path: ["contacts", at, "email"],
  }));
  const invented =
    sampleContacts && review.mail === "live"
      ? [
          {
            path: ["sampleContacts"],
            message: "A live review has invented contacts",
            remedy: "Remove sampleContacts, and list the real ones under contacts",
          },
        ]
      : [];
  const subregions = schemes.find(({ id }) => id === scheme)?.subregions.map(({ id }) => id) ?? [];
  const groups = contacts.flatMap(({ conveysFor }, at) =>
    conveysFor === undefined || subregions.includes(conveysFor)
      ? []
      : {
          path: ["contacts", at, "conveysFor"],
          message: `${conveysFor} is no subregion of the scheme ${scheme}`,
          remedy: `Write one of: ${subregions.join(", ")}`,
          refersTo: conveysFor,
        },
  );
  return [...strangers, ...repeated(emails), ...groups, ...invented];
}

/** A source that is told of a field which the entity does not have is a slip of the pen. */
function sourceProblems(definition: Definition): Problem[] {
  const { review, quietDays } = definition;
  const lists = [
    "schemes",
    "roll",
    "calls",
    "roadmap",
    "programme",
    "outcomes",
    "documents",
    "logistics",
  ] as const;
  const sourced = [
    { path: ["review"], entity: review },
    { path: ["quietDays"], entity: quietDays },
    ...lists.flatMap((list) => definition[list].map((entity, at) => ({ path: [list, at], entity }))),
  ];
  return sourced.flatMap(({ path, entity }) =>
    Object.keys(entity.sources ?? {})
      .filter((field) => !(field in entity))
      .map((field) => ({
        path: [...path, "sources", field],
        message: `A source is told of "${field}", which is not here`,
        remedy: "Remove it, or correct the name of the field",
      })),
  );
}
