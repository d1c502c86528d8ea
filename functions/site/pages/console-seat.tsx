/** What is done about one seat: the agreed State, its acceptance, its representative. */
import type { Selection } from "../../../shared/domain/selection.ts";
import { Act } from "../components/act.tsx";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import { Tag } from "../components/tag.tsx";
import { TextField } from "../components/text-field.tsx";
import type { Tone } from "../components/tone.ts";
import { RepresentativeFields } from "../offer-fields.tsx";
import { pathIn } from "../reader.ts";
import { holderIn, type SeatProps, Whence, whence } from "./console-interests.tsx";
import { representativeText } from "./party-version.tsx";

const acceptanceTones: Record<Selection["seats"][number]["acceptance"], Tone> = {
  "not-asked": "plain",
  asked: "warn",
  accepted: "good",
  refused: "bad",
};

/** Who is agreed, and whether it accepts. */
export const Agreed = ({ reader, facts, seat }: SeatProps) => {
  const { ct } = reader;
  const { selection, parties } = facts;
  const state = selection.seats.find((one) => one.seat === seat.id);
  const acceptance = state?.acceptance ?? "not-asked";
  const noHolder = seat.holder === "person" ? ct.assessment.open : ct.selection.noneAgreed;
  return (
    <>
      <p>
        {state?.party ? (
          <>
            {state.person ? ct.composition.placed : ct.selection.agreed}:{" "}
            <strong>{holderIn(reader, parties, state)}</strong>
          </>
        ) : (
          noHolder
        )}{" "}
        {state?.party || acceptance === "refused" ? (
          <Tag tone={acceptanceTones[acceptance]}>{ct.selection.acceptances[acceptance]}</Tag>
        ) : null}
      </p>
      {state?.conveyedBy ? (
        <p class="soft">
          {ct.selection.conveyedBy}: {state.conveyedBy}
        </p>
      ) : null}
      {state?.representative ? (
        <p class="soft">{ct.selection.representative(representativeText(state.representative))}</p>
      ) : null}
    </>
  );
};

/** The acceptance: asked by mail, or recorded as the State gave it. */
export const Acceptance = ({ reader, facts, seat }: SeatProps) => {
  const { ct } = reader;
  const here = pathIn(reader, `/console/selection/${facts.call.id}`);
  const state = facts.selection.seats.find((one) => one.seat === seat.id);
  if (!state?.party || state.acceptance === "accepted" || facts.selection.releasedAt) return null;
  const fields = { ...whence(facts, seat), version: String(facts.selection.version) };
  return (
    <div class="row">
      <Act
        reader={reader}
        action={`${here}/ask`}
        name={state.acceptance === "asked" ? ct.selection.askAgain : ct.selection.ask}
        tone={state.acceptance === "asked" ? "plain" : "main"}
        fields={fields}
      />
      <Act
        reader={reader}
        action={`${here}/answer`}
        name={ct.selection.recordYes}
        fields={{ ...fields, accepted: "yes" }}
      />
      <Act
        reader={reader}
        action={`${here}/answer`}
        name={ct.selection.recordNo}
        fields={{ ...fields, accepted: "no" }}
      />
    </div>
  );
};

/** The representative may be named later and changed, without a new decision. */
export const Representative = ({ reader, facts, seat }: SeatProps) => {
  const { ct, t } = reader;
  const state = facts.selection.seats.find((one) => one.seat === seat.id);
  if (state?.acceptance !== "accepted") return null;
  return (
    <details>
      <summary>{t.party.representative}</summary>
      <Form reader={reader} action={pathIn(reader, `/console/selection/${facts.call.id}/answer`)}>
        <Whence facts={facts} seat={seat} />
        <input type="hidden" name="version" value={String(facts.selection.version)} />
        <input type="hidden" name="accepted" value="yes" />
        <p class="soft">{t.party.representativeHint}</p>
        <RepresentativeFields reader={reader} representative={state.representative} scope={`-${seat.id}`} />
        <Button tone="plain">{ct.save}</Button>
      </Form>
    </details>
  );
};

export const AgreeForm = ({ reader, facts, seat, states }: SeatProps) => {
  const { ct, lang } = reader;
  const { selection, call } = facts;
  const state = selection.seats.find((one) => one.seat === seat.id);
  if (selection.releasedAt) return null;
  return (
    <details open={!state?.party}>
      <summary>{ct.selection.agree}</summary>
      <Form
        reader={reader}
        action={pathIn(reader, `/console/selection/${call.id}/agree`)}
        label={`${ct.selection.agree}: ${seat.names[lang]}`}
      >
        <Whence facts={facts} seat={seat} />
        <input type="hidden" name="version" value={String(selection.version)} />
        <SelectField
          name="party"
          id={`party-${seat.id}`}
          label={ct.selection.party}
          options={states.map((party) => ({ value: party.id, text: party.names[lang].name }))}
          value={state?.party}
          empty={ct.selection.clear}
        />
        <TextField
          name="conveyedBy"
          id={`conveyed-${seat.id}`}
          label={ct.selection.conveyedBy}
          value={state?.conveyedBy}
        />
        <Button tone="plain">{ct.selection.agree}</Button>
      </Form>
    </details>
  );
};
