/** Hands a file over, or says in plain words why not, without blame. */

import type { FileLink } from "../../../shared/desk/files.ts";
import { Box } from "../components/box.tsx";
import { LinkButton } from "../components/button.tsx";
import type { Page, Reader } from "../reader.ts";

/** The end of a route that gives a file: its address, or a page in its place. */
export function handOver(
  reader: Reader,
  file: { name: string },
  link: FileLink,
  { back }: { back?: string } = {}, // where the file was named, if not on the page above it
): Page | { go: string } {
  return "address" in link ? { go: link.address } : heldPage(reader, file.name, link.held, back);
}

type Held = Extract<FileLink, { held: unknown }>["held"];

function textOf(reader: Reader, held: Held): string {
  const { t, ct, area } = reader;
  // The public is told nothing of a State's file but that it is not there.
  if (area === "public") return t.files.heldText;
  if (held === "pending") return t.files.pendingText;
  const words = area === "console" ? ct.files : t.files;
  return held === "infected" ? words.infectedText : words.unscannedText;
}

function heldPage(reader: Reader, name: string, held: Held, named?: string): Page {
  const { t, ct, area } = reader;
  const path = `/${reader.lang}${reader.path}`;
  const back = named ?? path.replace(/\/(files\/\d+|raw)$/, "");
  return {
    title: area === "public" ? t.files.held : name,
    status: area === "public" ? 404 : 409,
    body: (
      <>
        <Box tone="warn">{textOf(reader, held)}</Box>
        {held === "pending" && area !== "public" ? (
          <p>
            <a href={path}>{t.party.showAgain}</a>
          </p>
        ) : null}
        {held === "unscanned" && area === "console" ? (
          <p>
            <LinkButton href={`${path}?warned=yes`}>{ct.files.anyway}</LinkButton>
          </p>
        ) : null}
        <p>
          <a href={back}>{t.common.back}</a>
        </p>
      </>
    ),
  };
}
