/**
 * Every key, index name and object prefix. Nobody else writes a `#` into a key.
 *
 * | what is asked | table or index | key |
 * |---|---|---|
 * | the review, its definition and that one's fingerprint, one call, one party, one person, one activity | Reviews | pk REVIEW#r, sk STATE / DEFINITION / HASH / CALL#c / PARTY#p / PERSON#id / ACTIVITY#id |
 * | all calls, parties, persons, activities | Reviews | pk REVIEW#r, sk begins with CALL# … |
 * | contacts of a party, all contacts | Reviews | pk REVIEW#r, sk begins with CONTACT#p# / CONTACT# |
 * | a contact by id alone | Reviews | pk CONTACT#id, sk CONTACT (a pointer to its party) |
 * | contacts by address, and by domain | byIndex | gpk DOMAIN#d, gsk address#id |
 * | contacts that a party named, to be confirmed | Reviews | pk REVIEW#r, sk PROPOSAL#p#id |
 * | how parties stand to a call | Reviews | pk CALL#r#c, sk STANDING#p |
 * | versions of a party's answer | Reviews | pk CALL#r#c, sk SUBMISSION#p#0001 |
 * | published answers | byIndex | gpk PUBLISHED#r, gsk at |
 * | notices of a call; one notice | Reviews | pk CALL#r#c, sk NOTICE#id |
 * | notices by state (sweeps, outbox) | byIndex | gpk NOTICES#r#state, gsk at#id |
 * | the notice that SES sent under its own id | Reviews | pk SENT#id |
 * | how often an address was answered | Reviews | pk ANSWERS#hash |
 * | notices to a party | Reviews, filtered by the caller per call | pk CALL#r#c |
 * | the selection of a call; all selections | Reviews | pk REVIEW#r, sk SELECTION#c / begins with SELECTION# |
 * | the input of a composed slate | Reviews | pk CALL#r#c, sk COMPOSITION#0003 |
 * | soundings of a call | Reviews | pk CALL#r#c, sk SOUNDING#id |
 * | assessments of a call; declared conflicts | Reviews | pk CALL#r#c, sk ASSESSMENT#candidate#person / CONFLICT#candidate#person |
 * | the wait of an execution | Reviews | pk CALL#r#c, sk WAIT |
 * | a message; its identity by SES id and by fingerprint | Reviews | pk MESSAGE#id, SES#id, FINGERPRINT#hash (sk CALL#c: once on each call) |
 * | messages by end, oldest first; our own probes apart | byIndex | gpk MESSAGES#r#end / MESSAGES#r#probe, gsk id |
 * | an upload draft of a party | Reviews | pk DRAFT#id |
 * | what was read of a file | Reviews | pk READING#object key |
 * | what the scan said of a file; those that a person must see | Reviews, byIndex | pk SCAN#object key; gpk SCANS#r#state, gsk at#key |
 * | until when raw mails are matched to ends | Reviews | pk REVIEW#r, sk MATCHED |
 * | the last probe of a public mailbox; all of them | Reviews | pk REVIEW#r, sk PROBE#mailbox / begins with PROBE# |
 * | makings of a call's notes verbales | Reviews | pk CALL#r#c, sk NOTES#id |
 * | who asked for the news, fifty at a time; how many asked today | Reviews | pk NEWS#r, sk SUBSCRIBER#id / SIGNUPS |
 * | the ledger by month, by call | Ledger | pk LEDGER#r#2024-11, sk id |
 */

export const index = "byIndex";

const padded = (version: number) => String(version).padStart(4, "0");

