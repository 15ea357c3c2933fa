/** The texts that a cell may hold for a number: one, or two where the number lies on the edge between them. */

/** One text, or any of several. */
export type Acceptable = string | readonly string[];

/** Doubles that were worked out in two ways differ by much less. */
export const SLACK = 1e-9;

export function accepts(acceptable: Acceptable, text: string): boolean {
  return typeof acceptable === "string" ? acceptable === text : acceptable.includes(text);
}

/** `-0` is 0. */
const textOf = (value: number) => String(value === 0 ? 0 : value);

function between(lowest: number, highest: number, unitsInOne: number): Acceptable {
  return lowest === highest
    ? textOf(lowest / unitsInOne)
    : Array.from({ length: 1 + highest - lowest }, (_, step) => textOf((lowest + step) / unitsInOne));
}

function nearest(value: number, unitsInOne: number): Acceptable {
  const scaled = value * unitsInOne;
  const slack = SLACK * unitsInOne;
  return between(Math.ceil(scaled - 0.5 - slack), Math.floor(scaled + 0.5 + slack), unitsInOne);
}

/** Every whole number that is at most half a unit away. */
export function whole(value: number): Acceptable {
  return nearest(value, 1);
}

/** Every number with one decimal that is at most half a tenth away. */
export function tenth(value: number): Acceptable {
  return nearest(value, 10);
}

/** A probability rounded up to thousandths; none is shown as smaller than 0.001. */
export function thousandthUp(probability: number): Acceptable {
  const upwards = (value: number) => Math.min(1000, Math.max(1, Math.ceil(1000 * value)));
  return between(upwards(probability - SLACK), upwards(probability + SLACK), 1000);
}
