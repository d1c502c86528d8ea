/** A table that scrolls by itself. */
import type { Within } from "./within.ts";

/**
 * A table that scrolls by itself on narrow screens; reachable by keyboard, named by its caption. The caption is only
 * for screen readers unless no heading above says the same.
 */
export const Table = ({
  caption,
  head,
  titled = false,
  children,
}: Within & { caption: string; head: readonly string[]; titled?: boolean }) => (
  <section class="table" tabindex={0} aria-label={caption}>
    <table class="ds-table">
      <caption class={titled ? undefined : "unseen"}>{caption}</caption>
      <thead>
        <tr>{head.map((name) => (name ? <th scope="col">{name}</th> : <td />))}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);
