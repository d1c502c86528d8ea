/** What a bounce means for the mailbox: whether it is gone, is full for now, or only did not take this mail. Pure. */

/**
 * hard: the mailbox is not there, write to another. soft: it may take the mail later. refused: the mailbox is there and
 * did not take this mail, for its size or by a rule of its server: trying again changes nothing, a person looks.
 */
export type Bounce = "hard" | "soft" | "refused";

/** Enhanced status codes of RFC 3463; the first row that fits decides. */
const byStatus: readonly [RegExp, Bounce][] = [
  [/^5\.1\.[78]$/, "refused"], // our own address, it says
  [/^5\.1\./, "hard"], // no such mailbox, domain or form of address
  [/^5\.2\.1$/, "hard"], // the mailbox was switched off
  [/^[45]\.2\.2$/, "soft"], // full
  [/^5\.4\.7$/, "soft"], // its server was not there for days
  [/^5\.4\.6$/, "refused"], // a loop of forwards
  [/^5\.4\./, "hard"], // no such domain, no way to it; Exchange says 5.4.1 of an unknown mailbox
  [/^5\.[2-3]\.|^5\.[5-7]\./, "refused"], // too large, not the form it wants, policy
  [/^4\./, "soft"],
];

/** What servers write where they give a general code, or none. */
const byWords: readonly [RegExp, Bounce][] = [
  [
    /quota|mailbox (?:is )?full|over ?quota|insufficient (?:system )?storage|buz[oó]n (?:est[aá] )?lleno|bo[iî]te .{0,20}pleine|caixa .{0,20}cheia/i,
    "soft",
  ],
  [
    /user unknown|unknown user|unroute?able|no such (?:user|recipient|mailbox)|does(?: not|n't) exist|mailbox (?:unavailable|not found)|address not found|recipient (?:rejected|not found)|not a known user|no existe|n[aã]o existe|introuvable|inconnu/i,
    "hard",
  ],
  [/host (?:or domain name )?not found|domain .{0,40}(?:not found|does not exist)|nxdomain/i, "hard"],
  [/spam|block(?:ed|list)|blacklist|policy|too large|size limit|rejected (?:by|for|as)|content/i, "refused"],
  [/try again|temporar|timed out|greylist|deferred/i, "soft"],
];

/** What one recipient's report means, by its status, its words, or the reply code in them. */
export function bounceOf({
  status,
  diagnostic = "",
}: {
  status?: string | undefined;
  diagnostic?: string | undefined;
}): Bounce {
  const said = status ?? /(?<![\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.])/.exec(diagnostic)?.[1];
  const isGeneral = said === undefined || /^[45]\.0\.0$/.test(said);
  const rows = isGeneral ? byWords : byStatus;
  const found = rows.find(([pattern]) => pattern.test(isGeneral ? diagnostic : said))?.[1];
  if (found) return found;
  const code = said ?? /(?<!\d)([45])\d\d(?!\d)/.exec(diagnostic)?.[1] ?? "";
  if (code.startsWith("5")) return "hard";
  return code.startsWith("4") ? "soft" : "refused";
}

/** SES's own words for a bounce, which it reports when it has given up. */
export function sesBounce(type: string, subtype = ""): Bounce {
  if (["MessageTooLarge", "ContentRejected", "AttachmentRejected"].includes(subtype)) return "refused";
  return type === "Permanent" ? "hard" : "soft";
}

/** A notice that bounced softly is tried again after these hours; when all are used up it counts as hard. */
export const retryHours: readonly number[] = [4, 20, 48];
