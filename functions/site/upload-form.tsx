/** The form for files: plain for a browser without script, and with what the script needs to send them in parts. */

import type { UploadWords } from "./browser.ts";
import { Button } from "./components/button.tsx";
import type { Reader } from "./reader.ts";

/** What the script is to say, with the places that it fills. */
function wordsOf({ t }: Reader): UploadWords {
  const { sending, waiting, arrived, failed, cancelled, cancel } = t.uploads;
  const name = "{name}";
  return {
    sending: sending(name, "{percent}"),
    waiting: waiting(name, "{seconds}"),
    arrived: arrived(name),
    failed: failed(name),
    cancelled: cancelled(name),
    cancel: cancel(name),
    holding: t.again.holding,
    lost: t.again.lost,
    refused: { "too-large": `${name}: ${t.party.refusedFile["too-large"]}` },
  };
}

/**
 * The form that posts one file straight to the files bucket; S3 sends the browser back to our page. Where `path` takes
 * uploads in parts, the script sends the files there instead.
 */
export const UploadForm = ({
  reader,
  upload,
  path,
}: {
  reader: Reader;
  upload: { url: string; fields: Record<string, string> };
  path?: string;
}) => (
  <form
    method="post"
    action={upload.url}
    enctype="multipart/form-data"
    {...(path
      ? {
          "data-uploads": path,
          "data-token": reader.formToken,
          "data-words": JSON.stringify(wordsOf(reader)),
        }
      : {})}
  >
    {Object.entries(upload.fields).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <div class="ds-field">
      <label for="file" class="ds-label">
        {reader.t.party.file}
      </label>
      <input class="ds-input" type="file" id="file" name="file" required />
    </div>
    <Button tone="plain">{reader.t.party.attach}</Button>
  </form>
);
