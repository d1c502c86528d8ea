/** A settings file: what is refused, and that everything wrong is said at once. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { localSettings, readSettings } from "../../infra/settings.ts";

const local: Record<string, unknown> = JSON.parse(readFileSync(localSettings, "utf8"));

function refusal(changed: Record<string, unknown>): string {
  const file = join(mkdtempSync(join(tmpdir(), "settings-")), "settings.json");
  writeFileSync(file, JSON.stringify({ ...local, ...changed }));
  try {
    readSettings(file);
    return "";
  } catch (error) {
    return String(error);
  }
}

test("the local settings hold", () => {
  expect(readSettings(localSettings)).toMatchObject({ review: "lac-2025", region: "us-east-1" });
});

test.each([
  ["an account with a letter", { account: "12345678901x" }, "account"],
  ["a region without a number", { region: "us-east" }, "region"],
  ["a domain without a dot", { domain: "hoja" }, "domain"],
  ["an origin with a path", { publicOrigin: "https://hoja.example/es" }, "publicOrigin"],
  [
    "a certificate of another region",
    { certificateArn: "arn:aws:acm:sa-east-1:1:certificate/x" },
    "certificateArn",
  ],
  ["a mode of mail that is none", { mail: "on" }, "mail"],
  [
    "a redirect that can be guessed",
    { publicMailboxes: [{ mailbox: "a@b.org", redirectsTo: "a" }] },
    "redirectsTo",
  ],
  ["a word nobody asked for", { zone: "x" }, "zone"],
])("%s is refused by name", (_what, changed, named) => {
  expect(refusal(changed)).toContain(named);
});

test("all that is wrong is said at once", () => {
  const said = refusal({ account: "1", mail: "on", domain: "" });
  for (const named of ["account", "mail", "domain"]) expect(said).toContain(named);
});
