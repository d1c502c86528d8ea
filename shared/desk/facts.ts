/** Gathers what a notice needs to be written, and the secret links that are filled in only while sending. */
import { addresseeOf, isState } from "../domain/addressee.ts";
import { activityWhen, instantOf, sayDay, whenOf } from "../domain/calendar.ts";
import { type Call, type PartyStanding, rolesOf } from "../domain/call.ts";
import type { Definition } from "../domain/definition.ts";
import { closeFor } from "../domain/extension.ts";
import type { Language } from "../domain/language.ts";
import { type Notice, seatKinds, subscriberKinds } from "../domain/notice.ts";
import { titled } from "../domain/offer.ts";
import type { Contact, Party } from "../domain/party.ts";
import type { Proposal } from "../domain/proposal.ts";
import type { Person } from "../domain/review.ts";
import { type Activity, readActivityOccasion } from "../domain/roadmap.ts";
import { holdersOf } from "../domain/seats.ts";
import type { SeatState, Selection } from "../domain/selection.ts";
import type { Submission } from "../domain/submission.ts";
import type { Subscriber } from "../domain/subscriber.ts";
import type { NoticeFacts, Way } from "../mail/facts.ts";
import { confirmToken, leaveToken, linkToken, replyAddress } from "../mail/links.ts";
import { getCall, standingOf } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { contactOf, getParty, listParties, listPersons } from "../store/parties.ts";
import { getProposal } from "../store/proposals.ts";
import { getActivity, readDefinition } from "../store/reviews.ts";
import { readSelection } from "../store/selection.ts";
import { getSubmission } from "../store/submissions.ts";
import { getSubscriber } from "../store/subscribers.ts";
import { consultingFacts } from "./consulting-facts.ts";

/** What a notice is about, as records. */
export interface Subject {
  definition: Definition;
  call: Call | null;
  party: Party | null;
  contact: Contact | null;
  submission: Submission | null;
  selection: Selection | null;
  standing?: PartyStanding | undefined; // of the party to the call
  parties: readonly Party[]; // whose names the notice tells
  proposal: Proposal | null; // a contact that the party named
  people?: readonly Person[]; // likewise
  activity: Activity | null;
  subscriber: Subscriber | null;
}

/** Reads what a notice is about. */
export async function subjectOf(notice: Notice): Promise<Subject> {
  const [definition, call, party, contact, standing] = await Promise.all([
    readDefinition(),
    notice.call === "review" ? null : getCall(notice.call),
    notice.party ? getParty(notice.party) : null,
    notice.party ? contactOf(notice.party, notice.contact) : null,
    notice.party && notice.call !== "review" ? standingOf(notice.call, notice.party) : undefined,
  ]);
  const version = Number(notice.params.of ?? notice.params.version); // a withdrawal is of a version
  const isAboutVersion = call && party && Number.isInteger(version);
  const submission = isAboutVersion ? await getSubmission(call.id, party.id, version) : null;
  const selection = call && seatKinds.includes(notice.kind) ? await readSelection(call) : null;
  const parties = selection ? await listParties() : [];
  const people = notice.kind === "waiting" ? await listPersons() : [];
  const activity = notice.kind === "activity" ? await activityOf(notice) : null;
  const named = notice.params.proposal;
  const proposal = named && notice.party ? await getProposal(notice.party, named) : null;
  const subscriber = subscriberKinds.includes(notice.kind) ? await getSubscriber(notice.contact) : null;
  return {
    definition,
    call,
    party,
    contact,
    standing,
    submission,
    selection,
    parties,
    people,
    activity,
    proposal,
    subscriber,
  };
}

/** The facts of a notice, read anew: until it is sent, a mail says what holds now. */
export async function factsOf(notice: Notice, now: Date): Promise<NoticeFacts> {
  return factsFrom(notice, await subjectOf(notice), now);
}

const dayMs = 86_400_000;

