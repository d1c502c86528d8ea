/** Each kind of mail with sample facts, in each language: what a coordinator sees before enabling it. */
import { addresseeOf } from "../domain/addressee.ts";
import { activityWhen, instantOf, whenOf } from "../domain/calendar.ts";
import type { DefinedCall, Definition } from "../domain/definition.ts";
import type { Language } from "../domain/language.ts";
import { internalKinds, type NoticeKind, seatKinds, subscriberKinds } from "../domain/notice.ts";
import type { Party } from "../domain/party.ts";
import type { Records } from "../domain/records.ts";
import type { Activity } from "../domain/roadmap.ts";
import { referenceOf } from "../domain/submission.ts";
import type { Attachment } from "../mail/compose.ts";
import type { NoticeFacts } from "../mail/facts.ts";
import { renderNotice } from "../mail/notices.ts";
import { listParties } from "../store/parties.ts";
import { listActivities, readDefinition } from "../store/reviews.ts";
import { silenceText } from "../text/silence.ts";
import { voiceOf } from "./facts.ts";
import { dayOfLetter, letterFile } from "./letters.ts";
import { mailOf, type RenderedMail } from "./written.ts";

interface Wanted {
  kind: NoticeKind;
  language: Language;
  call?: string;
}

const ofDecision: readonly NoticeKind[] = ["approval", "warning", "waiting", "amendment"];

/** A mail of a kind as it would be written, about sample records. */
export async function sampleMail(wanted: Wanted): Promise<RenderedMail> {
  const { definition, facts } = await sampleOf(wanted);
  const { kind, language } = wanted;
  const isInternal = internalKinds.includes(kind);
  return mailOf(renderNotice(facts), {
    sender: definition.review.senders[language],
    to: isInternal
      ? (definition.secretariat[0]?.email ?? "")
      : subscriberKinds.includes(kind)
        ? "reader@mail.example"
        : "mission@state.example",
  });
}

/** The file that goes with a letter of decision, about the same records as its mail. */
export async function sampleLetter({ language }: Pick<Wanted, "language">): Promise<Attachment> {
  const { definition, facts, party } = await sampleOf({ kind: "letter", language });
  const subject = { definition, party: party ?? null, contact: { post: "santiago" as const } };
  return letterFile({
    facts,
    content: renderNotice(facts),
    subject,
    dated: dayOfLetter(subject, new Date()),
  });
}

async function sampleOf(wanted: Wanted) {
  const [definition, parties, activities] = await Promise.all([
    readDefinition(),
    listParties(),
    listActivities(),
  ]);
  return sampleAbout({ definition, parties, activities }, wanted);
}

/** What a sample mail says, about these records. */
export function sampleAbout(
  { definition, parties, activities }: Pick<Records, "parties" | "activities"> & { definition: Definition },
  { kind, language, call: id }: Wanted,
) {
  const call = sampleCall(definition, kind, id);
  const invited = parties.filter((party) => call.parties.includes(party.kind));
  const party = invited.find((one) => one.language === language) ?? invited[0];
  const facts = sampleFacts({ definition, call, party, activity: activities[0], kind, language });
  return { definition, party, facts };
}

function sampleCall(definition: Definition, kind: NoticeKind, id: string | undefined): DefinedCall {
  const { calls } = definition;
  const wanted = calls.find((call) => call.id === id);
  const fits = ({ seats }: DefinedCall) => !seatKinds.includes(kind) || seats.length > 0;
  const ofStates = calls.filter(({ parties }) => parties.includes("member-state"));
  const found = wanted && fits(wanted) ? wanted : (ofStates.find(fits) ?? calls.find(fits) ?? calls[0]);
  if (!found) throw new Error("The definition has no call");
  return found;
}

interface Sample {
  definition: Definition;
  call: DefinedCall;
  party: Party | undefined;
  activity: Activity | undefined;
  kind: NoticeKind;
  language: Language;
}

function sampleFacts({ definition, call, party, activity, kind, language }: Sample): NoticeFacts {
  const { review } = definition;
  const when = (minute: string) => whenOf(instantOf(minute, review.zone), review.zone, language);
  const version = referenceOf(review.code, call.code, party?.code ?? "XXX", 1);
  const seat = call.seats[0]?.names[language];
  const isToParty = !internalKinds.includes(kind) && !subscriberKinds.includes(kind);
  const decision = when(`${call.decisionBefore ?? call.closes.slice(0, 10)}T00:00`);
  const slate = party && call.seats.map(({ names }) => `${names[language]}: ${party.names[language].name}`);
  return {
    kind,
    language,
    review: review.short[language],
    ...voiceOf(definition, language),
    call: { name: call.names[language], kind: call.kind, summary: call.summary[language] },
    ...(party &&
      isToParty && {
        party: {
          ...party.names[language],
          to: addresseeOf(party, "santiago", language).to,
          plain: party.kind === "stakeholder",
        },
      }),
    ...(isToParty && { contact: {} }),
    news: "opened",
    wish: "all",
    deadline: ofDecision.includes(kind) ? decision : when(call.closes),
    previous: when(call.opens),
    received: when(call.opens),
    ...(kind === "letter" && { release: decision }),
    reference: version,
    files: [{ name: "nota.pdf", size: 184_320 }],
    text: "mail",
    lodgedBy: "mission@state.example",
    topic: call.names[language],
    ask: "party",
    ...(seat !== undefined && { seat }),
    items: sampleItems(call, kind, language, slate ?? []),
    ...(seat !== undefined && party && { said: silenceText(language, seat, party.names[language].name) }),
    ended: "agreed",
    amended: "decision",
    awaited: { what: "overdue" },
    missing: call.seats.map(({ names }) => ({ what: "state" as const, seat: names[language] })),
    ...(activity && {
      activity: {
        name: activity.names[language],
        when: activityWhen(activity, language),
        place: activity.place[language],
      },
    }),
    days: call.warningDays[0] ?? 7,
  };
}

function sampleItems(call: DefinedCall, kind: NoticeKind, language: Language, slate: string[]): string[] {
  if (kind === "approval" || kind === "announcement") return slate;
  if (call.kind === "interest") return call.seats.map(({ names }) => names[language]);
  return call.questions.map(({ text }) => text[language]);
}
