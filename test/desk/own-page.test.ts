/** What a party does on its own page besides lodging: colleagues type together, another contact is named. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { partyDraft, saveTyping } from "../../shared/desk/drafts.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { contactsOf } from "../../shared/desk/parties.ts";
import * as desk from "../../shared/desk/proposals.ts";
import { lodge } from "../../shared/desk/submissions.ts";
import { getCall, saveCall } from "../../shared/store/calls.ts";
import { noticesOfCall } from "../../shared/store/notices.ts";
import { contactById } from "../../shared/store/parties.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const call = "guiding-questions";

describe.skipIf(noEngine())("a party's own page", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());
  const prepare = async () => {
    await loadSampleReview();
    const found = await getCall(call);
    if (found) {
      const announced = "2024-10-30T12:00:00Z";
      await transact([saveCall(found, { ...found, phase: "launched", announced })]);
    }
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-12-10T15:00:00Z") });
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  describe("typing together", () => {
    const draft = async () => (await partyDraft({ call, party: "CO" })).id;
    const type = async (contact: string, texts: Parameters<typeof saveTyping>[0]["texts"], id?: string) =>
      await saveTyping({ contact, call, draft: id ?? (await draft()), texts });

    test("two write two answers, and each sees the other's", async () => {
      done(await type("co1", { recommendations: { base: "", mine: "Mine" } }));
      const second = done(await type("co2", { text: { base: "", mine: "Other" } }));
      expect(second).toMatchObject({
        texts: { recommendations: "Mine", text: "Other" },
        both: [],
        version: 2,
      });
    });

    test("two write the same answer: both texts stand, and it is said", async () => {
      done(await type("co1", { text: { base: "", mine: "First officer" } }));
      const second = done(await type("co2", { text: { base: "", mine: "Second officer" } }));
      expect(second).toMatchObject({ texts: { text: "First officer\nSecond officer" }, both: ["text"] });
      // Line ends as browsers post them are no difference.
      const third = done(
        await type("co1", { text: { base: "First officer", mine: "First officer\r\nand more" } }),
      );
      expect(third.texts.text).toContain("Second officer");
      expect(third.texts.text).toContain("and more");
    });

    test("at the same instant neither is lost", async () => {
      const id = await draft();
      await Promise.all(
        ["co1", "co2", "co3"].map((contact) => type(contact, { text: { base: "", mine: contact } }, id)),
      );
      const { text } = await partyDraft({ call, party: "CO" });
      expect(text.split("\n").sort()).toEqual(["co1", "co2", "co3"]);
    });

    test("what was sent meanwhile is not begun anew by a window left open", async () => {
      const id = await draft();
      done(await type("co1", { text: { base: "", mine: "Ours" } }));
      done(await lodge({ contact: "co1", call, draft: id, answers: {}, text: "Ours" }));
      expect(reasonOf(await type("co2", { text: { base: "Ours", mine: "Ours, late" } }, id))).toBe("stale");
      expect((await partyDraft({ call, party: "CO" })).text).toBe("");
    });

    test("nothing new writes nothing", async () => {
      done(await type("co1", { text: { base: "", mine: "Ours" } }));
      const again = done(await type("co2", { text: { base: "Ours", mine: "Ours" } }));
      expect(again.version).toBe(1);
      const begun = (await listEntries({})).entries.filter(({ act }) => act === "draft.begun");
      expect(begun).toHaveLength(1);
    });
  });

  describe("another contact", () => {
    const named = {
      contact: "co3",
      post: "capital" as const,
      email: " Nueva.Persona@cancilleria-co.example ",
      name: "Nueva Persona",
      title: undefined,
      language: "es" as const,
    };
    const proposals = () => desk.openProposals({ party: "CO", now: new Date() });
    const mails = async () =>
      (await noticesOfCall("review")).map(({ kind, contact, params }) => ({ kind, contact, params }));

    test("is written to once the official contact confirms it, and gets the open calls", async () => {
      done(await desk.proposeContact(named));
      const [proposal] = await proposals();
      expect(proposal).toMatchObject({ email: "nueva.persona@cancilleria-co.example", state: "open" });
      const id = proposal?.id ?? "";
      expect(await mails()).toEqual([{ kind: "confirm", contact: "co1", params: { proposal: id } }]);
      expect(await contactById(id)).toBeNull();

      expect(await desk.proposalFor({ contact: "co3", proposal: id, now: new Date() })).toBeNull();
      expect(reasonOf(await desk.confirmProposal({ contact: "co3", proposal: id }))).toBe("not-official");
      done(await desk.confirmProposal({ contact: "co1", proposal: id }));
      expect(await contactById(id)).toMatchObject({ standing: "official", post: "capital", generation: 1 });
      expect(await proposals()).toEqual([]);
      const invited = (await noticesOfCall(call)).filter(({ contact }) => contact === id);
      expect(invited.map(({ kind }) => kind)).toEqual(["invitation"]);
      expect(reasonOf(await desk.confirmProposal({ contact: "co1", proposal: id }))).toBe(
        "already-confirmed",
      );
    });

    test("named twice a day is asked about once; the ledger has no address", async () => {
      done(await desk.proposeContact(named));
      done(await desk.proposeContact({ ...named, name: "Otra Persona" }));
      expect(await mails()).toHaveLength(1);
      expect(await proposals()).toHaveLength(1);
      expect(JSON.stringify(await listEntries({}))).not.toContain("nueva.persona");
    });

    test("is over after thirty days, and can then be named anew", async () => {
      done(await desk.proposeContact(named));
      const id = (await proposals())[0]?.id ?? "";
      vi.setSystemTime(new Date("2025-01-10T15:00:00Z"));
      expect(await proposals()).toEqual([]);
      expect(reasonOf(await desk.confirmProposal({ contact: "co1", proposal: id }))).toBe(
        "already-confirmed",
      );
      done(await desk.proposeContact(named));
      expect(await proposals()).toHaveLength(1);
      expect(await mails()).toHaveLength(2);
    });

    test("that a colleague's mail made known becomes official, and stays one contact", async () => {
      const [colleague] = (await contactsOf({ party: "CO" })).filter(
        ({ standing }) => standing === "alternate",
      );
      done(await desk.proposeContact({ ...named, email: colleague?.email ?? "" }));
      const id = (await proposals())[0]?.id ?? "";
      const count = (await contactsOf({ party: "CO" })).length;
      done(await desk.confirmProposal({ contact: "co1", proposal: id }));
      const after = await contactsOf({ party: "CO" });
      expect(
        after.filter(({ email }) => email === colleague?.email).map(({ standing }) => standing),
      ).toContain("official");
      expect(after.length).toBe(count);
    });

    test.each([
      ["an address that is none", { email: "nueva.persona" }, "not-email"],
      ["one that is official already", { email: "mision.santiago@cancilleria-co.example" }, "known-contact"],
      ["one of another party", { email: "mision.santiago@cancilleria-mx.example" }, "of-another-party"],
      ["from nobody's page", { contact: "nobody" }, "unknown-contact"],
    ])("%s is refused", async (_, more, reason) => {
      expect(reasonOf(await desk.proposeContact({ ...named, ...more }))).toBe(reason);
      expect(await mails()).toEqual([]);
    });

    test("five may wait at a time", async () => {
      for (let at = 0; at < 5; at++) {
        done(await desk.proposeContact({ ...named, email: `p${at}@cancilleria-co.example` }));
      }
      expect(reasonOf(await desk.proposeContact(named))).toBe("too-many-proposals");
    });
  });

  test("a contact chooses the language of its mails", async () => {
    done(await desk.chooseLanguage({ contact: "co1", language: "en" }));
    expect((await contactById("co1"))?.language).toBe("en");
  });
});
