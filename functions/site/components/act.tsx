/** One button that does one thing. */
import type { Reader } from "../reader.ts";
import { Button, type Weight } from "./button.tsx";
import { Form } from "./form.tsx";

/** One button that does one thing. */
export const Act = ({
  reader,
  action,
  name,
  fields = {},
  tone = "plain",
  label,
}: {
  reader: Reader;
  action: string;
  name: string;
  fields?: Record<string, string | number>;
  tone?: Weight;
  label?: string;
}) => (
  <Form reader={reader} action={action}>
    {Object.entries(fields).map(([field, value]) => (
      <input type="hidden" name={field} value={String(value)} />
    ))}
    <Button tone={tone} {...(label ? { "aria-label": label } : {})}>
      {name}
    </Button>
  </Form>
);
