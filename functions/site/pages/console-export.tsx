/** Everything of the review as files: what can be taken out, and the file once it is there. */
import { type TakingForm, takingForms } from "../../../shared/desk/takings.ts";
import { Box } from "../components/box.tsx";
import { Button, LinkButton } from "../components/button.tsx";
import { Choices } from "../components/choices.tsx";
import { Form } from "../components/form.tsx";
import { type Page, pathIn, type Reader } from "../reader.ts";

export function exportPage(
  reader: Reader,
  { made }: { made?: { id: string; name: string } | undefined } = {},
): Page {
  const words = reader.ct.desk.exports;
  const first: TakingForm = "xlsx";
  return {
    title: words.title,
    body: (
      <>
        {made ? (
          <Box tone="good">
            <p>{words.ready}</p>
            <p>
              <LinkButton tone="plain" href={pathIn(reader, `/console/export/${made.id}/${made.name}`)}>
                {words.download(made.name)}
              </LinkButton>
            </p>
          </Box>
        ) : null}
        <p>{words.text}</p>
        <p>{words.without}</p>
        <Form reader={reader} action={pathIn(reader, "/console/export")}>
          <Choices
            legend={words.form}
            name="form"
            type="radio"
            options={takingForms.map((form) => ({ value: form, text: words.forms[form] }))}
            chosen={[first]}
          />
          <Button>{words.make}</Button>
        </Form>
        <p class="soft">{words.kept}</p>
      </>
    ),
  };
}
