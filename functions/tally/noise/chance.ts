/** The source of chance that noise is drawn from. Noise that can be foretold protects nobody, so there is one source only. */
import { randomInt } from "node:crypto";

declare const brand: unique symbol;

/** Returns a uniformly random whole number from 0 to `below` - 1. Only this file makes one. */
export type Chance = ((below: number) => number) & { readonly [brand]: true };

/**
 * Draws from the cryptographically secure generator of the platform, by rejection and so without modulo bias.
 * @throws RangeError when `below` is not from 1 to 2^48 - 1, TypeError when it is not a whole number
 */
export const secureChance: Chance = ((below: number) => randomInt(below)) as Chance;
