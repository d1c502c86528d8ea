/**
 * The Atom feed of what happened in public, in one language.
 *
 * Our own few elements and not the package feed: that one weighs 44 KiB in the site, and knows neither the language of a
 * feed nor its alternates in other languages.
 */
import type { Happening } from "../../shared/domain/happenings.ts";
import { languages } from "../../shared/domain/language.ts";
import type { Party } from "../../shared/domain/party.ts";
import { pathIn, type Reader } from "./reader.ts";
import { minuteText } from "./when.ts";

interface Feed {
  happenings: readonly Happening[];
  parties: readonly Party[];
  origin: string;
}

/** Readers keep what they have seen: older entries need not stand in the feed for ever. */
const longest = 100;

type Told = { title: string; text: string; path: string };

function told(reader: Reader, happening: Happening, parties: readonly Party[]): Told {
  const { lang, t, definition } = reader;
  const { feed } = t.open;
  const { call } = happening;
  const name = call.names[lang];
  const minute = (at: string) => minuteText(lang, definition.review.zone, at);
  const path = `/calls/${call.id}`;
  switch (happening.kind) {
    case "opened":
      return {
        title: feed.opened(name),
        text: `${call.summary[lang]} ${feed.openedText(minute(call.closes))}`,
        path,
      };
    case "moved":
      return {
        title: feed.moved(name),
        text: feed.movedText(minute(happening.to), minute(happening.from)),
        path,
      };
    case "published": {
      const { party, version, reference } = happening.submission;
      const names = parties.find(({ id }) => id === party)?.names;
      return {
        title: feed.published(names?.[lang].name ?? party, name),
        text: feed.publishedText(reference),
        path: `/submissions/${call.id}/${party}/${version}`,
      };
    }
    case "released":
      return { title: feed.released(name), text: feed.releasedText, path: "/decisions" };
  }
}

const Entry = ({ reader, happening, feed }: { reader: Reader; happening: Happening; feed: Feed }) => {
  const { title, text, path } = told(reader, happening, feed.parties);
  const { host } = new URL(feed.origin);
  return (
    <entry>
      <id>{`tag:${host},${happening.at.slice(0, 10)}:${reader.lang}/${happening.id}`}</id>
      <title>{title}</title>
      <link rel="alternate" type="text/html" href={`${feed.origin}${pathIn(reader, path)}`} />
      <published>{happening.at}</published>
      <updated>{happening.at}</updated>
      <summary>{text}</summary>
    </entry>
  );
};

/** When the newest entry became public; before the first one, as long ago as clocks can say. */
export const feedChanged = ([newest]: readonly Happening[]): string => newest?.at ?? "1970-01-01T00:00:00Z";

export function feedOf(reader: Reader, feed: Feed): string {
  const { lang, t, definition } = reader;
  const { short, senders } = definition.review;
  const at = (language: string) => `${feed.origin}/${language}/feed.atom`;
  const xml = (
    <feed xmlns="http://www.w3.org/2005/Atom" xml:lang={lang}>
      <id>{at(lang)}</id>
      <title>{t.open.feed.name(short[lang])}</title>
      <updated>{feedChanged(feed.happenings)}</updated>
      <author>
        <name>{senders[lang]}</name>
      </author>
      <link rel="self" type="application/atom+xml" href={at(lang)} />
      <link rel="alternate" type="text/html" hreflang={lang} href={`${feed.origin}/${lang}`} />
      {languages
        .filter((other) => other !== lang)
        .map((other) => (
          <link rel="alternate" type="application/atom+xml" hreflang={other} href={at(other)} />
        ))}
      {feed.happenings.slice(0, longest).map((happening) => (
        <Entry reader={reader} happening={happening} feed={feed} />
      ))}
    </feed>
  );
  return `<?xml version="1.0" encoding="utf-8"?>\n${xml.toString()}`;
}
