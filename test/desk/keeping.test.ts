/** Contacts, people, lists and the ledger's search as the secretariat keeps them, against a real engine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { consoleTextOf, textOf } from "../../functions/site/reader.ts";
import {
  addContact,
  contactToEdit,
  editContact,
  removalOf,
  removeContact,
} from "../../shared/desk/contacts.ts";
import { listEntries } from "../../shared/desk/ledger.ts";
import { openLink } from "../../shared/desk/parties.ts";
import { addPerson, changeApprovers, changePerson, listPeopleToChange } from "../../shared/desk/people.ts";
import { prepareBatch } from "../../shared/desk/prepare.ts";
import { applyRoster, previewRoster, readRoster, rosterTable } from "../../shared/desk/roster.ts";
import { sendNotice } from "../../shared/desk/send.ts";
import { takeOut } from "../../shared/desk/takings.ts";
import { readWorkbook } from "../../shared/documents/sheet.ts";
import type { ContactFields } from "../../shared/domain/contact-fields.ts";
import { languages } from "../../shared/domain/language.ts";
import { writeCsv } from "../../shared/letters/lists.ts";
import { writeWorkbook } from "../../shared/letters/workbook.ts";
import { linkToken } from "../../shared/mail/links.ts";
import { getCall, saveCall } from "../../shared/store/calls.ts";
import { noticesOfOccasion } from "../../shared/store/notices.ts";
import {
  contactById,
  contactsOf,
  contactsWithAddress,
  listContacts,
  listParties,
} from "../../shared/store/parties.ts";
import { readSelection, saveSelection } from "../../shared/store/selection.ts";
import { transact } from "../../shared/store/table.ts";
import { noEngine, type RunningEngine, startEngine } from "../support/engine.ts";
import { done, loadSampleReview, reasonOf } from "../support/sample-review.ts";

const { objects, secret } = vi.hoisted(() => ({
  objects: new Map<string, Uint8Array>(),
  secret: "a secret of the tests",
}));
vi.mock("../../shared/store/secrets.ts", () => ({ linkSecret: async () => secret }));
vi.mock("../../shared/store/objects.ts", async (original) => ({
  ...(await original<typeof import("../../shared/store/objects.ts")>()),
  writeFile: async (key: string, bytes: Uint8Array) => void objects.set(key, bytes),
}));

const by = "ines-rojas";
const never = (): never => {
  throw new Error("not there");
};
const seen = async (contact: string) => (await contactToEdit({ party: "CO", contact })) ?? never();
const fieldsOf = async (contact: string): Promise<ContactFields> => await seen(contact);
const edit = async (more: Partial<ContactFields>, anotherPerson = false) =>
  editContact({
    contact: await seen("co1"),
    fields: { ...(await fieldsOf("co1")), ...more },
    anotherPerson,
    by,
  });
const acts = async () => (await listEntries({})).entries.map(({ act }) => act);

describe.skipIf(noEngine())("what the secretariat keeps", () => {
  let engine: RunningEngine;
  beforeAll(async () => {
    engine = await startEngine();
  }, 30_000);
  afterAll(() => engine?.stop());

  const prepare = async () => {
    await loadSampleReview();
    const call = (await getCall("co-chairs")) ?? never();
    await transact([saveCall(call, { ...call, phase: "launched" })]);
  };
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2024-11-20T15:00:00Z") });
    objects.clear();
    await engine.again(prepare);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const invite = () =>
    prepareBatch({ call: "co-chairs", kind: "invitation", occasion: "1", now: new Date() }).then(() =>
      noticesOfOccasion("co-chairs", "invitation", "1"),
    );
  const own = async () => (await invite()).find(({ contact }) => contact === "co1") ?? never();

  describe("a contact", () => {
    test("with a new address is found by it alone, and its waiting mail goes there", async () => {
      const before = await seen("co1");
      const link = linkToken(secret, before);
      expect((await own()).to).toBe(before.email);
      done(await edit({ email: "Nueva@otro.example", language: "fr" }));
      expect(await contactsWithAddress(before.email)).toEqual([]);
      expect((await contactsWithAddress("nueva@otro.example")).map(({ id }) => id)).toEqual(["co1"]);
      expect((await contactById("co1"))?.language).toBe("fr");
      expect(await own()).toMatchObject({ to: "Nueva@otro.example", language: "fr", state: "prepared" });
      expect((await openLink({ link }))?.contact.id).toBe("co1");
    });

    test("with another person behind it opens no link that was sent", async () => {
      const link = linkToken(secret, await seen("co1"));
      done(await edit({ name: "Eva Rey" }, true));
      expect(await openLink({ link })).toBeNull();
      expect((await listEntries({ party: "CO" })).entries[0]).toMatchObject({
        act: "contact.changed",
        detail: { fields: "name", person: "another" },
      });
    });

    test("is changed by the first of two who saw it", async () => {
      const contact = await seen("co1");
      const fields = await fieldsOf("co1");
      const change = (name: string) =>
        editContact({ contact, fields: { ...fields, name }, anotherPerson: false, by });
      done(await change("One"));
      expect(reasonOf(await change("Two"))).toBe("stale");
      expect((await seen("co1")).name).toBe("One");
    });

    test("is added once, however often its form is sent, and its address is nobody else's", async () => {
      const fields: ContactFields = { ...(await fieldsOf("co1")), email: "new@co-mission.example" };
      const adding = { party: "CO", fields, form: "f1", by };
      const { id } = done(await addContact(adding));
      expect(done(await addContact(adding)).id).toBe(id);
      expect(reasonOf(await addContact({ ...adding, form: "f2" }))).toBe("contact-exists");
      expect(reasonOf(await addContact({ ...adding, party: "MX", form: "f3" }))).toBe("of-another-party");
      expect((await contactsOf("CO")).filter(({ email }) => email === fields.email)).toHaveLength(1);
    });

    test("taken away: what that changes is said before, its mail does not go, its links end for good", async () => {
      const contact = await seen("co1");
      const link = linkToken(secret, contact);
      const notice = await own();
      const removal = (await removalOf({ party: "CO", contact: "co1" })) ?? never();
      expect(removal.cancelled.map(({ id }) => id)).toEqual([notice.id]);
      expect(removal.planned.map(({ kind }) => kind)).toContain("reminder");
      done(await removeContact({ contact, by }));
      expect((await own()).state).toBe("cancelled");
      expect(await openLink({ link })).toBeNull();
      expect(reasonOf(await removeContact({ contact, by }))).toBe("stale");
      const {
        id: _id,
        party: _party,
        generation: _generation,
        unreachable: _unreachable,
        stamp: _stamp,
        ...fields
      } = contact;
      done(await addContact({ party: "CO", fields, form: "again", by }));
      expect(await openLink({ link })).toBeNull();
    });

    test("that went between preparing and sending stops no other mail", async () => {
      const notice = await own();
      const contact = await seen("co1");
      const { removeUnchanged } = await import("../../shared/store/parties.ts");
      await transact(removeUnchanged(contact));
      await sendNotice(notice.id, new Date());
      expect((await own()).state).toBe("cancelled");
    });

    test("gets in copy, or not at all, the kinds that its rules say", async () => {
      const fields = {
        ...(await fieldsOf("co1")),
        email: "copia@co-mission.example",
        standing: "alternate" as const,
      };
      done(await addContact({ party: "CO", fields: { ...fields, copiedOn: ["invitation"] }, form: "f", by }));
      done(await edit({ sparedOf: ["reminder"] }));
      expect((await own()).cc).toContain("copia@co-mission.example");
      await prepareBatch({ call: "co-chairs", kind: "reminder", occasion: "7", now: new Date() });
      const reminded = await noticesOfOccasion("co-chairs", "reminder", "7");
      expect(reminded.map(({ contact }) => contact)).not.toContain("co1");
    });
  });

  describe("people", () => {
    const stampOf = async (id: string) => (await listPeopleToChange()).find((one) => one.id === id)?.stamp;
    const person = async (id: string) => (await listPeopleToChange()).find((one) => one.id === id) ?? never();
    const newcomer = {
      name: "Zoé Ruiz",
      email: "zoe@cepal.example",
      office: "CEPAL",
      roles: ["approver" as const],
      language: "es" as const,
    };

    test("are added once, changed as they were seen, and lose access with their last role", async () => {
      const { id } = done(await addPerson({ person: newcomer, by }));
      expect(id).toBe("zoe-ruiz");
      expect(reasonOf(await addPerson({ person: { ...newcomer, email: "ZOE@cepal.example" }, by }))).toBe(
        "person-exists",
      );
      const change = { ...newcomer, roles: [] };
      done(await changePerson({ id, stamp: undefined, change, by }));
      expect(reasonOf(await changePerson({ id, stamp: undefined, change: newcomer, by }))).toBe("stale");
      expect((await person(id)).roles).toEqual([]);
      expect(await acts()).toEqual(expect.arrayContaining(["person.added", "person.access-ended"]));
    });

    test("stay as they were set when a definition is loaded anew", async () => {
      const reader = await person("joana-lima");
      done(
        await changePerson({
          id: reader.id,
          stamp: reader.stamp,
          change: { ...reader, roles: ["auditor"] },
          by,
        }),
      );
      const { loadDefinition } = await import("../../shared/desk/load.ts");
      const { sampleDefinition } = await import("../support/sample-review.ts");
      await loadDefinition(
        { ...sampleDefinition(), secretariat: [...sampleDefinition().secretariat].reverse() },
        new Date(),
      );
      expect((await person(reader.id)).roles).toEqual(["auditor"]);
    });

    test("of two coordinators who end each other's access at once, one stays", async () => {
      const { id } = done(await addPerson({ person: { ...newcomer, roles: ["coordinator"] }, by }));
      const others = (await listPeopleToChange()).filter(
        (one) => one.roles.includes("coordinator") && one.id !== by && one.id !== id,
      );
      for (const one of others) {
        done(await changePerson({ id: one.id, stamp: one.stamp, change: { ...one, roles: ["reader"] }, by }));
      }
      const end = async (whom: string, who: string) =>
        changePerson({
          id: whom,
          stamp: await stampOf(whom),
          change: { ...(await person(whom)), roles: [] },
          by: who,
        });
      await Promise.all([end(by, id), end(id, by)]);
      expect((await listPeopleToChange()).some(({ roles }) => roles.includes("coordinator"))).toBe(true);
    });

    test("a slate that waits goes to a new approver, and no longer to the one before", async () => {
      const { id } = done(await addPerson({ person: newcomer, by }));
      const call = (await getCall("co-chairs")) ?? never();
      const selection = (await readSelection(call)) ?? never();
      await transact([
        saveSelection(selection, { ...selection, slate: 3, proposedAt: new Date().toISOString() }),
      ]);
      const [first = "", second = ""] = call.approvers;
      const stays = (await person(first)).office === newcomer.office ? second : first;
      const change = { call: call.id, approvers: [stays, id], version: call.version, by };
      done(await changeApprovers(change));
      expect(reasonOf(await changeApprovers(change))).toBe("stale");
      expect((await getCall("co-chairs"))?.approvers).toEqual([stays, id]);
      expect((await noticesOfOccasion("co-chairs", "approval", "3")).map(({ contact }) => contact)).toEqual([
        id,
      ]);
      const gone = await changePerson({
        id,
        stamp: undefined,
        change: { ...newcomer, roles: ["reader"] },
        by,
      });
      expect(reasonOf(gone)).toBe("still-approver");
    });
  });

  describe("a list of contacts", () => {
    test.each(languages)(
      "taken out in %s comes in again, as a workbook and as text, and changes nothing",
      async (lang) => {
        done(
          await edit({
            phone: "+56 2 222",
            gender: "f",
            copiedOn: ["letter", "announcement"],
            sparedOf: ["reminder"],
            conveysFor: "caribbean",
          }),
        );
        const table = await rosterTable(lang, {
          parties: await listParties(),
          contacts: await listContacts(),
        });
        for (const file of [
          await writeWorkbook([table]),
          Buffer.from(writeCsv(table, ";")),
          Buffer.from(writeCsv(table, ",")),
        ]) {
          const { plan } = await previewRoster(done(await readRoster(file)).rows);
          expect(plan.errors).toEqual([]);
          expect(plan).toMatchObject({ added: [], changed: [], removed: [], unchanged: table.rows.length });
        }
      },
    );

    const list = (...lines: string[]) =>
      readRoster(
        Buffer.from(
          [
            "Partie;Adresse électronique;Nom;Qualité;Est une autre personne;Identifiant;Retirer",
            ...lines,
          ].join("\r\n"),
        ),
      );

    test("does what was shown, one contact after another, and says so once in the ledger", async () => {
      const { email } = await seen("co1");
      const { rows } = done(
        await list(`COL;${email};Eva Rey`, "MEX;nueva@mx-mission.example;;officiel", "nowhere;x@y.example"),
      );
      const preview = await previewRoster(rows);
      expect(preview.plan).toMatchObject({
        added: [{ row: 3 }],
        changed: [{ row: 2 }],
        errors: [{ row: 4, column: "party" }],
      });
      expect(await acts()).not.toContain("contact.changed");
      expect(done(await applyRoster({ ...preview, by }))).toMatchObject({ applied: 2, left: [] });
      expect((await seen("co1")).name).toBe("Eva Rey");
      expect((await contactsWithAddress("nueva@mx-mission.example")).map(({ party }) => party)).toEqual([
        "MX",
      ]);
      expect((await acts()).filter((act) => act === "contacts.imported")).toHaveLength(1);
    });

    test("is refused when a contact changed since it was shown", async () => {
      const { rows } = done(await list(`COL;${(await seen("co1")).email};Eva Rey`));
      const { seen: shown } = await previewRoster(rows);
      done(await edit({ phone: "1" }));
      expect(reasonOf(await applyRoster({ rows, seen: shown, by }))).toBe("list-changed-meanwhile");
      expect((await seen("co1")).name).not.toBe("Eva Rey");
    });

    test.each([
      ["an old workbook", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "list-old-format"],
      [
        "a broken one",
        Buffer.from("PK\u0003\u0004 this is no archive at all, however long"),
        "list-unreadable",
      ],
      ["no headings", Buffer.from("COL;x@y.example\n"), "list-without-columns"],
      ["a heading twice", Buffer.from("Parte;E-mail;Correo electrónico\nCOL;a;b\n"), "list-column-twice"],
      ["no rows", Buffer.from("Parte;E-mail\n;\n"), "list-empty"],
      ["too many rows", Buffer.from(`Parte;E-mail\n${"COL;a@b.example\n".repeat(6000)}`), "list-too-long"],
    ])("%s is refused with its reason", async (_, file, reason) => {
      expect(reasonOf(await readRoster(file))).toBe(reason);
    });
  });

  test("everything is taken out without what is confidential, and the ledger knows", async () => {
    const call = (await getCall("co-chairs")) ?? never();
    const { logSounding } = await import("../../shared/desk/soundings.ts");
    done(
      await logSounding({
        call: call.id,
        seat: "caribbean",
        party: "JM",
        channel: "phone",
        note: "a secret word",
        by,
      }),
    );
    await invite();
    const words = { lang: "es" as const, t: await textOf("es"), ct: await consoleTextOf("es") };
    for (const form of ["xlsx", "csv", "json"] as const) {
      const { name } = await takeOut({ form, by, ...words });
      expect(name).toMatch(/^LAC25-records-2024-11-20\.(xlsx|zip|json)$/);
    }
    const files = [...objects].map(([key, bytes]) => ({ key, bytes }));
    expect(files.every(({ key }) => key.startsWith("exports/takings/tak_"))).toBe(true);
    const json = Buffer.from(files.find(({ key }) => key.endsWith(".json"))?.bytes ?? never()).toString();
    const all = JSON.parse(json);
    expect(Object.keys(all)).toEqual([
      "parties",
      "contacts",
      "calls",
      "standings",
      "submissions",
      "notices",
      "decisions",
      "ledger",
      "people",
    ]);
    expect(all.contacts.length).toBe((await listContacts()).length);
    expect(all.notices.length).toBeGreaterThan(30);
    expect(json).not.toMatch(/a secret word|sounding|generation":\s*\d+,\s*"unreach/);
    const [parties] = [readWorkbook(files.find(({ key }) => key.endsWith(".xlsx"))?.bytes ?? never())];
    expect(parties).toHaveLength((await listParties()).length + 1);
    expect((await acts()).filter((act) => act === "review.exported")).toHaveLength(3);
  });

  test("the ledger is searched by party, person, act, days and reference, within the months asked for", async () => {
    done(await edit({ phone: "1" }));
    vi.setSystemTime(new Date("2024-12-05T15:00:00Z"));
    done(await edit({ phone: "2" }));
    const found = async (query: Parameters<typeof listEntries>[0]) =>
      (await listEntries(query)).entries.map(({ at, act }) => `${at.slice(0, 10)} ${act}`);
    const [old, fresh] = ["2024-11-20 contact.changed", "2024-12-05 contact.changed"];
    expect(await found({ party: "CO" })).toEqual([fresh, old]);
    expect(await found({ party: "MX" })).toEqual([]);
    expect(await found({ area: "contact", from: "2024-12-01" })).toEqual([fresh]);
    expect(await found({ area: "contact", to: "2024-11-20" })).toEqual([old]);
    expect(await found({ area: "contact", from: "2024-11-21", to: "2024-12-04" })).toEqual([]);
    expect(await found({ actor: by })).toEqual([fresh, old]);
    expect(await found({ actor: "system" })).toEqual(["2024-11-20 review.definition-loaded"]);
    expect(await found({ text: "CO1" })).toEqual([fresh, old]);
  });
});
