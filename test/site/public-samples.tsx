/** The public pages that grew beside the first ones, for the tests of pages. */
import { callPage } from "../../functions/site/pages/call.tsx";
import { documentsPage } from "../../functions/site/pages/documents.tsx";
import {
  confirmPage,
  endedLinkPage,
  leavePage,
  newsPage,
  toldPage,
} from "../../functions/site/pages/news.tsx";
import { programmePage } from "../../functions/site/pages/programme.tsx";
import type { Reader } from "../../functions/site/reader.ts";
import type { Call } from "../../shared/domain/call.ts";
import type { Party } from "../../shared/domain/party.ts";
import type { Sample } from "./samples.tsx";

interface Given {
  parties: readonly Party[];
  moderators: Call;
  coChairs: Call;
}

export function publicSamples({ parties, moderators, coChairs }: Given): Sample[] {
  const decisions = [
    {
      call: moderators,
      releasedAt: "2025-02-20T15:00:00Z",
      seats: [{ seat: "session-1", holder: { person: "Embajadora Ana Paz" } }],
    },
    {
      call: coChairs,
      releasedAt: "2025-01-29T15:00:00Z",
      seats: [{ seat: "caribbean", holder: { state: "BB" } }],
    },
  ];
  const withToken = (reader: Reader): Reader => ({ ...reader, formToken: "the-token" });
  const token = `n${"a".repeat(26)}.${"b".repeat(26)}`;
  return [
    { name: "news", area: "public", make: (r) => newsPage(withToken(r), {}) },
    {
      name: "news, refused",
      area: "public",
      make: (r) =>
        newsPage(withToken(r), {
          typed: { email: "<b>plainly", language: "fr", topic: "calls" },
          refused: "not-an-address",
        }),
    },
    { name: "news, asked", area: "public", make: (r) => toldPage(r, "asked") },
    { name: "news, confirm", area: "public", make: (r) => confirmPage(withToken(r), token) },
    { name: "news, confirmed", area: "public", make: (r) => toldPage(r, "confirmed") },
    { name: "news, old link", area: "public", make: (r) => endedLinkPage(r) },
    { name: "news, leave", area: "public", make: (r) => leavePage(withToken(r), token) },
    { name: "news, left", area: "public", make: (r) => toldPage(r, "left") },
    { name: "programme", area: "public", make: (r) => programmePage(r, { decisions: [], parties }) },
    { name: "programme, released", area: "public", make: (r) => programmePage(r, { decisions, parties }) },
    { name: "documents", area: "public", make: (r) => documentsPage(r) },
    {
      name: "documents, none",
      area: "public",
      make: (r) =>
        documentsPage({ ...r, definition: { ...r.definition, documents: [], outcomes: [], logistics: [] } }),
    },
    {
      name: "call, seen from Mexico City",
      area: "public",
      make: (r) =>
        callPage(
          { ...r, ownZone: "America/Mexico_City" },
          { call: coChairs, defined: undefined, domain: "in.hoja.example" },
        ),
    },
  ];
}
