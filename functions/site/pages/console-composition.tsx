/** The board on which a coordinator composes a slate: seats, balance, every slate that keeps the considerations, what if. */
import type { Board, Computed } from "../../../shared/desk/board.ts";
import { titled } from "../../../shared/domain/offer.ts";
import type { WhatIf } from "../../../shared/domain/pool.ts";
import { isIneligible } from "../../../shared/domain/seats.ts";
import type { Balance } from "../../../shared/domain/slate-balance.ts";
import type { Lift } from "../../../shared/domain/slate-conflicts.ts";
import { considerations, type Slate } from "../../../shared/domain/slates.ts";
import { boardScriptPath } from "../board-script.ts";
import { Act } from "../components/act.tsx";
import { Box } from "../components/box.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Tag } from "../components/tag.tsx";
import { SeatStrip, type StripGroup } from "../pictures.tsx";
import { deskSeatName, type Page, pathIn, type Reader } from "../reader.ts";
import { Candidates, Unread } from "./console-candidates.tsx";
import { DaysLeft, Steps } from "./selection-pictures.tsx";

export type BoardProps = { reader: Reader; board: Board; tried: WhatIf; looking: boolean };

/** What is tried, as an address or a form carries it. */
const triedFields = ({ fixed, excluded, relaxed }: WhatIf): [string, string][] => [
  ...fixed.map(({ seat, candidate }): [string, string] => ["fix", `${seat}:${candidate}`]),
  ...excluded.map((id): [string, string] => ["out", id]),
  ...relaxed.map((rule): [string, string] => ["relax", rule]),
];

/** The page with other things tried; nothing is saved by it. */
export function triedPath(reader: Reader, call: string, tried: WhatIf): string {
  const words = new URLSearchParams(triedFields(tried)).toString();
  return pathIn(reader, `/console/composition/${call}${words ? `?${words}` : ""}`);
}

/** A person and who presents them, as every list of the board says it. */
export function personOf({ reader, board }: Pick<BoardProps, "reader" | "board">, id: string): string {
  const offer = board.offers.find((one) => one.id === id);
  const held = board.selection.seats.find(({ party, person }) => person && `${party}-${person.id}` === id);
  const person = held?.person ?? offer?.person; // who is placed is called as they were placed
  const party = offer?.parties[0] ?? held?.party ?? "";
  const name = board.parties.find((one) => one.id === party)?.names[reader.lang].name ?? party;
  return person ? `${titled(person)} (${name})` : id;
}

/** The groups of the strip: each subregion of the scheme, those outside, and what is open. */
function groupsOf({ reader, board }: BoardProps, slate: Slate): StripGroup[] {
  const { ct, definition, state, lang } = reader;
  const scheme = definition.schemes.find(({ id }) => id === state.scheme);
  const held = slate.map(({ candidate }) => board.pool.candidates.find(({ id }) => id === candidate));
  const letters = (subregion: string | undefined) =>
    held.flatMap((one) => (one && one.subregion === subregion ? [one.gender ?? ("none" as const)] : []));
  const open = board.call.seats.length - slate.length;
  return [
    ...(scheme?.subregions ?? []).map(({ id, names }) => ({ name: names[lang], seats: letters(id) })),
    ...(letters(undefined).length > 0 ? [{ name: ct.composition.outside, seats: letters(undefined) }] : []),
    ...(open > 0 ? [{ name: ct.composition.openSeats, seats: Array<"open">(open).fill("open") }] : []),
  ];
}

const Strip = (props: BoardProps & { slate: Slate }) => {
  const { ct } = props.reader;
  const groups = groupsOf(props, props.slate);
  const said = groups.map(({ name, seats }) => {
    const each = seats.map((seat) => ct.composition.words[seat]).join(", ");
    return ct.composition.stripGroup(name, each || ct.composition.stripNone);
  });
  return (
    <SeatStrip
      groups={groups}
      letters={ct.composition.letters}
      label={ct.composition.strip(said.join("; "))}
    />
  );
};

/** A balance in words, in the order of the considerations. */
const balanceText = ({ ct }: Reader, balance: Balance): string => {
  const { facts } = ct.composition;
  return [
    facts.open(balance.open),
    facts.absent(balance.absent),
    facts.spread(balance.spread),
    facts.gender(balance.women, balance.men, balance.notStated),
    facts.fit(balance.fit),
  ].join("; ");
};

