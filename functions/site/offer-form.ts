/** Reads the fields of an offer from a posted form. */
import { rolesOf, type Seat } from "../../shared/domain/call.ts";
import {
  Gender,
  type Interest,
  mostNominees,
  type Nominee,
  type Representative,
} from "../../shared/domain/offer.ts";

const longest = 4000;
const textOf = (form: URLSearchParams, name: string) => form.get(name)?.trim().slice(0, longest) || undefined;

/** The seats of the roles that were chosen. */
export const seatsOfRoles = (
  chosen: readonly string[],
  seats: readonly Pick<Seat, "id" | "names">[],
): string[] =>
  rolesOf(seats)
    .filter((role) => role.some(({ id }) => chosen.includes(id)))
    .flatMap((role) => role.map(({ id }) => id));

/** Only the fields that were filled in. */
function filled<Name extends string>(
  form: URLSearchParams,
  prefix: string,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const found: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const text = textOf(form, `${prefix}.${name}`);
    if (text) found[name] = text;
  }
  return found;
}

/** Who represents the State; undefined without a name. */
export function representativeOf(form: URLSearchParams): Representative | undefined {
  const { name, ...rest } = filled(form, "representative", ["name", "title", "level", "salutation"]);
  return name ? { name, ...rest } : undefined;
}

/** The persons named, in their order; rows without a name are none. Ids are given when the offer is recorded. */
function nomineesOf(form: URLSearchParams, seats: readonly Pick<Seat, "id" | "names">[]): Nominee[] {
  const persons: Nominee[] = [];
  for (let at = 0; at < mostNominees; at++) {
    const row = `person.${at}`;
    const { name, ...rest } = filled(form, row, [
      "name",
      "title",
      "office",
      "languages",
      "biography",
      "country",
    ]);
    if (!name) continue;
    const seat = form.get(`${row}.seat`);
    const gender = Gender.safeParse(form.get(`${row}.gender`));
    persons.push({
      id: form.get(`${row}.id`) ?? "",
      name,
      ...rest,
      ...(gender.success ? { gender: gender.data } : {}),
      ...(form.get(`${row}.available`) === "yes" ? { available: true } : {}),
      seats: seat ? seatsOfRoles([seat], seats) : [],
    });
  }
  return persons;
}

/** The whole offer. */
export function interestOf(form: URLSearchParams, seats: readonly Pick<Seat, "id" | "names">[]): Interest {
  const conditions = textOf(form, "conditions");
  const representative = representativeOf(form);
  const jointWith = form.getAll("joint");
  const nominees = nomineesOf(form, seats);
  return {
    seats: seatsOfRoles(form.getAll("seat"), seats),
    ...(conditions ? { conditions } : {}),
    ...(representative ? { representative } : {}),
    ...(jointWith.length > 0 ? { jointWith } : {}),
    ...(nominees.length > 0 ? { nominees } : {}),
  };
}
