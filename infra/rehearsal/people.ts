/** Invented persons whom missions propose: always the same for the same name of a draw. */
import type { Draw } from "./draw.ts";

const given = [
  ["Alma", "f"],
  ["Bruno", "m"],
  ["Celia", "f"],
  ["Darío", "m"],
  ["Elena", "f"],
  ["Fabián", "m"],
  ["Gloria", "f"],
  ["Hugo", "m"],
  ["Irene", "f"],
  ["Joel", "m"],
] as const;
const family = [
  "Arce",
  "Barros",
  "Campos",
  "Duarte",
  "Espino",
  "Fontes",
  "Galdames",
  "Huerta",
  "Ibarra",
  "Jara",
];
const second = ["Luna", "Mora", "Nieves", "Olmos", "Prado", "Quiroga", "Rivas", "Salas", "Tello", "Urrutia"];

export interface Proposed {
  name: string;
  gender: "f" | "m" | ""; // two of five offers do not state it
}

/** The person whom a mission proposes on a call. */
export function proposedBy(draw: Draw, domain: string, code: string): Proposed {
  const pick = <One>(list: readonly One[], what: string): One | undefined =>
    list[Math.floor(draw(`${what} ${domain} ${code}`) * list.length)];
  const [first, gender] = pick(given, "given name") ?? given[0];
  const name = [first, pick(family, "family name"), pick(second, "second name")].filter(Boolean).join(" ");
  return { name, gender: draw(`states gender ${domain} ${code}`) < 0.6 ? gender : "" };
}
