/** Noisy shares for the tests of the estimators: of one group, of a pool, and such as the noise may spoil. SYNTHETIC. */
import fc from "fast-check";
import { NO_NOISE, type Noise, type NoisyShare } from "#functions/benchmark/statistics/noisy-share.ts";

/** Of one fitted question: the standard deviation of the noise of a cell, the bands, and the questions of the fit. */
export function fittedNoise(sigma: number, bands: number, questions: number): Noise {
  const variance = sigma ** 2;
  const cells = bands + 1;
  const ofRespondents = (cells * variance) / questions;
  return {
    ofCount: (variance * bands) / cells + ofRespondents / cells ** 2,
    together: variance / cells + (ofRespondents * bands) / cells ** 2,
    ofBase: (variance * bands) / cells + (ofRespondents * bands ** 2) / cells ** 2,
  };
}

export function times(factor: number, { ofCount, together, ofBase }: Noise): Noise {
  return { ofCount: factor * ofCount, together: factor * together, ofBase: factor * ofBase };
}

export function withoutNoise(count: number, base: number): NoisyShare {
  return { count, base, noise: NO_NOISE };
}

/** The answers that are not in the band, with the noise that their count then has. */
export function restOf({ count, base, noise: { ofCount, together, ofBase } }: NoisyShare): NoisyShare {
  return {
    count: base - count,
    base,
    noise: { ofCount: ofCount - 2 * together + ofBase, together: ofBase - together, ofBase },
  };
}

export function withNoise(noise: Noise, share: NoisyShare): NoisyShare {
  return { ...share, noise };
}

/** Of one group, or of a pool of up to 150. */
export const anyNoise: fc.Arbitrary<Noise> = fc
  .record({
    sigma: fc.double({ min: 0.5, max: 6, noNaN: true }),
    bands: fc.integer({ min: 2, max: 7 }),
    questions: fc.integer({ min: 1, max: 60 }),
    members: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 150 })),
  })
  .map(({ sigma, bands, questions, members }) => times(members, fittedNoise(sigma, bands, questions)));

export const anyNoiseOrNone = fc.oneof(fc.constant(NO_NOISE), anyNoise);

const LARGEST_BASE = 10_000_000;
const anyWholeBase = fc.oneof(
  fc.integer({ min: 1, max: 60 }),
  fc.integer({ min: 1, max: 400 }),
  fc.integer({ min: 1, max: LARGEST_BASE }),
);

/** Whole counts from none to all, without noise, as published examples have them. */
export const anyExactShare: fc.Arbitrary<NoisyShare> = anyWholeBase
  .chain((base) => fc.record({ base: fc.constant(base), count: fc.oneof(fc.nat(base), fc.constantFrom(0, base)) }))
  .map(({ count, base }) => withoutNoise(count, base));

/** With a base above 0; the count may lie anywhere, within the base or not. */
export const anyNoisyShare: fc.Arbitrary<NoisyShare> = fc
  .record({
    base: fc.oneof(
      fc.double({ min: 1e-6, max: 3, noNaN: true }),
      fc.double({ min: 1, max: 400, noNaN: true }),
      anyWholeBase,
    ),
    part: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: -3, max: 4, noNaN: true })),
    noise: anyNoise,
  })
  .map(({ base, part, noise }) => ({ count: base * part, base, noise }));

export const anyShare = fc.oneof(anyExactShare, anyNoisyShare);

/** All that a fit could come to: also bases of nought and under. */
export const anythingFitted: fc.Arbitrary<NoisyShare> = fc.oneof(
  anyShare,
  fc.record({
    count: fc.double({ min: -1_000, max: 1_000, noNaN: true }),
    base: fc.double({ min: -1_000, max: 0, noNaN: true }),
    noise: anyNoiseOrNone,
  }),
);
