/** Objects of the local S3 on disk: every version is a data file with a small description beside it. */
import { createHash, type Hash } from "node:crypto";
import { createReadStream, createWriteStream, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import * as z from "zod";

const Retention = z.object({ mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), until: z.string() });
export type Retention = z.infer<typeof Retention>;

const StoredVersion = z.object({
  key: z.string(),
  versionId: z.string(),
  sequence: z.number().int(),
  modified: z.string(),
  deleteMarker: z.boolean().default(false),
  size: z.number().int(),
  etag: z.string(),
  crc32: z.string(),
  headers: z.record(z.string(), z.string()), // content-type and its kin, and x-amz-meta-*
  retention: Retention.optional(),
  tags: z.record(z.string(), z.string()).optional(),
});
export type StoredVersion = z.infer<typeof StoredVersion>;

/** Bytes that have arrived on disk but are not an object yet. */
export interface Arrived {
  file: string;
  size: number;
  md5: string;
  sha256: string;
  crc32: string;
}

export class TooLarge extends Error {
  override name = "EntityTooLarge";
}

interface Place {
  bucket: string;
  key: string;
}

export interface StoreVersionInput extends Place {
  headers: Record<string, string>;
  modified: string;
  versioned: boolean;
  retention?: Retention | undefined;
}

/** A key as a folder name; long ones by their hash, since names end at 255 bytes. */
function folderOf(key: string): string {
  const plain = encodeURIComponent(key);
  return plain.length <= 180 && !plain.startsWith(".")
    ? plain
    : `.${createHash("sha256").update(key).digest("hex")}`;
}

/** Counts and hashes what flows through, and stops a body that is larger than allowed. */
function measuring(limit: number, hashes: { md5: Hash; sha256: Hash }) {
  const seen = { size: 0, crc: 0 };
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen.size += chunk.length;
      if (seen.size > limit)
        return done(new TooLarge("Your proposed upload exceeds the maximum allowed size"));
      hashes.md5.update(chunk);
      hashes.sha256.update(chunk);
      seen.crc = crc32(chunk, seen.crc);
      done(null, chunk);
    },
  });
  return { through, seen };
}

export type ObjectStore = ReturnType<typeof createObjectStore>;