/** Who sits where: a list to choose from for each seat, and where a card can be dropped. */
const Seats = (props: BoardProps) => {
  const { reader, board, looking } = props;
  const { ct, lang } = reader;
  const { call, selection, placed, settled } = board;
  const settledSeats = new Set(settled.map(({ seat }) => seat));
  return (
    <section>
      <h2>{ct.composition.seats}</h2>
      <p>{ct.composition.seatsText}</p>
      <Form reader={reader} action={pathIn(reader, `/console/composition/${call.id}`)}>
        <input type="hidden" name="version" value={String(selection.version)} />
        {triedFields(props.tried).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="two seats">
          {call.seats.map((seat) => {
            const holder = placed.slate.find((one) => one.seat === seat.id)?.candidate;
            if (settledSeats.has(seat.id) && holder) {
              return (
                <div class="ds-card">
                  <h3>{deskSeatName(call, seat.id, lang)}</h3>
                  <p>
                    <strong>{personOf(props, holder)}</strong>
                  </p>
                  <p class="soft">{ct.composition.settled}</p>
                </div>
              );
            }
            return (
              <div class="ds-card" data-seat={seat.id}>
                <SelectField
                  name={`seat.${seat.id}`}
                  label={deskSeatName(call, seat.id, lang)}
                  options={optionsFor(props, seat.id)}
                  empty={ct.composition.nobody}
                  value={holder}
                />
              </div>
            );
          })}
        </div>
        <h3>{ct.composition.balance}</h3>
        <p class="soft">{looking ? ct.composition.tried : ct.composition.saved}</p>
        <Strip {...props} slate={placed.slate} />
        <p>{balanceText(reader, placed.balance)}.</p>
        {[...new Set(placed.problems.map(({ problem }) => problem))].map((problem) => (
          <Box tone="bad">
            <p>{ct.composition.problems[problem]}</p>
          </Box>
        ))}
        <BindingRules {...props} />
        <div class="row">
          <Button tone="plain" name="act" value="look" id="look">
            {ct.composition.look}
          </Button>
          <Button name="act" value="save">
            {ct.composition.save}
          </Button>
          <a href={pathIn(reader, `/console/selection/${call.id}`)}>{ct.composition.next}</a>
        </div>
      </Form>
    </section>
  );
};

/** The two considerations that bind, each to be set aside by a person's act for this call. */
const BindingRules = ({ reader, board }: BoardProps) => (
  <>
    {(["one-per-state", "one-across-calls"] as const).map((rule) => (
      <label class="choice">
        <input
          class="ds-input"
          type="checkbox"
          name="relaxed"
          value={rule}
          checked={board.selection.relaxed.includes(rule)}
        />
        <span>{reader.ct.composition.relaxHere(reader.ct.composition.considerations[rule])}</span>
      </label>
    ))}
  </>
);

function optionsFor(props: BoardProps, seat: string) {
  const { board } = props;
  return board.offers
    .filter((offer) => offer.person && offer.confirmed && offer.seats.includes(seat))
    .filter(({ id }) => !isIneligible(board.selection, id))
    .map(({ id }) => ({ value: id, text: personOf(props, id) }))
    .sort((a, b) => a.text.localeCompare(b.text, props.reader.lang));
}

/** Every slate that is level in all considerations in force, each to be taken by one button. */
const Slates = ({ computed: { solution }, ...props }: BoardProps & { computed: Computed }) => {
  const { reader, board } = props;
  const { ct, lang } = reader;
  const { call, selection, settled } = board;
  const { slates, more, best } = solution;
  const fixed = new Set(settled.map(({ seat }) => seat));
  return (
    <section>
      <h2>{ct.composition.slates}</h2>
      <p>{balanceText(reader, best)}.</p>
      <p class="soft">
        {slates.length === 0
          ? ct.composition.slatesNone
          : more
            ? ct.composition.slatesMore(slates.length)
            : ct.composition.slatesText(slates.length)}
      </p>
      <ul class="cards">
        {slates.map((slate, at) => (
          <li class="ds-card">
            <h3>{ct.composition.slate(at + 1)}</h3>
            <ul>
              {slate.map(({ seat, candidate }) => (
                <li>
                  {deskSeatName(call, seat, lang)}: {personOf(props, candidate)}
                </li>
              ))}
            </ul>
            <Act
              reader={reader}
              action={pathIn(reader, `/console/composition/${call.id}`)}
              name={ct.composition.take}
              label={`${ct.composition.take}: ${at + 1}`}
              fields={{
                version: selection.version,
                ...Object.fromEntries(
                  call.seats
                    .filter(({ id }) => !fixed.has(id))
                    .map(({ id }) => [`seat.${id}`, slate.find(({ seat }) => seat === id)?.candidate ?? ""]),
                ),
              }}
            />
          </li>
        ))}
      </ul>
      <details>
        <summary>
          {ct.composition.balances} ({solution.balances.length})
        </summary>
        <p>{ct.composition.balancesText}</p>
        <ol>
          {solution.balances.slice(0, 60).map((balance) => (
            <li>{balanceText(reader, balance)}</li>
          ))}
        </ol>
      </details>
    </section>
  );
};

/** What is fixed, set aside or left out of sight for now, each to be taken back; and what cannot be had together. */
const WhatIfs = ({ computed, ...props }: BoardProps & { computed: Computed }) => {
  const { reader, board, tried } = props;
  const { ct, lang } = reader;
  const { call, selection } = board;
  const { conflicts, nobodyFor } = computed.conflicts;
  const { fixed, excluded, relaxed } = tried;
  const link = (text: string, next: WhatIf) => (
    <li>
      {text} <a href={triedPath(reader, call.id, next)}>{ct.composition.undo}</a>
    </li>
  );
  return (
    <section id="what-if">
      <h2>{ct.composition.whatIf}</h2>
      <p>{ct.composition.whatIfText}</p>
      <ul>
        {fixed.map((one) =>
          link(ct.composition.fixed(personOf(props, one.candidate), deskSeatName(call, one.seat, lang)), {
            ...tried,
            fixed: fixed.filter((other) => other !== one),
          }),
        )}
        {excluded.map((id) =>
          link(ct.composition.setAside(personOf(props, id)), {
            ...tried,
            excluded: excluded.filter((other) => other !== id),
          }),
        )}
        {relaxed.map((rule) =>
          link(ct.composition.relaxedNow(ct.composition.considerations[rule]), {
            ...tried,
            relaxed: relaxed.filter((other) => other !== rule),
          }),
        )}
      </ul>
      <p class="row">
        {considerations
          .filter((rule) => !relaxed.includes(rule) && !selection.relaxed.some((other) => other === rule))
          .map((rule) => (
            <LinkButton
              tone="plain"
              href={`${triedPath(reader, call.id, { ...tried, relaxed: [...relaxed, rule] })}#what-if`}
            >
              {ct.composition.relax(ct.composition.considerations[rule])}
            </LinkButton>
          ))}
      </p>
      {conflicts.length + nobodyFor.length > 0 ? <Conflicts {...props} computed={computed} /> : null}
    </section>
  );
};

const Conflicts = ({ computed, ...props }: BoardProps & { computed: Computed }) => {
  const { reader, board } = props;
  const { ct, lang } = reader;
  const words = ct.composition;
  const { conflicts, nobodyFor } = computed.conflicts;
  const liftText = (lift: Lift): string => {
    if (lift.lift === "relax") return words.liftRule(words.considerations[lift.consideration]);
    const person = personOf(props, lift.candidate);
    return lift.lift === "fixed" ? words.liftFixed(person) : words.liftExcluded(person);
  };
  return (
    <>
      <h3>{words.conflicts}</h3>
      <ul>
        {conflicts.map(({ level, value, attainable, lifts }) => (
          <li>
            {words.conflict[level](value, attainable)}
            {lifts.length > 0 ? " " : null}
            {lifts.map((lift) => words.lift(lift.map(liftText).join(words.and))).join(words.or)}.
          </li>
        ))}
        {nobodyFor.map((seat) => (
          <li>{words.noOffer(deskSeatName(board.call, seat, lang))}</li>
        ))}
      </ul>
    </>
  );
};

export function compositionPage(props: BoardProps): Page {
  const { reader, board } = props;
  const { ct, lang } = reader;
  const { call, selection } = board;
  return {
    title: ct.composition.title(call.names[lang]),
    scripts: [boardScriptPath],
    body: (
      <>
        <p class="soft">
          {ct.composition.text} <a href={pathIn(reader, "/method")}>{ct.composition.method}</a>
        </p>
        <DaysLeft reader={reader} call={call} selection={selection} />
        <Steps reader={reader} call={call} selection={selection} />
        {selection.releasedAt ? <Tag tone="good">{ct.selection.releasedAt}</Tag> : null}
        <Seats {...props} />
        {board.computed ? (
          <>
            <Slates {...props} computed={board.computed} />
            <WhatIfs {...props} computed={board.computed} />
          </>
        ) : (
          <Box>
            <p>{ct.composition.tooMany}</p>
          </Box>
        )}
        <Candidates {...props} />
        <Unread {...props} />
        <p>
          <a href={pathIn(reader, `/console/dossier/${call.id}`)}>{ct.composition.record}</a>
        </p>
      </>
    ),
  };
}
