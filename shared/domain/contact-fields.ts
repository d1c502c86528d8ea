/** What people may change of a contact: read from a form or a list, compared with what is there, and put in its place. */
import type * as z from "zod";
import { Language } from "./language.ts";
import { Contact, isMailable, MailKind, mailKinds, postKinds, Standing } from "./party.ts";

const ContactFields = Contact.pick({
  post: true,
  email: true,
  name: true,
  title: true,
  salutation: true,
  gender: true,
  language: true,
  standing: true,
  copied: true,
  copiedOn: true,
  sparedOf: true,
  phone: true,
  conveysFor: true,
});
export type ContactFields = z.infer<typeof ContactFields>;
export type ContactField = keyof ContactFields;
export const contactFields = Object.keys(ContactFields.shape).filter(
  (field): field is ContactField => field in ContactFields.shape,
);

export type FieldProblem = "missing" | "not-an-address" | "unknown-value" | "too-long";
export interface WrongField {
  field: ContactField;
  problem: FieldProblem;
}

/** As it may come from a form or a cell: lists are joined by commas, yes is "yes". */
export type Typed = Readonly<Partial<Record<ContactField, string>>>;

const longest: Partial<Record<ContactField, number>> = {
  email: 254,
  name: 200,
  title: 200,
  salutation: 300,
  phone: 60,
};

const free = ["name", "title", "salutation", "phone"] as const;
const required = ["email", "post", "language", "standing"] as const;

const listOf = (text = "") =>
  text
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);

/** Whether each value is one of those there are; an empty one is none. */
const known: Partial<Record<ContactField, (value: string, subregions: readonly string[]) => boolean>> = {
  post: (value) => postKinds.some((post) => post === value),
  gender: (value) => value === "f" || value === "m",
  language: (value) => Language.safeParse(value).success,
  standing: (value) => Standing.safeParse(value).success,
  copied: (value) => value === "yes" || value === "no",
  copiedOn: (value) => listOf(value).every((kind) => MailKind.safeParse(kind).success),
  sparedOf: (value) => listOf(value).every((kind) => MailKind.safeParse(kind).success),
  conveysFor: (value, subregions) => subregions.includes(value),
};

/** The fields as they were typed, or everything that is wrong with them at once. */
export function readContactFields(
  typed: Typed,
  subregions: readonly string[],
): { fields: ContactFields } | { wrong: WrongField[] } {
  const value = (field: ContactField) => (typed[field] ?? "").trim();
  const wrong = contactFields.flatMap((field): WrongField[] => {
    const text = value(field);
    const problem = problemOf(field, text, subregions);
    return problem ? [{ field, problem }] : [];
  });
  if (wrong.length > 0) return { wrong };
  const kinds = (field: "copiedOn" | "sparedOf") => {
    const chosen = listOf(value(field));
    return chosen.length > 0 ? { [field]: mailKinds.filter((kind) => chosen.includes(kind)) } : {};
  };
  return {
    fields: ContactFields.parse({
      email: value("email"),
      post: value("post"),
      language: value("language"),
      standing: value("standing"),
      copied: value("copied") === "yes",
      ...Object.fromEntries(free.flatMap((field) => (value(field) ? [[field, value(field)]] : []))),
      ...(value("gender") ? { gender: value("gender") } : {}),
      ...(value("conveysFor") ? { conveysFor: value("conveysFor") } : {}),
      ...kinds("copiedOn"),
      ...kinds("sparedOf"),
    }),
  };
}

function problemOf(field: ContactField, text: string, subregions: readonly string[]): FieldProblem | null {
  if (text === "") return required.some((one) => one === field) ? "missing" : null;
  if (text.length > (longest[field] ?? 1000)) return "too-long";
  if (field === "email") return isMailable(text) ? null : "not-an-address";
  const isKnown = known[field];
  return isKnown && !isKnown(text, subregions) ? "unknown-value" : null;
}

/** The contact as somebody would type it. */
export function typedOf(contact: ContactFields): Required<Typed> {
  return {
    post: contact.post,
    email: contact.email,
    name: contact.name ?? "",
    title: contact.title ?? "",
    salutation: contact.salutation ?? "",
    gender: contact.gender ?? "",
    language: contact.language,
    standing: contact.standing,
    copied: contact.copied ? "yes" : "no",
    copiedOn: (contact.copiedOn ?? []).join(","),
    sparedOf: (contact.sparedOf ?? []).join(","),
    phone: contact.phone ?? "",
    conveysFor: contact.conveysFor ?? "",
  };
}

/** One field before and after, as typed. */
export interface FieldChange {
  field: ContactField;
  before: string;
  after: string;
}

/** What differs, field by field. Whether an address is written in capitals makes no difference to mail, but is shown. */
export function fieldChanges(before: ContactFields, after: ContactFields): FieldChange[] {
  const [old, fresh] = [typedOf(before), typedOf(after)];
  return contactFields.flatMap((field) =>
    old[field] === fresh[field] ? [] : [{ field, before: old[field], after: fresh[field] }],
  );
}

export const isSameAddress = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/**
 * What becomes of the contact. What is known of a mailbox is forgotten with the address; another person gets another
 * generation, and the links that the one before holds end.
 */
export function contactChange(
  before: Contact,
  fields: ContactFields,
  { anotherPerson }: { anotherPerson: boolean },
): { [F in keyof Contact]?: Contact[F] | undefined } {
  const moved = !isSameAddress(before.email, fields.email);
  return {
    ...Object.fromEntries(contactFields.map((field) => [field, undefined])),
    ...ContactFields.parse(fields), // and nothing besides
    ...(moved ? { unreachable: false, bounced: undefined, complained: undefined } : {}),
    ...(moved || anotherPerson ? { absent: undefined } : {}),
    ...(anotherPerson ? { generation: before.generation + 1 } : {}),
  };
}
