/** Every kind of notice in every language: whole, equal in substance, and fit to be sent to a State. */
import { describe, expect, test } from "vitest";
import { type Language, languages } from "../../shared/domain/language.ts";
import { internalKinds, type NoticeKind, noticeKinds } from "../../shared/domain/notice.ts";
import { FactMissing, type NoticeFacts } from "../../shared/mail/facts.ts";
import { fillLinks, renderEdited, renderNotice } from "../../shared/mail/notices.ts";

const when = (name: string) => ({ date: `‹${name} date›`, hour: `‹${name} hour›`, zone: `‹${name} zone›` });

const voice = { name: "‹Voice›", short: "‹voice›" };
const enquiries = { name: "‹desk›", email: "‹email›", phone: "‹phone›" };

/** Every fact a kind can have, each recognisable in the text. */
function allFacts(kind: NoticeKind, language: Language): NoticeFacts {
  const base = { kind, language, review: "‹review›", sender: "‹sender›", voice, enquiries, days: 7 } as const;
  if (kind === "holding") return { ...base, topic: "‹topic›" };
  if (kind === "clarification") {
    return {
      ...base,
      topic: "‹topic›",
      received: when("received"),
      lodgedBy: "‹lodger›",
      ask: "call",
      items: ["‹call›"],
    };
  }
  if (kind === "activity") {
    return { ...base, activity: { name: "‹activity›", when: "‹when›", place: "‹place›" } };
  }
  const call = { name: "‹call›", kind: "inputs" as const, summary: "‹summary›" };
  const missing = [
    { what: "state" as const, seat: "‹open seat›" },
    { what: "unanswered" as const, seat: "‹asked seat›" },
  ];
  const awaited = { what: "overdue" as const };
  if (kind === "subscription") return { ...base, wish: "calls" };
  if (kind === "news") {
    return { ...base, call, news: "moved", deadline: when("deadline"), previous: when("previous") };
  }
  const shared = {
    ...base,
    call,
    deadline: when("deadline"),
    items: ["‹first›", "‹second›"],
    missing,
    awaited,
  };
  if (internalKinds.includes(kind)) return shared;
  return {
    ...shared,
    party: { name: "‹party›", of: "‹of party›", to: "‹to party›" },
    contact: { salutation: "‹salutation›" },
    previous: when("previous"),
    received: when("received"),
    release: when("release"),
    reference: "‹reference›",
    files: [{ name: "‹file›", size: 24_321 }],
    text: "mail",
    way: { kind: "note-verbale", number: "‹number›", date: "‹document date›" },
    informal: true,
    seats: ["‹seat of the offer›"],
    conditions: "‹conditions›",
    unopened: ["‹unopened›"],
    lodgedBy: "‹lodger›",
    seat: "‹seat›",
    repeated: true,
    said: "‹said›",
    ended: "agreed",
    amended: "decision",
  };
}

const marks = (text: string) => (text.match(/‹[^›]*›|\{(?:link|confirmLink)\}/g) ?? []).sort();
const everyone = noticeKinds.flatMap((kind) => languages.map((language) => [kind, language] as const));

