/** Why a message ended where it is, in English. */
import type { BecauseText } from "./es.ts";

export const en: BecauseText = {
  because: {
    "official-proven": "The official contact wrote it, and that is proven.",
    "alternate-proven": "An alternate contact wrote it, and that is proven. The official contact was told.",
    "colleague-proven":
      "Somebody not listed wrote it from the party's domain, and that is proven. Kept as an alternate; the official contact was told.",
    "not-proven":
      "The address is known, but nothing proves that the mail comes from it. The official contact was asked to confirm.",
    redirected:
      "It came by the redirect of a public mailbox, which undoes every proof of origin. The official contact was asked to confirm.",
    "unverified-contact":
      "The address is on the list but was never proven. The official contact was asked to confirm.",
    "handed-in": "A member of the secretariat handed it in on the page and stands for it.",
    "forwarded-by-us":
      "A member of the secretariat forwarded it; it counts as written by the sender inside. The official contact was asked to confirm.",
    "proven-copy": "It came without proof at first, and then, by another way, proven.",
    virus: "It contains a virus.",
    spam: "The mail service takes it for spam.",
    "failed-authentication":
      "It says it is from a domain that asks others to refuse whatever lacks its proof, and it lacks it.",
    unreadable: "It could not be read. The original is kept.",
    "not-recordable": "It was read, but something in it cannot be recorded. The original is kept.",
    "unknown-address": "The address belongs to nobody known.",
    "claims-our-address": "It says it is from our own address, without proof.",
    "claims-our-staff": "It says it is from a member of the secretariat, without proof.",
    "our-staff": "A member of the secretariat wrote it, and it forwards nothing.",
    "forward-unknown": "A member of the secretariat forwarded it; the sender inside is not known.",
    "foreign-token": "It came to the reply address given to another party.",
    "foreign-reference": "Its subject carries the reference of another party.",
    "foreign-thread": "It answers a mail of ours to another party.",
    "near-token": "The reply address has a character or two wrong.",
    "near-address": "The address is nearly that of a call, but not quite.",
    "several-calls-open": "Several calls are open and nothing says which one it answers.",
    "no-call-open": "No call is open that it could answer.",
    "call-not-out": "The call has not been sent out yet.",
    "not-invited": "The party is not invited to that call.",
    conveyed:
      "A group coordinator wrote it about the roles of its subregion. It is not that State's own answer.",
    "answers-selection":
      "It answers a mail about a role, or came while a silence procedure runs in which that State takes part. It was not recorded as an answer to the call.",
    "mailing-list-redirected":
      "It bears the marks of a mailing list, which the public mailbox may have put there; its sender is known. It was not answered.",
    "looks-automatic": "It reads like an absence note, though it does not say so. It was not answered.",
    "says-automatic": "A program sent it: its header says so.",
    "mailing-list": "It is mail of a mailing list.",
    "no-return-address": "It was sent without a return address, as programs do.",
    "mail-daemon": "A mail server wrote it.",
    absence: "It is an absence note.",
    "read-receipt": "It is a read receipt for a mail of ours.",
    "bounce-hard": "It reports that a mailbox does not exist. The contact is marked as not to be reached.",
    "bounce-soft": "It reports that a mailbox could take no mail for now. The notice goes again later.",
    "bounce-refused": "It reports that a server did not take the mail. The mailbox is there.",
    "delivery-delayed": "It reports that a delivery is delayed. The other server goes on trying.",
    "delivery-confirmed": "It reports that a mail of ours was delivered.",
    complaint: "It reports that somebody marked a mail of ours as spam.",
    "report-unmatched": "It reports on a delivery, but names none of our mails: nothing was changed.",
    duplicate: "The same mail had come by another way.",
    probe: "It is our daily probe of a public mailbox, back through its redirect.",
    "own-mail": "It is a mail of ours that came back.",
    "by-hand": "A person decided it.",
  },
  guesses: {
    address: "by the sender's address",
    domain: "by the sender's domain",
    token: "by the reply address that it came to",
    "near-token": "by a reply address that is nearly the same",
    "near-address": "by a call's address that is nearly the same",
    reference: "by the reference in the subject",
    thread: "by the mail of ours that it answers",
    forward: "by the mail that it carries",
  },
  unanswered: {
    "over-cap": "It was not answered: that address has had enough answers.",
    "rewritten-envelope": "It was not answered: an automatic forward stands in between.",
    "no-official": "It was not answered: the party has no official contact that mail reaches.",
  },
  answered: {
    text: "It speaks of a selection: only coordinators see it. Record an objection or an acceptance by hand on the page of the role; if it answers the call, assign it.",
    link: "Open the page of the role",
  },
  conveyed: {
    title: "What group coordinators convey",
    text: "A mail from a group coordinator is not that State’s own expression of interest. If it conveys an agreed name, note it below at the role, with who conveyed it.",
  },
  mailbox: {
    absent: (day) => `away; names ${day}`,
    away: "away",
    instead: (people) => `write to ${people}`,
    complained: "marked a mail of ours as spam: receives official notes only",
    conveysFor: "speaks for its group about the roles of its subregion",
  },
};
