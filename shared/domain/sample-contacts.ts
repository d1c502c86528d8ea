/** Invented contacts on reserved domains, made by the rules of a sample definition: always the same ones. */
import type { SampleContacts } from "./definition.ts";
import type { Contact, Party } from "./party.ts";

/** The contacts that the rules give a party, for a review to be tried out with. */
export function sampleContacts(rules: SampleContacts, party: Party): Omit<Contact, "id">[] {
  const domain = rules.domains[party.kind]?.[party.language];
  if (!domain) return [];
  return rules.posts
    .filter((rule) => rule.kinds.includes(party.kind) && (rule.parties?.includes(party.id) ?? true))
    .map((rule, ordinal) => ({
      party: party.id,
      post: rule.post,
      email: `${rule.mailbox[party.language]}@${domain.replace("{id}", party.id.toLowerCase())}`,
      language: party.language,
      standing: rule.standing,
      copied: rule.copied,
      generation: 1,
      unreachable: false,
      ...(rule.named ? personFor(rules, party, ordinal) : {}),
    }));
}

function personFor(rules: SampleContacts, party: Party, ordinal: number) {
  const people = rules.people[party.language];
  const sum = [...party.id].reduce((total, letter) => total + letter.charCodeAt(0), ordinal * 5);
  return people[sum % people.length] ?? {};
}
