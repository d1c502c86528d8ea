/** A local cloud for one test file: the synthesized assembly in a folder of its own, on free ports, its clock frozen. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { synthesize } from "../../commands/synth.ts";
import { type Cloud, type CloudOptions, startCloud } from "../../infra/local/cloud.ts";
import { sendBySmtp } from "../../infra/local/smtp-client.ts";

/** Starts a cloud; it is stopped and its folder removed by `stop`. */
export async function testCloud(options: Partial<CloudOptions> = {}): Promise<Cloud> {
  const assembly = await synthesize();
  const dir = mkdtempSync(join(tmpdir(), "hoja-"));
  const cloud = await startCloud({ assembly, dir, now: "2024-10-01T13:00:00Z", frozen: true, ...options });
  await cloud.settled();
  return {
    ...cloud,
    stop: async () => {
      await cloud.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/**
 * Lets this process call the desk and the stores as an operator, at the cloud's hour: their modules must be imported after this, since
 * AWS clients read their endpoint when they are made.
 */
export function becomeOperator(cloud: Cloud): void {
  Object.assign(process.env, {
    ...cloud.environment("site"),
    AWS_ENDPOINT_URL: cloud.awsEndpoint,
    AWS_REGION: cloud.region,
    AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
  });
  vi.useFakeTimers({ toFake: ["Date"], now: cloud.clock.now() });
}

/** Lets the cloud's time pass until an instant, and this process's with it. */
export async function advance(cloud: Cloud, iso: string): Promise<void> {
  await cloud.advanceTo(iso);
  vi.setSystemTime(cloud.clock.now());
}

/** Sends a mail as the mail server of the sender's domain would, which publishes SPF, DKIM and a policy unless said otherwise. */
export async function mailFrom(
  cloud: Cloud,
  from: string,
  to: string,
  raw: string | Buffer,
): Promise<string> {
  const zone = cloud.dns.publish(from.slice(from.indexOf("@") + 1));
  const bytes = Buffer.isBuffer(raw) ? raw : Buffer.from(raw.replace(/\r?\n/g, "\r\n"));
  return sendBySmtp({
    port: cloud.smtpPort,
    from,
    to: [to],
    raw: bytes,
    localAddress: zone.address,
    name: zone.domain,
  });
}
