/** One of several, from a list. */
import { described, type FieldProps, idOf, Labelled } from "./field.tsx";
import type { Option } from "./option.ts";

export const SelectField = ({
  options,
  empty,
  ...field
}: FieldProps & { options: readonly Option[]; empty?: string }) => (
  <Labelled {...field}>
    <select
      class="ds-input"
      id={idOf(field)}
      name={field.name}
      required={field.required ?? false}
      {...described(field)}
    >
      {empty === undefined ? null : <option value="">{empty}</option>}
      {options.map(({ value, text }) => (
        <option value={value} selected={value === field.value}>
          {text}
        </option>
      ))}
    </select>
  </Labelled>
);
