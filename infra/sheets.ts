/** Stylesheets as text in the bundles: a sheet with everything that it imports, shortened. */
import { build, type Plugin } from "esbuild";

/** Older browsers of ministries: nesting and short forms are written out for them. */
const browsers = ["chrome100", "edge100", "firefox100", "safari15"];

/** The text of a stylesheet and of those that it imports. Fails where one is missing. */
export async function sheetOf(path: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    minify: true,
    write: false,
    target: browsers,
    legalComments: "none",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** For esbuild: `import style from "./site.css"` is the sheet's text. */
export const sheets: Plugin = {
  name: "sheets",
  setup: (builder) => {
    builder.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
      contents: await sheetOf(path),
      loader: "text",
    }));
  },
};
