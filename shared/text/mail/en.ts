/** The mails in English: formal correspondence of an intergovernmental secretariat, in the third person. */
import { type MailTexts, type NoticeFacts, need, remaining, sizeIn, type Words } from "../../mail/facts.ts";
import { receiptWords } from "../../mail/receipt.ts";
import { receipt as receiptTexts } from "../receipts/en.ts";
import { salutation } from "../salutations.ts";
import { clarification } from "./clarification.ts";
import { amendment, silence, silenceClosed, waiting, warning } from "./en-consulting.ts";
import { news, subscription } from "./en-news.ts";
import { answer, callName, greets, isInterest, moment, ofParty, theCall } from "./en-phrases.ts";

const received = (facts: NoticeFacts) =>
  facts.received ? [["Received", moment(facts.received)] as const] : [];

const files = (facts: NoticeFacts) =>
  facts.files && facts.files.length > 0
    ? { list: { title: "Documents received", items: facts.files.map((f) => `${f.name} (${size(f.size)})`) } }
    : {};

const size = (bytes: number) => sizeIn(bytes, ["bytes", "KB", "MB"], ".");

const howToAnswer =
  "A reply to this message, with or without attachments, is sufficient. It is also possible to respond on the page below; no account is needed.";

function invitation(facts: NoticeFacts): Words {
  const interest = isInterest(facts);
  return {
    subject: `Call: ${callName(facts)}`,
    opening: [
      `${greets(facts)} and has the honour to extend an invitation to take part in ${theCall(facts)}.`,
      need(facts.call, "call").summary,
    ],
    list: { title: interest ? "Roles" : "Guiding questions", items: facts.items ?? [] },
    body: [
      ...(interest ? [] : ["The questions are offered as orientation and do not constitute a form."]),
      ...(facts.deadline
        ? [
            `${interest ? "Expressions of interest" : "Submissions"} will be received until ${moment(facts.deadline)}.`,
          ]
        : []),
      howToAnswer,
    ],
    action: { label: "Open the page of the call", to: "link" },
  };
}

const receipt = (facts: NoticeFacts): Words => receiptWords(facts, receiptTexts);

function confirm(facts: NoticeFacts): Words {
  if (facts.proposed) return confirmContact(facts, facts.proposed);
  const reference = need(facts.reference, "reference");
  if (facts.withdrawal) return confirmWithdrawal(facts, reference);
  return {
    subject: `Confirmation requested ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} and has the honour to inform that the ${answer(facts)} described below, concerning ${theCall(facts)}, has been received on behalf ${ofParty(facts)}.`,
    ],
    rows: [["Reference", reference], ...received(facts), ["Sender", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: [
      `${facts.voice.short} would be grateful if it could be confirmed on the page below. Until then it remains on record, without effect and unpublished.`,
    ],
    action: { label: `Confirm the ${answer(facts)}`, to: "confirmLink" },
    ending: ["Should it not be appropriate to confirm it, a reply to this message is sufficient."],
  };
}

const posts = {
  santiago: "Mission in Santiago",
  geneva: "Mission in Geneva",
  "new-york": "Mission in New York",
  capital: "Capital",
  other: "Other",
};

function confirmContact(
  facts: NoticeFacts,
  { email, name, post }: NonNullable<NoticeFacts["proposed"]>,
): Words {
  return {
    subject: "Confirmation requested: new contact",
    opening: [
      `${greets(facts)} and has the honour to inform that a new contact for official correspondence on the Regional Review was named on the page ${ofParty(facts)}.`,
    ],
    rows: [...(name ? [["Person", name] as const] : []), ["Address", email], ["Post", posts[post]]],
    body: [
      `It would be appreciated if it could be confirmed on the page below${facts.deadline ? `, until ${moment(facts.deadline)}` : ""}. Until then it will not be written to.`,
    ],
    action: { label: "Confirm the contact", to: "confirmLink" },
    ending: ["If it should not be confirmed, no action is needed."],
  };
}

function confirmWithdrawal(facts: NoticeFacts, reference: string): Words {
  return {
    subject: `Confirmation requested ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} and has the honour to inform that a request has been received, on behalf ${ofParty(facts)}, to withdraw the ${answer(facts)} described below, concerning ${theCall(facts)}.`,
    ],
    rows: [["Reference", reference], ...received(facts)],
    body: [
      `${facts.voice.short} would be grateful if the withdrawal could be confirmed on the page below. Until then the communication remains in effect.`,
    ],
    action: { label: "Confirm the withdrawal", to: "confirmLink" },
    ending: ["Should it not be appropriate to confirm it, no action is needed."],
  };
}

function reminder(facts: NoticeFacts): Words {
  const { deadline } = facts;
  return {
    subject: `${callName(facts)}: call open${deadline ? ` until ${deadline.date}` : ""}`,
    opening: [
      `${greets(facts)} and has the honour to recall that ${theCall(facts)} remains open${deadline ? ` until ${moment(deadline)}` : ""}.`,
      "Should a response have been sent already, this message may kindly be disregarded.",
    ],
    body: [howToAnswer],
    action: { label: "Open the page of the call", to: "link" },
    ending: ["The same page allows a party to indicate that no further reminders are wished."],
  };
}

