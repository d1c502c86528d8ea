/** One page of a listing: keys in order, grouped where a delimiter is asked for, and where the next page begins. */
import type { StoredVersion } from "./s3-store.ts";

interface Asked {
  prefix: string;
  delimiter: string;
  maxKeys: number;
  token: string | null; // of the page before
  startAfter: string;
}

export function pageOf(versions: readonly StoredVersion[], asked: Asked) {
  const { prefix, delimiter, maxKeys, token, startAfter } = asked;
  const after = token ? Buffer.from(token, "base64url").toString("utf8") : startAfter;
  const groups = new Map<string, StoredVersion | undefined>();
  for (const version of versions) {
    const cut = delimiter ? version.key.indexOf(delimiter, prefix.length) : -1;
    const name = cut < 0 ? version.key : version.key.slice(0, cut + delimiter.length);
    if (name > after) groups.set(name, cut < 0 ? version : undefined);
  }
  const page = [...groups].slice(0, maxKeys);
  const last = page.at(-1)?.[0];
  return {
    contents: page.flatMap(([, version]) => version ?? []),
    commonPrefixes: page.flatMap(([name, version]) => (version ? [] : [name])),
    next: groups.size > page.length && last ? Buffer.from(last).toString("base64url") : undefined,
  };
}
