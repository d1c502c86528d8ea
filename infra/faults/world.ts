/** One running copy of a prepared review, with the people who act in it and what they know from outside. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { parseMail } from "../../shared/mail/parse.ts";
import { startCloud } from "../local/cloud.ts";
import type { Without } from "../local/iam.ts";
import { sendBySmtp } from "../local/smtp-client.ts";
import { createVisitor, PageFailed, type Visitor } from "../rehearsal/visitor.ts";
import { copyOf, type Expected, nothingExpected } from "./expected.ts";
import { createInjector, type Planned } from "./injector.ts";

/** A folder to copy, and what those who prepared it know. */
export interface Prepared {
  dir: string;
  expected: Expected;
}

export type World = Awaited<ReturnType<typeof openWorld>>;

const minute = 60_000;

/** Opens a world on a copy of a prepared folder, or in an empty one. */
export async function openWorld(given: {
  assembly: string;
  from?: Prepared | undefined;
  now?: string;
  without?: Without; // grants to leave out
}) {
  const dir = mkdtempSync(join(tmpdir(), "faults-"));
  if (given.from) cpSync(given.from.dir, dir, { recursive: true });
  rmSync(join(dir, "ports.json"), { force: true }); // another world may run beside it
  const names = new Map<string, string>();
  const injector = createInjector((id) => names.get(id) ?? id);
  const cloud = await startCloud({
    assembly: given.assembly,
    dir,
    frozen: true,
    ...(given.now ? { now: given.now } : {}),
    ...(given.without ? { without: given.without } : {}),
    faults: injector.faults,
    interfere: (target, records) => {
      if (!names.has(target)) names.set(target, constructName(target));
      return injector.interfere(target, records);
    },
  });
  await cloud.settled();
  const client = new DynamoDBClient({
    endpoint: cloud.awsEndpoint,
    region: cloud.region,
    credentials: cloud.credentials,
  });
  const expected: Expected = given.from ? copyOf(given.from.expected) : nothingExpected();
  let written = 0;

  async function scan(table: string): Promise<Record<string, unknown>[]> {
    const page = await client.send(new ScanCommand({ TableName: cloud.resource(table) }));
    if (page.LastEvaluatedKey) throw new Error("The tables have outgrown one page of a scan");
    return (page.Items ?? []).map((item) => unmarshall(item));
  }

  /** A mail from the mail server of its sender's domain; what was accepted must be found again. */
  async function mail(from: string, to: string, lines: string[], end: string): Promise<Buffer> {
    written += 1;
    const id = `${written}.${cloud.clock.now().getTime()}@${domainOf(from)}`;
    const head = [
      `From: <${from}>`,
      `To: <${to}>`,
      `Message-ID: <${id}>`,
      `Date: ${cloud.clock.now().toUTCString()}`,
    ];
    const raw = Buffer.from([...head, ...lines, ""].join("\r\n"));
    await post(from, to, raw, end);
    return raw;
  }

  async function post(from: string, to: string, raw: Buffer, end: string): Promise<void> {
    const zone = cloud.dns.publish(domainOf(from));
    await sendBySmtp({
      port: cloud.smtpPort,
      from,
      to: [to],
      raw,
      localAddress: zone.address,
      name: zone.domain,
    });
    expected.mails.push({ raw, end });
  }

  /** The first link to a page of ours in the latest mail that fits. */
  async function linkIn(fits: (notice: string) => boolean): Promise<string> {
    const mails = (await cloud.sentMail()).filter(({ tags }) => fits(tags.notice ?? ""));
    const last = mails.at(-1);
    const read = last && (await parseMail(last.raw));
    const link =
      read && "text" in read ? /https?:\/\/[^\s<>"]+\/p\/[a-z0-9.]+/.exec(read.text)?.[0] : undefined;
    if (!link) throw new Error("No mail has such a link");
    return new URL(new URL(link).pathname, cloud.origin).href;
  }

  async function signedIn(email: string): Promise<Visitor> {
    const browser = createVisitor(cloud.origin);
    const page = await persist(() => browser.open("/sign-in?lang=es"));
    const form = page.root.querySelector("form");
    if (!form) throw new PageFailed("The sign-in page offers no account");
    await persist(() => browser.submit(page, form, {}, undefined, { name: "account", value: email }));
    return browser;
  }

  return {
    dir,
    cloud,
    injector,
    expected,
    scan,
    mail,
    post,
    linkIn,
    signedIn,
    arm: (planned: Planned[]) => injector.arm(planned),
    /** Past every retry, lease and sweep; events that were held back come when the first sweep is over. */
    pass: async (hours: number) => {
      const begin = cloud.clock.now().getTime();
      const at = (ms: number) => new Date(begin + ms).toISOString();
      await cloud.settled();
      await cloud.advanceTo(at(10 * minute));
      await cloud.advanceTo(at(75 * minute));
      for (const held of injector.takeHeld()) {
        await cloud.emit({ source: held.source, detailType: held["detail-type"], detail: held.detail });
      }
      await cloud.advanceTo(at(hours * 60 * minute));
      await cloud.settled();
    },
    close: async () => {
      client.destroy();
      await cloud.stop();
      rmSync(dir, { recursive: true, force: true });
    },
    /** Stops, and leaves the folder to whoever copies it. */
    keep: async (): Promise<Prepared> => {
      client.destroy();
      await cloud.stop();
      return { dir, expected };
    },
  };
}

const domainOf = (address: string): string => address.slice(address.indexOf("@") + 1);

/** "MailOutsendnoticesDefault1234ABCD" is the function send-notices: logical ids keep letters and digits only. */
function constructName(logicalId: string): string {
  const known = ["send-notices", "wake-calls", "keep-ledger"];
  return known.find((name) => logicalId.toLowerCase().includes(name.replace("-", ""))) ?? logicalId;
}

/** A person tries three times before they ring somebody up. */
export async function persist<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}
