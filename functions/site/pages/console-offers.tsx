/** The offers for a State's seat: their conditions, what a machine sees, and what a person declares. Nobody is ranked. */

import type { Offer } from "../../../shared/desk/composing.ts";
import { isIneligible } from "../../../shared/domain/seats.ts";
import { Facts } from "../components/facts.tsx";
import { Tag } from "../components/tag.tsx";
import { pathIn } from "../reader.ts";
import { byName } from "../when.ts";
import { nameIn, type SeatProps } from "./console-interests.tsx";
import { Declaration } from "./declaration.tsx";
import { InterestFacts } from "./party-version.tsx";

type OfferProps = SeatProps & { offer: Offer };

const Tags = ({ reader, facts, offer }: OfferProps) => {
  const { ct } = reader;
  const words = ct.composition;
  const { declined } = facts.selection;
  return (
    <p>
      <Tag>{ct.parties.formalities[offer.formal ? "formalised" : "informal"]}</Tag>{" "}
      {offer.confirmed ? null : <Tag tone="warn">{ct.selection.unconfirmed}</Tag>}{" "}
      {declined.some(({ candidate }) => candidate === offer.id) ? <Tag>{words.declined}</Tag> : null}{" "}
      {isIneligible(facts.selection, offer.id) ? <Tag tone="bad">{words.ineligible}</Tag> : null}{" "}
      {offer.flags
        .filter((flag) => flag !== "formal") // it is said by the first tag
        .map((flag) => (
          <>
            <Tag tone="warn">{words.flags[flag]}</Tag>{" "}
          </>
        ))}
    </p>
  );
};

/** In protocol order, each with its conditions. */
export const Offers = ({ offers, ...props }: SeatProps & { offers: readonly Offer[] }) => {
  const { reader, facts, seat } = props;
  const { ct } = reader;
  const compare = byName(reader.lang);
  const name = ({ id }: Offer) => nameIn(reader, facts.parties, id);
  const own = offers
    .filter(({ seats, person }) => seats.includes(seat.id) && !person)
    .sort((a, b) => compare(name(a), name(b)));
  return (
    <>
      <h2>{ct.selection.interests}</h2>
      {own.length === 0 ? <p>{ct.selection.noInterests}</p> : null}
      <ul class="cards">
        {own.map((offer) => {
          const [party = ""] = offer.parties;
          const submission = facts.submissions.find(
            (one) => one.party === party && one.version === offer.version,
          );
          return (
            <li class="ds-card">
              <h3>
                <a href={pathIn(reader, `/console/parties/${party}/${facts.call.id}/${offer.version}`)}>
                  {name(offer)}
                </a>
              </h3>
              <Tags {...props} offer={offer} />
              {submission?.interest ? (
                <Facts>
                  <InterestFacts
                    reader={reader}
                    call={facts.call}
                    interest={submission.interest}
                    parties={facts.parties}
                  />
                </Facts>
              ) : null}
              <Declaration
                reader={reader}
                selection={facts.selection}
                candidate={offer.id}
                flags={offer.flags}
                name={name(offer)}
                path={pathIn(reader, `/console/selection/${facts.call.id}/${seat.id}`)}
              />
            </li>
          );
        })}
      </ul>
    </>
  );
};
