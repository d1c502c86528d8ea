/** Which entries of the ledger are confidential, rule by rule. */
import { describe, expect, test } from "vitest";
import { isConfidentialEntry } from "../../shared/domain/ledger.ts";
import { confidentialKinds, kindOfNotice, noticeId, noticeKinds } from "../../shared/domain/notice.ts";

describe("an entry of the ledger", () => {
  const rows: [title: string, entry: { act: string; subject?: string; kind?: string }, expected: boolean][] =
    [
      ["of a selection is confidential", { act: "selection.declined" }, true],
      ["of its record taken out, too", { act: "selection.record-exported" }, true],
      ["of a silence procedure is", { act: "silence.objected" }, true],
      ["of a sounding is", { act: "sounding.logged", subject: "snd_1" }, true],
      ["of an assessment is", { act: "assessment.conflict-declared", subject: "CO-1" }, true],
      ["of a launched call is open", { act: "call.launched" }, false],
      ["of moved dates is open", { act: "call.dates-moved" }, false],
      ["of an answer is open", { act: "submission.recorded", subject: "LAC25-GQ-COL-1" }, false],
      ["of a message is open", { act: "message.assigned", subject: "msg_1" }, false],
      [
        "of a mail about a seat is confidential",
        { act: "notice.sent", subject: "co-chairs_acceptance_caribbean-1_bb1" },
        true,
      ],
      [
        "of a mail by its fate too",
        { act: "notice.bounced", subject: "co-chairs_silence-closed_c-1_bb1" },
        true,
      ],
      ["of an invitation is open", { act: "notice.sent", subject: "co-chairs_invitation_1_bb1" }, false],
      ["of mails prepared by their kind: letters", { act: "notices.prepared", kind: "letter" }, true],
      ["of mails prepared by their kind: reminders", { act: "notices.prepared", kind: "reminder" }, false],
      ["of a mail whose kind nobody knows is confidential", { act: "notice.sent", subject: "other" }, true],
      ["of mails without a kind too", { act: "notices.prepared" }, true],
    ];
  test.each(rows)("%s", (_title, { act, subject, kind }, expected) => {
    const entry = { act, ...(subject ? { subject } : {}), detail: kind ? { kind } : {} };
    expect(isConfidentialEntry(entry)).toBe(expected);
  });

  test.each(noticeKinds)("about a mail %s is as confidential as the mail", (kind) => {
    const subject = noticeId("co-chairs", kind, "caribbean-1", "bb1");
    expect(kindOfNotice(subject)).toBe(kind);
    const expected = confidentialKinds.includes(kind);
    expect(isConfidentialEntry({ act: "notice.sent", subject, detail: {} })).toBe(expected);
    expect(isConfidentialEntry({ act: "notices.prepared", detail: { kind } })).toBe(expected);
  });
});
