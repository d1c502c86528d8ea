/** The sign-in page: the sample accounts as buttons, since a local cloud knows no passwords. */
import { escapeXml } from "./s3-xml.ts";

interface SignInPage {
  title: string;
  text: string;
  accounts: readonly { name: string; email: string; office: string }[];
}

const style = `
body{margin:0 auto;max-width:32rem;padding:2rem 1rem;font:16px/1.5 system-ui,sans-serif;color:#222;background:#fff}
button{display:block;width:100%;margin:.5rem 0;padding:.7rem 1rem;text-align:left;font:inherit;background:#f6f5f1;border:1px solid #767676;border-radius:4px;cursor:pointer}
button:hover{background:#e9e6dc}button:focus-visible{outline:3px solid #0f5a52;outline-offset:2px}small{display:block;color:#555}
`;

export function signInPage({ title, text, accounts }: SignInPage): string {
  const buttons = accounts
    .map(
      ({ name, email, office }) =>
        `<button name="account" value="${escapeXml(email)}"><strong>${escapeXml(name)}</strong><small>${escapeXml(office)} · ${escapeXml(email)}</small></button>`,
    )
    .join("");
  const form =
    accounts.length > 0
      ? `<p>Choose one of the sample accounts.</p><form method="post">${buttons}</form>`
      : "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeXml(title)}</title><style>${style}</style></head><body><h1>${escapeXml(title)}</h1>${text ? `<p role="alert">${escapeXml(text)}</p>` : ""}${form}</body></html>`;
}
