/** What the script of a page asks while it sends a file in parts: to begin or go on, to finish, to give it up. */
import { beginUpload, cancelUpload, finishUpload } from "../../shared/desk/parts.ts";

/** The answer to one request of the script, about the files of one draft. */
export async function answerTo(form: URLSearchParams, draft: string): Promise<unknown> {
  const file = form.get("file") ?? undefined;
  if (form.get("act") === "finish") return await finishUpload({ draft, file: file ?? "" });
  if (form.get("act") === "cancel") return await cancelUpload({ draft, file: file ?? "" });
  const chosen = {
    name: form.get("name") ?? "",
    size: Number(form.get("size") ?? ""),
    modified: Number(form.get("modified") ?? ""),
  };
  return await beginUpload({ draft, chosen, file });
}