describe.each(everyone)("%s in %s", (kind, language) => {
  const facts = allFacts(kind, language);
  const { subject, text, html } = renderNotice(facts);

  test("tells the same facts as in Spanish", () => {
    const spanish = renderNotice(allFacts(kind, "es"));
    // How often the speaker is named again is each language's own affair.
    const told = (mail: string) => marks(mail).filter((mark) => mark !== "‹voice›");
    expect(told(text)).toEqual(told(spanish.text));
    expect(marks(subject)).toEqual(marks(spanish.subject));
  });

  test("leaves no hole", () => {
    expect(`${subject}\n${text}\n${html}`).not.toMatch(/undefined|null|NaN|\[object|\$\{/);
    expect(subject).not.toMatch(/[\r\n]/);
  });

  test("asks for one thing at most, and says the same in HTML", () => {
    const places = text.match(/\{(?:link|confirmLink)\}/g) ?? [];
    const asksByReply = kind === "holding" || kind === "clarification";
    const leaves = kind === "news"; // every mail of news says how to get no more
    expect(places).toHaveLength(asksByReply ? 0 : leaves ? 2 : 1);
    expect(html.match(/<a /g) ?? []).toHaveLength(asksByReply ? 0 : leaves ? 3 : 2);
    const words = html.replace(/<title>.*?<\/title>|<[^>]+>/g, "").replace(/&amp;/g, "&");
    for (const mark of new Set(marks(text))) expect(words).toContain(mark);
  });

  test("loads nothing from elsewhere", () => {
    expect(html).not.toMatch(/<img|<script|<link|src=|url\(|http/);
    expect(html).toContain(`lang="${language}"`);
  });

  test("with the least facts it is still whole", () => {
    const { deadline, previous, received, release, files, contact, items, days, repeated, ...least } = facts;
    const bare = (kind === "warning" || kind === "waiting") && deadline ? { ...least, deadline } : least;
    expect(renderNotice(bare).text).not.toMatch(/undefined|null|NaN|\(\)/);
  });
});

describe("nothing ranks, rushes, corrects or exposes", () => {
  const words =
    /urgent|último|última|final|must (?:reply|answer)|debe (?:responder|enviar)|deve (?:responder|enviar)|doit répondre|falta(?:n)? (?:el|su)|missing|incomplet|retras|atras|late\b|en retard|tardí|error|incorrect|segund[oa] opción|alternative candidate|puntu|rank/i;
  test.each(everyone.filter(([kind]) => !internalKinds.includes(kind)))("%s in %s", (kind, language) => {
    const { subject, text } = renderNotice(allFacts(kind, language));
    expect(`${subject}\n${text}`).not.toMatch(words);
  });
});

describe("a receipt", () => {
  const formula: Record<Language, string> = {
    es: "‹Voice› acusa recibo de la contribución ‹of party› a la convocatoria",
    en: "‹Voice› acknowledges receipt of the submission ‹of party› to the call",
    pt: "‹Voice› acusa o recebimento da contribuição ‹of party› à convocatória",
    fr: "‹Voice› accuse réception de la contribution ‹of party› à l’appel",
  };
  test.each(languages)("in %s has formula, reference, file with size, date, and link", (language) => {
    const { subject, text } = renderNotice(allFacts("receipt", language));
    expect(text).toContain(formula[language]);
    expect(subject).toContain("‹reference›");
    expect(text).toContain(language === "fr" ? "‹file› (24 ko)" : "‹file› (24 KB)");
    expect(text).toContain("‹deadline hour›");
    expect(text).toContain("{link}");
  });
  test.each(languages)("in %s says if it goes a second time, and only then", (language) => {
    const facts = allFacts("receipt", language);
    const once = renderNotice({ ...facts, repeated: false }).text;
    expect(renderNotice(facts).text.length).toBeGreaterThan(once.length + 60);
  });
  test.each(languages)("in %s lists nothing when neither words nor files came", (language) => {
    const { text: _, ...facts } = allFacts("receipt", language);
    const { text } = renderNotice({ ...facts, files: [] });
    expect(text).not.toMatch(/conte(nido|nts|údo|nu) re[cç]/i);
  });
  test.each(languages)(
    "in %s tells after the deadline how to change it, and nothing of any date",
    (language) => {
      const { deadline: _, ...late } = allFacts("receipt", language);
      const { text } = renderNotice(late);
      expect(text).not.toContain("deadline");
      expect(text).toMatch(/sustituir|replaced|substituir|remplacer/);
    },
  );
  test.each<[Language, string, string]>([
    ["es", "nota verbal n.º ‹number›, de fecha ‹document date›", "por teléfono"],
    ["en", "note verbale No. ‹number› of ‹document date›", "by telephone"],
    ["pt", "nota verbal nº ‹number›, de ‹document date›", "por telefone"],
    ["fr", "note verbale n°\u00a0‹number› du ‹document date›", "par téléphone"],
  ])("in %s says how it came when a person took it: %s, %s", (language, note, phone) => {
    const facts = allFacts("receipt", language);
    expect(renderNotice(facts).text).toContain(note);
    expect(renderNotice({ ...facts, way: { kind: "phone" } }).text).toContain(phone);
    const { way: _, ...bare } = facts;
    expect(renderNotice(bare).text).not.toMatch(/nota verbal n|note verbale [Nn]/);
  });
  test.each(languages)("in %s cuts conditions of any length", (language) => {
    const facts = { ...allFacts("receipt", language), conditions: "x".repeat(5000) };
    expect(renderNotice(facts).text.length).toBeLessThan(2600);
  });
});

describe("salutations, from what is known and never guessed", () => {
  const ana = { name: "Ana Pérez", title: "Consejera", gender: "f" as const };
  const rows: [Language, NoticeFacts["contact"], string][] = [
    ["es", ana, "Señora Consejera:"],
    ["es", { ...ana, title: "Embajadora" }, "Excelencia:"],
    ["es", { title: "Embajador, Representante Permanente" }, "Excelencia:"],
    ["es", { title: "S.E. Embajador" }, "Excelencia:"],
    ["es", { title: "Ministra de Relaciones Exteriores" }, "Excelencia:"],
    ["es", { ...ana, title: "Ministra Consejera" }, "Señora Ministra Consejera:"],
    [
      "es",
      { title: "Asistente del Embajador" },
      "A la atención de Asistente del Embajador\nDe nuestra mayor consideración:",
    ],
    ["es", { title: "Embajadora de Buena Voluntad", gender: "f" }, "Señora Embajadora de Buena Voluntad:"],
    ["es", { title: "Segundo Secretario, Sección Consular", gender: "m" }, "Señor Segundo Secretario:"],
    ["es", { name: "Ana Pérez", gender: "f" }, "Estimada señora Ana Pérez:"],
    ["es", { name: "Luis Gómez", gender: "m" }, "Estimado señor Luis Gómez:"],
    [
      "es",
      { name: "Ana Pérez", title: "Consejera" },
      "A la atención de Ana Pérez, Consejera\nDe nuestra mayor consideración:",
    ],
    ["es", { name: "Mesa de partes <x@y.example>" }, "De nuestra mayor consideración:"],
    ["es", { name: "vea www.evil.example" }, "De nuestra mayor consideración:"],
    ["es", {}, "De nuestra mayor consideración:"],
    ["es", { ...ana, salutation: "Querida Ana:" }, "Querida Ana:"],
    ["en", { name: "Ann Smith", title: "Ambassador", gender: "f" }, "Excellency,"],
    ["en", { name: "John Smith", title: "H.E. Ambassador" }, "Excellency,"],
    ["en", { title: "Ambassador’s Assistant", gender: "m" }, "Dear Sir,"],
    ["en", { title: "Minister Counsellor", gender: "f", name: "Ann Smith" }, "Dear Ms. Ann Smith,"],
    ["en", { title: "Minister of Foreign Affairs" }, "Excellency,"],
    ["en", { name: "Ann Smith", gender: "f" }, "Dear Ms. Ann Smith,"],
    ["en", { name: "Ann Smith" }, "For the attention of Ann Smith\nDear Sir or Madam,"],
    ["en", {}, "Dear Sir or Madam,"],
    ["pt", { title: "Embaixador", gender: "m" }, "Excelência,"],
    ["pt", { title: "Ministro-Conselheiro", gender: "m" }, "Senhor Ministro-Conselheiro,"],
    ["pt", { title: "Primeiro-Secretário", gender: "m" }, "Senhor Primeiro-Secretário,"],
    ["pt", {}, "Prezadas Senhoras, prezados Senhores,"],
    ["fr", { title: "Ambassadrice", gender: "f" }, "Excellence,"],
    ["fr", { title: "Ministre", gender: "m" }, "Monsieur le Ministre,"],
    ["fr", { title: "Ministre des affaires étrangères" }, "Excellence,"],
    ["fr", { title: "Attachée", gender: "f" }, "Madame l’Attachée,"],
    ["fr", { title: "Conseillère", gender: "f" }, "Madame la Conseillère,"],
    ["fr", { name: "Léa Roy" }, "À l’attention de Léa Roy\nMadame, Monsieur,"],
    ["fr", {}, "Madame, Monsieur,"],
  ];
  test.each(rows)("%s %j → %s", (language, contact, salutation) => {
    const facts = { ...allFacts("receipt", language), contact: contact ?? {} };
    expect(renderNotice(facts).text.split("\n\n")[1]).toBe(salutation);
  });
});

test.each<[Language, number, string]>([
  ["es", 1, "Falta 1 día"],
  ["es", 7, "Faltan 7 días"],
  ["en", 1, "1 day remains"],
  ["en", 7, "7 days remain"],
  ["pt", 1, "Falta 1 dia"],
  ["pt", 7, "Faltam 7 dias"],
  ["fr", 1, "Il reste 1 jour."],
  ["fr", 7, "Il reste 7 jours."],
])("a warning in %s with %d days: %s", (language, days, words) => {
  expect(renderNotice({ ...allFacts("warning", language), days }).text).toContain(words);
});

describe("a warning grows plainer as its date comes near, and says what is missing", () => {
  const steps: [Language, number, RegExp][] = [
    ["es", 10, /^Se acerca/],
    ["es", 6, /^Se acerca/],
    ["es", 5, /^Por resolver/],
    ["es", 3, /^Por resolver/],
    ["es", 2, /^Últimos días/],
    ["es", 1, /^Últimos días/],
    ["en", 7, /^Coming near/],
    ["en", 4, /^To be settled/],
    ["en", 1, /^Last days/],
    ["pt", 7, /^Aproxima-se/],
    ["pt", 4, /^Por resolver/],
    ["pt", 1, /^Últimos dias/],
    ["fr", 7, /^Échéance proche/],
    ["fr", 4, /^À régler/],
    ["fr", 1, /^Derniers jours/],
  ];
  test.each(steps)("in %s with %d days: %s", (language, days, subject) => {
    const mail = renderNotice({ ...allFacts("warning", language), days });
    expect(mail.subject).toMatch(subject);
    expect(mail.text).toMatch(/‹open seat›.*: .+\n- ‹asked seat›.*: .+/);
    // That the date moves only with a reason is for the last days.
    const reason = /motivo, que|with a reason, which|motif, qui/;
    expect(reason.test(mail.text)).toBe(days <= 2);
  });
  test.each(languages)("in %s it says what the slate as a whole lacks", (language) => {
    const missing = [{ what: "approvals" as const }];
    const { text } = renderNotice({ ...allFacts("warning", language), missing });
    expect(text).toMatch(/- (?:faltan|approvals|faltam|des approbations)/);
  });
});

describe("a wait that lasts", () => {
  test.each(languages)("in %s names the State that was asked, or the approvers", (language) => {
    const facts = allFacts("waiting", language);
    const asked = { what: "acceptance" as const, seat: "‹seat›", party: "‹State›" };
    expect(renderNotice({ ...facts, awaited: asked }).text).toMatch(/‹seat›[\s\S]*‹State›/);
    const approving = { what: "approvals" as const, names: ["‹approver›"] };
    expect(renderNotice({ ...facts, awaited: approving }).text).toContain("- ‹approver›");
    const unreached = { what: "silence" as const, seat: "‹seat›", names: ["‹State›"] };
    expect(renderNotice({ ...facts, awaited: unreached }).text).toMatch(/‹seat›[\s\S]*- ‹State›/);
    expect(renderNotice(facts).text).toContain("‹open seat›");
  });
});

describe("a silence procedure", () => {
  const endings: [Language, RegExp, RegExp, RegExp][] = [
    ["es", /sin objeciones/, /con objeción/, /sin efecto/],
    ["en", /without objection/, /with an objection/, /without effect/],
    ["pt", /sem objeções/, /com objeção/, /sem efeito/],
    ["fr", /sans objection/, /avec une objection/, /sans effet/],
  ];
  test.each(endings)("in %s ends with a word of whether, never of who", (language, ...said) => {
    (["agreed", "objected", "stopped"] as const).forEach((ended, at) => {
      const { text } = renderNotice({ ...allFacts("silence-closed", language), ended });
      expect(text).toMatch(said[at] ?? /never/);
    });
  });
  test.each(languages)(
    "in %s keeps the coordinator's paragraphs, and none of them is a link of ours",
    (language) => {
      const said = "‹one›\n\n‹two› {link}";
      const { text } = renderNotice({ ...allFacts("silence", language), said });
      expect(text).toContain("‹one›\n\n‹two› (link}");
    },
  );
});

describe("a change of a call", () => {
  test.each(languages)("in %s is of the decision date, or lists the roles of another formula", (language) => {
    const facts = allFacts("amendment", language);
    const ofDate = renderNotice(facts).text;
    expect(ofDate).toContain("‹deadline date›");
    expect(ofDate).toContain("‹previous date›");
    expect(ofDate).not.toContain("‹first›");
    const ofFormula = renderNotice({ ...facts, amended: "formula" }).text;
    expect(ofFormula).toContain("- ‹first›");
    expect(ofFormula).not.toContain("date›");
  });
});

test("a fact that a kind cannot do without is missed by name", () => {
  const { reference: _, ...facts } = allFacts("receipt", "es");
  expect(() => renderNotice(facts)).toThrow(FactMissing);
  expect(() => renderNotice(facts)).toThrow(/reference/);
});

describe("links", () => {
  const links = {
    link: "https://hoja.example/es/p/co1.a?x=1&y=2",
    confirmLink: "https://hoja.example/confirm",
  };
  test("are filled in text and HTML, escaped where needed", () => {
    const filled = fillLinks(renderNotice(allFacts("receipt", "es")), links);
    expect(filled.text).toContain(links.link);
    expect(filled.html).toContain('href="https://hoja.example/es/p/co1.a?x=1&amp;y=2"');
    expect(filled.text + filled.html).not.toMatch(/\{(?:link|confirmLink)\}/);
  });
  test("go into a confirmation's own place", () => {
    expect(fillLinks(renderNotice(allFacts("confirm", "es")), links).text).toContain(links.confirmLink);
  });
  test("cannot be drawn into what a sender named", () => {
    const facts = {
      ...allFacts("alternate", "es"),
      lodgedBy: "{link}",
      files: [{ name: "{confirmLink}", size: 1 }],
    };
    const { text } = fillLinks(renderNotice(facts), links);
    expect(text).not.toContain(links.confirmLink);
    expect(text.split(links.link)).toHaveLength(2);
  });
  test("stand in edited words too", () => {
    const edited = renderEdited({ subject: "Asunto", text: "Uno & <dos>.\n\nPágina:\n{link}" }, "es");
    expect(edited.html).toContain("Uno &amp; &lt;dos&gt;.");
    expect(fillLinks(edited, links).html).toContain('href="https://hoja.example/es/p/co1.a?x=1&amp;y=2"');
  });
});

test("what others wrote is escaped in HTML", () => {
  const facts = { ...allFacts("receipt", "es"), files: [{ name: '<img src=x onerror="a">', size: 1 }] };
  expect(renderNotice(facts).html).not.toContain("<img");
});
