/** The offers for a State's seat: their conditions, what a machine sees, and what a person declares. Nobody is ranked. */
import type { Offer } from "../../../shared/desk/composing.ts";
import { eligibilityRules } from "../../../shared/domain/eligibility.ts";
import { Act, AreaField, Facts, Form, SelectField, Tag } from "../parts.tsx";
import { pathIn } from "../reader.ts";
import { byName } from "../when.ts";
import { nameIn, type SeatProps } from "./console-interests.tsx";
import { InterestFacts } from "./party-version.tsx";

type OfferProps = SeatProps & { offer: Offer };

const Tags = ({ reader, facts, offer }: OfferProps) => {
  const { ct } = reader;
  const words = ct.composition;
  const { ineligible, declined } = facts.selection;
  return (
    <p>
      <Tag>{ct.parties.formalities[offer.formal ? "formalised" : "informal"]}</Tag>{" "}
      {offer.confirmed ? null : <Tag tone="warn">{ct.selection.unconfirmed}</Tag>}{" "}
      {declined.some(({ candidate }) => candidate === offer.id) ? <Tag>{words.declined}</Tag> : null}{" "}
      {ineligible.some(({ candidate }) => candidate === offer.id) ? (
        <Tag tone="bad">{words.ineligible}</Tag>
      ) : null}{" "}
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

/** Only a person says that an offer does not meet a rule, with the reason; and takes it back. */
const Declare = ({ reader, facts, seat, offer }: OfferProps) => {
  const words = reader.ct.composition;
  const here = pathIn(reader, `/console/selection/${facts.call.id}/${seat.id}`);
  const party = nameIn(reader, facts.parties, offer.id);
  const declared = facts.selection.ineligible.find(({ candidate }) => candidate === offer.id);
  if (facts.selection.decidedAt) return null;
  if (declared) {
    const known = eligibilityRules.find((rule) => rule === declared.rule);
    return (
      <>
        <p class="quote">
          {reader.ct.consulting.rule(known ? words.flags[known] : words.otherRule)}. {declared.words}
        </p>
        <Act
          reader={reader}
          action={`${here}/eligible`}
          name={words.undeclare}
          label={`${words.undeclare}: ${party}`}
          fields={{ candidate: offer.id }}
        />
      </>
    );
  }
  return (
    <details>
      <summary>{words.declare}</summary>
      <p class="soft">{words.declareText}</p>
      <Form reader={reader} action={`${here}/ineligible`} label={`${words.declare}: ${party}`}>
        <input type="hidden" name="candidate" value={offer.id} />
        <SelectField
          name="rule"
          id={`rule-${offer.id}`}
          label={words.rule}
          options={[
            ...eligibilityRules.map((rule) => ({ value: rule, text: words.flags[rule] })),
            { value: "other", text: words.otherRule },
          ]}
          value={offer.flags[0] ?? "other"}
        />
        <AreaField name="words" id={`words-${offer.id}`} label={words.reason} rows={2} required={true} />
        <button type="submit" class="plain">
          {words.declareAct}
        </button>
      </Form>
    </details>
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
            <li class="card">
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
              <Declare {...props} offer={offer} />
            </li>
          );
        })}
      </ul>
    </>
  );
};
