/** A form that posts to a path of ours. */
import type { Reader } from "../reader.ts";
import type { Within } from "./within.ts";

/** A form that posts to a path of ours; every one carries the token that proves it came from our page. */
export const Form = ({
  reader,
  action,
  children,
  label,
  typing,
}: Within & {
  reader: Reader;
  action: string;
  label?: string;
  typing?: { path: string; words: string }; // saved by the script while it is typed
}) => (
  <form
    method="post"
    action={action}
    {...(label ? { "aria-label": label } : {})}
    {...(typing ? { "data-typing": typing.path, "data-words": typing.words } : {})}
  >
    <input type="hidden" name="token" value={reader.formToken} />
    {children}
  </form>
);
