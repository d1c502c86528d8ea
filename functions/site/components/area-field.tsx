/** A field of many lines. */
import { described, type FieldProps, idOf, Labelled } from "./field.tsx";

export const AreaField = ({
  rows = 5,
  lang,
  field: saved,
  ...field
}: FieldProps & { rows?: number; lang?: string; field?: string }) => (
  <Labelled {...field}>
    <textarea
      class="ds-input"
      id={idOf(field)}
      name={field.name}
      rows={rows}
      required={field.required ?? false}
      {...(lang ? { lang } : {})}
      {...(saved ? { "data-typed": saved } : {})}
      {...described(field)}
    >
      {field.value ?? ""}
    </textarea>
  </Labelled>
);
