/** The pages: whether the public origin answers, with a certificate that lasts. */
import { attention, type Finding, missing, well } from "./findings.ts";

/** What a TLS connection told. */
export interface Seen {
  authorized: boolean;
  why?: string; // the reason, when it is not
  validTo: Date;
}

const dayMs = 86_400_000;

/** ACM renews by itself sixty days before the end, as long as its DNS record stands. */
export function certificateCheck({ authorized, why, validTo }: Seen, host: string, now: Date): Finding {
  const days = Math.floor((validTo.getTime() - now.getTime()) / dayMs);
  const remedy = `In ACM, region us-east-1: a certificate for ${host}, its ARN in the settings; its validation record must stay published.`;
  if (days < 0) return missing("certificate", `ended ${-days} days ago`, remedy);
  if (!authorized) return missing("certificate", `is not for ${host}: ${why ?? "not trusted"}`, remedy);
  if (days < 30) return attention("certificate", `ends in ${days} days and was not renewed`, remedy);
  return well("certificate", `is good for ${days} days`);
}

/** The front page, asked as a visitor would. */
export function pageCheck(status: number, origin: string, distribution: string): Finding {
  if (status === 200) return well("pages", `${origin} answers`);
  if (status === 403) {
    return missing(
      "pages",
      "CloudFront does not know the name",
      `Does the certificate cover ${origin}? Deploy again.`,
    );
  }
  return missing(
    "pages",
    `${origin} answers ${status}`,
    `Publish: ${new URL(origin).hostname} CNAME ${distribution}. See docs/runbook.md, “Pages fail”.`,
  );
}
