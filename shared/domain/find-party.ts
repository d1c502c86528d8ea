/** Finds parties by what a person types in a hurry: three letters of a name in any language, or a code. */
import { type Language, languages } from "./language.ts";
import type { Party } from "./party.ts";

/** Lower case, without accents and signs: how people type names. */
export const plainName = (text: string): string =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

type Rule = (party: Party, typed: string, names: readonly string[]) => boolean;

const hasCode: Rule = ({ id, code }, typed) => [id, code].map(plainName).includes(typed);
const isNamed: Rule = (_, typed, names) => names.includes(typed);
const beginsWith: Rule = (_, typed, names) => names.some((name) => name.startsWith(typed));
const hasWord: Rule = (_, typed, names) => names.some((name) => ` ${name}`.includes(` ${typed}`));
const mayBegin: Rule = (...given) => hasCode(...given) || beginsWith(...given);

/**
 * The parties that what was typed may mean: those that fit best. One is the answer; several are to choose from. Only a
 * code in capitals is taken for nothing but a code: "dom" may be Dominica, "DOM" is the Dominican Republic.
 */
export function findParties(given: string, parties: readonly Party[], own: Language): Party[] {
  const typed = plainName(given);
  if (typed === "") return [];
  const isCode = given.trim() === given.trim().toUpperCase();
  const rules: [Rule, readonly Language[]][] = [
    ...(isCode ? [[hasCode, []] satisfies [Rule, Language[]]] : []),
    [isNamed, languages],
    [mayBegin, [own]], // the reader's own language goes before a chance likeness in another
    [beginsWith, languages],
    [hasWord, [own]],
    [hasWord, languages],
  ];
  for (const [rule, among] of rules) {
    const found = parties.filter((party) =>
      rule(
        party,
        typed,
        among.map((language) => plainName(party.names[language].name)),
      ),
    );
    if (found.length > 0) return found;
  }
  return [];
}
