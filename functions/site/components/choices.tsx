/** Several boxes to tick, or buttons of which one is chosen. */
import type { Option } from "./option.ts";

/** Several boxes to tick, or buttons of which one is chosen, under one legend. */
export const Choices = ({
  legend,
  hint,
  name,
  options,
  chosen,
  type = "checkbox",
  error,
}: {
  legend: string;
  hint?: string;
  error?: string | undefined;
  name: string;
  options: readonly Option[];
  chosen: readonly string[];
  type?: "checkbox" | "radio";
}) => (
  <fieldset class={options.length > 8 ? "ds-fieldset many" : "ds-fieldset"}>
    <legend class="ds-label">{legend}</legend>
    {hint ? <p data-field="description">{hint}</p> : null}
    {error ? (
      <p class="ds-validation-message" id={name}>
        {error}
      </p>
    ) : null}
    {options.map(({ value, text }) => (
      <label class="choice">
        <input class="ds-input" type={type} name={name} value={value} checked={chosen.includes(value)} />
        <span>{text}</span>
      </label>
    ))}
  </fieldset>
);
