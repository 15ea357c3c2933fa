/**
 * Survey links. One link leads to one campaign and to nobody in particular; it must not be guessed, because a stranger
 * could then add answers. 14 characters of Crockford's base 32 carry 70 random bits.
 */
export const LINK_LENGTH = 14;

/** Crockford's alphabet: no I, L, O, U, so that a link can be read out over a telephone. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** Draws `LINK_LENGTH` characters from random bytes, 5 bits of each byte. Needs at least `LINK_LENGTH` bytes. */
export function linkFrom(randomBytes: Uint8Array): string {
  if (randomBytes.length < LINK_LENGTH) throw new RangeError(`a link needs ${LINK_LENGTH} random bytes`);
  return crockford(randomBytes.subarray(0, LINK_LENGTH));
}

/** One character a byte, from the byte's low five bits. */
export function crockford(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => alphabet[byte & 31]).join("");
}

/**
 * Reads a link as a person may have typed or pasted it: any case or width, hyphens and space anywhere, O for 0, I or L for 1.
 * Returns null for anything that cannot be a link.
 */
export function normaliseLink(typed: string): string | null {
  if (typed.length > 2 * LINK_LENGTH) return null;
  const link = typed
    .normalize("NFKC")
    .toUpperCase()
    .replaceAll(/[-\s]/g, "")
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return link.length === LINK_LENGTH && [...link].every((character) => alphabet.includes(character)) ? link : null;
}
