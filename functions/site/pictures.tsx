/** Pictures, drawn by the server as SVG; each says in words what it shows. No maps. */
import type { Child } from "hono/jsx";
import type { Gender } from "../../shared/domain/offer.ts";

interface Drawn {
  label: string; // the whole picture in words
  width: number;
  height: number;
  children?: Child;
}

export const Picture = ({ label, width, height, children }: Drawn) => (
  <svg
    class="picture"
    role="img"
    aria-label={label}
    viewBox={`0 0 ${width} ${height}`}
    width={width}
    height={height}
  >
    {children}
  </svg>
);

/** One group of the strip: a subregion, parties outside the scheme, or the seats that are open. */
export interface StripGroup {
  name: string;
  seats: (Gender | "none" | "open")[];
}

const cell = 30;
const gap = 6;
const letterWidth = 7.2; // of the caption's letters, at most

/** Seats as squares, by subregion: a letter for what an offer states of gender, a dash where it does not. */
export const SeatStrip = ({
  groups,
  letters,
  label,
}: {
  groups: readonly StripGroup[];
  letters: Record<Gender | "none", string>;
  label: string;
}) => {
  let at = 0;
  const placed = groups.map((group) => {
    const x = at;
    const width =
      Math.max(group.seats.length * (cell + gap), group.name.length * letterWidth, cell) + 3 * gap;
    at += width;
    return { ...group, x };
  });
  return (
    <Picture label={label} width={Math.ceil(at)} height={cell + 26}>
      {placed.map(({ name, seats, x }) => (
        <>
          <text x={x} y={14} class="caption">
            {name}
          </text>
          {seats.length === 0 ? (
            <line x1={x} y1={22 + cell / 2} x2={x + cell} y2={22 + cell / 2} class="none" />
          ) : null}
          {seats.map((seat, index) => (
            <>
              <rect
                x={x + index * (cell + gap) + 1}
                y={22}
                width={cell - 2}
                height={cell - 2}
                rx={5}
                class={seat === "open" ? "open" : "held"}
              />
              {seat === "open" ? null : (
                <text x={x + index * (cell + gap) + cell / 2} y={22 + cell / 2 + 4} class="letter">
                  {letters[seat]}
                </text>
              )}
            </>
          ))}
        </>
      ))}
    </Picture>
  );
};

/** How far each seat is: a row a seat, a circle a step, filled when it is done. */
export const StepsPicture = ({
  rows,
  steps,
  label,
}: {
  rows: readonly { name: string; done: number }[];
  steps: readonly string[];
  label: string;
}) => {
  const left = Math.max(...rows.map(({ name }) => name.length), 4) * letterWidth + 10;
  const step = Math.max(...steps.map(({ length }) => length), 6) * letterWidth + 14;
  const width = Math.ceil(left + step * steps.length);
  return (
    <Picture label={label} width={width} height={24 + rows.length * 26}>
      {steps.map((name, index) => (
        <text x={left + index * step} y={14} class="caption">
          {name}
        </text>
      ))}
      {rows.map(({ name, done }, row) => {
        const y = 36 + row * 26;
        return (
          <>
            <text x={0} y={y + 4} class="caption">
              {name}
            </text>
            <line x1={left + 8} y1={y} x2={left + 8 + step * (steps.length - 1)} y2={y} class="none" />
            {steps.map((_, index) => (
              <circle cx={left + 8 + index * step} cy={y} r={7} class={index < done ? "held" : "open"} />
            ))}
          </>
        );
      })}
    </Picture>
  );
};

/** The days between a call's opening and its decision, and where today is. */
export const DaysPicture = ({
  share,
  from,
  to,
  today,
  label,
}: {
  share: number; // of the days gone by, 0 to 1
  from: string;
  to: string;
  today: string;
  label: string;
}) => {
  const width = 340;
  const x = 8 + (width - 16) * Math.min(1, Math.max(0, share));
  const anchor = x > width / 2 ? "end" : "start";
  return (
    <Picture label={label} width={width} height={52}>
      <line x1={8} y1={28} x2={width - 8} y2={28} class="none" />
      <line x1={8} y1={28} x2={x} y2={28} class="gone" />
      <circle cx={x} cy={28} r={7} class="held" />
      <text x={x} y={14} class="caption" text-anchor={anchor}>
        {today}
      </text>
      <text x={0} y={48} class="caption">
        {from}
      </text>
      <text x={width} y={48} class="caption" text-anchor="end">
        {to}
      </text>
    </Picture>
  );
};
