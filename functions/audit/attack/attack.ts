/** Finds out what can be known of each of many counts, and stops at each as soon as that is little enough. */
import type { Highs } from "highs";
import type { Counts, Demand } from "./demand.ts";
import { type LinearModel, SLACK, type Sum } from "./linear-model.ts";
import { type Part, partsOf } from "./parts.ts";
import { PossibleCounts } from "./solver.ts";

/** What can be known of a sum. */
export type BoundsOf = (sum: Sum) => Counts;

/** A count, or a sum of some, that is not published, and of which too much must not be known. */
export interface Target {
  readonly sum: Sum;
  readonly demand: Demand;
  /** Whether so much may be known after all, for what can be known of other sums: asked where the demand is not met. */
  readonly excuse?: {
    readonly by: readonly Sum[];
    readonly holds: (known: Counts, boundsOf: BoundsOf) => boolean;
  };
}

/** A target, and what can be known of it. */
export interface Learned<Watching extends Target> {
  readonly target: Watching;
  readonly known: Counts;
}

/** A sum by the columns of a part. */
interface Placed {
  readonly known: number;
  readonly columns: readonly number[];
  readonly factors: readonly number[];
}

interface Watched<Watching extends Target> {
  readonly target: Watching;
  readonly sum: Placed;
  least: number;
  greatest: number;
}

/** How often all counts are pushed together, up or down whatever they lack. */
const SHARED_PUSHES = 4;
/** So many must be freed by one more push together, before each is pushed by itself. */
const WORTHWHILE = 3;
/** More than any count. */
const ENOUGH = 1e9;

/**
 * Every table that fits is a witness for all counts at once: what it shows of one, it shows of the others too.
 * @returns the targets of which too much is known, each by its own least and greatest value; undefined where nothing fits
 */
export function tooWellKnown<Watching extends Target>(
  model: LinearModel,
  targets: readonly Watching[],
  highs: Highs,
): Learned<Watching>[] | undefined {
  if (model.isContradictory) return undefined;
  const columnsOf = ({ sum, excuse }: Watching) =>
    [sum, ...(excuse?.by ?? [])].flatMap(({ terms }) => [...terms.keys()]);
  const { parts, placeOf } = partsOf(model, targets.map(columnsOf));
  const places = new Map<Sum, Placed>();
  const placed = (sum: Sum): Placed => {
    const found = places.get(sum) ?? {
      known: sum.known,
      columns: Array.from(sum.terms.keys(), (column) => placeOf(column).column),
      factors: [...sum.terms.values()],
    };
    places.set(sum, found);
    return found;
  };
  const byPart = Map.groupBy(targets, (target) => {
    const [first] = columnsOf(target);
    return first === undefined ? undefined : placeOf(first).part;
  });
  const watched = (part: number | undefined) =>
    (byPart.get(part) ?? []).map((target) => ({
      target,
      sum: placed(target.sum),
      least: Number.POSITIVE_INFINITY,
      greatest: Number.NEGATIVE_INFINITY,
    }));
  const found = watched(undefined).flatMap((each) => judged(each, ({ known }) => wholeWithin(known, known)));
  for (const [place, part] of parts.entries()) {
    const inPart = attackPart(part, watched(place), placed, highs);
    if (inPart === undefined) return undefined;
    found.push(...inPart);
  }
  return found;
}

function attackPart<Watching extends Target>(
  { model }: Part,
  targets: readonly Watched<Watching>[],
  placed: (sum: Sum) => Placed,
  highs: Highs,
): Learned<Watching>[] | undefined {
  const possible = new PossibleCounts(highs, model);
  try {
    const any = possible.any();
    if (any === undefined) return undefined;
    let open = stillOpen(targets, any);
    const push = (sums: readonly Placed[], sign: (place: number) => number) => {
      const counts = possible.greatest(weightsOf(sums, sign, model));
      open = stillOpen(open, counts);
      return counts;
    };
    const pushAll = (sign: (watched: Watched<Watching>, place: number) => number) => {
      const before = open;
      const signs = before.map(sign);
      push(
        before.map(({ sum }) => sum),
        (place) => signs[place] ?? 0,
      );
      return before.length - open.length;
    };
    for (let round = 0; round < SHARED_PUSHES && open.length > 0; round += 1) {
      pushAll((_, place) => signOf(place, round));
    }
    // Then each where it must still go, as long as that frees several at once.
    for (let round = 0; open.length > 0; round += 1) {
      if (pushAll((watched, place) => lackOf(watched) ?? signOf(place, round)) < WORTHWHILE) break;
    }
    const bounds = new Map<Sum, Counts>();
    const boundsOf = (sum: Sum) => {
      const at = placed(sum);
      const end = (sign: number) => valueIn(at, at.columns.length === 0 ? any : push([at], () => sign));
      const found = bounds.get(sum) ?? wholeWithin(end(-1), end(1));
      bounds.set(sum, found);
      return found;
    };
    const found: Learned<Watching>[] = [];
    for (let [next] = open; next !== undefined; [next] = open) {
      const lack = lackOf(next) ?? 1;
      push([next.sum], () => lack);
      if (open[0] !== next) continue;
      found.push(...judged(next, boundsOf));
      if (open[0] === next) open = open.slice(1);
    }
    return found;
  } finally {
    possible.dispose();
  }
}

function judged<Watching extends Target>({ target }: Watched<Watching>, boundsOf: BoundsOf): Learned<Watching>[] {
  const known = boundsOf(target.sum);
  return target.demand(known) || target.excuse?.holds(known, boundsOf) ? [] : [{ target, known }];
}

/** Whether a count must be shown to be possibly more (1) or possibly less (-1), where one of them would do. */
function lackOf({ target, least, greatest }: Watched<Target>): 1 | -1 | undefined {
  const { lowest, highest } = wholeWithin(least, greatest);
  const more = target.demand({ lowest, highest: ENOUGH });
  const less = target.demand({ lowest: -ENOUGH, highest });
  if (more === less) return undefined;
  return more ? 1 : -1;
}

/** By the digits of a binary number and their opposites: each count goes both ways, and any two part sooner or later. */
function signOf(place: number, round: number): number {
  const digit = (place >> (round >> 1)) & 1;
  return digit === (round & 1) ? 1 : -1;
}

function weightsOf(sums: readonly Placed[], sign: (place: number) => number, { lower }: LinearModel): Float64Array {
  const weights = new Float64Array(lower.length);
  for (const [place, { columns, factors }] of sums.entries()) {
    for (const [at, column] of columns.entries()) {
      weights[column] = (weights[column] ?? 0) + sign(place) * (factors[at] ?? 0);
    }
  }
  return weights;
}

function stillOpen<Watching extends Target>(
  targets: readonly Watched<Watching>[],
  counts: Float64Array,
): Watched<Watching>[] {
  return targets.filter((watched) => {
    const { target, sum } = watched;
    const value = valueIn(sum, counts);
    watched.least = Math.min(watched.least, value);
    watched.greatest = Math.max(watched.greatest, value);
    return !target.demand(wholeWithin(watched.least, watched.greatest));
  });
}

function valueIn({ known, columns, factors }: Placed, counts: Float64Array): number {
  let value = known;
  for (let at = 0; at < columns.length; at += 1) value += (factors[at] ?? 0) * (counts[columns[at] ?? 0] ?? 0);
  return value;
}

/** Counts are whole: what lies between two of them is none. */
export function wholeWithin(least: number, greatest: number): Counts {
  // Adding 0 takes the sign from a nought.
  return { lowest: Math.ceil(least - SLACK) + 0, highest: Math.floor(greatest + SLACK) + 0 };
}
