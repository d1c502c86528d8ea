/** Notes verbales: numbers that stay, whom a making is for, and the post and contact that each goes to. */
import { describe, expect, test } from "vitest";
import { PartyStanding } from "../../shared/domain/call.ts";
import {
  findNoteNumber,
  isInGroup,
  makingState,
  type NoteMaking,
  type NoteRequest,
  noteContact,
  noteNumber,
} from "../../shared/domain/note.ts";
import { Contact } from "../../shared/domain/party.ts";

test.each<[string, ReturnType<typeof findNoteNumber>]>([
  [noteNumber("LAC25", "GQ", "COL"), { review: "LAC25", call: "GQ", party: "COL" }],
  [
    "En respuesta a la nota lac25-nv-gq-mercosur, de fecha…",
    { review: "LAC25", call: "GQ", party: "MERCOSUR" },
  ],
  ["LAC25-GQ-COL-1", null], // the reference of a submission
  ["nota 145/2024", null],
])("%s", (text, found) => {
  expect(findNoteNumber(text)).toEqual(found);
});

const contact = (id: string, change: Partial<Contact> = {}) =>
  Contact.parse({
    id,
    party: "CO",
    post: "santiago",
    email: `${id}@cancilleria-co.example`,
    language: "es",
    standing: "official",
    ...change,
  });
const standing = (change: Partial<PartyStanding> = {}) =>
  PartyStanding.parse({ call: "guiding-questions", party: "CO", ...change });
const at = "2024-11-06T12:00:00.000Z";

describe("who is in a group", () => {
  const official = [contact("co1")];
  test.each<[string, NoteRequest["group"], Contact[], PartyStanding | undefined, boolean, boolean]>([
    ["everybody", "all", official, standing({ answered: at }), true, true],
    ["no contact at all", "without-mail", [], undefined, false, true],
    ["one that bounced", "without-mail", [contact("co1", { unreachable: true })], undefined, false, true],
    [
      "a colleague is no official contact",
      "without-mail",
      [contact("co1", { standing: "alternate" })],
      undefined,
      false,
      true,
    ],
    ["an official contact", "without-mail", official, undefined, false, false],
    ["silent", "unanswered", official, undefined, false, true],
    ["answered", "unanswered", official, standing({ answered: at }), false, false],
    ["asked for no reminders", "unanswered", official, standing({ noReminders: at }), false, false],
    [
      "a mail in triage may be its answer",
      "unanswered",
      official,
      standing({ heldBy: ["msg_1"] }),
      false,
      false,
    ],
    ["paused by the secretariat", "unanswered", official, undefined, true, false],
  ])("%s", (_rule, group, contacts, given, paused, expected) => {
    expect(isInGroup(group, { paused }, { contacts, standing: given })).toBe(expected);
  });
});

describe("the post and the contact", () => {
  const santiago = contact("co1");
  const geneva = contact("co2", { post: "geneva", copied: true });
  const capital = contact("co3", { post: "capital", standing: "alternate" });
  const protocol = contact("co4", { post: "capital", standing: "protocol" });
  test.each<[string, NoteRequest["post"], Contact[], Contact["post"], string | undefined]>([
    ["its own: where it is written to", "own", [capital, santiago, geneva], "santiago", "co1"],
    ["its own: a protocol office, if nobody else", "own", [protocol], "capital", "co4"],
    ["its own: none, so the capital and no link", "own", [], "capital", undefined],
    ["a post with its contact", "capital", [santiago, protocol], "capital", "co4"],
    ["a post without one: the party's own link", "new-york", [santiago], "new-york", "co1"],
    ["a colleague does when there is nobody else", "own", [capital], "capital", "co3"],
  ])("%s", (_rule, post, contacts, expected, id) => {
    const found = noteContact({ kind: "member-state" }, post, contacts);
    expect([found.post, found.contact?.id]).toEqual([expected, id]);
  });
});

test.each<[string, Partial<NoteMaking>, string, ReturnType<typeof makingState>]>([
  ["asked a minute ago", {}, "2024-11-06T12:01:00Z", "preparing"],
  ["asked an hour ago and never written", {}, "2024-11-06T13:00:00Z", "given-up"],
  ["written", { written: { at, key: "k", name: "n", notes: 1, size: 1 } }, "2024-11-07T12:00:00Z", "ready"],
  [
    "after its week",
    { written: { at, key: "k", name: "n", notes: 1, size: 1 } },
    "2024-11-14T12:00:00Z",
    "gone",
  ],
])("a making %s", (_rule, change, now, state) => {
  const making: NoteMaking = {
    id: "not_1",
    call: "guiding-questions",
    group: "all",
    post: "own",
    form: "one-each",
    by: "ines-rojas",
    askedAt: at,
    expires: Date.parse("2024-11-13T12:00:00Z") / 1000,
    revision: 0,
    ...change,
  };
  expect(makingState(making, new Date(now))).toBe(state);
});
