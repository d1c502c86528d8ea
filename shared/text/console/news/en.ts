/** The kinds of mail to subscribers, as the desk names them, in English. */
import type { NewsKinds } from "./es.ts";

export const newsKinds: NewsKinds = {
  subscription: "Confirmation of a subscription",
  news: "News to subscribers",
};
export const newsKindTexts: NewsKinds = {
  subscription: "To whoever asked for the news, to confirm it. The notice does not hold the address.",
  news: "To whoever subscribed: call opened, date changed, decision published. The notice does not hold the address.",
};
