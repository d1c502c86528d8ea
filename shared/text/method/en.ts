/** How a selection works, for the public, in English. */
import type { MethodText } from "./es.ts";

export const method: MethodText = {
  title: "How the selection works",
  rulesOfCall: "Rules of the call",
  lead: "Each role is filled in one of these ways. Nobody is ranked, nothing is drawn by lot, and no State appears as not chosen.",
  consultation: {
    title: "Consultation",
    rules: [
      "States express their interest; each subregion consults and agrees on one State.",
      "Where it helps, a text is circulated under a silence procedure with a day and hour at which it ends.",
      "One thing only is checked: one State from each subregion.",
    ],
  },
  composition: {
    title: "Composition",
    rules: [
      "One role only for a person and for a State, across all calls.",
      "As few subregions absent as possible; then the smallest difference between them.",
      "Then the balance between women and men. Not stating a gender is normal and does not count against anyone.",
      "Among equal slates the coordinators choose. All of it can be computed again.",
    ],
  },
  assessment: {
    title: "Assessment",
    rules: [
      "The criteria, and what each mark means, are published with the call.",
      "At least two people without conflict of interest assess, before seeing the marks of others.",
      "The median counts, from a published threshold.",
    ],
  },
  always: {
    title: "Always",
    rules: [
      "Whoever is proposed is consulted first, and is free to accept or not.",
      "Two people of different institutions approve.",
      "The decision is published at a set hour: role, State or person, and date. Nothing else.",
    ],
  },
};
