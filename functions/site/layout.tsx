/** The one layout: head, languages, sections, the page, its foot. */
import { languages } from "../../shared/domain/language.ts";
import { type Access, mayOpen } from "../../shared/domain/review.ts";
import { Act } from "./components/act.tsx";
import { Told } from "./components/told.tsx";
import { Mark } from "./mark.tsx";
import { type Page, partyPath, pathIn, type Reader } from "./reader.ts";
import { stylePath } from "./style.ts";

const languageNames = { es: "Español", en: "English", pt: "Português", fr: "Français" };

type Section = { path: string; name: string; query?: string };

/** The party and the call that a page of the secretariat is about: recording on their behalf begins with them. */
function aboutOf({ path }: Reader, { about }: Page): string {
  const [, , area, first = "", second = ""] = path.split("/");
  const place =
    area === "parties"
      ? { party: first, call: second }
      : { call: /^(?:calls|launch|selection|approvals)$/.test(area ?? "") ? first : "" };
  const known = Object.entries({ ...place, ...about }).filter(([, value]) => value);
  return new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString();
}

function sectionsOf(reader: Reader, page: Page): Section[] {
  const { t, ct, area, person } = reader;
  const at = (path: string, name: string, query = "") => ({
    path: pathIn(reader, path),
    name,
    ...(query ? { query: `?${query}` } : {}),
  });
  if (area === "party") return [{ path: partyPath(reader), name: t.party.nav }];
  if (area === "public") {
    return [
      at("", t.common.home),
      at("/roadmap", t.common.roadmap),
      at("/programme", t.common.programme),
      at("/submissions", t.common.submissions),
      at("/decisions", t.common.decisions),
      at("/documents", t.open.documents.title),
      at("/news", t.news.title),
    ];
  }
  const sections: [Access, Section][] = [
    ["colleague", at("/console", ct.nav.today)],
    ["any", at("/console/triage", ct.nav.triage)],
    ["coordinator", at("/console/record", ct.nav.record, aboutOf(reader, page))],
    ["coordinator", at("/console/drop", ct.nav.drop)],
    ["any", at("/console/parties", ct.nav.parties)],
    ["any", at("/console/outbox", ct.nav.outbox)],
    ["any", at("/console/mail", ct.nav.mail)],
    ["any", at("/console/ledger", ct.nav.ledger)],
    ["any", at("/console/people", ct.desk.nav.people)],
    ["records", at("/console/export", ct.desk.nav.take)],
  ];
  return sections.filter(([access]) => person && mayOpen(person, access)).map(([, section]) => section);
}

/** Whether the page stands at or below a section; the first section only at itself. */
function isCurrent(reader: Reader, section: Section, first: boolean): boolean {
  const here = pathIn(reader, reader.path);
  return here === section.path || (!first && here.startsWith(`${section.path}/`));
}

const Languages = ({ reader }: { reader: Reader }) => (
  <nav class="languages" aria-label={reader.t.common.languages}>
    <ul>
      {languages.map((lang) => (
        <li>
          <a
            href={`/${lang}${reader.path}`}
            lang={lang}
            hreflang={lang}
            {...(lang === reader.lang ? { "aria-current": "true" as const } : {})}
          >
            {languageNames[lang]}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

/** Whether mail leaves at all, on every page of the secretariat, with the one button that pauses it. */
const Sending = ({ reader }: { reader: Reader }) => {
  const { state, ct, person } = reader;
  const live = !state.paused && state.mail === "live";
  return (
    <aside class={live ? "sending live" : "sending"} aria-label={ct.mail.mode}>
      <div class="wrap">
        <span>{state.paused ? ct.sending.paused : ct.sending[state.mail]}</span>
        {person?.roles.includes("coordinator") ? (
          <Act
            reader={reader}
            action={pathIn(reader, "/console/pause")}
            name={state.paused ? ct.sending.resume : ct.sending.pause}
            fields={{ paused: state.paused ? "no" : "yes" }}
          />
        ) : null}
      </div>
    </aside>
  );
};

const Foot = ({ reader }: { reader: Reader }) => {
  const { t, ct, definition, person } = reader;
  return (
    <footer class="site">
      <div class="wrap">
        <p>
          {t.common.footer(definition.review.senders[reader.lang])} {t.common.toLocal}
        </p>
        {reader.area === "public" ? (
          <p>
            <a href={pathIn(reader, "/console")} rel="nofollow">
              {t.common.secretariat}
            </a>
          </p>
        ) : null}
        {person ? (
          <div class="row">
            <span>{ct.signedIn(person.name, person.office)}</span>
            <Act reader={reader} action="/sign-out" name={ct.signOut} />
          </div>
        ) : null}
      </div>
    </footer>
  );
};

const Layout = ({ reader, page }: { reader: Reader; page: Page }) => {
  const { definition, lang, t } = reader;
  const short = definition.review.short[lang];
  const sections = sectionsOf(reader, page);
  const isFront = page.title === definition.review.names[lang];
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{isFront ? page.title : `${page.title} · ${short}`}</title>
        <link rel="stylesheet" href={stylePath} />
        {reader.area === "public" ? (
          <>
            <meta name="description" content={definition.review.purpose[lang]} />
            <link rel="canonical" href={`${reader.origin}/${lang}${reader.path}`} />
            {languages.map((other) => (
              <link rel="alternate" hreflang={other} href={`${reader.origin}/${other}${reader.path}`} />
            ))}
            <link
              rel="alternate"
              type="application/atom+xml"
              title={t.open.feed.name(short)}
              href={pathIn(reader, "/feed.atom")}
            />
          </>
        ) : (
          <meta name="robots" content="noindex" />
        )}
        {page.scripts?.map((path) => (
          <script src={path} defer />
        ))}
        <link rel="icon" href="/mark.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="ds-skip-link" href="#main">
          {t.common.skip}
        </a>
        <header class="site">
          <div class="wrap">
            <a
              class="home"
              href={
                reader.area === "party"
                  ? partyPath(reader)
                  : pathIn(reader, reader.area === "console" ? "/console" : "")
              }
            >
              <Mark />
              <span>{short}</span>
            </a>
            <Languages reader={reader} />
          </div>
        </header>
        {reader.area === "console" ? <Sending reader={reader} /> : null}
        {sections.length === 0 ? null : (
          <div class="sections">
            <nav class="wrap" aria-label={t.common.sections}>
              <ul>
                {sections.map((section, index) => (
                  <li>
                    <a
                      href={section.path + (section.query ?? "")}
                      {...(isCurrent(reader, section, index === 0)
                        ? { "aria-current": "page" as const }
                        : {})}
                    >
                      {section.name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        )}
        <main id="main" class={page.band ? undefined : "wrap"}>
          {page.band ? (
            <>
              <div class="band">
                <div class="wrap">
                  <h1>{page.title}</h1>
                  {page.band}
                </div>
              </div>
              <div class="wrap">
                <Told message={page.message ?? reader.message} />
                {page.body}
              </div>
            </>
          ) : (
            <>
              <h1>{page.title}</h1>
              <Told message={page.message ?? reader.message} />
              {page.body}
            </>
          )}
        </main>
        <Foot reader={reader} />
      </body>
    </html>
  );
};

/** The whole document as text. */
export const documentOf = (reader: Reader, page: Page): string =>
  `<!doctype html>${(<Layout reader={reader} page={page} />).toString()}`;
