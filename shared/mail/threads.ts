/** The ids by which a mail names mails of ours: SES writes its own Message-ID on each. */

const most = 10;

/** SES writes `<id@email.amazonses.com>` in its first region, `<id@region.amazonses.com>` elsewhere. */
export function sesIdsIn(text: string): string[] {
  const found = text.matchAll(/([0-9a-z][0-9a-z-]{15,80})@[a-z0-9-]{1,30}\.amazonses\.com/gi);
  return [...new Set([...found].map(([, id = ""]) => id.toLowerCase()))].slice(0, most);
}
