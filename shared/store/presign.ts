/** Addresses that let a browser post or fetch one object for a while. */
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { env } from "./environment.ts";
import { objects } from "./keys.ts";
import { s3 } from "./objects.ts";

/** A refusal by S3 is unreadable to people: the policy is loose, our page refuses afterwards in the reader's language. */
const looseLimit = 200 * 1024 * 1024;
/** A form may be opened in the morning and sent in the evening. */
const formSeconds = 12 * 3600;

/** Form fields and address with which a browser posts one file into quarantine and returns to `redirect`. */
export function uploadForm(draft: string, file: string, redirect: string) {
  return createPresignedPost(s3, {
    Bucket: env("FILES_BUCKET"),
    Key: `${objects.quarantine(draft, file)}/\${filename}`, // S3 puts the file's own name there, without script
    Expires: formSeconds,
    Fields: { success_action_redirect: redirect },
    Conditions: [["content-length-range", 0, looseLimit], { success_action_redirect: redirect }],
  });
}

/** Address of a file for five minutes, always as a download. */
export function downloadAddress(
  bucket: "FILES_BUCKET" | "MAIL_BUCKET",
  key: string,
  name: string,
): Promise<string> {
  const ascii = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  const ResponseContentDisposition = `attachment; filename="${ascii}"; filename*=UTF-8''${encodeURIComponent(name)}`;
  const command = new GetObjectCommand({
    Bucket: env(bucket),
    Key: key,
    ResponseContentDisposition,
    ResponseContentType: "application/octet-stream",
  });
  return getSignedUrl(s3, command, { expiresIn: 300 });
}
