/** Files as pages hand them over: forms that take them, addresses that give them, never the bytes themselves. */
import { type Audience, mayServe, type ScanState, settledState } from "../domain/scan.ts";
import { isSealed } from "../domain/sorting.ts";
import { newId } from "../store/ids.ts";
import { objects } from "../store/keys.ts";
import { getMessage } from "../store/messages.ts";
import { downloadAddress, uploadForm as presignedForm } from "../store/presign.ts";
import { scanOf } from "../store/scans.ts";

/** A form that posts one file to a draft; the file's id is fresh each time. */
export async function uploadForm({
  draft,
  redirect,
}: {
  draft: string;
  redirect: string;
}): Promise<{ url: string; fields: Record<string, string> }> {
  return presignedForm(draft, newId("file", new Date()), redirect);
}

/** Where a file can be fetched for some minutes; or why it is not handed over to these people. */
export type FileLink = { address: string } | { held: Exclude<ScanState, "clean"> };

/** `since` is when the file came; `warned`: the reader was told that it could not be scanned, and wants it nevertheless. */
export async function fileLink({
  file: { key, name },
  to,
  since,
  warned = false,
}: {
  file: { key: string; name: string };
  to: Audience;
  since: string;
  warned?: boolean;
}): Promise<FileLink> {
  const state = settledState(await scanOf(key), since, new Date());
  if (state === "clean" || mayServe(state, to, warned))
    return { address: await downloadAddress("FILES_BUCKET", key, name) };
  return { held: state };
}

/** Where the raw mail can be fetched; null when it is sealed or there is none. */
export async function rawLink({ message: id }: { message: string }): Promise<string | null> {
  const message = await getMessage(id);
  if (!message) return null;
  if (isSealed(message)) return null;
  return downloadAddress(
    "MAIL_BUCKET",
    objects.inbound(message.sesId),
    `${message.id}.${message.flags.includes("outlook-message") ? "msg" : "eml"}`,
  );
}
