/** What happened in public: calls opened, closes moved, submissions published, decisions released. Nothing else is told. */
import type { Call } from "./call.ts";
import type { Submission } from "./submission.ts";

/** `id` names it for ever; `at` is when it became public. */
export type Happening = { id: string; at: string } & (
  | { kind: "opened"; call: Call }
  | { kind: "moved"; call: Call; from: string; to: string }
  | { kind: "published"; call: Call; submission: Submission }
  | { kind: "released"; call: Call }
);

interface Records {
  calls: readonly Call[];
  published: readonly Submission[];
  released: readonly { call: Call; releasedAt: string }[];
}

/** The newest first. */
export function happeningsIn({ calls, published, released }: Records): Happening[] {
  const shown = calls.filter(({ phase }) => phase !== "draft");
  const all: Happening[] = [
    ...shown.flatMap((call) =>
      call.announced ? [{ id: `opened/${call.id}`, kind: "opened" as const, at: call.announced, call }] : [],
    ),
    ...shown.flatMap((call) =>
      (call.moved ?? []).map(({ at, from, to }, place) => ({
        id: `moved/${call.id}/${place + 1}`,
        kind: "moved" as const,
        at,
        call,
        from,
        to,
      })),
    ),
    ...published.flatMap((submission) => {
      const call = shown.find(({ id }) => id === submission.call);
      if (!call || !submission.published) return [];
      const { party, version, published: at } = submission;
      return [
        { id: `published/${call.id}/${party}/${version}`, kind: "published" as const, at, call, submission },
      ];
    }),
    ...released.map(({ call, releasedAt }) => ({
      id: `released/${call.id}`,
      kind: "released" as const,
      at: releasedAt,
      call,
    })),
  ];
  return all.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1));
}
