/** The persons offered, on the board: what each offer says, what including them changes, and what a person declares. */

import type { Offer } from "../../../shared/desk/composing.ts";
import { titled } from "../../../shared/domain/offer.ts";
import { sameNames } from "../../../shared/domain/pool.ts";
import { isIneligible } from "../../../shared/domain/seats.ts";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { Tag } from "../components/tag.tsx";
import { TextField } from "../components/text-field.tsx";
import { deskSeatName, pathIn } from "../reader.ts";
import { type BoardProps, personOf, triedPath } from "./console-composition.tsx";
import { Declaration } from "./declaration.tsx";
import { PersonFacts } from "./party-version.tsx";

/** What the best slate looks like with this person in it, beside the best without asking for them. */
const Including = ({ reader, board, offer }: BoardProps & { offer: Offer }) => {
  const words = reader.ct.composition;
  const answer = board.computed?.including.find(({ candidate }) => candidate === offer.id);
  if (!answer) return null;
  if ("impossible" in answer) {
    return (
      <p>
        {words.including}: {words.impossible[answer.impossible]}.
      </p>
    );
  }
  const changes = answer.worse.map(({ level, by }) => words.worse[level](by));
  return (
    <p>
      {words.including}: {changes.length === 0 ? words.nothingChanges : changes.join("; ")}.
    </p>
  );
};

/** What a machine sees, for a person to look at; and what a person has declared. */
const Flags = (props: BoardProps & { offer: Offer }) => {
  const { reader, board, offer } = props;
  const words = reader.ct.composition;
  const declined = board.selection.declined.some(({ candidate }) => candidate === offer.id);
  const ineligible = isIneligible(board.selection, offer.id);
  return (
    <p>
      {ineligible ? <Tag tone="bad">{words.ineligible}</Tag> : null}{" "}
      {declined ? <Tag>{words.declined}</Tag> : null}{" "}
      {offer.confirmed ? null : <Tag tone="warn">{words.notConfirmed}</Tag>}{" "}
      {sameNames(offer.id, board.offers).length > 0 ? <Tag tone="warn">{words.sameName}</Tag> : null}{" "}
      {offer.flags.map((flag) => (
        <>
          <Tag tone="warn">{words.flags[flag]}</Tag>{" "}
        </>
      ))}
    </p>
  );
};

const Tries = ({ reader, board, tried, offer }: BoardProps & { offer: Offer }) => {
  const words = reader.ct.composition;
  const { call, computed } = board;
  const open = computed?.including.some((one) => one.candidate === offer.id && !("impossible" in one));
  if (!open) return null;
  const free = offer.seats.filter((seat) => !board.pool.fixed.some((one) => one.seat === seat));
  return (
    <p class="row">
      {free.map((seat) => (
        <a
          href={`${triedPath(reader, call.id, { ...tried, fixed: [...tried.fixed, { seat, candidate: offer.id }] })}#what-if`}
        >
          {words.fix(deskSeatName(call, seat, reader.lang))}
        </a>
      ))}
      <a
        href={`${triedPath(reader, call.id, { ...tried, excluded: [...tried.excluded, offer.id] })}#what-if`}
      >
        {words.out}
      </a>
    </p>
  );
};

/** All persons by name; a card can be dragged to a seat, and says the same without. */
export const Candidates = (props: BoardProps) => {
  const { reader, board } = props;
  const words = reader.ct.composition;
  const { call, selection } = board;
  const persons = board.offers
    .filter(({ person }) => person !== undefined)
    .sort((a, b) => personOf(props, a.id).localeCompare(personOf(props, b.id), reader.lang));
  const of = (offer: Offer) => persons.filter(({ parties }) => parties[0] === offer.parties[0]).length;
  return (
    <section>
      <h2>{words.candidates}</h2>
      {persons.length === 0 ? <p>{words.candidatesNone}</p> : null}
      <ul class="cards">
        {persons.map((offer) => {
          const party = offer.parties[0] ?? "";
          const address = pathIn(reader, `/console/parties/${party}/${call.id}/${offer.version}`);
          return (
            <li class="ds-card" data-candidate={offer.id}>
              <h3>{offer.person ? titled(offer.person) : null}</h3>
              {offer.person ? <PersonFacts reader={reader} call={call} person={offer.person} /> : null}
              <p>
                <a href={address}>
                  {words.presentedBy(
                    board.parties.find(({ id }) => id === party)?.names[reader.lang].of ?? party,
                  )}
                </a>
                {of(offer) > 1 ? `, ${words.order(offer.place, of(offer))}` : ""}
              </p>
              {offer.conditions ? <p class="quote">{offer.conditions}</p> : null}
              <Flags {...props} offer={offer} />
              <Including {...props} offer={offer} />
              <Tries {...props} offer={offer} />
              <Declaration
                reader={reader}
                selection={selection}
                candidate={offer.id}
                flags={offer.flags}
                name={personOf(props, offer.id)}
                path={pathIn(reader, `/console/composition/${call.id}`)}
              />
            </li>
          );
        })}
      </ul>
      {persons.length > 0 && !selection.releasedAt ? (
        <details open={Object.keys(selection.fits).length > 0}>
          <summary>{words.fit}</summary>
          <p class="soft">{words.fitsText}</p>
          <Form reader={reader} action={pathIn(reader, `/console/composition/${call.id}/fits`)}>
            <input type="hidden" name="version" value={String(selection.version)} />
            <div class="two">
              {persons.map((offer) => (
                <TextField
                  name={`fit.${offer.id}`}
                  label={words.fitOf(personOf(props, offer.id))}
                  type="number"
                  range={{ min: -100, max: 100 }}
                  value={selection.fits[offer.id] === undefined ? "" : String(selection.fits[offer.id])}
                />
              ))}
            </div>
            <Button tone="plain">{words.fitsSave}</Button>
          </Form>
        </details>
      ) : null}
    </section>
  );
};

/** Answers in which nobody is named yet: somebody opens them, and notes whom they offer. */
export const Unread = ({ reader, board }: BoardProps) => {
  const words = reader.ct.composition;
  if (board.unread.length === 0) return null;
  return (
    <section>
      <h2>{words.toRead}</h2>
      <p>{words.toReadText}</p>
      <ul>
        {board.unread.map(({ party, call, version, reference }) => (
          <li>
            <a href={pathIn(reader, `/console/parties/${party}/${call}/${version}#offer`)}>
              {board.parties.find(({ id }) => id === party)?.names[reader.lang].name ?? party}
            </a>{" "}
            <span class="num">{reference}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
