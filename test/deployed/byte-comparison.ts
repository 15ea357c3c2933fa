/** Whether two releases are the same to the last byte. */
import { createHash } from "node:crypto";

export type Objects = ReadonlyMap<string, Uint8Array>;

export interface ByteComparison {
  readonly files: number;
  readonly bytes: number;
  /** Of all keys and bytes of the first, in the order of the keys. */
  readonly sha256: string;
  /** A sentence each; none when both are the same. */
  readonly differences: readonly string[];
}

/** @param names what the two are called in a sentence */
export function compareBytes(one: Objects, other: Objects, names: readonly [string, string]): ByteComparison {
  const keys = [...new Set([...one.keys(), ...other.keys()])].toSorted();
  const differences = keys.flatMap((key) => {
    const [here, there] = [one.get(key), other.get(key)];
    if (here === undefined || there === undefined)
      return [`${key} is ${here === undefined ? names[1] : names[0]} only`];
    const at = firstDifference(here, there);
    return at === undefined ? [] : [`${key} differs from byte ${at} on (${here.length} and ${there.length} bytes)`];
  });
  const hash = createHash("sha256");
  let bytes = 0;
  for (const key of [...one.keys()].toSorted()) {
    const content = one.get(key) ?? new Uint8Array();
    // With its length, so that no byte can move from one file to the next unseen.
    hash.update(`${key}\0${content.length}\0`).update(content);
    bytes += content.length;
  }
  return { files: one.size, bytes, sha256: hash.digest("hex"), differences };
}

function firstDifference(one: Uint8Array, other: Uint8Array): number | undefined {
  if (Buffer.compare(one, other) === 0) return undefined;
  const at = one.findIndex((byte, place) => byte !== other[place]);
  return at === -1 ? one.length : at;
}