function extension(facts: NoticeFacts): Words {
  return {
    subject: `New date: ${callName(facts)}`,
    opening: [
      facts.alone
        ? `${greets(facts)} and has the honour to inform that the reply concerning ${theCall(facts)} may be submitted or completed until the date given below.`
        : `${greets(facts)} and has the honour to inform that the date until which ${theCall(facts)} remains open has been changed.`,
    ],
    rows: [
      ...(facts.deadline ? [["New date", moment(facts.deadline)] as const] : []),
      ...(facts.previous ? [["Previous date", moment(facts.previous)] as const] : []),
    ],
    body: ["Communications already received remain fully valid."],
    action: { label: "Open the page of the call", to: "link" },
  };
}

function alternate(facts: NoticeFacts): Words {
  const reference = need(facts.reference, "reference");
  return {
    subject: `${isInterest(facts) ? "Expression of interest received" : "Submission received"} ${reference}: ${callName(facts)}`,
    opening: [
      `${greets(facts)} and has the honour to inform that the ${answer(facts)} described below, concerning ${theCall(facts)}, has been received and recorded.`,
    ],
    rows: [["Reference", reference], ...received(facts), ["Sender", need(facts.lodgedBy, "lodgedBy")]],
    ...files(facts),
    body: ["Should it be necessary to rectify or complete it, a reply to this message is sufficient."],
    action: { label: `View the ${answer(facts)}`, to: "link" },
  };
}

function holding(facts: NoticeFacts): Words {
  return {
    subject: `Message received: ${facts.review}`,
    opening: [
      `${facts.voice.name} is grateful for the message, which has been received and passed to the secretariat for its attention.`,
    ],
    rows: facts.topic ? [["Subject", facts.topic]] : [],
  };
}

/** Who holds which role: the party, and the person whom it presents; a letter tells of all. */
const holder = (facts: NoticeFacts) => {
  const { name, plain } = need(facts.party, "party");
  const held = facts.held ?? [{ seat: need(facts.seat, "seat"), person: facts.person }];
  return [
    [plain ? "Organisation" : "State", name] as const,
    ...held.flatMap(({ seat, person }) => [
      ...(person ? [["Person", person] as const] : []),
      ["Role", seat] as const,
    ]),
  ];
};

function acceptance(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Invitation: ${seat}`,
    opening: [
      `${greets(facts)} and, with reference to ${theCall(facts)}, has the honour to extend an invitation to assume the following role.`,
    ],
    rows: holder(facts),
    body: [
      `${facts.voice.short} would be grateful to be informed of acceptance${facts.deadline ? `, if possible by ${moment(facts.deadline)}` : ""}.${facts.person ? "" : " The person who will exercise the role may be designated later."}`,
      "It is kindly requested that this communication be kept confidential until the decision is published.",
    ],
    action: { label: "Respond to the invitation", to: "link" },
  };
}

function letter(facts: NoticeFacts): Words {
  const seat = need(facts.seat, "seat");
  return {
    subject: `Decision: ${seat}`,
    opening: [
      `${greets(facts)} and has the honour to communicate the decision taken with regard to ${theCall(facts)}.`,
    ],
    rows: holder(facts),
    body: [
      `${facts.voice.short} expresses its sincere appreciation for this readiness and for the support given to the Regional Review.`,
      ...(facts.release
        ? [
            `The decision will be published on ${moment(facts.release)}. It is kindly requested that it be kept confidential until then.`,
          ]
        : []),
    ],
    action: { label: "View the page of the call", to: "link" },
  };
}

function announcement(facts: NoticeFacts): Words {
  return {
    subject: `Decision published: ${callName(facts)}`,
    opening: [
      `${greets(facts)} and has the honour to inform of the decision taken with regard to ${theCall(facts)}.`,
    ],
    list: { title: "Decision", items: facts.items ?? [] },
    body: [`${facts.voice.short} thanks all parties for their participation.`],
    action: { label: "View the decision", to: "link" },
  };
}

function approval(facts: NoticeFacts): Words {
  return {
    subject: `For approval: ${callName(facts)}`,
    opening: [`The proposal concerning ${theCall(facts)} is submitted for your approval.`],
    list: { title: "Proposal", items: facts.items ?? [] },
    body: facts.deadline ? [`The decision must stand before ${facts.deadline.date}.`] : [],
    action: { label: "Examine the proposal", to: "link" },
  };
}

function activity(facts: NoticeFacts): Words {
  const { name, when, place } = need(facts.activity, "activity");
  return {
    subject: `Roadmap: ${name}`,
    opening: [
      `An activity of the roadmap is approaching (${facts.review})${remaining(facts, (left) => `: ${left === 1 ? "1 day remains" : `${left} days remain`}`)}.`,
    ],
    rows: [
      ["Activity", name],
      ["Date", when],
      ["Place", place],
    ],
    action: { label: "View the roadmap", to: "link" },
  };
}

export const en: MailTexts = {
  salutation: (facts) => salutation(facts),
  words: {
    invitation,
    receipt,
    confirm,
    reminder,
    extension,
    alternate,
    holding,
    clarification,
    acceptance,
    silence,
    "silence-closed": silenceClosed,
    amendment,
    letter,
    announcement,
    approval,
    warning,
    waiting,
    activity,
    subscription,
    news,
  },
  closing: (facts) =>
    facts.party && !facts.party.plain
      ? `${facts.voice.short} avails itself of this opportunity to renew the assurances of its highest consideration.`
      : "Yours sincerely,",
  size,
};
