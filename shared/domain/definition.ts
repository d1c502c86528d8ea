/** The definition of a review: everything that one file says about a process, before anybody acts on it. */
import * as z from "zod";
import { Call, Instant, LocalDay } from "./call.ts";
import { eligibilityRules } from "./eligibility.ts";
import { Language, Texts } from "./language.ts";
import { Contact, PartyKind, PartyName, postKinds, Standing } from "./party.ts";
import { MailMode, Person } from "./review.ts";
import { activityKinds } from "./roadmap.ts";

/** Where a value comes from: a section of the concept note only if it is literally there, else the secretariat. */
const Source = z.string().regex(/^(secretariat|concept-note [A-Za-z0-9 ]+)$/);

const sourced = {
  source: Source,
  sources: z.record(z.string(), Source).optional(), // fields whose source is another than the entity's
};

const slug = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
const CountryCode = z.string().regex(/^[A-Z]{2}$/);
const MonthDay = z.string().regex(/^\d\d-\d\d$/);

const ReviewHead = z.strictObject({
  id: slug,
  code: z.string().regex(/^[A-Z]{2,8}\d{2}$/),
  names: Texts,
  short: Texts, // as a subject line and a page's head need it
  purpose: Texts,
  zone: z.string(),
  begins: LocalDay,
  ends: LocalDay,
  place: Texts,
  venue: Texts,
  languages: z.array(Language).min(1),
  senders: Texts, // the name in From, and the signature
  site: z.url().optional(),
  mail: MailMode,
  ...sourced,
});

/** Who speaks, as the subject of a sentence with its article, and how it is called after that. */
const Voice = z.strictObject({ name: Texts, short: Texts });

/** How the secretariat writes: who speaks in mails and in notes verbales, their head, and who answers questions. */
const Letters = z.strictObject({
  mails: Voice,
  notes: Voice,
  letterhead: Texts, // its lines
  place: Texts, // where notes verbales are dated
  enquiries: z.strictObject({ name: Texts, email: z.email(), phone: z.string().optional() }),
  ...sourced,
});

export const QuietDays = z.strictObject({
  weekends: z.boolean(),
  periods: z.array(z.strictObject({ from: MonthDay, to: MonthDay, names: Texts })), // each year, ends included
  holidays: z.array(z.strictObject({ day: LocalDay, names: Texts })),
  ...sourced,
});
export type QuietDays = z.infer<typeof QuietDays>;

export const Scheme = z.strictObject({
  id: slug,
  names: Texts,
  subregions: z
    .array(z.strictObject({ id: slug, names: Texts, parties: z.array(CountryCode).min(1) }))
    .min(1),
  ...sourced,
});
export type Scheme = z.infer<typeof Scheme>;

/** A group of the roll: States and territories by code, and whoever else by its own entry. */
export const RollGroup = z.strictObject({
  id: slug,
  kind: PartyKind,
  names: Texts,
  language: Language, // the group is written in it, except
  exceptions: z.partialRecord(Language, z.array(z.string())).default({}),
  states: z.array(CountryCode).default([]),
  members: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/),
        code: z.string().regex(/^[A-Z0-9]{2,8}$/),
        names: z.record(Language, PartyName),
      }),
    )
    .default([]),
  ...sourced,
});
export type RollGroup = z.infer<typeof RollGroup>;

/** One rule by which sample contacts are made, for every party that it fits. */
const SamplePost = z.strictObject({
  post: z.enum(postKinds),
  standing: Standing,
  copied: z.boolean().default(false),
  kinds: z.array(PartyKind).min(1),
  parties: z.array(z.string()).optional(), // only these
  mailbox: z.record(Language, z.string().regex(/^[a-z.-]+$/)),
  named: z.boolean().default(false), // takes a name from `people`
});

export const SampleContacts = z.strictObject({
  sample: z.literal(true), // invented addresses on reserved domains: never for a real review
  domains: z.partialRecord(PartyKind, z.record(Language, z.string().regex(/^[a-z{}-]+\.(example|test)$/))),
  posts: z.array(SamplePost).min(1),
  people: z.record(
    Language,
    z.array(z.strictObject({ name: z.string(), title: z.string(), gender: z.enum(["f", "m"]) })).min(1),
  ),
});
export type SampleContacts = z.infer<typeof SampleContacts>;

/** A contact as the secretariat's list has it; its id follows from the party and its place in the list. */
const ListedContact = z.strictObject({
  ...Contact.omit({
    id: true,
    generation: true,
    unreachable: true,
    bounced: true,
    complained: true,
    absent: true,
  }).shape,
});

