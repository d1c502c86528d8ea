/** Brings a call to where a coordinator has launched it: values confirmed, kinds seen and enabled. Imported after becomeOperator. */
import { launch } from "../../shared/desk/calls.ts";
import { confirmValue, openValues } from "../../shared/desk/reviews.ts";
import { languages } from "../../shared/domain/language.ts";
import { type NoticeKind, noticeKinds } from "../../shared/domain/notice.ts";
import { listPersons } from "../../shared/store/parties.ts";
import { readState, saveState } from "../../shared/store/reviews.ts";
import { decideAgain, transact } from "../../shared/store/table.ts";

export async function coordinator(): Promise<string> {
  const found = (await listPersons()).find(({ roles }) => roles.includes("coordinator"));
  if (!found) throw new Error("The definition has no coordinator");
  return found.id;
}

/** As if every mail of these kinds had been looked at and enabled: what leads there act by act is tested at the desk and by rehearsals. */
export async function enable(kinds: readonly NoticeKind[] = noticeKinds): Promise<void> {
  const at = new Date().toISOString();
  const mails = kinds.flatMap((kind) => languages.map((language) => [`${kind}/${language}`, at]));
  await decideAgain(async () => {
    const before = await readState();
    const seen = { ...before.seen, ...Object.fromEntries(mails) };
    const enabled = [...new Set([...before.enabled, ...kinds])];
    await transact([saveState(before, { ...before, seen, enabled })]);
  });
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
