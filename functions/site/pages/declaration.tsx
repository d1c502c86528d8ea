/** A person's word that an offer does not meet a published rule, wherever offers are shown: said with its reason, and taken back. */
import { type EligibilityRule, eligibilityRules } from "../../../shared/domain/eligibility.ts";
import type { Selection } from "../../../shared/domain/selection.ts";
import { Act } from "../components/act.tsx";
import { AreaField } from "../components/area-field.tsx";
import { Button } from "../components/button.tsx";
import { Form } from "../components/form.tsx";
import { SelectField } from "../components/select-field.tsx";
import type { Reader } from "../reader.ts";

type Props = {
  reader: Reader;
  selection: Selection;
  candidate: string;
  flags: readonly EligibilityRule[]; // what a machine sees not met; the form begins with the first
  name: string; // whose offer it is
  path: string; // where "/ineligible" and "/eligible" are
};

export const Declaration = ({ reader, selection, candidate, flags, name, path }: Props) => {
  const words = reader.ct.composition;
  const declared = selection.ineligible.find((one) => one.candidate === candidate);
  if (selection.decidedAt) return null;
  if (declared) {
    const known = eligibilityRules.find((rule) => rule === declared.rule);
    return (
      <>
        <p class="quote">
          {reader.ct.consulting.rule(known ? words.flags[known] : words.otherRule)}. {declared.words}
        </p>
        <Act
          reader={reader}
          action={`${path}/eligible`}
          name={words.undeclare}
          label={`${words.undeclare}: ${name}`}
          fields={{ candidate }}
        />
      </>
    );
  }
  return (
    <details>
      <summary>{words.declare}</summary>
      <p class="soft">{words.declareText}</p>
      <Form reader={reader} action={`${path}/ineligible`} label={`${words.declare}: ${name}`}>
        <input type="hidden" name="candidate" value={candidate} />
        <SelectField
          name="rule"
          id={`rule-${candidate}`}
          label={words.rule}
          options={[
            ...eligibilityRules.map((rule) => ({ value: rule, text: words.flags[rule] })),
            { value: "other", text: words.otherRule },
          ]}
          value={flags[0] ?? "other"}
        />
        <AreaField name="words" id={`words-${candidate}`} label={words.reason} rows={2} required={true} />
        <Button tone="plain">{words.declareAct}</Button>
      </Form>
    </details>
  );
};
