/** A mission lays a file on its page and sends: by the form, or in parts as the page's script does. */
import * as z from "zod";
import { partSize } from "../../shared/domain/upload.ts";
import { pdfFile } from "../rehearsal/letters.ts";
import { createVisitor, type Visit, type Visitor } from "../rehearsal/visitor.ts";
import { persist, type World } from "./world.ts";

/** One more answer of a party, with so many files. */
export function answers({ expected }: World, call: string, party: string, files: number): void {
  const version = (expected.versions[`${call} ${party}`] ?? 0) + 1;
  expected.versions[`${call} ${party}`] = version;
  expected.files[`${call} ${party} ${version}`] = files;
}

type Lay = (browser: Visitor, page: Visit, stamp: string) => Promise<void>;

/** One file by the form, as without script. */
const layByForm: Lay = async (browser, page, stamp) => {
  const form = page.root.querySelectorAll("form").find((one) => one.getAttribute("enctype"));
  if (!form) throw new Error("The page has no form for a file");
  const bytes = pdfFile(`respuesta ${stamp}`);
  const file = { name: "respuesta.pdf", type: "application/pdf", bytes };
  await persist(() => browser.submit(page, form, {}, { field: "file", file }));
};

const Plan = z.object({
  file: z.string(),
  whole: z.boolean(),
  parts: z.array(z.object({ from: z.number(), to: z.number(), url: z.string() })),
});

/** One file of two parts, as the page's script sends it: what fails is begun again, and goes on from what arrived. */
export const layInParts: Lay = async (_browser, page, stamp) => {
  const form = page.root.querySelector("form[data-uploads]");
  const token = form?.getAttribute("data-token") ?? "";
  const address = new URL(form?.getAttribute("data-uploads") ?? "", page.url);
  const bytes = Buffer.concat([Buffer.from(pdfFile(`respuesta ${stamp}`)), Buffer.alloc(partSize)]);
  const ask = async (fields: Record<string, string>): Promise<unknown> => {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams({ token, ...fields }) });
    if (!answer.ok) throw new Error(`The site answered ${answer.status}`);
    return await answer.json();
  };
  const chosen: Record<string, string> = {
    name: "respuesta.pdf",
    size: String(bytes.length),
    modified: String(Date.parse(stamp)),
  };
  await persist(async () => {
    const { file, whole, parts } = Plan.parse(await ask({ act: "begin", ...chosen }));
    chosen.file = file;
    for (const { from, to, url } of parts)
      await fetch(url, { method: "PUT", body: new Uint8Array(bytes.subarray(from, to)) });
    if (!whole) z.object({ ok: z.literal(true) }).parse(await ask({ act: "finish", file }));
  });
};

/** Mexico's mission opens its link, lays a file on the page and sends. Whoever gets no answer presses again. */
export async function upload(world: World, lay = layByForm): Promise<void> {
  const link = await world.linkIn((notice) => notice === "guiding-questions_invitation_1_mx1");
  const browser = createVisitor(world.cloud.origin);
  const home = await persist(() => browser.open(`${link}/guiding-questions`));
  await lay(browser, home, world.cloud.clock.iso());
  await world.pass(3);
  const page = await persist(() => browser.open(`${link}/guiding-questions`));
  const send = page.root.querySelectorAll("form").find((one) => one.querySelector('button[value="send"]'));
  if (!send) throw new Error("The page has no button to send");
  await persist(() => browser.submit(page, send, {}, undefined, { name: "act", value: "send" }));
  answers(world, "guiding-questions", "MX", 1);
}
