/** A longer time for one party: its form, and what it would change before anything is saved. */
import type { ExtensionPreview } from "../../../shared/desk/extensions.ts";
import type { Call, PartyStanding } from "../../../shared/domain/call.ts";
import { closeFor, isExtended } from "../../../shared/domain/extension.ts";
import type { Party } from "../../../shared/domain/party.ts";
import { Box } from "../components/box.tsx";
import { Button } from "../components/button.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Form } from "../components/form.tsx";
import { Tag } from "../components/tag.tsx";
import { TextField } from "../components/text-field.tsx";
import { Minute } from "../components/times.tsx";
import { type Message, type Page, pathIn, type Reader } from "../reader.ts";
import { listText } from "../when.ts";
import { Changes } from "./date-changes.tsx";

const pathOf = (reader: Reader, party: string, call: string) =>
  pathIn(reader, `/console/parties/${party}/extension/${call}`);

/** Until when a party's answer is in time, and whether that is a date of its own. */
export const PartyClose = ({
  reader,
  call,
  standing,
}: {
  reader: Reader;
  call: Call;
  standing: PartyStanding | undefined;
}) => (
  <>
    <Minute reader={reader} at={closeFor(call, standing)} />{" "}
    {isExtended(call, standing) ? <Tag>{reader.ct.desk.extension.own}</Tag> : null}
  </>
);

export type ExtensionFacts = {
  call: Call;
  party: Party;
  standing: PartyStanding | undefined;
  typed?: string; // the date that was refused
  message?: Message;
};

export function extensionPage(reader: Reader, facts: ExtensionFacts): Page {
  const { ct, lang } = reader;
  const { call, party, standing, typed, message } = facts;
  const words = ct.desk.extension;
  return {
    title: words.title(party.names[lang].name),
    about: { party: party.id, call: call.id },
    ...(message ? { message, status: 422 as const } : {}),
    body: (
      <>
        <p class="lead">{call.names[lang]}</p>
        <p>{words.text}</p>
        <Facts>
          <Fact name={words.callCloses}>
            <Minute reader={reader} at={call.closes} />
          </Fact>
          <Fact name={words.nowCloses}>
            <PartyClose reader={reader} call={call} standing={standing} />
          </Fact>
        </Facts>
        <Form reader={reader} action={`${pathOf(reader, party.id, call.id)}/preview`}>
          <TextField
            name="closes"
            type="datetime-local"
            label={words.closes}
            hint={words.hint}
            value={typed ?? closeFor(call, standing)}
            required={true}
          />
          <div class="row">
            <Button tone="plain">{words.preview}</Button>
            <a href={pathIn(reader, `/console/parties/${party.id}`)}>{reader.t.common.back}</a>
          </div>
        </Form>
      </>
    ),
  };
}

/** What would change. The second button saves. */
export function extensionPreviewPage(
  reader: Reader,
  { closes, ...preview }: ExtensionPreview & { closes: string },
): Page {
  const { ct, lang } = reader;
  const { call, party, revision, changes, inTime, receivers } = preview;
  const words = ct.desk.extension;
  const here = pathOf(reader, party.id, call.id);
  return {
    title: words.previewTitle(party.names[lang].name),
    about: { party: party.id, call: call.id },
    body: (
      <>
        <p class="lead">{call.names[lang]}</p>
        <Changes reader={reader} caption={words.previewTitle(party.names[lang].name)} changes={changes} />
        <p>{words.pages}</p>
        {inTime.length > 0 ? (
          <p>
            {words.inTime(
              listText(
                lang,
                inTime.map(({ reference }) => reference),
              ),
            )}
          </p>
        ) : null}
        {receivers.length === 0 ? (
          <Box tone="warn">
            <p>{words.nobody}</p>
          </Box>
        ) : null}
        {call.announced ? null : <p>{words.notAnnounced}</p>}
        <Form reader={reader} action={here}>
          <input type="hidden" name="closes" value={closes} />
          <input type="hidden" name="revision" value={String(revision)} />
          {receivers.length > 0 && call.announced ? (
            <label class="choice">
              <input class="ds-input" type="checkbox" name="tell" value="yes" checked={true} />
              <span>
                {words.tell(
                  listText(
                    lang,
                    receivers.map(({ email }) => email),
                  ),
                )}
              </span>
            </label>
          ) : null}
          <div class="row">
            <Button>{words.save}</Button>
            <a href={here}>{reader.t.common.back}</a>
          </div>
        </Form>
      </>
    ),
  };
}
