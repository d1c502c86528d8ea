/** A local cloud in a process of its own, which a test kills in the middle of its work. */
import { argv } from "node:process";
import { startCloud } from "../../../infra/local/cloud.ts";

const [, , assembly = "", dir = ""] = argv;
const cloud = await startCloud({ assembly, dir, frozen: true, now: "2024-11-04T12:00:00Z" });
await cloud.advanceTo("2024-11-04T13:00:00Z");
for (let n = 0; ; n += 1) {
  const result = await cloud.invoke("writer", `note ${n}`);
  if ("error" in result) throw new Error(result.error.errorMessage);
  process.stdout.write(`${n}\n`);
}