export const keys = {
  review: (r: string) => ({ pk: `REVIEW#${r}`, sk: "STATE" }),
  definition: (r: string) => ({ pk: `REVIEW#${r}`, sk: "DEFINITION" }),
  definitionHash: (r: string) => ({ pk: `REVIEW#${r}`, sk: "HASH" }),
  call: (r: string, c: string) => ({ pk: `REVIEW#${r}`, sk: `CALL#${c}` }),
  party: (r: string, p: string) => ({ pk: `REVIEW#${r}`, sk: `PARTY#${p}` }),
  person: (r: string, id: string) => ({ pk: `REVIEW#${r}`, sk: `PERSON#${id}` }),
  activity: (r: string, id: string) => ({ pk: `REVIEW#${r}`, sk: `ACTIVITY#${id}` }),
  contact: (r: string, p: string, id: string) => ({ pk: `REVIEW#${r}`, sk: `CONTACT#${p}#${id}` }),
  contactPointer: (id: string) => ({ pk: `CONTACT#${id}`, sk: "CONTACT" }),
  proposal: (r: string, p: string, id: string) => ({ pk: `REVIEW#${r}`, sk: `PROPOSAL#${p}#${id}` }),
  standing: (r: string, c: string, p: string) => ({ pk: `CALL#${r}#${c}`, sk: `STANDING#${p}` }),
  submission: (r: string, c: string, p: string, version: number) => ({
    pk: `CALL#${r}#${c}`,
    sk: `SUBMISSION#${p}#${padded(version)}`,
  }),
  notice: (r: string, c: string, id: string) => ({ pk: `CALL#${r}#${c}`, sk: `NOTICE#${id}` }),
  selection: (r: string, c: string) => ({ pk: `REVIEW#${r}`, sk: `SELECTION#${c}` }),
  composition: (r: string, c: string, slate: number) => ({
    pk: `CALL#${r}#${c}`,
    sk: `COMPOSITION#${padded(slate)}`,
  }),
  sounding: (r: string, c: string, id: string) => ({ pk: `CALL#${r}#${c}`, sk: `SOUNDING#${id}` }),
  assessment: (r: string, c: string, candidate: string, person: string) => ({
    pk: `CALL#${r}#${c}`,
    sk: `ASSESSMENT#${candidate}#${person}`,
  }),
  conflict: (r: string, c: string, candidate: string, person: string) => ({
    pk: `CALL#${r}#${c}`,
    sk: `CONFLICT#${candidate}#${person}`,
  }),
  noteMaking: (r: string, c: string, id: string) => ({ pk: `CALL#${r}#${c}`, sk: `NOTES#${id}` }),
  wait: (r: string, c: string) => ({ pk: `CALL#${r}#${c}`, sk: "WAIT" }),
  message: (id: string) => ({ pk: `MESSAGE#${id}`, sk: "MESSAGE" }),
  sesDelivery: (sesId: string) => ({ pk: `SES#${sesId}`, sk: "MESSAGE" }),
  fingerprint: (hash: string, c: string) => ({ pk: `FINGERPRINT#${hash}`, sk: `CALL#${c}` }),
  matched: (r: string) => ({ pk: `REVIEW#${r}`, sk: "MATCHED" }),
  probe: (r: string, mailbox: string) => ({ pk: `REVIEW#${r}`, sk: `PROBE#${mailbox}` }),
  sent: (sesId: string) => ({ pk: `SENT#${sesId}`, sk: "NOTICE" }),
  answers: (hash: string) => ({ pk: `ANSWERS#${hash}`, sk: "ANSWERS" }),
  draft: (id: string) => ({ pk: `DRAFT#${id}`, sk: "DRAFT" }),
  reading: (object: string) => ({ pk: `READING#${object}`, sk: "READING" }),
  scan: (object: string) => ({ pk: `SCAN#${object}`, sk: "SCAN" }),
  subscriber: (r: string, id: string) => ({ pk: `NEWS#${r}`, sk: `SUBSCRIBER#${id}` }),
  signUps: (r: string) => ({ pk: `NEWS#${r}`, sk: "SIGNUPS" }),
  ledger: (r: string, id: string, at: string) => ({ pk: `LEDGER#${r}#${at.slice(0, 7)}`, sk: id }),
};

