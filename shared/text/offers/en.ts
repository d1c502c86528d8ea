/** What is said about offers: representatives of States, and persons for seats, in English. */
import type { OfferText } from "./es.ts";

export const offers: OfferText = {
  name: "Full name",
  title: "Title or style",
  level: "Position or level",
  salutation: "How to address the person",
  persons: "Persons proposed",
  personsText: "In the order you prefer. The name is enough; the rest can be completed later.",
  person: (n) => `Person ${n}`,
  office: "Institution or position",
  languages: "Languages",
  biography: "Short biography",
  curriculum: "The curriculum vitae can be attached above as a file.",
  isAvailable: "Available on all days of the meeting",
  gender: "Gender, if you wish to state it",
  genders: { none: "Not stated", f: "Woman", m: "Man", x: "Other" },
  country: "Country of the person",
  role: "For",
  anyRole: "any of the roles marked",
  another: "Add another person",
};
