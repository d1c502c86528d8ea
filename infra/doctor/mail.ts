/** Mail: whether it reaches us, whether it leaves in our name, and whether the public mailboxes redirect. */
import type { DescribeActiveReceiptRuleSetCommandOutput } from "@aws-sdk/client-ses";
import type { GetEmailIdentityCommandOutput } from "@aws-sdk/client-sesv2";
import { attention, type Finding, missing, well } from "./findings.ts";

type Active = Pick<DescribeActiveReceiptRuleSetCommandOutput, "Metadata" | "Rules">;

/** One rule set is active per account and region; ours must be it, or its rules must stand in the one that is. */
export function ruleSetCheck({ Metadata, Rules = [] }: Active, ours: string, domain: string): Finding {
  const check = "receipt rule set";
  const active = Metadata?.Name;
  if (!active) {
    return missing(
      check,
      "none is active: no mail is received",
      `aws ses set-active-receipt-rule-set --rule-set-name ${ours}`,
    );
  }
  const rule = Rules.find(({ Recipients = [] }) => Recipients.includes(domain));
  if (active !== ours && !rule) {
    return missing(
      check,
      `another one is active (${active}), and it does not know ${domain}`,
      `Copy the rule of ${ours} into ${active}, or make ours active: aws ses set-active-receipt-rule-set --rule-set-name ${ours}`,
    );
  }
  if (!rule?.Enabled)
    return missing(
      check,
      `its rule for ${domain} is not enabled`,
      "Deploy again, or enable it in the SES console.",
    );
  if (!rule.ScanEnabled)
    return missing(
      check,
      "the scan for virus and spam is off",
      "Deploy again: without a scan there are no verdicts.",
    );
  return active === ours ? well(check, "is active") : well(check, `our rule stands in ${active}`);
}

/** Mail for the domain must go to SES in our region. */
export function mxCheck(
  records: readonly { exchange: string; priority: number }[],
  domain: string,
  region: string,
): Finding {
  const ours = `inbound-smtp.${region}.amazonaws.com`;
  const remedy = `Publish: ${domain} MX 10 ${ours}`;
  const hosts = records.map(({ exchange }) => exchange.toLowerCase().replace(/\.$/, ""));
  if (!hosts.includes(ours))
    return missing("MX", hosts.length ? `points to ${hosts.join(", ")}` : `${domain} has none`, remedy);
  if (hosts.length > 1)
    return missing(
      "MX",
      `points to us and to ${hosts.filter((host) => host !== ours).join(", ")}`,
      `${remedy}, and remove the others.`,
    );
  return well("MX", `points to ${ours}`);
}

type Identity = Partial<
  Pick<GetEmailIdentityCommandOutput, "DkimAttributes" | "MailFromAttributes" | "VerifiedForSendingStatus">
>;

/** Our mails must be signed, or they end in the missions' spam. */
export function dkimCheck({ DkimAttributes, VerifiedForSendingStatus }: Identity, domain: string): Finding {
  const { Status, Tokens = [] } = DkimAttributes ?? {};
  if (Status === "SUCCESS" && VerifiedForSendingStatus)
    return well("DKIM", "mails are signed, and the domain may send");
  const records = Tokens.map((token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`);
  return missing(
    "DKIM",
    `is not verified (${Status ?? "no identity"})`,
    records.length ? `Publish: ${records.join("; ")}` : "Deploy the stack first.",
  );
}

/** Bounces must come back to our own domain, so that SPF aligns. */
export function mailFromCheck({ MailFromAttributes }: Identity, domain: string, region: string): Finding {
  const from = MailFromAttributes?.MailFromDomain ?? `bounce.${domain}`;
  if (MailFromAttributes?.MailFromDomainStatus === "SUCCESS") return well("MAIL FROM", `is ${from}`);
  return missing(
    "MAIL FROM",
    `${from} is not verified (${MailFromAttributes?.MailFromDomainStatus ?? "not set"})`,
    `Publish: ${from} MX 10 feedback-smtp.${region}.amazonses.com; ${from} TXT "v=spf1 include:amazonses.com ~all"`,
  );
}

/** A policy of our own, so that nobody writes to missions in the Network's name. */
export function dmarcCheck(records: readonly string[], domain: string): Finding {
  const policy = records.find((record) => /^v=DMARC1\s*;/i.test(record));
  const strict = `Publish: _dmarc.${domain} TXT "v=DMARC1; p=reject; adkim=s; aspf=r"`;
  if (!policy)
    return attention("DMARC", "the domain publishes no policy: anybody may write in its name", strict);
  if (/;\s*p=none/i.test(policy))
    return attention("DMARC", "the policy is p=none: anybody may write in its name", strict);
  return well("DMARC", policy);
}

/** What is known of a mail that came in lately. */
export interface Arrived {
  at: Date;
  recipients: readonly string[]; // addresses that SES received it for
}

/** A redirect works when mail came through it. Days without any prove nothing: a probe does. */
export function redirectCheck(
  { mailbox, redirectsTo }: { mailbox: string; redirectsTo: string },
  domain: string,
  arrived: readonly Arrived[],
  now: Date,
): Finding {
  const check = `redirect of ${mailbox}`;
  const address = `${redirectsTo}@${domain}`;
  const times = arrived
    .filter(({ recipients }) => recipients.includes(address))
    .map(({ at }) => at.getTime());
  const remedy =
    `The keeper of ${mailbox} adds a redirect (not a forward) to ${address}. Then \`npm run doctor -- --probe\` ` +
    "sends a mail there, and `npm run doctor` a few minutes later sees whether it came.";
  if (times.length === 0) return missing(check, "nothing came through it in the last week", remedy);
  const hours = Math.floor((now.getTime() - Math.max(...times)) / 3_600_000);
  if (hours > 48)
    return attention(check, `nothing came through it for ${Math.floor(hours / 24)} days`, remedy);
  return well(check, `a mail came through it ${hours === 0 ? "within the hour" : `${hours} hours ago`}`);
}

/** The addresses that a raw mail was received for, as SES's own topmost Received header says. */
export function receivedFor(head: string): string[] {
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const top = /^Received: [^\r\n]*amazonaws\.com[^\r\n]*$/im.exec(unfolded)?.[0] ?? "";
  return [...top.matchAll(/\bfor <?([^\s<>;]+@[^\s<>;]+)>?/g)].flatMap(
    ([, address]) => address?.toLowerCase() ?? [],
  );
}
