/** Drafts of desk forms: files that a person of the secretariat attaches before the form is sent. */
import { randomBytes } from "node:crypto";
import { deskDraft } from "../../shared/desk/drafts.ts";
import { uploadForm } from "../../shared/desk/files.ts";
import { fileStates } from "../../shared/desk/scans.ts";
import { scanDraft } from "../../shared/domain/approval.ts";
import { withArrived } from "./arrival.ts";
import type { Scans } from "./pages/console-record.tsx";
import { settings } from "./settings.ts";

export const purposes = ["entry", "approval", "drop"] as const;
type Purpose = (typeof purposes)[number];

/** An id for a draft that does not exist until something is kept in it. */
export const newDeskDraft = (purpose: Purpose) => draftBelow(`desk.${purpose}`);

/** The same for an approval's scan, which serves one slate of one call. */
export const newScanDraft = (call: string, slate: number) => draftBelow(scanDraft(call, slate));

const draftBelow = (prefix: string) => `${prefix}.x${randomBytes(10).toString("hex")}`;

/** The draft id that an address or a form names, if it is one of this purpose. */
export function deskDraftId(text: string | null | undefined, purpose: Purpose): string | null {
  return text && new RegExp(`^desk\\.${purpose}(?:\\.[a-z0-9-]+)*\\.x[0-9a-f]{20}$`).test(text) ? text : null;
}

/** What the draft holds, and the form for its next file, which leads back to `path`. */
export async function scansOf(id: string, path: string, key: string | undefined): Promise<Scans> {
  const here = `${path}?draft=${id}`;
  const [arrived, upload] = await Promise.all([
    withArrived(() => deskDraft({ draft: id }), key),
    uploadForm({ draft: id, redirect: `${settings().PUBLIC_ORIGIN}${here}` }),
  ]);
  const scanned = await fileStates(arrived.draft.files.map(({ file }) => file));
  return { ...arrived, scanned, upload, here };
}
