/** Every mail that left through SES, on disk: as it arrived, to whom, and what became of it for each of them. */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

export const SentMail = z.object({
  id: z.string(), // of SES
  number: z.number().int(),
  at: z.string(),
  from: z.string(), // of the envelope
  to: z.array(z.string()), // bare addresses, copies included
  tags: z.record(z.string(), z.string()),
  configurationSet: z.string().optional(),
  caller: z.string(),
  handled: z.boolean(), // its events are all in the queue
});
export type SentMail = z.infer<typeof SentMail>;

export type Outgoing = ReturnType<typeof createOutgoing>;

export function createOutgoing(dir: string) {
  const folder = join(dir, "mail-out");
  mkdirSync(folder, { recursive: true });
  const mails = new Map<string, SentMail>();
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".json")) continue;
    const mail = SentMail.parse(JSON.parse(readFileSync(join(folder, name), "utf8")));
    mails.set(mail.id, mail);
  }
  let number = Math.max(0, ...[...mails.values()].map((mail) => mail.number));

  const nameOf = (mail: SentMail) => join(folder, String(mail.number).padStart(7, "0"));
  const save = (mail: SentMail) => {
    writeFileSync(`${nameOf(mail)}.json.new`, JSON.stringify(mail));
    renameSync(`${nameOf(mail)}.json.new`, `${nameOf(mail)}.json`);
    mails.set(mail.id, mail);
  };

  return {
    /** A number for the next mail; ids are made from it, so that a run with the same seed gives the same ids. */
    nextNumber: (): number => {
      number += 1;
      return number;
    },
    /** On disk when it returns: first the bytes, then the description that makes them count. */
    keep: (mail: SentMail, raw: Buffer): void => {
      writeFileSync(`${nameOf(mail)}.eml`, raw);
      save(mail);
    },
    markHandled: (mail: SentMail): void => save({ ...mail, handled: true }),
    find: (id: string): SentMail | undefined => mails.get(id),
    rawOf: async (mail: SentMail): Promise<Buffer> => await readFile(`${nameOf(mail)}.eml`),
    all: (): SentMail[] => [...mails.values()],
    /** Mails in a mailbox, oldest first. */
    inbox: (address: string): SentMail[] => {
      const wanted = address.toLowerCase();
      return [...mails.values()].filter((mail) => mail.to.some((to) => to.toLowerCase() === wanted));
    },
  };
}
