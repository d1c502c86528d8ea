/** The mails in English that a consultation and its dates cause: silence procedures, changes, and what the secretariat must not forget. */
import { type NoticeFacts, need, remaining, type Words } from "../../mail/facts.ts";
import { callName, greets, moment, theCall } from "./en-phrases.ts";

export function silence(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  const { enquiries } = facts;
  return {
    subject: `Silence procedure: ${seat}`,
    opening: [
      `${greets(facts)} and, with reference to ${theCall(facts)}, has the honour to submit the following text for consideration under a silence procedure.`,
      ...need(facts.said, "said").split(/\n{2,}/),
    ],
    rows: [
      ["Role", seat],
      ...(facts.deadline ? [["End of the procedure", moment(facts.deadline)] as const] : []),
    ],
    body: [
      "In the absence of objections by that time, the proposal will be considered accepted.",
      `An objection may be communicated on the page below${enquiries ? `, or to ${enquiries.name} (${enquiries.email})` : ""}. Its origin will be treated as confidential.`,
      "It is kindly requested that this communication be kept confidential.",
    ],
    action: { label: "Open the page of the call", to: "link" },
  };
}

const endings = {
  agreed: "ended without objection. The proposal stands accepted.",
  objected: "ended with an objection, so that the proposal is not accepted. Consultations continue.",
  stopped: "ended without effect. Consultations continue.",
};

export function silenceClosed(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `End of the silence procedure: ${seat}`,
    opening: [
      `${greets(facts)} and, with reference to ${theCall(facts)}, has the honour to inform that the silence procedure on the role below ${endings[need(facts.ended, "ended")]}`,
    ],
    rows: [["Role", seat]],
    body: [
      "It is kindly requested that this communication be kept confidential until the decision is published.",
    ],
    action: { label: "Open the page of the call", to: "link" },
  };
}

export function amendment(facts: NoticeFacts): Words {
  const ofDate = facts.amended === "decision";
  const change = ofDate
    ? `the date before which the decision on ${theCall(facts)} will be taken has been changed`
    : `the distribution of roles in ${theCall(facts)} has been changed`;
  return {
    subject: `Change to the call: ${callName(facts)}`,
    opening: [`${greets(facts)} and has the honour to inform that ${change}.`],
    rows: ofDate
      ? [
          ...(facts.deadline ? [["Decision before", facts.deadline.date] as const] : []),
          ...(facts.previous ? [["Previous date", facts.previous.date] as const] : []),
        ]
      : [],
    ...(ofDate ? {} : { list: { title: "Roles", items: facts.items ?? [] } }),
    body: ["Communications already received remain fully valid."],
    action: { label: "Open the page of the call", to: "link" },
  };
}

const lacks = {
  state: "to be agreed",
  silence: "a silence procedure is running",
  unasked: "agreed; acceptance has not been asked",
  unanswered: "acceptance is awaited",
  unproposed: "the proposal has yet to be sent for approval",
  approvals: "approvals of the proposal are awaited",
};

const missing = (facts: NoticeFacts) => ({
  title: "Open",
  items: (facts.missing ?? []).map(({ what, seat }) => (seat ? `${seat}: ${lacks[what]}` : lacks[what])),
});

/** The nearer the date, the plainer: it comes near; settle what is open; these are the last days. */
export function warning(facts: NoticeFacts): Words {
  const deadline = need(facts.deadline, "deadline");
  const left = facts.days ?? 10;
  const says = `The decision on ${theCall(facts)} must stand before ${deadline.date}.${remaining(facts, (days) => ` ${days === 1 ? "1 day remains" : `${days} days remain`}.`)}`;
  const subject = `decision before ${deadline.date}: ${callName(facts)}`;
  const common = { list: missing(facts), action: { label: "Open the selection page", to: "link" as const } };
  if (left > 5) return { subject: `Coming near, ${subject}`, opening: [says], ...common };
  if (left > 2) {
    return {
      subject: `To be settled, ${subject}`,
      opening: [says, "Please settle in these days what is still open."],
      ...common,
    };
  }
  return {
    subject: `Last days, ${subject}`,
    opening: [`${says} These are the last days.`, "This is what a decision still lacks."],
    body: ["The date can be moved only with a reason, which stays with the selection."],
    ...common,
  };
}

export function waiting(facts: NoticeFacts): Words {
  const { awaited } = facts;
  const action = { label: "Open the selection page", to: "link" as const };
  if (awaited?.what === "acceptance") {
    return {
      subject: `Acceptance unanswered: ${callName(facts)}`,
      opening: [
        `The acceptance below, concerning ${theCall(facts)}, was asked five days ago, and no answer is on record.`,
      ],
      rows: [
        ["Role", awaited.seat],
        ["Party", awaited.party],
      ],
      body: ["It may help to call the mission, or to ask again from the selection page."],
      action,
    };
  }
  if (awaited?.what === "silence") {
    return {
      subject: `Silence procedure without effect: ${awaited.seat}`,
      opening: [
        `The silence procedure on the role below, in ${theCall(facts)}, ended without effect: its text did not reach every State of the group.`,
      ],
      rows: [["Role", awaited.seat]],
      list: { title: "Without the text", items: awaited.names },
      body: ["Another can be opened on the page of the role, once the text can reach all of them."],
      action,
    };
  }
  if (awaited?.what === "approvals") {
    return {
      subject: `Approvals awaited: ${callName(facts)}`,
      opening: [
        `The proposal concerning ${theCall(facts)} was sent for approval three working days ago, and is not approved yet.`,
      ],
      list: { title: "No answer from", items: awaited.names },
      action,
    };
  }
  const deadline = need(facts.deadline, "deadline");
  return {
    subject: `Decision open since ${deadline.date}: ${callName(facts)}`,
    opening: [
      `The decision on ${theCall(facts)} was to stand before ${deadline.date}, and does not. The selection remains open.`,
    ],
    list: missing(facts),
    body: ["The date can be moved with a reason, which stays with the selection."],
    action,
  };
}
