/** The component page: everything that pages are made of, each in its states. Local only. */
import { Act } from "../../../functions/site/components/act.tsx";
import { AreaField } from "../../../functions/site/components/area-field.tsx";
import { Box } from "../../../functions/site/components/box.tsx";
import { Button, LinkButton } from "../../../functions/site/components/button.tsx";
import { Choices } from "../../../functions/site/components/choices.tsx";
import { ErrorSummary } from "../../../functions/site/components/error-summary.tsx";
import { Fact, Facts } from "../../../functions/site/components/facts.tsx";
import { Files, FileWords } from "../../../functions/site/components/files.tsx";
import { Form } from "../../../functions/site/components/form.tsx";
import { SelectField } from "../../../functions/site/components/select-field.tsx";
import { Table } from "../../../functions/site/components/table.tsx";
import { Tag } from "../../../functions/site/components/tag.tsx";
import { TextField } from "../../../functions/site/components/text-field.tsx";
import { Day, Instant, Minute } from "../../../functions/site/components/times.tsx";
import type { Tone } from "../../../functions/site/components/tone.ts";
import { DaysPicture, SeatStrip, StepsPicture } from "../../../functions/site/pictures.tsx";
import type { Page, Reader } from "../../../functions/site/reader.ts";
import { RoadmapPicture } from "../../../functions/site/roadmap-picture.tsx";
import { shortMonthText } from "../../../functions/site/when.ts";

const tones: readonly Tone[] = ["good", "warn", "bad", "plain"];
const options = ["Barbados", "Chile", "México"].map((text) => ({ value: text, text }));
const here = "#main";

const Buttons = ({ reader }: { reader: Reader }) => (
  <section>
    <h2>Button, LinkButton, Act</h2>
    <Form reader={reader} action={here}>
      <div class="row">
        <Button>Main</Button>
        <Button tone="plain">Plain</Button>
        <Button tone="danger">Danger</Button>
        <LinkButton href={here}>Link, main</LinkButton>
        <LinkButton href={here} tone="plain">
          Link, plain
        </LinkButton>
      </div>
    </Form>
    <Act reader={reader} action={here} name="One button, one act" fields={{ a: 1 }} />
  </section>
);

const Fields = ({ reader }: { reader: Reader }) => (
  <section>
    <h2>ErrorSummary, TextField, AreaField, SelectField, Choices</h2>
    <ErrorSummary
      title="Something is missing"
      errors={[{ id: "wrong", text: "Write a complete address, for example name@foreign.gov." }]}
    />
    <Form reader={reader} action={here}>
      <TextField name="plain" label="Text" value="As written" />
      <TextField name="hinted" label="Text with a hint" hint="What helps to fill it in." required={true} />
      <TextField
        name="wrong"
        label="Text that is wrong"
        value="name@foreign"
        error="Write a complete address, for example name@foreign.gov."
      />
      <TextField name="day" label="Day" type="date" value="2025-01-31" />
      <TextField name="number" label="Number" type="number" value="3" range={{ min: 0, max: 5 }} />
      <AreaField name="area" label="Long text" value={"First paragraph.\n\nSecond paragraph."} />
      <SelectField name="one" label="One of a few" options={options} empty="–" value="Chile" />
      <Choices
        legend="Several"
        hint="None is as good as all."
        name="several"
        options={options}
        chosen={["Chile"]}
      />
      <Choices legend="One" name="single" type="radio" options={options} chosen={["México"]} />
    </Form>
  </section>
);

const Pictures = ({ reader }: { reader: Reader }) => (
  <section>
    <h2>Pictures</h2>
    <SeatStrip
      groups={[
        { name: "One subregion", seats: ["f", "m"] },
        { name: "Another", seats: ["none"] },
        { name: "Open", seats: ["open"] },
      ]}
      letters={{ f: "F", m: "M", x: "X", none: "–" }}
      label="Seats by subregion"
    />
    <StepsPicture
      rows={[
        { name: "First seat", done: 3 },
        { name: "Second seat", done: 1 },
      ]}
      steps={["proposed", "asked", "accepted", "approved"]}
      label="How far each seat is"
    />
    <DaysPicture share={0.6} from="4 November" to="31 January" today="today" label="Days left" />
    <RoadmapPicture
      rows={[
        { name: "A day", from: "2024-11-13", to: "2024-11-13", kind: "activity" },
        { name: "A month", from: "2025-01-01", to: "2025-01-31", kind: "activity" },
        { name: "A call", from: "2024-11-04", to: "2025-01-10", kind: "window" },
      ]}
      today="2025-01-20"
      todayName="today"
      monthName={(day) => shortMonthText(reader.lang, day)}
      label="Months"
    />
  </section>
);

const file = {
  key: "k",
  name: "Respuesta.docx",
  type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  size: 184_320,
  sha256: "0",
  flags: [],
};

export function componentsPage(reader: Reader): Page {
  return {
    title: "Components",
    body: (
      <>
        <p class="lead">What pages are made of, each in its states. Only a local cloud shows this page.</p>
        <Buttons reader={reader} />
        <section>
          <h2>Tag, Box</h2>
          <p>
            {tones.map((tone) => (
              <>
                <Tag tone={tone}>{tone}</Tag>{" "}
              </>
            ))}
          </p>
          {tones.map((tone) => (
            <Box tone={tone}>
              <p>{tone}: something to be noticed, in a sentence or two.</p>
            </Box>
          ))}
        </section>
        <Fields reader={reader} />
        <section>
          <h2>Facts, Table, Files, times</h2>
          <Facts>
            <Fact name="Minute">
              <Minute reader={reader} at="2025-01-10T23:59" />
            </Fact>
            <Fact name="Day">
              <Day reader={reader} at="2025-01-31" />
            </Fact>
            <Fact name="Instant">
              <Instant reader={reader} at="2025-01-10T15:04:00Z" />
            </Fact>
          </Facts>
          <Table caption="A table" head={["State", "Reference", ""]}>
            <tr>
              <th scope="row">Chile</th>
              <td class="num">LAC25-GQ-CHL-1</td>
              <td>
                <Act reader={reader} action={here} name="Act" />
              </td>
            </tr>
          </Table>
          <Files
            reader={reader}
            files={[file, { ...file, key: "w" }, { ...file, key: "x" }]}
            address={() => here}
            states={{ k: "clean", w: "unscanned", x: "infected" }}
          />
          <FileWords reader={reader} refused="too-large" state={undefined} />
        </section>
        <section>
          <h2>Cards, stops, quotation, details</h2>
          <ul class="cards">
            {["One", "Two", "Three"].map((name) => (
              <li class="ds-card">
                <h3>{name}</h3>
                <p>What a card says.</p>
              </li>
            ))}
          </ul>
          <ol class="road">
            <li class="past">
              <strong>Over</strong>
            </li>
            <li class="now">
              <strong>Now</strong>
            </li>
            <li>
              <strong>To come</strong>
            </li>
          </ol>
          <div class="quote">
            <pre>{"As a State wrote it,\nline by line."}</pre>
          </div>
          <details>
            <summary>What is rarely wanted</summary>
            <p>Is one click away.</p>
          </details>
        </section>
        <Pictures reader={reader} />
      </>
    ),
  };
}
