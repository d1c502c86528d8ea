/** A fresh local cloud in which the sample review runs: every call is launched, and the clock stands inside their windows. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Definition } from "../../shared/domain/definition.ts";
import { recordsOf } from "../../shared/domain/records.ts";
import { loadAssembly } from "../local/assembly.ts";
import { type Cloud, startCloud } from "../local/cloud.ts";

/** A Wednesday on which the first call of the sample review is closed and all others are open. */
const sampleHour = "2024-11-20T13:00:00.000Z";

/** Reply addresses are derived from it: it is the same in every run, so that a sample mail can name one. */
const linkSecret = "the-sample-review-links-are-derived-from-this-and-protect-nothing";

type Records = Pick<
  typeof import("./records.ts"),
  "messagesOf" | "noticesByInstant" | "storedBytes" | "submissionOf"
>;

export interface RunningReview {
  cloud: Cloud;
  records: Records; // the stores, as an operator sees them
  stop: () => Promise<void>; // and nothing is left of it
}

/** Starts one. The AWS clients of this process read their endpoint once: one review for each process. */
export async function openReview(given: {
  assembly: string;
  definition: Definition;
}): Promise<RunningReview> {
  const { assembly, definition } = given;
  const dir = mkdtempSync(join(tmpdir(), "intake-"));
  layLinkSecret(assembly, dir);
  const cloud = await startCloud({ assembly, dir, now: sampleHour, frozen: true });
  const stop = async () => {
    await cloud.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const { contacts } = recordsOf(definition);
    cloud.dns.publishDomainsOf([...contacts, ...definition.secretariat].map(({ email }) => email));
    Object.assign(process.env, operatorOf(cloud));
    const { launchAll, messagesOf, noticesByInstant, storedBytes, submissionOf } = await import(
      "./records.ts"
    );
    await launchAll(cloud.clock.now());
    await cloud.settled();
    return { cloud, records: { messagesOf, noticesByInstant, storedBytes, submissionOf }, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What the stores must be told to speak to this cloud. */
function operatorOf(cloud: Cloud): Record<string, string> {
  return {
    ...cloud.environment("site"),
    AWS_ENDPOINT_URL: cloud.awsEndpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
  };
}

function layLinkSecret(assembly: string, dir: string): void {
  const secret = loadAssembly(assembly)
    .ofType("AWS::SecretsManager::Secret")
    .find(({ id }) => id.includes("Links"));
  if (!secret) throw new Error("The assembly holds no secret for links");
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "secrets.json"), JSON.stringify({ [secret.arn]: linkSecret }));
}
