/** Sign-up to the news and its end, in English. */
import type { NewsText } from "./es.ts";

export const news: NewsText = {
  title: "News by e-mail",
  intro: "A message when a call opens, when its date changes and when a decision is published.",
  email: "E-mail address",
  emailHint: "It is used for this alone, and deleted when the subscription ends.",
  language: "Language of the messages",
  topic: "What you wish to receive",
  topics: { all: "All news", calls: "Only the calls and their dates" },
  ask: "Subscribe",
  asked:
    "Thank you. If the address is right, a message will arrive with a link to confirm the subscription. The link is valid for seven days.",
  confirmTitle: "Confirm the subscription",
  confirmText: "Do you wish to receive the news of this review by e-mail?",
  confirm: "Confirm",
  confirmed: "The subscription is confirmed. Each message carries a link to end it.",
  expired: "This link no longer confirms anything",
  expiredText:
    "It was used already, is more than seven days old, or was not copied in full. You may ask for the subscription again.",
  again: "Ask for the subscription",
  leaveTitle: "End the subscription",
  leaveText: "With this button your address is deleted, and no more news is sent to you.",
  leave: "End the subscription",
  left: "The subscription has ended and the address is deleted.",
  refused: {
    "not-an-address": "Please write a whole e-mail address, such as name@example.org.",
    "too-many-sign-ups": "No more requests can be taken today. Please try again tomorrow.",
    "no-wish": "Please choose a language and what you wish to receive.",
  },
};
