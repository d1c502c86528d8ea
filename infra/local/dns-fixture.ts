/**
 * The DNS that mail verdicts are computed from: each published domain sends from its own loopback address.
 *
 * Only reserved domains can be published, and the domains of the deployment's public mailboxes. A domain that nobody
 * published has no records at all: mail in its name proves nothing and fails nothing.
 */
import { createHash, generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dkimSign } from "mailauth/lib/dkim/sign.js";
import * as z from "zod";
import type { Context } from "./context.ts";
import { domainOf, mailSettings } from "./mail-settings.ts";

/** What a domain publishes of its mail. */
export const Posture = z.object({
  spf: z.boolean(),
  dkim: z.boolean(),
  dmarc: z.enum(["none", "quarantine", "reject"]).nullable(), // null: no policy published
});
export type Posture = z.infer<typeof Posture>;

const Zone = z.object({
  domain: z.string(),
  address: z.string(), // the only one that may send for it
  posture: Posture,
  keys: z.object({ privateKey: z.string(), publicKey: z.string() }).optional(),
});
export type Zone = z.infer<typeof Zone>;

/** Who sends for the deployment itself, and who relays for its public mailboxes. */
export const sesAddress = "127.0.1.2";
export const relayAddress = "127.0.1.3";
const firstFree = 10;
const selector = "local";

const careful: Posture = { spf: true, dkim: true, dmarc: "none" };

class NoSuchName extends Error {
  override name = "NoSuchName";
  readonly code = "ENOTFOUND"; // what a resolver's error carries
}

/**
 * Ministries differ: of ten, six publish everything but ask for nothing, one asks for quarantine, one for rejection,
 * two publish nothing. Drawn from the name, so that a domain is the same in every run.
 */
export function usualPosture(domain: string): Posture {
  const draw = (createHash("sha256").update(domain).digest()[0] ?? 0) % 10;
  if (draw < 6) return careful;
  if (draw === 6) return { ...careful, dmarc: "quarantine" };
  if (draw === 7) return { ...careful, dmarc: "reject" };
  return { spf: false, dkim: false, dmarc: null };
}

export type Dns = ReturnType<typeof createDns>;

export function createDns(context: Pick<Context, "assembly" | "dir">) {
  const folder = join(context.dir, "dns");
  const file = join(folder, "zones.json");
  mkdirSync(folder, { recursive: true });
  const zones = new Map<string, Zone>(load().map((zone) => [zone.domain, zone]));
  const settings = mailSettings(context.assembly);
  const relayed = new Set([...settings.redirects.keys()].map(domainOf));

  function load(): Zone[] {
    try {
      return z.array(Zone).parse(JSON.parse(readFileSync(file, "utf8")));
    } catch {
      return []; // the first run
    }
  }

  function save(): void {
    writeFileSync(`${file}.new`, JSON.stringify([...zones.values()], null, 1));
    renameSync(`${file}.new`, file);
  }

  function freeAddress(): string {
    const used = new Set([...zones.values()].map((zone) => zone.address));
    for (let n = firstFree; ; n += 1) {
      const address = `127.0.${1 + Math.floor(n / 250)}.${1 + (n % 250)}`;
      if (!used.has(address)) return address;
    }
  }

  function put(domain: string, address: string, posture: Posture): Zone {
    const before = zones.get(domain);
    if (before && before.address === address && JSON.stringify(before.posture) === JSON.stringify(posture))
      return before;
    const zone: Zone = { ...before, domain, address, posture };
    zones.set(domain, zone);
    save();
    return zone;
  }

  function publish(name: string, posture?: Posture): Zone {
    const domain = name.toLowerCase();
    const known = zones.get(domain);
    if (known && !posture) return known;
    if (!/\.(example|test)$/.test(domain))
      throw new Error(`${domain} is not reserved for examples; only .example and .test are published here`);
    return put(domain, known?.address ?? freeAddress(), posture ?? usualPosture(domain));
  }

  function keysOf(zone: Zone): { privateKey: string; publicKey: string } {
    if (zone.keys) return zone.keys;
    // 1,024 bits: the least that SES accepts, and five times quicker to draw than 2,048.
    const pair = generateKeyPairSync("rsa", {
      modulusLength: 1024,
      publicKeyEncoding: { type: "spki", format: "der" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    const keys = { privateKey: pair.privateKey, publicKey: pair.publicKey.toString("base64") };
    zones.set(zone.domain, { ...zone, keys });
    save();
    return keys;
  }

  function textOf(name: string): string | undefined {
    const own = zones.get(name);
    if (own) return own.posture.spf ? `v=spf1 ip4:${own.address} -all` : undefined;
    const [, prefix, domain = ""] = /^(_dmarc|local\._domainkey)\.(.+)$/.exec(name) ?? [];
    const zone = zones.get(domain);
    if (!zone) return undefined;
    if (prefix === "_dmarc") return zone.posture.dmarc ? `v=DMARC1; p=${zone.posture.dmarc}` : undefined;
    return zone.posture.dkim ? `v=DKIM1; k=rsa; p=${keysOf(zone).publicKey}` : undefined;
  }

  put(settings.domain || "in.example", sesAddress, careful);
  if (settings.domain) put(`bounce.${settings.domain}`, sesAddress, careful);
  for (const domain of relayed) put(domain, relayAddress, careful);

  return {
    publish,
    /** Publishes the domain of each address that is on a reserved one; what is published already stays as it is. */
    publishDomainsOf: (addresses: Iterable<string>): void => {
      for (const domain of new Set([...addresses].map(domainOf)))
        if (/\.(example|test)$/.test(domain)) publish(domain);
    },
    zones: (): Zone[] => [...zones.values()],
    zoneOf: (address: string): Zone | undefined => zones.get(domainOf(address)),

    /** As node:dns/promises answers, for mailauth. */
    resolve: async (name: string, type: string): Promise<string[][] | string[]> => {
      const wanted = name.toLowerCase().replace(/\.$/, "");
      const text = type === "TXT" ? textOf(wanted) : undefined;
      if (text !== undefined) return [[text]];
      const zone = zones.get(wanted);
      if (type === "A" && zone) return [zone.address];
      throw new NoSuchName(`${type} ${name}`);
    },

    /** The mail with the signature of its domain on top; unchanged where the domain signs nothing. */
    sign: async (raw: Buffer, address: string, now: number): Promise<Buffer> => {
      const zone = zones.get(domainOf(address));
      if (!zone?.posture.dkim) return raw;
      const { privateKey } = keysOf(zone);
      const signed = await dkimSign(raw, {
        signingDomain: zone.domain,
        selector,
        privateKey,
        signTime: new Date(now),
        signatureData: [{ signingDomain: zone.domain, selector, privateKey }],
      });
      return Buffer.concat([Buffer.from(signed.signatures), raw]);
    },
  };
}
