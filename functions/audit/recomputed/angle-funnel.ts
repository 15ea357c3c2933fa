/** Funnel limits on the angular scale, by doubled angles. */
import type { Share } from "../exact-counts.ts";

/** The angle whose cosine is 1 - 2p: twice the arcsine of the root of p. From 0 to π. */
const doubledAngle = (proportion: number) => Math.acos(1 - 2 * proportion);

/**
 * The limits in per cent around a pooled share for a base, with the additive variance between authorities: (1 - cos φ) / 2
 * at the pooled share's doubled angle ∓ 2z √(1 / 4n + τ²), held from 0 to π. Around 0.5 with 100 answers at 95%: 40.2628 and
 * 59.7372.
 */
export function angleFunnelInPercent(
  { count, base }: Share,
  ownBase: number,
  z: number,
  additiveVariance: number,
): readonly [lower: number, upper: number] {
  const centre = doubledAngle(count / base);
  const reach = z * Math.sqrt(1 / ownBase + 4 * additiveVariance);
  const percentAt = (angle: number) => 50 * (1 - Math.cos(angle));
  return [percentAt(Math.max(0, centre - reach)), percentAt(Math.min(Math.PI, centre + reach))];
}

const AUTHORITIES_NEEDED = 10;

/**
 * Spiegelhalter's additive variance between authorities, 0 where there is no more than chance; undefined with fewer than
 * ten. Distances in standard errors are sorted and what lies beyond the 10th and the 90th percentile (linear between order
 * statistics) is set to it; with φ their mean square and w = 4n: (I φ - (I - 1)) / (Σw - Σw² / Σw). For five authorities
 * with 25 and five with 75 of 100: 0.0737.
 *
 * @param ofPool one share for each authority; those without an answer are among the ten and do not enter the sums
 */
export function additiveVariance(ofPool: readonly Share[]): number | undefined {
  if (ofPool.length < AUTHORITIES_NEEDED) return undefined;
  const shares = ofPool.filter(({ base }) => base > 0);
  const authorities = shares.length;
  if (authorities < 2) return 0;
  const bases = shares.reduce((sum, { base }) => sum + base, 0);
  const centre = doubledAngle(shares.reduce((sum, { count }) => sum + count, 0) / bases);
  const sorted = shares
    .map(({ count, base }) => (doubledAngle(count / base) - centre) * Math.sqrt(base))
    .toSorted((one, other) => one - other);
  const [lowest, highest] = [percentile(sorted, 0.1), percentile(sorted, 0.9)];
  const squares = sorted.reduce((sum, distance) => sum + Math.max(lowest, Math.min(highest, distance)) ** 2, 0);
  const squaredBases = shares.reduce((sum, { base }) => sum + base ** 2, 0);
  return Math.max(0, (squares - (authorities - 1)) / (4 * (bases - squaredBases / bases)));
}

function percentile(sorted: readonly number[], part: number): number {
  const place = part * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
  return below + (above - below) * (place % 1);
}
