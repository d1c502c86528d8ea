/** Documents, calendar, feed and the reader's own zone, in English. */
import type { OpenText } from "./es.ts";

export const open: OpenText = {
  documents: {
    title: "Documents",
    intro: "The documents of the review, the outcomes expected of it, and its logistics.",
    list: "Documentation",
    nothing: "There are no documents yet.",
    tentative: "to be confirmed",
    follows: "The link will be published here.",
    outcomes: "Expected outcomes",
    logistics: "Logistics",
    source: "See the document",
  },
  calendar: {
    title: "In your own calendar",
    text: "With the subscription link your calendar follows the roadmap and takes up every change of date. If the link does not open, copy its address into “subscribe by URL” in your calendar program. The file holds the dates as they are today and is not updated.",
    subscribe: "Subscribe to the calendar",
    download: "Download the file (.ics)",
    opens: (call) => `Opens: ${call}`,
    closes: (call) => `Closing date: ${call}`,
    monthOnly: "The day within this month is to be confirmed.",
  },
  feed: {
    name: (review) => `News: ${review}`,
    link: "News as an Atom feed",
    opened: (call) => `Call opened: ${call}`,
    openedText: (until) => `It takes answers until ${until}.`,
    moved: (call) => `New date: ${call}`,
    movedText: (until, before) => `It takes answers until ${until}. The date before was ${before}.`,
    published: (party, call) => `Submission published: ${party} (${call})`,
    publishedText: (reference) => `Reference ${reference}.`,
    released: (call) => `Decision published: ${call}`,
    releasedText: "The decision can be read on the page of decisions.",
  },
  follow: {
    title: "Follow the review",
    news: "Receive the news by e-mail",
    documents: "Documents of the review",
  },
  seats: "Who takes part",
  ownZone: (zone, when) => `In your time zone (${zone}): ${when}`,
  answer: {
    subject: "Subject",
    interest:
      "Say on behalf of which State or institution you write, and which role interests you. If there are conditions, simply state them. Nothing else is needed.",
    inputs:
      "Say on behalf of which State or institution you write. The text may be in the message itself or in an attached document (Word or PDF). Nothing else is needed.",
    note: "Please mention the name of the call in the note. A scan may also be sent to the same address.",
  },
};
