/** Every public page before Lighthouse, five times each: the four categories, and what a page weighs on its way. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import lighthouse from "lighthouse";
import { definitionFrom } from "../../commands/definition-file.ts";
import { synthesize } from "../../commands/synth.ts";
import { writeSmallReview } from "../faults/small-review.ts";
import { daysOf } from "../rehearsal/rehearse.ts";
import { startBrowser } from "../showing/browser.ts";
import { playedTo } from "../showing/played.ts";
import { publicPages } from "../showing/public-pages.ts";

export interface PageFigures {
  page: string;
  performance: number;
  accessibility: number;
  bestPractices: number;
  seo: number;
  kib: number; // of the page, its style and its scripts, as they came over the line
}

const runs = 5;
const categories = {
  performance: "performance",
  accessibility: "accessibility",
  bestPractices: "best-practices",
  seo: "seo",
} as const;

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Medians of five runs of each page of a small review that was played to its end. */
export async function benchPages(tell: (line: string) => void): Promise<PageFigures[]> {
  const dir = mkdtempSync(join(tmpdir(), "bench-pages-"));
  const { file, definition } = definitionFrom(writeSmallReview(dir));
  tell("plays a small review to its end …");
  const cloud = await playedTo({
    assembly: await synthesize({ definition: file }),
    definition,
    dir,
    until: daysOf(definition).calmFrom,
    tell: () => {},
  });
  const port = 9333;
  const browser = await startBrowser(port);
  const figures: PageFigures[] = [];
  try {
    for (const path of await publicPages(cloud.origin, "es")) {
      const measured: Omit<PageFigures, "page">[] = [];
      for (let run = 0; run < runs; run++) measured.push(await measure(`${cloud.origin}/es${path}`, port));
      const of = (name: keyof (typeof measured)[number]) => median(measured.map((one) => one[name]));
      const page = {
        page: `/es${path}`,
        performance: of("performance"),
        accessibility: of("accessibility"),
        bestPractices: of("bestPractices"),
        seo: of("seo"),
        kib: of("kib"),
      };
      figures.push(page);
      tell(Object.values(page).join(" "));
    }
    return figures;
  } finally {
    await browser.close();
    await cloud.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(url: string, port: number): Promise<Omit<PageFigures, "page">> {
  const result = await lighthouse(url, {
    port,
    logLevel: "error",
    output: "json",
    onlyCategories: Object.values(categories),
  });
  if (!result) throw new Error(`Lighthouse said nothing of ${url}`);
  const { lhr } = result;
  const score = (name: keyof typeof categories) =>
    Math.round((lhr.categories[categories[name]]?.score ?? 0) * 100);
  return {
    performance: score("performance"),
    accessibility: score("accessibility"),
    bestPractices: score("bestPractices"),
    seo: score("seo"),
    kib: Math.round((lhr.audits["total-byte-weight"]?.numericValue ?? 0) / 102.4) / 10,
  };
}
