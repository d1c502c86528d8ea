/** What every field has: its label, its hint, and what is wrong with it. */
import type { Within } from "./within.ts";

export type FieldProps = {
  name: string;
  id?: string; // where a page has several fields of one name
  label: string;
  hint?: string | undefined;
  value?: string | undefined;
  required?: boolean;
  error?: string | undefined; // what is wrong with it, in words that say what to do
};

export const idOf = ({ id, name }: Pick<FieldProps, "id" | "name">) => id ?? name;

/** What ties an input to its hint and to what is wrong with it. */
export function described(field: FieldProps) {
  const ids = [field.hint ? `${idOf(field)}-hint` : "", field.error ? `${idOf(field)}-error` : ""];
  const by = ids.filter((id) => id !== "").join(" ");
  return { ...(by ? { "aria-describedby": by } : {}), ...(field.error ? { "aria-invalid": true } : {}) };
}

export const Labelled = ({ children, ...field }: FieldProps & Within) => (
  <div class="ds-field">
    <label for={idOf(field)} class="ds-label">
      {field.label}
    </label>
    {field.hint ? (
      <div data-field="description" id={`${idOf(field)}-hint`}>
        {field.hint}
      </div>
    ) : null}
    {children}
    {field.error ? (
      <p class="ds-validation-message" id={`${idOf(field)}-error`}>
        {field.error}
      </p>
    ) : null}
  </div>
);
