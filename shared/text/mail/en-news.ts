/** The mails to subscribers in English. */
import { type NoticeFacts, need, type Words } from "../../mail/facts.ts";
import { callName, moment, theCall } from "./en-phrases.ts";

export function subscription(facts: NoticeFacts): Words {
  return {
    subject: `Please confirm your subscription: ${facts.review}`,
    opening: [
      `A request was received to send the news${facts.wish === "calls" ? " about calls" : ""} to this address (${facts.review}).`,
      "If you wish to receive it, please confirm on the page below. The link is valid for seven days.",
    ],
    action: { label: "Confirm the subscription", to: "confirmLink" },
    ending: [
      "If you did not make this request, there is nothing you need to do: without a confirmation no other message will be sent, and the address will be deleted.",
    ],
  };
}

export function news(facts: NoticeFacts): Words {
  const { deadline, previous } = facts;
  const leaving = { label: "To stop receiving this news", to: "confirmLink" } as const;
  switch (need(facts.news, "news")) {
    case "opened":
      return {
        subject: `Call opened: ${callName(facts)}`,
        opening: [`${capital(theCall(facts))} has been opened.`, need(facts.call, "call").summary],
        rows: deadline ? [["Takes answers until", moment(deadline)]] : [],
        action: { label: "See the call", to: "link" },
        leaving,
      };
    case "moved":
      return {
        subject: `New date: ${callName(facts)}`,
        opening: [`The date until which ${theCall(facts)} takes answers has been changed.`],
        rows: [
          ...(deadline ? [["New date", moment(deadline)] as const] : []),
          ...(previous ? [["Previous date", moment(previous)] as const] : []),
        ],
        action: { label: "See the call", to: "link" },
        leaving,
      };
    case "released":
      return {
        subject: `Decision published: ${callName(facts)}`,
        opening: [`The decision on ${theCall(facts)} has been published.`],
        action: { label: "Read the decision", to: "link" },
        leaving,
      };
  }
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
