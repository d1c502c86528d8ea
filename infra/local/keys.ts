/** Access keys of the local cloud: each stands for one identity, and the same one comes back after a restart. */
import { createHmac } from "node:crypto";
import type { AccessKey, Identity } from "./context.ts";

export type Keys = {
  issue: (identity: Identity) => AccessKey;
  find: (accessKeyId: string) => AccessKey | undefined;
};

/**
 * Ids are derived from who they stand for, not drawn, so that a presigned link in a mail outlives a restart. Workers
 * of one function share its key; a session token tells them apart.
 */
export function createKeys(seed: string): Keys {
  const byId = new Map<string, AccessKey>();
  const derive = (words: string, length: number) =>
    createHmac("sha256", seed).update(words).digest("hex").toUpperCase().slice(0, length);
  return {
    issue: (identity) => {
      const words = JSON.stringify(identity);
      const accessKeyId = `AKIA${derive(`id ${words}`, 16)}`;
      const known = byId.get(accessKeyId);
      if (known) return known;
      const key = { accessKeyId, secretAccessKey: derive(`secret ${words}`, 40), identity };
      byId.set(accessKeyId, key);
      return key;
    },
    find: (accessKeyId) => byId.get(accessKeyId),
  };
}
