/** The receipt in English. */
import { sizeIn } from "../../mail/facts.ts";
import type { ReceiptTexts } from "../../mail/receipt.ts";
import { answer, callName, isInterest, moment, ofParty } from "../mail/en-phrases.ts";

const ways = {
  phone: "by telephone",
  paper: "on paper",
  corridor: "in person",
  "other-mailbox": "by e-mail to another address",
};

export const receipt: ReceiptTexts = {
  subject: (reference, facts) => `Acknowledgement of receipt ${reference}: ${callName(facts)}`,
  repeated:
    "This acknowledgement may have been sent once already. Should that be the case, this second copy may kindly be disregarded.",
  acknowledges: (facts) =>
    `${facts.voice.name} acknowledges receipt of the ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "concerning" : "to"} the call “${callName(facts)}”, for which it expresses its appreciation.`,
  withdrawn: (facts) =>
    `${facts.voice.name} takes note that the ${answer(facts)} ${ofParty(facts)} ${isInterest(facts) ? "concerning" : "to"} the call “${callName(facts)}” has been withdrawn.`,
  labels: {
    reference: "Reference",
    received: "Received",
    way: "Means of transmission",
    seats: "Role",
    conditions: "Conditions",
    contents: "Contents received",
  },
  moment,
  way: (way) => {
    if (way.kind !== "note-verbale") return ways[way.kind];
    return `note verbale${way.number ? ` No. ${way.number}` : ""}${way.date ? ` of ${way.date}` : ""}`;
  },
  wordsOf: { mail: "Text of the message", answers: "Answers typed on the page" },
  file: ({ name, size }) => `${name} (${sizeIn(size, ["bytes", "KB", "MB"], ".")})`,
  unopened: (names) => `It was not possible to open ${names}. Another copy would be appreciated.`,
  change: (until, facts) => {
    const how =
      "A reply to this message, with or without attachments, is sufficient; the page below may also be used. The most recent version will prevail.";
    return until
      ? `The ${answer(facts)} may be completed, corrected or replaced until ${until}. ${how}`
      : `The ${answer(facts)} may be completed, corrected or replaced. ${how}`;
  },
  formalise: "It may be formalized, when deemed appropriate, by a reply to this message or by note verbale.",
  afterWithdrawal:
    "What was received before remains on record, without effect. A new communication may be sent at any time by replying to this message or on the page below.",
  enquiries: ({ name, email, phone }) =>
    `For any enquiry, ${name} may be reached at ${email}${phone ? ` or by telephone at ${phone}` : ""}.`,
  view: (facts) => `View the ${answer(facts)}`,
  open: "Open the page of the call",
};
