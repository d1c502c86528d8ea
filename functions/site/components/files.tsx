/** Files, and how they stand after their scan. */
import type { Draft } from "../../../shared/desk/drafts.ts";
import type { ScanState } from "../../../shared/domain/scan.ts";
import type { FileRecord } from "../../../shared/domain/submission.ts";
import type { Reader } from "../reader.ts";
import { sizeText } from "../when.ts";
import { Box } from "./box.tsx";
import { Tag } from "./tag.tsx";

/** How files stand after their scan, by their keys. */
export type FileStates = Readonly<Record<string, ScanState>>;

/** What the scan makes of a file, where it is not simply clean. */
export const StateTag = ({ reader, state }: { reader: Reader; state: ScanState | undefined }) => {
  if (!state || state === "clean") return null;
  return <Tag tone={state === "infected" ? "bad" : "warn"}>{reader.t.files[state]}</Tag>;
};

/** Why a file of a draft is not taken, in words that say what to do. */
export const FileWords = ({
  reader: { t },
  refused,
  state,
}: {
  reader: Reader;
  refused: Draft["files"][number]["refused"];
  state: ScanState | undefined;
}) => {
  if (refused) return <Box tone="bad">{t.party.refusedFile[refused]}</Box>;
  return state === "infected" ? <Box tone="bad">{t.files.infectedText}</Box> : null;
};

/** Files with their sizes, each a link when it has an address; an infected one is a link for nobody. */
export const Files = ({
  reader,
  files,
  address,
  states = {},
}: {
  reader: Reader;
  files: readonly FileRecord[];
  address?: (index: number) => string;
  states?: FileStates;
}) => (
  <ul>
    {files.map((file, index) => (
      <li>
        {address && states[file.key] !== "infected" ? <a href={address(index)}>{file.name}</a> : file.name}{" "}
        <small class="num">({sizeText(reader.lang, file.size)})</small>{" "}
        <StateTag reader={reader} state={states[file.key]} />
      </li>
    ))}
  </ul>
);
