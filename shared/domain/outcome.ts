/** What a person's act came to: done, or refused for a reason that the page says in the reader's language. */
export type Outcome<T = unknown> = ({ ok: true } & T) | { refused: string };

/** Refuses an act with a kebab-case reason. */
export const refused = (reason: string): { refused: string } => ({ refused: reason });
