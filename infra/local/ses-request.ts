/** Reads what the query protocol of SES writes: numbered lists, tags, and mails given by their parts. */
import MailComposer from "nodemailer/lib/mail-composer";

/** Values of "<name>.member.1", "<name>.member.2" and so on. */
export function listOf(input: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let n = 1; ; n += 1) {
    const value = input.get(`${name}.member.${n}`);
    if (value === null) return values;
    values.push(value);
  }
}

export function tagsOf(input: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let n = 1; input.has(`Tags.member.${n}.Name`); n += 1)
    tags[input.get(`Tags.member.${n}.Name`) ?? ""] = input.get(`Tags.member.${n}.Value`) ?? "";
  return tags;
}

/** The mail that SES composes for SendEmail. */
export async function composeSimple(input: URLSearchParams): Promise<Buffer> {
  const text = input.get("Message.Body.Text.Data");
  const html = input.get("Message.Body.Html.Data");
  const composer = new MailComposer({
    from: input.get("Source") ?? "",
    to: listOf(input, "Destination.ToAddresses"),
    cc: listOf(input, "Destination.CcAddresses"),
    replyTo: listOf(input, "ReplyToAddresses"),
    subject: input.get("Message.Subject.Data") ?? "",
    ...(text === null ? {} : { text }),
    ...(html === null ? {} : { html }),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return await composer.compile().build();
}
