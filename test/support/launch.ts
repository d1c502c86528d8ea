/** Brings a call to where a coordinator has launched it: values confirmed, kinds seen and enabled. Imported after becomeOperator. */
import { launch } from "../../shared/desk/calls.ts";
import { confirmValue, enableKind, markSeen, openValues } from "../../shared/desk/reviews.ts";
import { languages } from "../../shared/domain/language.ts";
import { type NoticeKind, noticeKinds } from "../../shared/domain/notice.ts";
import { listPersons } from "../../shared/store/parties.ts";

export async function coordinator(): Promise<string> {
  const found = (await listPersons()).find(({ roles }) => roles.includes("coordinator"));
  if (!found) throw new Error("The definition has no coordinator");
  return found.id;
}

export async function enable(kinds: readonly NoticeKind[] = noticeKinds): Promise<void> {
  const by = await coordinator();
  for (const kind of kinds) {
    for (const language of languages) await markSeen({ kind, language, by });
    const done = await enableKind({ kind, by });
    if ("refused" in done) throw new Error(`${kind} was not enabled: ${done.refused}`);
  }
}

/** Launches a call with only these kinds of mail enabled besides those it demands. */
export async function prepareLaunch(call: string, kinds: readonly NoticeKind[] = noticeKinds): Promise<void> {
  const by = await coordinator();
  await enable(kinds);
  for (const value of await openValues({ call }))
    if (!value.confirmed) await confirmValue({ id: value.id, by });
  const done = await launch({ call, by });
  if ("refused" in done) throw new Error(`${call} was not launched: ${done.refused}`);
}
