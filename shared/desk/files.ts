/** Files as pages hand them over: forms that take them, addresses that give them, never the bytes themselves. */
import { newId } from "../store/ids.ts";
import { objects } from "../store/keys.ts";
import { getMessage } from "../store/messages.ts";
import { downloadAddress, uploadForm as presignedForm } from "../store/presign.ts";

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

/** Where a file can be fetched for some minutes. */
export const fileLink = ({ key, name }: { key: string; name: string }): Promise<string> =>
  downloadAddress("FILES_BUCKET", key, name);

/** Where the raw mail can be fetched; null when it is sealed or there is none. */
export async function rawLink({ message: id }: { message: string }): Promise<string | null> {
  const message = await getMessage(id);
  if (!message) return null;
  if (message.end.kind === "triage" && message.end.reason === "sealed") return null;
  return downloadAddress("MAIL_BUCKET", objects.inbound(message.sesId), `${message.id}.eml`);
}