const callState = {
  phase: true,
  announced: true,
  reminded: true,
  warned: true,
  closed: true,
  moved: true,
  formula: true,
  generation: true,
  version: true,
} as const;
/** A criterion of an assessment: what each mark means is published with it, lowest first. */
const Criterion = z.strictObject({
  id: slug,
  names: Texts,
  anchors: z.array(z.strictObject({ mark: z.number().int().min(0).max(10), names: Texts })).default([]),
});
export type Criterion = z.infer<typeof Criterion>;

/** Another way to name the same seats: one leads and the others are beside it. `{seat}` stands for the seat's group. */
const Formula = z.strictObject({
  id: slug,
  names: Texts,
  leading: Texts,
  others: Texts,
});
export type Formula = z.infer<typeof Formula>;

/** A call as defined: the record without its state. */
export const DefinedCall = z.strictObject({
  ...Call.omit(callState).shape,
  reminderDays: z.array(z.number().int()), // what is wrong with one is said by the checks, with its remedy
  warningDays: z.array(z.number().int()),
  criteria: z.array(Criterion).default([]), // published with the call
  rules: z.array(z.enum(eligibilityRules)).default([]), // published with the call; a person judges, the machine flags
  formulas: z.array(Formula).default([]), // other ways to fill the seats, should consultations lead there
  ...sourced,
});
export type DefinedCall = z.infer<typeof DefinedCall>;

export const DefinedActivity = z.strictObject({
  id: slug,
  kind: z.enum(activityKinds),
  names: Texts,
  place: Texts,
  day: LocalDay.optional(), // exactly one of: day; from and to; month
  from: LocalDay.optional(),
  to: LocalDay.optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
  noticeDays: z.array(z.number().int().positive()), // days before its begin on which the secretariat is told
  ...sourced,
});
export type DefinedActivity = z.infer<typeof DefinedActivity>;

const programmeKinds = ["hearing", "opening", "panel", "session", "closing"] as const;
/** Seats of a call; all of them where none is named. */
const ProgrammeSeats = z.strictObject({
  call: slug,
  seats: z.array(z.string()).min(1).optional(),
});

const programmeItem = z.strictObject({
  id: slug,
  kind: z.enum(programmeKinds),
  names: Texts,
  day: LocalDay,
  objectives: z.array(z.number().int()).default([]),
  seats: z.array(ProgrammeSeats).default([]), // whose holders take part in it; shown once they are released
  ...sourced,
});

const Paragraph = z.strictObject({ id: slug, text: Texts, url: z.url().optional(), ...sourced });

const ReviewDocument = z.strictObject({
  id: slug,
  names: Texts,
  symbol: z.string().optional(),
  url: z.url().optional(),
  tentative: z.boolean().default(false), // "to be confirmed"
  ...sourced,
});

/** A value that a person must confirm in the console before a call is launched. */
export const OpenValue = z.strictObject({
  path: z.string().regex(/^[a-zA-Z0-9-]+(\.[a-zA-Z0-9-]+)*$/), // "calls.co-chairs.closes": list entries by their id
  names: Texts,
  confirmed: z.strictObject({ by: z.string(), at: Instant }).optional(),
});
export type OpenValue = z.infer<typeof OpenValue>;

export const Definition = z.strictObject({
  review: ReviewHead,
  letters: Letters,
  secretariat: z.array(z.strictObject(Person.shape)).min(1),
  quietDays: QuietDays,
  schemes: z.array(Scheme).min(1),
  scheme: z.string(), // the one proposed
  roll: z.array(RollGroup).min(1),
  stakeholderKinds: z.array(z.strictObject({ id: slug, names: Texts, ...sourced })).default([]),
  calls: z.array(DefinedCall).min(1),
  roadmap: z.array(DefinedActivity),
  programme: z.array(programmeItem),
  outcomes: z.array(Paragraph),
  documents: z.array(ReviewDocument),
  logistics: z.array(Paragraph),
  openValues: z.array(OpenValue),
  contacts: z.array(ListedContact).default([]),
  sampleContacts: SampleContacts.optional(),
});
export type Definition = z.infer<typeof Definition>;

/** The value at the path of an open value; list entries are found by their id. Undefined when there is none. */
export function valueAt(definition: unknown, path: string): unknown {
  let at: unknown = definition;
  for (const step of path.split(".")) {
    if (Array.isArray(at)) at = at.find((entry: unknown) => isRecord(entry) && entry.id === step);
    else if (isRecord(at)) at = at[step];
    else return undefined;
  }
  return at;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
