/** Makes the file of a call's notes verbales from the records as they stand. Safe to run again: it is told once. */
import { addresseeOf, cityOf } from "../domain/addressee.ts";
import { instantOf, localDayOf, sayDayOfLetter, sayDuring, whenOf } from "../domain/calendar.ts";
import type { Call } from "../domain/call.ts";
import type { Definition } from "../domain/definition.ts";
import { callFor } from "../domain/extension.ts";
import type { Language } from "../domain/language.ts";
import { inProtocolOrder } from "../domain/names.ts";
import { isInGroup, type NoteFacts, type NoteMaking, noteContact, noteNumber } from "../domain/note.ts";
import type { Contact, Party } from "../domain/party.ts";
import { linkToken } from "../mail/links.ts";
import { getCall, standingsOf } from "../store/calls.ts";
import { env } from "../store/environment.ts";
import { objects } from "../store/keys.ts";
import { record } from "../store/ledger.ts";
import { getMaking, saveMaking } from "../store/note-makings.ts";
import { readFile, writeFile } from "../store/objects.ts";
import { listContacts, listParties } from "../store/parties.ts";
import { readDefinition } from "../store/reviews.ts";
import { linkSecret } from "../store/secrets.ts";
import { decideAgain, transact } from "../store/table.ts";

/** The making that a request object names; its body is ours alone to write. */
export const readRequest = async (key: string): Promise<string> =>
  Buffer.from(await readFile(key)).toString();

/** Writes the file of one making and notes that it is there. */
export async function makeNotes({ call, id }: { call: string; id: string }, now: Date): Promise<void> {
  const making = await getMaking(call, id);
  if (!making || making.written) return;
  const { file, notes } = await fileOf(making, now);
  const key = objects.notes(id, file.name);
  await writeFile(key, file.bytes, file.type);
  await decideAgain(async () => {
    const before = await getMaking(call, id);
    if (!before || before.written) return;
    const written = { at: now.toISOString(), key, name: file.name, notes, size: file.bytes.length };
    const entry = record(
      { actor: "system", act: "notes.written", call, subject: id, detail: { notes } },
      now,
    );
    await transact([saveMaking(before, { ...before, written }), entry]);
  });
}

interface Records {
  definition: Definition;
  call: Call;
  secret: string;
  now: Date;
}

async function fileOf(making: NoteMaking, now: Date) {
  const [definition, call, parties, contacts, standings, secret] = await Promise.all([
    readDefinition(),
    getCall(making.call),
    listParties(),
    listContacts(),
    standingsOf(making.call),
    linkSecret(),
  ]);
  if (!call) throw new Error(`There is no call ${making.call}`);
  const contactsOf = Map.groupBy(contacts, ({ party }) => party);
  const standingOf = new Map(standings.map((standing) => [standing.party, standing]));
  const records = { definition, call, secret, now };
  const own = definition.review.languages[0] ?? "es";
  const chosen = inProtocolOrder(parties, own).filter(
    (party) =>
      call.parties.includes(party.kind) &&
      isInGroup(making.group, party, {
        contacts: contactsOf.get(party.id) ?? [],
        standing: standingOf.get(party.id),
      }),
  );
  const notes = chosen.map((party) => {
    const own = { ...records, call: callFor(call, standingOf.get(party.id)) };
    return factsOf(party, contactsOf.get(party.id) ?? [], making, own);
  });
  const { review } = definition;
  const { writeNotes } = await import("../letters/note.ts"); // not before there is something to write
  const name = `${review.code}-NV-${call.code}-${localDayOf(now, review.zone)}`;
  const file = writeNotes(notes, { form: making.form, name, author: review.senders[own] });
  return { file, notes: notes.length };
}

function factsOf(
  party: Party,
  contacts: readonly Contact[],
  making: NoteMaking,
  records: Records,
): NoteFacts {
  const { definition, call, now, secret } = records;
  const { review, letters } = definition;
  const { post, contact } = noteContact(party, making.post, contacts);
  const language = contact?.language ?? party.language;
  const isOver = instantOf(call.closes, review.zone) < now;
  const city = cityOf(post, language);
  return {
    language,
    number: noteNumber(review.code, call.code, party.code),
    letterhead: letters.letterhead[language].split("\n"),
    voice: { name: letters.notes.name[language], short: letters.notes.short[language] },
    addressee: addresseeOf(party, post, language),
    ...(city !== undefined && { city }),
    diplomatic: party.kind !== "stakeholder",
    call: { name: call.names[language], kind: call.kind, summary: call.summary[language] },
    meeting: { place: review.place[language], when: sayDuring(review.begins, review.ends, language) },
    blocks: blocksOf(call, language),
    ...(!isOver && { deadline: whenOf(instantOf(call.closes, review.zone), review.zone, language) }),
    address: call.mailbox ?? `${call.address}@${env("MAIL_DOMAIN")}`,
    ...(contact && { link: `${env("PUBLIC_ORIGIN")}/${language}/p/${linkToken(secret, contact)}` }),
    date: `${letters.place[language]}, ${sayDayOfLetter(localDayOf(now, review.zone), language)}`,
  };
}

function blocksOf(call: Call, language: Language): NoteFacts["blocks"] {
  if (call.kind === "interest") return [{ items: call.seats.map(({ names }) => names[language]) }];
  const blocks = Map.groupBy(call.questions, ({ block }) => block[language]);
  return [...blocks].map(([title, questions]) => ({
    title,
    items: questions.map(({ text }) => text[language]),
  }));
}