/** The facts of a notice about these records, every string in the notice's language. */
export function factsFrom(notice: Notice, subject: Subject, now: Date): NoticeFacts {
  const { definition, call, party, contact, submission } = subject;
  const { language } = notice;
  const { zone } = definition.review;
  const local = (minute: string) => whenOf(instantOf(minute, zone), zone, language);
  const decision = notice.kind === "warning" || notice.kind === "approval" ? call?.decisionBefore : undefined;
  const isOfSeats = seatKinds.includes(notice.kind); // by the call's own date, whatever a party was given
  const until = decision
    ? `${decision}T00:00`
    : call && (isOfSeats ? call.closes : closeFor(call, subject.standing));
  const isOver = Boolean(until) && instantOf(until ?? "", zone) < now;
  return {
    kind: notice.kind,
    language,
    review: definition.review.short[language],
    ...voiceOf(definition, language),
    ...(call && { call: { name: call.names[language], kind: call.kind, summary: call.summary[language] } }),
    ...(party && {
      party: {
        ...party.names[language],
        to: addresseeOf(party, contact?.post ?? "other", language).to,
        plain: party.kind === "stakeholder",
      },
    }),
    ...(contact && { contact: addressOf(contact) }),
    ...(until && !isOver && { deadline: local(until) }),
    ...(notice.kind === "extension" && notice.params.own === "yes" && { alone: true }),
    ...(notice.params.previous !== undefined && { previous: local(notice.params.previous) }),
    ...(submission && submissionFacts(submission, subject, language)),
    ...selectionFacts(notice, subject),
    ...(notice.params.topic !== undefined && { topic: notice.params.topic }),
    ...(decision && {
      days: Math.ceil((instantOf(`${decision}T00:00`, zone).getTime() - now.getTime()) / dayMs),
    }),
    ...(notice.repeated && { repeated: true }),
    ...((notice.params.version === "withdrawal" || submission?.state === "withdrawn") && {
      withdrawal: true,
    }),
    ...(notice.kind === "clarification" && clarificationFacts(notice, zone)),
    ...(subject.activity && activityFacts(notice, subject.activity)),
    ...(subject.proposal && proposalFacts(subject.proposal, zone, language)),
    ...newsFacts(notice),
    ...(notice.kind === "invitation" && call && { items: invitationItems(call, language) }),
    ...(call &&
      subject.selection &&
      consultingFacts(notice, { ...subject, call, selection: subject.selection })),
  };
}

/** What happened, or what was wished for. */
function newsFacts({ params: { what, wish } }: Notice): Partial<NoticeFacts> {
  return {
    ...((what === "opened" || what === "moved" || what === "released") && { news: what }),
    ...((wish === "all" || wish === "calls") && { wish }),
  };
}

/** What is asked of whom about a message; it may be nobody's answer yet. */
function clarificationFacts({ params, language }: Notice, zone: string): Partial<NoticeFacts> {
  const { ask, at, lodgedBy, items } = params;
  return {
    ...((ask === "party" || ask === "call" || ask === "file") && { ask }),
    ...(at !== undefined && { received: whenOf(new Date(at), zone, language) }),
    ...(lodgedBy !== undefined && { lodgedBy }),
    ...(items !== undefined && { items: items.split("\n") }),
  };
}

/** A contact that the party named, and until when it can be confirmed. */
const proposalFacts = (
  { email, name, title, post, at, until }: Proposal,
  zone: string,
  language: Language,
): Partial<NoticeFacts> => ({
  proposed: { email, post, ...(name && { name: [title, name].filter(Boolean).join(" ") }) },
  received: whenOf(new Date(at), zone, language),
  deadline: whenOf(new Date(until), zone, language),
});

/** Who writes, and whom to ask. */
export function voiceOf({ review, letters }: Definition, language: Language) {
  const { mails, enquiries } = letters;
  const { email, phone } = enquiries;
  return {
    sender: review.senders[language],
    voice: { name: mails.name[language], short: mails.short[language] },
    enquiries: { name: enquiries.name[language], email, ...(phone !== undefined && { phone }) },
  };
}

function addressOf({ name, title, gender, salutation }: Contact): NonNullable<NoticeFacts["contact"]> {
  return {
    ...(name !== undefined && { name }),
    ...(title !== undefined && { title }),
    ...(gender !== undefined && { gender }),
    ...(salutation !== undefined && { salutation }),
  };
}

function submissionFacts(
  submission: Submission,
  { definition, call, party }: Subject,
  language: Language,
): Partial<NoticeFacts> {
  const { senderName, senderAddress, channel, text, interest } = submission;
  const lodgedBy =
    senderName && senderAddress ? `${senderName} (${senderAddress})` : (senderName ?? senderAddress);
  const way = wayOf(submission, language);
  const came =
    text.trim() === "" ? null : channel === "mail" ? "mail" : channel === "upload" ? "answers" : null;
  const roles = rolesOf(call?.seats.filter(({ id }) => interest?.seats.includes(id)) ?? []);
  return {
    reference: submission.reference,
    received: whenOf(new Date(submission.receivedAt), definition.review.zone, language),
    files: submission.files.map(({ name, size }) => ({ name, size })),
    ...(lodgedBy !== undefined && { lodgedBy }),
    ...(came && { text: came }),
    ...(way && { way, informal: submission.formality === "informal" }),
    seats: roles.flatMap(([seat]) => seat?.names[language] ?? []),
    ...(interest?.conditions && { conditions: interest.conditions }),
    ...(party && !isState(party) && { unopened: unopenedOf(submission) }),
  };
}

/** How an answer came that a person took; a mail and a page speak for themselves. */
function wayOf({ channel, noteNumber, documentDate }: Submission, language: Language): Way | undefined {
  if (channel === "mail" || channel === "upload") return undefined;
  const date = documentDate === undefined ? {} : { date: sayDay(documentDate, language) };
  if (channel !== "note-verbale") return { kind: channel, ...date };
  return { kind: channel, ...date, ...(noteNumber !== undefined && { number: noteNumber }) };
}

const unreadable = ["encrypted", "damaged", "too-large"];