export function createObjectStore(root: string) {
  mkdirSync(join(root, ".arriving"), { recursive: true });
  const buckets = new Map<string, Map<string, StoredVersion[]>>();
  let sequence = 0;
  let arrivals = 0;

  function objectsOf(bucket: string): Map<string, StoredVersion[]> {
    const known = buckets.get(bucket);
    if (known) return known;
    const fresh = new Map<string, StoredVersion[]>();
    buckets.set(bucket, fresh);
    return fresh;
  }

  function load(): void {
    for (const bucket of readdirSync(root)) {
      if (bucket.startsWith(".")) continue;
      for (const folder of readdirSync(join(root, bucket))) {
        for (const file of readdirSync(join(root, bucket, folder))) {
          if (!file.endsWith(".json")) continue;
          const text = readFileSync(join(root, bucket, folder, file), "utf8");
          remember(bucket, StoredVersion.parse(JSON.parse(text)));
        }
      }
    }
    for (const objects of buckets.values())
      for (const versions of objects.values()) versions.sort((a, b) => a.sequence - b.sequence);
  }

  function remember(bucket: string, version: StoredVersion): void {
    sequence = Math.max(sequence, version.sequence);
    const objects = objectsOf(bucket);
    const others = (objects.get(version.key) ?? []).filter((v) => v.versionId !== version.versionId);
    objects.set(version.key, [...others, version]);
  }

  function pathOf({ bucket, key }: Place, versionId: string, ending: "data" | "json"): string {
    return join(root, bucket, folderOf(key), `${versionId}.${ending}`);
  }

  /** The description is written last and by rename: with it, the version exists; without it, it never did. */
  async function describe(bucket: string, version: StoredVersion): Promise<void> {
    const path = pathOf({ bucket, key: version.key }, version.versionId, "json");
    await mkdir(join(path, ".."), { recursive: true });
    const draft = join(root, ".arriving", `d${process.pid}-${++arrivals}`);
    await writeFile(draft, JSON.stringify(version));
    await rename(draft, path);
    remember(bucket, version);
  }

  function nextVersion(input: StoreVersionInput): { versionId: string; sequence: number } {
    sequence += 1;
    return { sequence, versionId: input.versioned ? `v${sequence.toString().padStart(9, "0")}` : "null" };
  }

  load();

  return {
    /** Takes a body in, however big, straight to disk. */
    async arrive(body: Readable, limit = 5 * 1024 ** 3): Promise<Arrived> {
      const file = join(root, ".arriving", `a${process.pid}-${++arrivals}`);
      const hashes = { md5: createHash("md5"), sha256: createHash("sha256") };
      const { through, seen } = measuring(limit, hashes);
      try {
        await pipeline(body, through, createWriteStream(file));
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      const sum = Buffer.alloc(4);
      sum.writeUInt32BE(seen.crc);
      return {
        file,
        size: seen.size,
        md5: hashes.md5.digest("hex"),
        sha256: hashes.sha256.digest("hex"),
        crc32: sum.toString("base64"),
      };
    },

    async discard(arrived: Arrived): Promise<void> {
      await rm(arrived.file, { force: true });
    },

    async put(arrived: Arrived, input: StoreVersionInput): Promise<StoredVersion> {
      const version: StoredVersion = {
        key: input.key,
        ...nextVersion(input),
        modified: input.modified,
        deleteMarker: false,
        size: arrived.size,
        etag: `"${arrived.md5}"`,
        crc32: arrived.crc32,
        headers: input.headers,
        ...(input.retention ? { retention: input.retention } : {}),
      };
      const data = pathOf(input, version.versionId, "data");
      await mkdir(join(data, ".."), { recursive: true });
      await rename(arrived.file, data);
      await describe(input.bucket, version);
      return version;
    },

    /** The latest version, or the one asked for; undefined if there is none or it is a delete marker. */
    find({ bucket, key }: Place, versionId?: string): StoredVersion | undefined {
      const versions = objectsOf(bucket).get(key) ?? [];
      const found = versionId ? versions.find((v) => v.versionId === versionId) : versions.at(-1);
      return found?.deleteMarker ? undefined : found;
    },

    versions({ bucket, key }: Place): readonly StoredVersion[] {
      return objectsOf(bucket).get(key) ?? [];
    },

    read(place: Place, version: StoredVersion, range?: { start: number; end: number }): Readable {
      if (version.size === 0) return Readable.from([]);
      return createReadStream(pathOf(place, version.versionId, "data"), range ?? {});
    },

    /** Describes a version anew: its bytes stay, its lock or its tags are others. */
    async change(place: Place, version: StoredVersion): Promise<void> {
      await describe(place.bucket, version);
      objectsOf(place.bucket)
        .get(place.key)
        ?.sort((a, b) => a.sequence - b.sequence);
    },

    async markDeleted(input: StoreVersionInput): Promise<StoredVersion> {
      const marker: StoredVersion = {
        key: input.key,
        ...nextVersion({ ...input, versioned: true }),
        modified: input.modified,
        deleteMarker: true,
        size: 0,
        etag: "",
        crc32: "",
        headers: {},
      };
      await describe(input.bucket, marker);
      return marker;
    },

    async removeVersion(place: Place, versionId: string): Promise<void> {
      const objects = objectsOf(place.bucket);
      const left = (objects.get(place.key) ?? []).filter((v) => v.versionId !== versionId);
      if (left.length > 0) objects.set(place.key, left);
      else objects.delete(place.key);
      await rm(pathOf(place, versionId, "json"), { force: true });
      await rm(pathOf(place, versionId, "data"), { force: true });
    },

    /** Latest versions below a prefix, in key order. */
    list(bucket: string, prefix: string): StoredVersion[] {
      const latest = [...objectsOf(bucket).values()].flatMap((versions) => versions.at(-1) ?? []);
      return latest
        .filter((v) => !v.deleteMarker && v.key.startsWith(prefix))
        .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
    },
  };
}
