/** Routes of a party's contacts: added, changed, taken away. */
import { randomUUID } from "node:crypto";
import { Hono } from "hono/quick";
import {
  addContact,
  contactToEdit,
  editContact,
  removalOf,
  removeContact,
} from "../../shared/desk/contacts.ts";
import { getParty } from "../../shared/desk/parties.ts";
import { contactFields, readContactFields, type Typed } from "../../shared/domain/contact-fields.ts";
import { type ContactForm, contactPage, removeContactPage } from "./pages/console-contacts.tsx";
import { pathIn, type Reader, refusalText } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, notFound, outcome } from "./web.tsx";

export const contactRoutes = new Hono();

const subregionsOf = ({ definition, state }: Reader) =>
  definition.schemes.find(({ id }) => id === state.scheme)?.subregions ?? [];

/** What a form says of a contact; several boxes of one name are one list. */
function typedIn(form: URLSearchParams): Typed {
  return Object.fromEntries(contactFields.map((field) => [field, form.getAll(field).join(",")]));
}

const backTo = ({ reader, param }: ConsoleGiven) => pathIn(reader, `/console/parties/${param("party")}`);

contactRoutes.get(
  "/parties/:party/contacts/new",
  consolePage("coordinator", async ({ reader, param }) => {
    const party = await getParty({ party: param("party") });
    if (!party) return notFound(reader);
    return contactPage(reader, { party, form: randomUUID(), subregions: subregionsOf(reader) });
  }),
);

contactRoutes.post(
  "/parties/:party/contacts",
  consoleAct("coordinator", async (given) => {
    const { reader, param, form, person } = given;
    const party = await getParty({ party: param("party") });
    if (!party) return notFound(reader);
    const subregions = subregionsOf(reader);
    const typed = typedIn(form);
    const page = (more: Partial<ContactForm>) =>
      contactPage(reader, { party, form: form.get("form") ?? "", typed, subregions, ...more });
    const read = readContactFields(
      typed,
      subregions.map(({ id }) => id),
    );
    if ("wrong" in read) return page({ wrong: read.wrong });
    const added = await addContact({
      party: party.id,
      fields: read.fields,
      form: form.get("form") ?? "",
      by: person.id,
    });
    if ("refused" in added) {
      return page({ message: { tone: "bad", text: refusalText(reader.t, added.refused) } });
    }
    return outcome(backTo(given), added);
  }),
);

async function contactAt({ reader, param }: ConsoleGiven) {
  const id = { party: param("party"), contact: param("contact") };
  const [party, contact] = await Promise.all([getParty(id), contactToEdit(id)]);
  return party && contact ? { party, contact, subregions: subregionsOf(reader) } : null;
}

contactRoutes.get(
  "/parties/:party/contacts/:contact",
  consolePage("coordinator", async (given) => {
    const found = await contactAt(given);
    return found ? contactPage(given.reader, found) : notFound(given.reader);
  }),
);

contactRoutes.post(
  "/parties/:party/contacts/:contact",
  consoleAct("coordinator", async (given) => {
    const { reader, form, person } = given;
    const found = await contactAt(given);
    if (!found) return notFound(reader);
    const { contact, subregions } = found;
    const typed = typedIn(form);
    const another = form.get("another") === "yes" ? "yes" : "no";
    const page = (more: Partial<ContactForm>) => contactPage(reader, { ...found, typed, another, ...more });
    const refuse = (code: string) => page({ message: { tone: "bad", text: refusalText(reader.t, code) } });
    const read = readContactFields(
      typed,
      subregions.map(({ id }) => id),
    );
    if ("wrong" in read) return page({ wrong: read.wrong });
    if ((contact.stamp ?? "") !== form.get("stamp")) return refuse("stale");
    const edited = await editContact({
      contact,
      fields: read.fields,
      anotherPerson: another === "yes",
      by: person.id,
    });
    return "refused" in edited ? refuse(edited.refused) : outcome(backTo(given), edited);
  }),
);

contactRoutes.get(
  "/parties/:party/contacts/:contact/remove",
  consolePage("coordinator", async ({ reader, param }) => {
    const id = { party: param("party"), contact: param("contact") };
    const [party, removal] = await Promise.all([getParty(id), removalOf(id)]);
    return party && removal ? removeContactPage(reader, { party, removal }) : notFound(reader);
  }),
);

contactRoutes.post(
  "/parties/:party/contacts/:contact/remove",
  consoleAct("coordinator", async (given) => {
    const { reader, form, person } = given;
    const found = await contactAt(given);
    if (!found) return notFound(reader);
    const { contact } = found;
    if ((contact.stamp ?? "") !== form.get("stamp")) {
      const { path } = reader;
      return { go: pathIn(reader, path), refused: "stale" };
    }
    return outcome(backTo(given), await removeContact({ contact, by: person.id }));
  }),
);
