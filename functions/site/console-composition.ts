/** Routes of the board: looking, composing, marks of fit, and what a person declares of an offer. */
import { Hono } from "hono/quick";
import { boardOf } from "../../shared/desk/board.ts";
import { getCall } from "../../shared/desk/calls.ts";
import { compose, markFits, type Placing } from "../../shared/desk/composing.ts";
import { noteOffer } from "../../shared/desk/offers.ts";
import type { WhatIf } from "../../shared/domain/pool.ts";
import { considerations, type Slate } from "../../shared/domain/slates.ts";
import { addDeclarations } from "./declarations.ts";
import { interestOf } from "./offer-form.ts";
import { compositionPage } from "./pages/console-composition.tsx";
import { pathIn } from "./reader.ts";
import { type ConsoleGiven, consoleAct, consolePage, type End, notFound, outcome } from "./web.tsx";

export const compositionRoutes = new Hono();

/** What an address or a form says is tried; what it does not know it passes over. */
function triedOf(query: URLSearchParams): WhatIf {
  return {
    fixed: query.getAll("fix").flatMap((pair) => {
      const at = pair.indexOf(":");
      return at > 0 ? [{ seat: pair.slice(0, at), candidate: pair.slice(at + 1) }] : [];
    }),
    excluded: query.getAll("out"),
    relaxed: considerations.filter((rule) => query.getAll("relax").includes(rule)),
  };
}

/** The seats that a form fills or leaves open. */
const seatsOf = (form: URLSearchParams): Placing[] =>
  [...form].flatMap(([name, value]) =>
    name.startsWith("seat.") ? [{ seat: name.slice("seat.".length), candidate: value || null }] : [],
  );

async function shown(
  { reader, param }: ConsoleGiven,
  tried: WhatIf,
  seats?: readonly Placing[],
): Promise<End> {
  const call = param("call");
  const saved = await boardOf({ call, tried });
  if (!saved) return notFound(reader);
  if (!seats) return compositionPage({ reader, board: saved, tried, looking: false });
  const slate: Slate = [
    ...saved.settled,
    ...seats.flatMap(({ seat, candidate }) => (candidate ? [{ seat, candidate }] : [])),
  ];
  const board = await boardOf({ call, tried, slate });
  return board ? compositionPage({ reader, board, tried, looking: true }) : notFound(reader);
}

compositionRoutes.get(
  "/composition/:call",
  consolePage("coordinator", (given) => shown(given, triedOf(given.search))),
);

compositionRoutes.post(
  "/composition/:call",
  consoleAct("coordinator", async (given) => {
    const { reader, param, form, person } = given;
    if (form.get("act") === "look") return shown(given, triedOf(form), seatsOf(form));
    // Only the form of the seats has the boxes; a slate that is taken from the list leaves them as they are.
    const relaxed = form.getAll("relaxed");
    const boxes = form.get("act") === "save";
    const result = await compose({
      call: param("call"),
      seats: seatsOf(form),
      ...(boxes && {
        relaxed: (["one-per-state", "one-across-calls"] as const).filter((rule) => relaxed.includes(rule)),
      }),
      version: Number(form.get("version")),
      by: person.id,
    });
    return outcome(pathIn(reader, `/console/composition/${param("call")}`), result);
  }),
);

compositionRoutes.post(
  "/composition/:call/fits",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const fits = Object.fromEntries(
      [...form].flatMap(([name, value]) => {
        const mark = Number(value);
        return name.startsWith("fit.") && value.trim() !== "" && Number.isInteger(mark)
          ? [[name.slice("fit.".length), mark]]
          : [];
      }),
    );
    const version = Number(form.get("version"));
    const result = await markFits({ call: param("call"), fits, version, by: person.id });
    return outcome(pathIn(reader, `/console/composition/${param("call")}`), result);
  }),
);

addDeclarations(compositionRoutes, "/composition/:call", ({ reader, param }, result) =>
  outcome(pathIn(reader, `/console/composition/${param("call")}`), result),
);

/** What a mail offers, as a coordinator reads it. */
compositionRoutes.post(
  "/parties/:party/:call/:version/offer",
  consoleAct("coordinator", async ({ reader, param, form, person }) => {
    const [party, id, version] = [param("party"), param("call"), Number(param("version"))];
    const call = await getCall({ call: id });
    if (!call) return notFound(reader);
    const interest = interestOf(form, call.seats);
    const seen = form.get("seen") || undefined;
    const result = await noteOffer({ call: id, party, version, interest, seen, by: person.id });
    return outcome(pathIn(reader, `/console/parties/${party}/${id}/${version}`), result);
  }),
);
