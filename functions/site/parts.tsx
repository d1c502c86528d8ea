/** The few components that pages are made of. Each keeps to one job and has no state. */
import type { Child } from "hono/jsx";
import type { Draft } from "../../shared/desk/drafts.ts";
import type { Call } from "../../shared/domain/call.ts";
import type { ScanState } from "../../shared/domain/scan.ts";
import type { FileRecord } from "../../shared/domain/submission.ts";
import type { Message, Reader } from "./reader.ts";
import { dayText, instantText, localOf, minuteText, sizeText } from "./when.ts";

type Within = { children?: Child };

/** Terms and what they mean, side by side. */
export const Facts = ({ children }: Within) => <dl class="facts">{children}</dl>;
export const Fact = ({ name, children }: Within & { name: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);

export type Tone = "good" | "warn" | "bad" | "plain";
/** The palette of a tone, by Designsystemet's names. */
const palettes = { good: "success", warn: "warning", bad: "danger", plain: "neutral" } as const;

/** One word on how something stands. */
export const Tag = ({ tone = "plain", children }: Within & { tone?: Tone }) => (
  <span class="ds-tag" data-variant="outline" data-color={palettes[tone]}>
    {children}
  </span>
);

/** Something to be noticed: an alert with its sign, or, plain, a quiet frame. */
export const Box = ({
  tone = "plain",
  role,
  children,
}: Within & { tone?: Tone; role?: "alert" | "status" }) =>
  tone === "plain" ? (
    <div class="ds-card" data-variant="tinted" data-color="neutral" {...(role ? { role } : {})}>
      {children}
    </div>
  ) : (
    <div class="ds-alert" data-color={palettes[tone]} {...(role ? { role } : {})}>
      {children}
    </div>
  );

/** main: what the page is for, once. plain: everything else. danger: what takes something away. */
type Weight = "main" | "plain" | "danger";
const variants = {
  main: {},
  plain: { "data-variant": "secondary" },
  danger: { "data-variant": "secondary", "data-color": "danger" },
} as const;

/** A button that sends its form. */
export const Button = ({
  tone = "main",
  children,
  ...attributes
}: Within & {
  tone?: Weight;
  id?: string;
  name?: string;
  value?: string;
  formnovalidate?: boolean;
  "aria-label"?: string;
}) => (
  <button type="submit" class="ds-button" {...variants[tone]} {...attributes}>
    {children}
  </button>
);

/** A link that looks like a button: the way on. */
export const LinkButton = ({
  tone = "main",
  href,
  children,
}: Within & { tone?: Exclude<Weight, "danger">; href: string }) => (
  <a class="ds-button" href={href} {...variants[tone]}>
    {children}
  </a>
);

/** What came of the act before: announced by screen readers, on top of the page. */
export const Told = ({ message }: { message: Message | undefined }) =>
  message ? (
    <Box tone={message.tone} role={message.tone === "bad" ? "alert" : "status"}>
      <p>{message.text}</p>
    </Box>
  ) : null;

/** A wall-clock minute of the review's zone, in full. */
export const Minute = ({ reader, at }: { reader: Reader; at: string }) => (
  <time datetime={at}>{minuteText(reader.lang, reader.definition.review.zone, at)}</time>
);
export const Day = ({ reader, at }: { reader: Reader; at: string }) => (
  <time datetime={at}>{dayText(reader.lang, at)}</time>
);
export const Instant = ({ reader, at }: { reader: Reader; at: string }) => (
  <time class="num" datetime={at}>
    {instantText(reader.lang, reader.definition.review.zone, at)}
  </time>
);

/** A form that posts to a path of ours; every one carries the token that proves it came from our page. */
export const Form = ({
  reader,
  action,
  children,
  label,
  typing,
}: Within & {
  reader: Reader;
  action: string;
  label?: string;
  typing?: { path: string; words: string }; // saved by the script while it is typed
}) => (
  <form
    method="post"
    action={action}
    {...(label ? { "aria-label": label } : {})}
    {...(typing ? { "data-typing": typing.path, "data-words": typing.words } : {})}
  >
    <input type="hidden" name="token" value={reader.formToken} />
    {children}
  </form>
);

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

type FieldProps = {
  name: string;
  id?: string; // where a page has several fields of one name
  label: string;
  hint?: string | undefined;
  value?: string | undefined;
  required?: boolean;
  error?: string | undefined; // what is wrong with it, in words that say what to do
};
const idOf = ({ id, name }: Pick<FieldProps, "id" | "name">) => id ?? name;

/** What ties an input to its hint and to what is wrong with it. */
function described(field: FieldProps) {
  const ids = [field.hint ? `${idOf(field)}-hint` : "", field.error ? `${idOf(field)}-error` : ""];
  const by = ids.filter((id) => id !== "").join(" ");
  return { ...(by ? { "aria-describedby": by } : {}), ...(field.error ? { "aria-invalid": true } : {}) };
}
const Labelled = ({ children, ...field }: FieldProps & Within) => (
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

/** What is wrong with a form, on top of the page: each with a link to its field. */
export const ErrorSummary = ({
  title,
  errors,
}: {
  title: string;
  errors: readonly { id: string; text: string }[];
}) =>
  errors.length === 0 ? null : (
    <div class="ds-error-summary" role="alert" tabindex={-1}>
      <h2>{title}</h2>
      <ul>
        {errors.map(({ id, text }) => (
          <li>
            <a href={`#${id}`}>{text}</a>
          </li>
        ))}
      </ul>
    </div>
  );

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

export type Option = { value: string; text: string };
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

/**
 * A table that scrolls by itself on narrow screens; reachable by keyboard, named by its caption. The caption is only
 * for screen readers unless no heading above says the same.
 */
export const Table = ({
  caption,
  head,
  titled = false,
  children,
}: Within & { caption: string; head: readonly string[]; titled?: boolean }) => (
  <section class="table" tabindex={0} aria-label={caption}>
    <table class="ds-table">
      <caption class={titled ? undefined : "unseen"}>{caption}</caption>
      <thead>
        <tr>{head.map((name) => (name ? <th scope="col">{name}</th> : <td />))}</tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </section>
);

/** How files stand after their scan, by their keys. */
export type FileStates = Readonly<Record<string, ScanState>>;

/** What the scan makes of a file, where it is not simply clean. */
export const StateTag = ({ reader, state }: { reader: Reader; state: ScanState | undefined }) => {
  if (!state || state === "clean") return null;
  return <Tag tone={state === "infected" ? "bad" : "warn"}>{reader.t.files[state]}</Tag>;
};

/** Why a file of a draft is not taken, in words that say what to do. */
export const FileWords = ({
  reader: { t },
  refused,
  state,
}: {
  reader: Reader;
  refused: Draft["files"][number]["refused"];
  state: ScanState | undefined;
}) => {
  if (refused) return <Box tone="bad">{t.party.refusedFile[refused]}</Box>;
  return state === "infected" ? <Box tone="bad">{t.files.infectedText}</Box> : null;
};

/** Files with their sizes, each a link when it has an address; an infected one is a link for nobody. */
export const Files = ({
  reader,
  files,
  address,
  states = {},
}: {
  reader: Reader;
  files: readonly FileRecord[];
  address?: (index: number) => string;
  states?: FileStates;
}) => (
  <ul>
    {files.map((file, index) => (
      <li>
        {address && states[file.key] !== "infected" ? <a href={address(index)}>{file.name}</a> : file.name}{" "}
        <small class="num">({sizeText(reader.lang, file.size)})</small>{" "}
        <StateTag reader={reader} state={states[file.key]} />
      </li>
    ))}
  </ul>
);

/** Where a call is in its life; launched before its opening day it is only scheduled. */
export const PhaseTag = ({ reader, call }: { reader: Reader; call: Call }) => {
  const isEarly =
    call.phase === "launched" && localOf(reader.definition.review.zone, reader.now) < call.opens;
  const phase = isEarly ? "scheduled" : call.phase;
  return <Tag tone={phase === "launched" ? "good" : "plain"}>{reader.ct.call.phases[phase]}</Tag>;
};