/** Files of which another copy is needed. A State is asked by telephone, never in a receipt. */
const unopenedOf = ({ files }: Submission): string[] =>
  files.filter(({ flags }) => flags.some((flag) => unreadable.includes(flag))).map(({ name }) => name);

function selectionFacts(
  notice: Notice,
  { definition, call, party, selection, parties }: Subject,
): Partial<NoticeFacts> {
  if (!call || !selection) return {};
  const { language } = notice;
  const seatName = (id: string) => call.seats.find((seat) => seat.id === id)?.names[language] ?? id;
  const partyName = (id: string) => parties.find((one) => one.id === id)?.names[language].name ?? id;
  const own = selection.seats.filter((seat) => party && holdersOf(seat).includes(party.id));
  const { zone } = definition.review;
  const release = selection.releaseAt && !selection.releasedAt ? instantOf(selection.releaseAt, zone) : null;
  // Approvers see who presents a person; the public learns of seat and person, or seat and State.
  const holderOf = ({ party: of = "", person }: SeatState) => {
    if (!person) return partyName(of);
    return notice.kind === "approval" ? `${titled(person)} (${partyName(of)})` : titled(person);
  };
  const filled = selection.seats.flatMap((seat) =>
    seat.party ? [`${seatName(seat.seat)}: ${holderOf(seat)}`] : [],
  );
  const isLetter = notice.kind === "letter";
  const asked = notice.kind === "acceptance" ? (notice.params.seat ?? own[0]?.seat) : undefined;
  const person = selection.seats.find(({ seat }) => seat === asked)?.person;
  const held = own.map((state) => ({
    seat: seatName(state.seat),
    ...(state.person && { person: titled(state.person) }),
  }));
  return {
    ...(person && { person: titled(person) }),
    ...(asked !== undefined && { seat: seatName(asked) }),
    ...(isLetter && held.length > 0 && { held, seat: held.map(({ seat }) => seat).join("; ") }),
    ...(isLetter && release && { release: whenOf(release, zone, language) }),
    ...((notice.kind === "approval" || notice.kind === "announcement") && { items: filled }),
  };
}

const invitationItems = (call: Call, language: Language) =>
  call.kind === "interest"
    ? rolesOf(call.seats).flatMap(([seat]) => seat?.names[language] ?? [])
    : call.questions.map((question) => question.text[language]);

async function activityOf(notice: Notice): Promise<Activity> {
  const { activity: id } = readActivityOccasion(notice.occasion);
  const activity = await getActivity(id);
  if (!activity) throw new Error(`There is no activity ${id}`);
  return activity;
}

function activityFacts({ language, occasion }: Notice, activity: Activity): Partial<NoticeFacts> {
  const [name, place] = [activity.names[language], activity.place[language]];
  const { days } = readActivityOccasion(occasion);
  return { activity: { name, place, when: activityWhen(activity, language) }, days };
}

export interface NoticeLinks {
  link?: string;
  confirmLink?: string;
  replyTo?: string;
  leave?: string; // where one click of a mail program ends the subscription
}

/** The links of a notice: to the party's own page, to the console for the secretariat, or to what is public. */
export function linksOf(notice: Notice, subject: Subject, secret: string): NoticeLinks {
  const { contact, call, subscriber } = subject;
  const site = `${env("PUBLIC_ORIGIN")}/${notice.language}`;
  if (subscriber) return subscriberLinks(site, notice, subscriber, secret);
  if (!notice.party) {
    const answered = notice.kind === "clarification" && call;
    return {
      link: internalLink(site, notice),
      ...(answered && { replyTo: `${call.address}@${env("MAIL_DOMAIN")}` }),
    };
  }
  if (!contact) throw new Error(`There is no contact ${notice.contact}`);
  const page = `${site}/p/${linkToken(secret, contact)}`;
  return {
    link: notice.kind === "announcement" ? `${site}/decisions` : call ? `${page}/${call.id}` : page,
    confirmLink: notice.params.proposal
      ? `${page}/contacts/${notice.params.proposal}`
      : `${page}/confirm/${notice.call}/${notice.params.version ?? notice.occasion}`,
    ...(call && { replyTo: replyAddress(secret, call, contact.id, env("MAIL_DOMAIN")) }),
  };
}

function internalLink(site: string, { kind, call }: Notice): string {
  if (kind === "approval") return `${site}/console/approvals/${call}`;
  return kind === "warning" || kind === "waiting" ? `${site}/console/selection/${call}` : `${site}/console`;
}

/** A subscriber's one personal link leads to the page that confirms, and in every later mail to the one that ends it. */
function subscriberLinks(
  site: string,
  { kind, call, params }: Notice,
  { id, asked }: Subscriber,
  secret: string,
): NoticeLinks {
  if (kind === "subscription")
    return { confirmLink: `${site}/news/confirm/${confirmToken(secret, id, asked?.at ?? "")}` };
  const leave = `${site}/news/leave/${leaveToken(secret, id)}`;
  const link = params.what === "released" ? `${site}/decisions` : `${site}/calls/${call}`;
  return { link, confirmLink: leave, leave };
}
