/** How many respondents each authority has in each instrument. */
import type { Chance } from "./chance.ts";
import { standardNormalQuantile } from "./normal.ts";

const MEDIAN_BLOCK = 110;
const SPREAD_OF_BLOCKS = 0.6;
const SMALLEST_BLOCK = 25;
const LARGEST_BLOCK = 350;
/** How far an authority's mix of instruments strays from the wave's, on the log scale. */
const SPREAD_OF_MIX = 0.25;

/**
 * Log-normal block sizes between the smallest and the largest seen, scaled so that they sum to `respondents`. Drawn one
 * from each equal slice of the distribution: a wave always has small authorities, whatever its seed.
 *
 * @throws RangeError when so many respondents cannot be shared out inside those limits
 */
export function blockSizes(authorities: number, respondents: number, chance: Chance): number[] {
  if (respondents < authorities * SMALLEST_BLOCK || respondents > authorities * LARGEST_BLOCK) {
    throw new RangeError("blocks of 25 to 350 cannot sum to so many respondents");
  }
  const slices = chance.shuffled(Array.from({ length: authorities }, (_, slice) => slice));
  const drawn = slices.map(
    (slice) =>
      MEDIAN_BLOCK *
      Math.exp(SPREAD_OF_BLOCKS * standardNormalQuantile((slice + 0.1 + 0.8 * chance.uniform()) / authorities)),
  );
  const limited = (scale: number) =>
    drawn.map((size) => Math.round(Math.min(LARGEST_BLOCK, Math.max(SMALLEST_BLOCK, size * scale))));
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

  let [low, high] = [0, LARGEST_BLOCK];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (sum(limited(middle)) > respondents) high = middle;
    else low = middle;
  }
  const sizes = limited(low);
  // Rounding leaves a handful over; they go to the blocks in turn that still have room.
  for (let left = respondents - sum(sizes), at = 0; left > 0; at = (at + 1) % authorities) {
    const size = sizes[at] ?? LARGEST_BLOCK;
    if (size >= LARGEST_BLOCK) continue;
    sizes[at] = size + 1;
    left -= 1;
  }
  return sizes;
}

/**
 * Shares the blocks (rows) over the instruments (columns). Every row and every column sums exactly to what was given.
 * The two must have the same sum.
 */
export function shareOut(rows: readonly number[], columns: readonly number[], chance: Chance): number[][] {
  const wanted = rows.map(() => columns.map((size) => size * Math.exp(SPREAD_OF_MIX * chance.normal())));
  // Iterative proportional fitting (Deming and Stephan 1940) to both margins.
  for (let round = 0; round < 50; round++) {
    for (const [at, row] of wanted.entries()) scale(row, (rows[at] ?? 0) / row.reduce((sum, cell) => sum + cell, 0));
    for (const [at, size] of columns.entries()) {
      const factor = size / wanted.reduce((sum, row) => sum + (row[at] ?? 0), 0);
      for (const row of wanted) row[at] = (row[at] ?? 0) * factor;
    }
  }
  const whole = wanted.map((row) => row.map(Math.floor));
  const missingInRow = whole.map((row, at) => (rows[at] ?? 0) - row.reduce((sum, cell) => sum + cell, 0));
  const missingInColumn = columns.map((size, at) => size - whole.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  const cells = wanted
    .flatMap((row, r) => row.map((cell, c) => ({ r, c, left: cell - Math.floor(cell) })))
    .toSorted((a, b) => b.left - a.left);
  // As long as anything is missing, some row and some column both miss it, so a few passes always finish.
  while (missingInRow.some((missing) => missing > 0)) {
    for (const { r, c } of cells) {
      const row = whole[r];
      if (row === undefined || (missingInRow[r] ?? 0) <= 0 || (missingInColumn[c] ?? 0) <= 0) continue;
      row[c] = (row[c] ?? 0) + 1;
      missingInRow[r] = (missingInRow[r] ?? 0) - 1;
      missingInColumn[c] = (missingInColumn[c] ?? 0) - 1;
    }
  }
  return whole;
}

function scale(cells: number[], factor: number): void {
  for (const [at, cell] of cells.entries()) cells[at] = cell * factor;
}
