/** What is wrong with a form, on top of the page. */

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
