/** What was understood of the files of an answer: for the secretariat, on the page of the version. */

import type { Understood } from "../../../shared/desk/understood.ts";
import type { Call } from "../../../shared/domain/call.ts";
import type { Answer, Split } from "../../../shared/domain/reading.ts";
import { Tag } from "../components/tag.tsx";
import type { Tone } from "../components/tone.ts";
import type { Reader } from "../reader.ts";

const tones: Record<Answer["sure"], Tone> = { sure: "good", likely: "plain", unsure: "warn" };
const shown = 4_000; // characters of one text; the file has the rest

const Text = ({ text }: { text: string }) => (
  <div class="quote">
    <pre>{text.length > shown ? `${text.slice(0, shown)}…` : text}</pre>
  </div>
);

type Placed = Pick<Answer, "from" | "to"> & { page?: number | undefined; table?: number | undefined };

const placeText = ({ ct: { reading } }: Reader, { page, from, to, table }: Placed): string =>
  [page ? reading.page(page) : "", reading.paragraphs(from, to), table ? reading.table : ""]
    .filter(Boolean)
    .join(", ");

/** One question with the texts that answer it; folded, for they are long. */
const Asked = ({ reader, text, answers }: { reader: Reader; text: string; answers: readonly Answer[] }) => {
  const { reading } = reader.ct;
  return (
    <li>
      {text}
      {answers.length === 0 ? <p class="soft">{reading.none}</p> : null}
      {answers.map((answer) => (
        <details>
          <summary>
            <Tag tone={tones[answer.sure]}>{reading.certainties[answer.sure]}</Tag> {reading.answer}:{" "}
            {placeText(reader, answer)} ({reading.reasons[answer.why]})
          </summary>
          <Text text={answer.text} />
        </details>
      ))}
    </li>
  );
};

const Answers = ({ reader, call, split }: { reader: Reader; call: Call; split: Split }) => (
  <>
    <ol>
      {call.questions.map(({ id, text }) => (
        <Asked
          reader={reader}
          text={text[reader.lang]}
          answers={split.answers.filter(({ question }) => question === id)}
        />
      ))}
    </ol>
    {split.rest.length > 0 ? (
      <details>
        <summary>{reader.ct.reading.rest}</summary>
        {split.rest.map((rest) => (
          <>
            <p class="soft">{placeText(reader, rest)}</p>
            <Text text={rest.text} />
          </>
        ))}
      </details>
    ) : null}
  </>
);

const OneFile = ({ reader, call, one }: { reader: Reader; call: Call; one: Understood }) => {
  const { reading: words } = reader.ct;
  const { file, reading, split } = one;
  if (reading?.state !== "done" || !reading.type || !reading.status) {
    return (
      <>
        <h3>{file.name}</h3>
        <p class="soft">{words.notYet}</p>
      </>
    );
  }
  const facts = [
    words.types[reading.type],
    words.statuses[reading.status],
    ...(reading.language ? [words.languages[reading.language]] : []),
    ...(reading.words > 0 ? [words.words(reading.words)] : []),
  ];
  return (
    <>
      <h3>{file.name}</h3>
      <p>
        {facts.join(" · ")}{" "}
        {reading.flags.map((flag) => (
          <>
            <Tag tone="warn">{words.flags[flag]}</Tag>{" "}
          </>
        ))}
      </p>
      {split ? <Answers reader={reader} call={call} split={split} /> : null}
    </>
  );
};

export const WhatWasUnderstood = ({
  reader,
  call,
  understood,
}: {
  reader: Reader;
  call: Call;
  understood: readonly Understood[];
}) =>
  understood.length > 0 ? (
    <section>
      <h2>{reader.ct.reading.title}</h2>
      <p class="soft">{reader.ct.reading.note}</p>
      {understood.map((one) => (
        <OneFile reader={reader} call={call} one={one} />
      ))}
    </section>
  ) : null;
