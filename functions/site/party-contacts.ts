/** Routes of a party's contacts: whom it is written to, another one to be named and confirmed, the language. */
import { Hono } from "hono/quick";
import { contactsOf } from "../../shared/desk/parties.ts";
import {
  chooseLanguage,
  confirmProposal,
  openProposals,
  proposalFor,
  proposeContact,
} from "../../shared/desk/proposals.ts";
import { Language } from "../../shared/domain/language.ts";
import { postKinds } from "../../shared/domain/party.ts";
import { confirmContactPage, type NamedContact, partyContactsPage } from "./pages/party-contacts.tsx";
import { partyPath, refusalText } from "./reader.ts";
import { type PartyGiven, partyAct, partyPage } from "./web.tsx";

export const partyContactRoutes = new Hono();

async function contactsPageOf({ reader, party, contact }: PartyGiven, named?: NamedContact) {
  const [contacts, proposals] = await Promise.all([
    contactsOf({ party: party.id }),
    openProposals({ party: party.id, now: reader.now }),
  ]);
  return partyContactsPage(reader, { contact, contacts, proposals, ...(named ? { named } : {}) });
}

partyContactRoutes.get(
  "/contacts",
  partyPage(async (given) => {
    const page = await contactsPageOf(given);
    const { sent, changed } = given.reader.t.own.contacts;
    const done = given.query("done");
    const text = done === "named" ? sent : done === "language" ? changed : null;
    return text ? { ...page, message: { tone: "good", text } } : page;
  }),
);

const longest = 200;

partyContactRoutes.post(
  "/contacts",
  partyAct(async (given) => {
    const { reader, contact, form } = given;
    const typed = Object.fromEntries(
      ["email", "name", "title", "post", "language"].map((name) => [
        name,
        (form.get(name) ?? "").trim().slice(0, longest),
      ]),
    );
    const result = await proposeContact({
      contact: contact.id,
      email: typed.email ?? "",
      name: typed.name || undefined,
      title: typed.title || undefined,
      post: postKinds.find((post) => post === typed.post) ?? "other",
      language: Language.safeParse(typed.language).data ?? contact.language,
    });
    const here = partyPath(reader, "/contacts");
    if (!("refused" in result)) return { go: here, done: "named" };
    if (!["not-email", "known-contact"].includes(result.refused)) {
      return { go: here, refused: result.refused };
    }
    const text = refusalText(reader.t, result.refused);
    return contactsPageOf(given, { typed, errors: [{ id: "email", text }] });
  }),
);

partyContactRoutes.post(
  "/contacts/language",
  partyAct(async ({ reader, contact, form }) => {
    const language = Language.safeParse(form.get("language")).data ?? contact.language;
    const result = await chooseLanguage({ contact: contact.id, language });
    const go = partyPath(reader, "/contacts");
    return "refused" in result ? { go, refused: result.refused } : { go, done: "language" };
  }),
);

partyContactRoutes.get(
  "/contacts/:proposal",
  partyPage(async ({ reader, contact, param }) =>
    confirmContactPage(
      reader,
      await proposalFor({ contact: contact.id, proposal: param("proposal"), now: reader.now }),
    ),
  ),
);

partyContactRoutes.post(
  "/contacts/:proposal",
  partyAct(async ({ reader, contact, param }) => {
    const result = await confirmProposal({ contact: contact.id, proposal: param("proposal") });
    return "refused" in result
      ? { go: partyPath(reader, `/contacts/${param("proposal")}`), refused: result.refused }
      : { go: partyPath(reader), done: "contact" };
  }),
);