/** Prefixes for queries of everything of one kind under a partition. */
export const prefixes = {
  calls: "CALL#",
  parties: "PARTY#",
  persons: "PERSON#",
  activities: "ACTIVITY#",
  contacts: "CONTACT#",
  contactsOf: (p: string) => `CONTACT#${p}#`,
  proposalsOf: (p: string) => `PROPOSAL#${p}#`,
  standings: "STANDING#",
  submissions: "SUBMISSION#",
  submissionsOf: (p: string) => `SUBMISSION#${p}#`,
  notices: "NOTICE#",
  noticesOfKind: (c: string, kind: string) => `NOTICE#${c}_${kind}_`,
  noteMakings: "NOTES#",
  selections: "SELECTION#",
  soundings: "SOUNDING#",
  assessments: "ASSESSMENT#",
  conflicts: "CONFLICT#",
  probes: "PROBE#",
  subscribers: "SUBSCRIBER#",
};

/** Partitions of the index; `gsk` orders within. */
export const indexKeys = {
  domain: (domain: string) => `DOMAIN#${domain}`,
  address: (address: string) => `${address}#`,
  /** In the order of time; the ids tell those of one instant apart. */
  at: (instant: string, ...ids: string[]) => [instant, ...ids].join("#"),
  published: (r: string) => `PUBLISHED#${r}`,
  notices: (r: string, state: string) => `NOTICES#${r}#${state}`,
  messages: (r: string, end: string) => `MESSAGES#${r}#${end}`,
  scans: (r: string, state: string) => `SCANS#${r}#${state}`,
};

export const partitions = {
  review: (r: string) => `REVIEW#${r}`,
  call: (r: string, c: string) => `CALL#${r}#${c}`,
  news: (r: string) => `NEWS#${r}`,
  ledger: (r: string, month: string) => `LEDGER#${r}#${month}`,
};

/** Object prefixes. */
export const objects = {
  inbound: (sesId: string) => `inbound/${sesId}`,
  quarantine: (draft: string, file: string) => `quarantine/${draft}/${file}`,
  file: (id: string, name: string) => `files/${id}/${safeName(name)}`,
  scan: (id: string) => `scans/${id}`,
  reading: (file: string) => `readings/${file}.json`,
  noteRequest: (id: string) => `exports/requests/${id}.json`,
  notes: (id: string, name: string) => `exports/notes/${id}/${safeName(name)}`,
  taking: (id: string, name: string) => `exports/takings/${id}/${safeName(name)}`,
  ledger: (pk: string, sk: string) => `${pk.replaceAll("#", "/")}/${sk}.json`,
};

/** Files that were taken out of a draft bear this tag; the bucket's lifecycle goes by it. */
export const removedTag = { name: "removed", value: "yes" };

/** Draft, file id and name of an uploaded object's key; null for any other key. */
export function readQuarantineKey(key: string): { draft: string; file: string; name: string } | null {
  const [, draft, file, name] = /^quarantine\/([^/]+)\/([^/]+)\/(.+)$/s.exec(key) ?? [];
  return draft && file && name ? { draft, file, name: name.slice(name.lastIndexOf("/") + 1) } : null;
}

/** The delivery of SES whose attachment lies under a key; of any other file it is some id that no delivery has. */
export const deliveryOfFile = (key: string): string => /^files\/(.+)-\d+\//.exec(key)?.[1] ?? "";

/** A file name as an object key can bear it: letters, digits, dot, dash, underscore; 100 characters. */
function safeName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9._-]+/g, "-");
  return plain.replace(/^[.-]+/, "").slice(-100) || "file";
}

/** The id of the mail whose raw object has this key; null for any other key, such as the notice that SES writes once. */
export function sesIdOf(key: string): string | null {
  const [, sesId] = /^inbound\/([A-Za-z0-9-]+)$/.exec(key) ?? [];
  return sesId ?? null;
}
