/** A withdrawal is never acknowledged as an answer, nor confirmed as one, in any language. */
import { describe, expect, test } from "vitest";
import { type Language, languages } from "../../shared/domain/language.ts";
import { renderNotice } from "../../shared/mail/notices.ts";

const words: Record<Language, RegExp> = { es: /retiro/, en: /withdraw/, pt: /retirada/, fr: /retrait/ };
const deadline = { date: "10", hour: "23:59", zone: "UTC" };
const facts = (kind: "receipt" | "confirm", language: Language, withdrawal: boolean) => ({
  kind,
  language,
  review: "Review",
  sender: "Network",
  voice: { name: "The Network", short: "The Network" },
  call: { name: "Co-chairs", kind: "interest" as const, summary: "Three States." },
  party: { name: "Colombia", of: "of Colombia", to: "to the Embassy of Colombia" },
  reference: "LAC25-CC-COL-2",
  deadline,
  lodgedBy: "mission@state.example",
  ...(withdrawal ? { withdrawal } : {}),
});

describe.each(languages)("in %s", (language) => {
  test.each(["receipt", "confirm"] as const)(
    "the %s of a withdrawal speaks of it, and asks for nothing more",
    (kind) => {
      const mail = renderNotice(facts(kind, language, true));
      expect(mail.text).toMatch(words[language]);
      expect(mail.text).not.toContain(deadline.hour);
      expect(mail.text).toContain(kind === "confirm" ? "{confirmLink}" : "{link}");
      expect(renderNotice(facts(kind, language, false)).text).not.toMatch(words[language]);
    },
  );
});
