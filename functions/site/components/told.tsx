/** What came of the act before. */
import type { Message } from "../reader.ts";
import { Box } from "./box.tsx";

/** What came of the act before: announced by screen readers, on top of the page. */
export const Told = ({ message }: { message: Message | undefined }) =>
  message ? (
    <Box tone={message.tone} role={message.tone === "bad" ? "alert" : "status"}>
      <p>{message.text}</p>
    </Box>
  ) : null;
