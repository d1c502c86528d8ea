/** Whom letters address: the right office with the right article and preposition, and never a State where none is. */
import { describe, expect, test } from "vitest";
import { addresseeOf, formsOf, partyAddressed, withoutOf } from "../../shared/domain/addressee.ts";
import { languages } from "../../shared/domain/language.ts";
import { countryCodes, countryOf } from "../../shared/domain/names.ts";
import { type Contact, type Party, postKinds } from "../../shared/domain/party.ts";
import { partiesOf } from "../../shared/domain/records.ts";
import { lac } from "../support/definitions.ts";

const parties = lac.roll.flatMap(partiesOf);
function party(id: string): Party {
  const found = parties.find((one) => one.id === id);
  if (!found) throw new Error(`no party ${id}`);
  return found;
}
const toward = (id: string, post: Contact["post"]) =>
  languages.map((language) => addresseeOf(party(id), post, language).to);

test.each<[string, Contact["post"], string, string, string, string]>([
  [
    "AR",
    "santiago",
    "a la Embajada de la Argentina en Chile",
    "to the Embassy of Argentina in Chile",
    "à Embaixada da Argentina no Chile",
    "à l’Ambassade de l’Argentine au Chili",
  ],
  [
    "CL", // at home in Santiago
    "santiago",
    "al Ministerio de Relaciones Exteriores de Chile",
    "to the Ministry of Foreign Affairs of Chile",
    "ao Ministério das Relações Exteriores do Chile",
    "au Ministère des affaires étrangères du Chili",
  ],
  [
    "BS",
    "new-york",
    "a la Misión Permanente de las Bahamas ante las Naciones Unidas",
    "to the Permanent Mission of the Bahamas to the United Nations",
    "à Missão Permanente das Bahamas junto às Nações Unidas",
    "à la Mission permanente des Bahamas auprès de l’Organisation des Nations Unies",
  ],
  [
    "BO",
    "geneva",
    "a la Misión Permanente del Estado Plurinacional de Bolivia ante la Oficina de las Naciones Unidas y otras organizaciones internacionales con sede en Ginebra",
    "to the Permanent Mission of the Plurinational State of Bolivia to the United Nations Office and other international organizations in Geneva",
    "à Missão Permanente do Estado Plurinacional da Bolívia junto ao Escritório das Nações Unidas e outras organizações internacionais em Genebra",
    "à la Mission permanente de l’État plurinational de Bolivie auprès de l’Office des Nations Unies et des autres organisations internationales à Genève",
  ],
  [
    "MX",
    "capital",
    "a la Secretaría de Relaciones Exteriores de México",
    "to the Ministry of Foreign Affairs of Mexico",
    "à Secretaria de Relações Exteriores do México",
    "au Ministère des affaires étrangères du Mexique",
  ],
  [
    "US",
    "capital",
    "al Departamento de Estado de los Estados Unidos de América",
    "to the Department of State of the United States of America",
    "ao Departamento de Estado dos Estados Unidos da América",
    "au Département d’État des États-Unis d’Amérique",
  ],
  [
    "HT",
    "other",
    "a las autoridades de Haití",
    "to the authorities of Haiti",
    "às autoridades do Haiti",
    "aux autorités d’Haïti",
  ],
  [
    "BM", // an associate member: no office of it is guessed
    "capital",
    "a las autoridades de las Bermudas",
    "to the authorities of Bermuda",
    "às autoridades das Bermudas",
    "aux autorités des Bermudes",
  ],
  [
    "sica",
    "other",
    "al Sistema de la Integración Centroamericana",
    "to the Central American Integration System",
    "ao Sistema da Integração Centro-Americana",
    "au Système d’intégration centraméricain",
  ],
  [
    "oas",
    "geneva", // whatever post it has, an organisation has no embassy
    "a la Organización de los Estados Americanos",
    "to the Organization of American States",
    "à Organização dos Estados Americanos",
    "à l’Organisation des États américains",
  ],
  ["un-women", "other", "a ONU-Mujeres", "to UN-Women", "à ONU Mulheres", "à ONU-Femmes"],
  [
    "casa-del-puente",
    "other",
    "a la Casa del Puente",
    "to Casa del Puente",
    "à Casa del Puente",
    "à Casa del Puente",
  ],
])("%s, %s", (id, post, ...expected) => {
  expect(toward(id, post)).toEqual(expected);
});

describe("every name of the book", () => {
  test.each(languages)("loses “of” and takes it again in %s", (language) => {
    for (const code of countryCodes()) {
      const of = countryOf(code)?.names[language].of ?? "";
      expect(formsOf(language, withoutOf(language, of)).of).toBe(of);
    }
  });

  test.each(languages)("has no clashing article and preposition in %s, at any post", (language) => {
    const clash = {
      es: /\b(?:de|a) el [A-Z]?(?!Salvador)[a-z]|\bde de\b|\ba a\b|\bal la\b/,
      en: /\bthe the\b|\bof of\b|\bto of\b/,
      pt: /\b(?:de|a) [oa]s? |\bà a\b|\bao o\b/,
      fr: /(?:^|\s)(?:de|à) les? |\bd’ |\bde de\b|\bà du\b/,
    }[language];
    for (const one of parties) {
      for (const post of postKinds) {
        const { of, to } = addresseeOf(one, post, language);
        expect(of).not.toMatch(clash);
        expect(to).not.toMatch(clash);
      }
    }
  });

  test("an organisation, an entity or a stakeholder is no authority, State or embassy", () => {
    for (const one of parties.filter(({ id }) => id.length > 2)) {
      for (const language of languages) {
        expect(partyAddressed(one, language).the).not.toMatch(
          /autorid|authorit|autorité|Embaj|Embass|Ambass/,
        );
      }
    }
  });
});
