/** Routes of the people: added, changed, their access ended, and the approvers of each call. */
import { Hono } from "hono/quick";
import {
  addPerson,
  changeApprovers,
  changePerson,
  listPeopleToChange,
  listRunning,
} from "../../shared/desk/people.ts";
import { Language } from "../../shared/domain/language.ts";
import { isMailable } from "../../shared/domain/party.ts";
import { type Person, roles } from "../../shared/domain/review.ts";
import { type PersonField, peoplePage, personPage, type TypedPerson } from "./pages/console-people.tsx";
import { pathIn, refusalText } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, notFound, outcome } from "./web.tsx";

export const peopleRoutes = new Hono();

peopleRoutes.get(
  "/people",
  consolePage("any", async ({ reader }) => {
    const [people, running] = await Promise.all([listPeopleToChange(), listRunning()]);
    return peoplePage(reader, { people, running });
  }),
);

peopleRoutes.get(
  "/people/new",
  consolePage("coordinator", async ({ reader }) => personPage(reader, {})),
);

const line = (form: URLSearchParams, name: string) => (form.get(name) ?? "").trim();

const typedIn = (form: URLSearchParams): TypedPerson => ({
  name: line(form, "name"),
  email: line(form, "email"),
  office: line(form, "office"),
  roles: form.getAll("roles"),
  language: line(form, "language"),
});

/** A person as typed, or the fields that are wrong. */
function personIn(typed: TypedPerson): { person: Omit<Person, "id"> } | { wrong: PersonField[] } {
  const chosen = roles.filter((role) => typed.roles.includes(role));
  const language = Language.safeParse(typed.language);
  const wrong: PersonField[] = [
    ...(typed.name && typed.name.length <= 200 ? [] : (["name"] as const)),
    ...(isMailable(typed.email) ? [] : (["email"] as const)),
    ...(typed.office && typed.office.length <= 200 ? [] : (["office"] as const)),
    ...(chosen.length > 0 ? [] : (["roles"] as const)),
    ...(language.success ? [] : (["language"] as const)),
  ];
  if (wrong.length > 0 || !language.success) return { wrong };
  const { name, email, office } = typed;
  return { person: { name, email, office, roles: chosen, language: language.data } };
}

peopleRoutes.post(
  "/people",
  consoleAct("coordinator", async ({ reader, form, person: self }) => {
    const typed = typedIn(form);
    const read = personIn(typed);
    if ("wrong" in read) return personPage(reader, { typed, wrong: read.wrong });
    const added = await addPerson({ person: read.person, by: self.id });
    if ("refused" in added) {
      return personPage(reader, {
        typed,
        message: { tone: "bad", text: refusalText(reader.t, added.refused) },
      });
    }
    return outcome(pathIn(reader, "/console/people"), added);
  }),
);

peopleRoutes.post(
  "/people/approvers/:call",
  consoleAct("coordinator", async ({ reader, param, form, person }) =>
    outcome(
      pathIn(reader, "/console/people"),
      await changeApprovers({
        call: param("call"),
        approvers: form.getAll("approvers"),
        version: Number(form.get("version")),
        by: person.id,
      }),
    ),
  ),
);

const personAt = async ({ param }: ConsoleGiven) =>
  (await listPeopleToChange()).find(({ id }) => id === param("person"));

peopleRoutes.get(
  "/people/:person",
  consolePage("coordinator", async (given) => {
    const person = await personAt(given);
    return person ? personPage(given.reader, { person }) : notFound(given.reader);
  }),
);

const stampIn = (form: URLSearchParams) => form.get("stamp") || undefined;

peopleRoutes.post(
  "/people/:person",
  consoleAct("coordinator", async (given) => {
    const { reader, form, person: self } = given;
    const person = await personAt(given);
    if (!person) return notFound(reader);
    const typed = { ...typedIn(form), email: person.email };
    const read = personIn(typed);
    if ("wrong" in read) return personPage(reader, { person, typed, wrong: read.wrong });
    const { email: _email, ...change } = read.person;
    const changed = await changePerson({ id: person.id, stamp: stampIn(form), change, by: self.id });
    if ("refused" in changed) {
      const message = { tone: "bad" as const, text: refusalText(reader.t, changed.refused) };
      return personPage(reader, { person, typed, message });
    }
    return outcome(pathIn(reader, "/console/people"), changed);
  }),
);

peopleRoutes.post(
  "/people/:person/end",
  consoleAct("coordinator", async (given) => {
    const { reader, form, person: self } = given;
    const person = await personAt(given);
    if (!person) return notFound(reader);
    const { name, office, language } = person;
    const change = { name, office, language, roles: [] };
    const ended = await changePerson({ id: person.id, stamp: stampIn(form), change, by: self.id });
    const here = pathIn(reader, "/console/people");
    return outcome("refused" in ended ? `${here}/${person.id}` : here, ended);
  }),
);
