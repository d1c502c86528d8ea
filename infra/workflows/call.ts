/**
 * The machine of a call. It is a cursor over the data: it asks what is due, has it done, and asks again. Killed and
 * started anew it goes on where the data says.
 */
import { batch, chooseBy, lookedAt, personMustLook, question, task, untilAll, wait } from "./language.ts";

interface CallFunctions {
  planCall: string;
  prepareNotices: string;
  markCall: string;
  awaitChange: string;
}

const ask = "What is due next?";
const call = { "call.$": "$$.Execution.Input.call" };
const here = { ...call, "generation.$": "$$.Execution.Input.generation" };

export function callMachine({ planCall, prepareNotices, markCall, awaitChange }: CallFunctions) {
  const notices = (kind: string, occasion: Record<string, string>) => ({
    ...call,
    kind,
    ...occasion,
    "cursor.$": "$.prepared.cursor",
  });
  const dueOccasion = { "occasion.$": "$.due.occasion" };

  const prepared = (says: string, given: Record<string, unknown>, next: string) =>
    batch({ says, runs: prepareNotices, given, next });
  const marked = (says: string, mark: Record<string, string>, next = ask) =>
    task({ says, runs: markCall, given: { ...here, mark }, next });
  const waiting = (says: string) =>
    wait({
      says,
      runs: awaitChange,
      given: { ...here, "version.$": "$.due.version", "until.$": "$.due.until" },
      next: ask,
    });

  return {
    Comment: "A call, from its announcement to its release",
    StartAt: ask,
    States: {
      [ask]: question({
        says: "A tested function reads the data and says the one next step.",
        runs: planCall,
        given: here,
        next: "By what is due",
      }),
      "By what is due": chooseBy("$.due.kind", {
        announce: "Announce the call",
        remind: "Remind the silent",
        warn: "Warn the secretariat",
        chase: "Tell the secretariat what is still awaited",
        wait: "By what is awaited",
        close: "Close the call",
        "silence-text": "Send the text of the silence procedure",
        silence: "Close the silence procedure",
        letters: "Send the letters",
        release: "Release the decision",
        announcement: "Announce the decision",
        over: "The call has ended",
      }),

      "Announce the call": prepared(
        "Prepares the invitation of every invited party, fifty at a time.",
        notices("invitation", dueOccasion),
        "Is everyone invited?",
      ),
      "Is everyone invited?": untilAll("Announce the call", "The call is announced"),
      "The call is announced": marked("Never announced twice.", { kind: "announced" }),

      "Remind the silent": prepared(
        "Prepares a reminder for each party without an answer.",
        notices("reminder", dueOccasion),
        "Are all the silent reminded?",
      ),
      "Are all the silent reminded?": untilAll("Remind the silent", "The silent are reminded"),
      "The silent are reminded": marked("This reminder is done.", { kind: "reminded", ...dueOccasion }),

      "Warn the secretariat": prepared(
        "The decision's date comes near.",
        notices("warning", dueOccasion),
        "Is everyone warned?",
      ),
      "Is everyone warned?": untilAll("Warn the secretariat", "The secretariat is warned"),
      "The secretariat is warned": marked("This warning is done.", { kind: "warned", ...dueOccasion }),

      "Tell the secretariat what is still awaited": prepared(
        "An acceptance, the approvals or the decision have been awaited for long.",
        notices("waiting", dueOccasion),
        "Is everyone told what is awaited?",
      ),
      "Is everyone told what is awaited?": untilAll(
        "Tell the secretariat what is still awaited",
        "The secretariat is told",
      ),
      "The secretariat is told": marked("Nobody is told of the same wait twice.", {
        kind: "told",
        ...dueOccasion,
      }),

      "By what is awaited": chooseBy("$.due.wait", {
        date: "Wait until it is due, or the dates change",
        selection: "Select with the secretariat",
        silence: "Await the end of the silence procedure",
        acceptances: "Await acceptances",
        approvals: "Await approvals",
        release: "Await the hour of release",
      }),
      "Wait until it is due, or the dates change": waiting("Nothing is due yet."),
      "Select with the secretariat": waiting("People consult and agree; the next warning may come first."),
      "Await the end of the silence procedure": waiting("The States of a group have a text; one may object."),
      "Await acceptances": waiting("The agreed States say whether they accept."),
      "Await approvals": waiting("The approvers approve, or return it."),
      "Await the hour of release": waiting("Decided; it is published at its hour."),

      "Close the call": marked("What comes later is registered and marked late.", { kind: "closed" }),

      "Send the text of the silence procedure": prepared(
        "To the States of the group, fifty parties at a time.",
        notices("silence", dueOccasion),
        "Are all texts prepared?",
      ),
      "Are all texts prepared?": untilAll("Send the text of the silence procedure", "The text is sent"),
      "The text is sent": marked("It goes once.", { kind: "silence-opened", ...dueOccasion }),

      "Close the silence procedure": marked(
        "At its hour, or stopped: without objection its State holds the seat.",
        { kind: "silence-closed", ...dueOccasion },
        "Send the closing note",
      ),
      "Send the closing note": prepared(
        "Tells its States that it ended, and whether without objection.",
        notices("silence-closed", dueOccasion),
        "Are all closing notes prepared?",
      ),
      "Are all closing notes prepared?": untilAll("Send the closing note", "The closing note is sent"),
      "The closing note is sent": marked("It goes once.", { kind: "silence-noted", ...dueOccasion }),

      "Send the letters": prepared(
        "To the States that hold the seats.",
        notices("letter", dueOccasion),
        "Are all letters prepared?",
      ),
      "Are all letters prepared?": untilAll("Send the letters", "The letters are sent"),
      "The letters are sent": marked("The letters of this slate go once.", {
        kind: "letters",
        ...dueOccasion,
      }),

      "Release the decision": marked("From now on it is public, if this slate still stands decided.", {
        kind: "released",
        ...dueOccasion,
      }),
      "Announce the decision": prepared(
        "Tells every invited party what was decided.",
        notices("announcement", dueOccasion),
        "Is everyone told?",
      ),
      "Is everyone told?": untilAll("Announce the decision", "The call has ended"),

      "The call has ended": marked(
        "A date moved later begins a new execution.",
        { kind: "over" },
        "The call is over",
      ),
      "The call is over": { Type: "Succeed" },
      [personMustLook]: lookedAt,
    },
  };
}
