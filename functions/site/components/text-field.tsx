/** A field of one line. */
import { described, type FieldProps, idOf, Labelled } from "./field.tsx";

export const TextField = ({
  type = "text",
  list,
  focus = false,
  range,
  ...field
}: FieldProps & {
  type?: string;
  list?: string;
  focus?: boolean;
  range?: { min: number; max: number };
}) => (
  <Labelled {...field}>
    <input
      class="ds-input"
      id={idOf(field)}
      name={field.name}
      type={type}
      value={field.value ?? ""}
      required={field.required ?? false}
      {...(list ? { list, autocomplete: "off" } : {})}
      {...(focus ? { autofocus: true } : {})}
      {...range}
      {...described(field)}
    />
  </Labelled>
);
