/** Which way the code depends, read from the imports of every source file. */
import { globSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const importing = /\bfrom "([^"]+)";|\bimport\("([^"]+)"\)|^import "([^"]+)"/gm;

/** Every source file with its text and what it imports: files by their path from the root, packages by name. */
const sources = globSync("{functions,shared,infra,commands}/**/*.{ts,tsx}", { cwd: root }).map((path) => {
  const file = path.replaceAll("\\", "/");
  const text = readFileSync(join(root, path), "utf8");
  const imports = [...text.matchAll(importing)].map(([, ...names]) => {
    const name = names.find(Boolean) ?? "";
    return name.startsWith(".") ? posix.join(posix.dirname(file), name) : name;
  });
  return { file, text, imports };
});

const isFile = (name: string) => /^(functions|shared|infra|commands|test)\//.test(name);

/** "file → import" for each import under a folder that is not allowed there. */
function strays(folder: string, isAllowed: (name: string, file: string) => boolean): string[] {
  return sources
    .filter(({ file }) => file.startsWith(folder))
    .flatMap(({ file, imports }) =>
      imports.filter((name) => !isAllowed(name, file)).map((name) => `${file} → ${name}`),
    );
}

/** "file: match" for each match of a pattern under a folder. */
function found(folder: string, pattern: RegExp): string[] {
  return sources
    .filter(({ file }) => file.startsWith(folder))
    .flatMap(({ file, text }) => [...text.matchAll(pattern)].map(([match]) => `${file}: ${match}`));
}

test("imports are read at all", () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(sources.filter(({ imports }) => imports.length > 0).length).toBeGreaterThan(150);
});

const layers: [folder: string, mayImport: string[]][] = [
  ["shared/domain/", ["shared/domain/"]],
  ["shared/text/", ["shared/text/", "shared/domain/", "shared/mail/"]],
  ["shared/mail/", ["shared/mail/", "shared/text/", "shared/domain/"]],
  ["shared/reviews/", ["shared/reviews/", "shared/domain/"]],
  ["shared/documents/", ["shared/documents/", "shared/domain/"]],
  ["shared/letters/", ["shared/letters/", "shared/text/", "shared/domain/"]],
  ["shared/store/", ["shared/store/", "shared/domain/"]],
  [
    "shared/desk/",
    [
      "shared/desk/",
      "shared/store/",
      "shared/mail/",
      "shared/documents/",
      "shared/letters/",
      "shared/text/",
      "shared/domain/",
    ],
  ],
  ["functions/", ["functions/", "shared/"]],
];

test.each(layers)("%s imports downwards only", (folder, below) => {
  expect(strays(folder, (name) => !isFile(name) || below.some((layer) => name.startsWith(layer)))).toEqual(
    [],
  );
});

test("a function imports nothing of another function", () => {
  const own = (file: string) => posix.dirname(file);
  const isOwnOrShared = (name: string, file: string) =>
    !name.startsWith("functions/") || name.startsWith(own(file)) || posix.dirname(name) === "functions";
  const inSite = (file: string) => file.startsWith("functions/site/");
  expect(
    strays("functions/", (name, file) => (inSite(file) && inSite(name)) || isOwnOrShared(name, file)),
  ).toEqual([]);
});

test("the domain imports zod and its siblings only", () => {
  expect(strays("shared/domain/", (name) => isFile(name) || name === "zod")).toEqual([]);
});

test("the domain has no clock, no chance and no environment of its own", () => {
  expect(
    found(
      "shared/domain/",
      /Date\.now|new Date\(\)|Math\.random|process\.|Temporal\.Now|\bfetch\(|console\./g,
    ),
  ).toEqual([]);
});

test("only stores speak to AWS; the wrapper reads the images of a stream", () => {
  const isAws = (name: string) => name.startsWith("@aws-sdk/") || name.startsWith("@smithy/");
  expect(strays("shared/", (name, file) => !isAws(name) || file.startsWith("shared/store/"))).toEqual([]);
  expect(strays("functions/", (name, file) => !isAws(name) || file === "functions/wrap.ts")).toEqual([]);
});

test("only the store, the site's settings and the credentials read the environment", () => {
  const readers = ["shared/store/environment.ts", "functions/site/settings.ts", "functions/credentials.ts"];
  const uses = [...found("shared/", /process\.env/g), ...found("functions/", /process\.env/g)];
  expect(uses.filter((use) => !readers.includes(use.split(":")[0] ?? ""))).toEqual([]);
});

test("middy appears in the wrapper only", () => {
  expect(strays("", (name, file) => !name.startsWith("@middy/") || file === "functions/wrap.ts")).toEqual([]);
});

test("nobody but the file of keys writes a # into a key", () => {
  const keys = /[`"'][A-Z]+#[^`"']*[`"']|\}#\$\{/g;
  const isAddress = (use: string) => use.startsWith("functions/site/"); // there # leads to a place of a page
  const writers = [...found("shared/", keys), ...found("functions/", keys)].filter((use) => !isAddress(use));
  expect(writers.filter((use) => !use.startsWith("shared/store/keys.ts"))).toEqual([]);
});
