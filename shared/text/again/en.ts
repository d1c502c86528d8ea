/** Once an answer was sent, in English: how it is corrected without losing the rest; and how a page is sent. */
import type { again as spanish } from "./es.ts";

export const again: typeof spanish = {
  sendLink: "Go to the button that sends",
  replaces: "The most recent version counts: what you send later replaces all of it.",
  resume: "Complete or correct what was sent",
  resumed:
    "Here is what you have already sent, to complete or correct it. Nothing changes until you send it again.",
  instead: "Send a different answer in its place",
  press: "Choose the file and press “Attach”.",
  holding: "The answer will be sent as soon as the file has arrived.",
  lost: "A file did not arrive, and the answer has not been sent. Attach it again, or press once more to send without it.",
};
