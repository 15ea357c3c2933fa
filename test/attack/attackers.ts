/** Attackers who guess one child's answer, or its well-being, from what a release publishes and from what they know beside it. */

import { NO_VALID_ANSWER } from "#shared/release/datasets/noised-counts.ts";
import { type DisclosurePolicy, type Ratio, varianceOf } from "#shared/release/policy.ts";
import {
  BOYS,
  breakdowns,
  categoryOf,
  EVERYBODY,
  GIRLS,
  type Group,
  groupKindOf,
  nameOfGroup,
} from "#shared/survey/breakdowns.ts";
import { derivedMeasuresOf } from "#shared/survey/derived.ts";
import { bandOfCode, bandsOf, type Item, itemsOf, type Questionnaire } from "#shared/survey/questionnaire.ts";
import type { KeptAbout, ResponseContent } from "#shared/survey/response.ts";
import type { Counted, Published } from "./published.ts";

/** A cell that gains one if the child gave this answer. */
interface Cell {
  readonly counted: Counted;
  readonly group: Group;
  readonly cell: string;
  readonly variance: number;
}

/** Every group that counts the child: everybody, its gender, and the nation's groups that it belongs to. */
export function groupsOf(about: KeptAbout): Group[] {
  return [EVERYBODY, ...breakdowns.map((breakdown) => ({ breakdown, category: categoryOf[breakdown](about) }))];
}

function varianceIn(variances: DisclosurePolicy["noise"]["questions"], group: Group): number {
  return varianceOf(variances[groupKindOf(nameOfGroup(group))] as Ratio);
}

/** Where a child with these answers is counted: the question's cell in each of its groups, a ladder's step, what is derived. */
export function cellsOf(
  child: ResponseContent,
  item: Item,
  questionnaire: Questionnaire,
  { noise }: DisclosurePolicy,
): Cell[] {
  const code = child.answers.get(item.id);
  const band = code === undefined ? null : bandOfCode(item.scale, code);
  const groups = groupsOf(child.about);
  return [
    ...groups.map((group) => ({
      counted: { level: "indicator", id: item.indicator } as const,
      group,
      cell: band ?? NO_VALID_ANSWER,
      variance: varianceIn(noise.questions, group),
    })),
    ...(item.scale.kind === "ladder" && code !== undefined
      ? [
          {
            counted: { level: "ladder", id: item.id } as const,
            group: EVERYBODY,
            cell: String(code),
            variance: varianceOf(noise.ladderSteps),
          },
        ]
      : []),
    ...derivedMeasuresOf(questionnaire).flatMap(({ id, bandOf }) =>
      groups.map((group) => ({
        counted: { level: "derived", id } as const,
        group,
        cell: bandOf(child.answers) ?? NO_VALID_ANSWER,
        variance: varianceIn(noise.derived, group),
      })),
    ),
  ];
}

/**
 * The logarithm of how much better the published counts fit one possible child than another, for whoever knows all others: the
 * counts less the others' are the child's cells and noise. Without noise it is the number of cells that fit, which decides
 * as surely.
 * @param others published without noise: what the attacker knows
 */
export function evidence(
  published: readonly Published[],
  others: Published,
  one: readonly Cell[],
  other: readonly Cell[],
): number {
  const place = ({ counted, group, cell }: Cell) => `${counted.level} ${counted.id} ${nameOfGroup(group)} ${cell}`;
  const [ofOne, ofOther] = [new Set(one.map(place)), new Set(other.map(place))];
  const left = ({ counted, group, cell }: Cell) =>
    published.reduce(
      (sum, each) => sum + each.count(counted, group, cell) - others.count(counted, group, cell) - 0.5,
      0,
    );
  const weigh = (cells: readonly Cell[], except: ReadonlySet<string>) =>
    cells.filter((cell) => !except.has(place(cell))).reduce((sum, cell) => sum + left(cell) / (cell.variance || 1), 0);
  return weigh(one, ofOther) - weigh(other, ofOne);
}

/** What an outsider sees of the only child of another gender: everybody less girls less boys, in one cell. */
export function restOf(published: Published, indicator: string, cell: string): number {
  const counted = { level: "indicator", id: indicator } as const;
  return [GIRLS, BOYS].reduce(
    (rest, group) => rest - published.count(counted, group, cell),
    published.count(counted, EVERYBODY, cell),
  );
}

/** How much more favourable than unfavourable the cells of all questions are. */
export function favour(questionnaire: Questionnaire, countIn: (indicator: string, cell: string) => number): number {
  return itemsOf(questionnaire).reduce((sum, { indicator, scale }) => {
    const bands = bandsOf(scale);
    const [best, worst] = [bands[0] ?? "", bands.at(-1) ?? ""];
    return sum + countIn(indicator, best) - countIn(indicator, worst);
  }, 0);
}

/**
 * All that a release says of a child, for whoever knows every other child's questionnaire in full: what is left in each group that
 * counts the child, weighed by how little noise is in it.
 */
export function leftOf(
  { about }: ResponseContent,
  published: Published,
  others: Published,
  { noise }: DisclosurePolicy,
) {
  const margins = groupsOf(about).map((group) => ({ group, weight: 1 / (varianceIn(noise.questions, group) || 1) }));
  const together = margins.reduce((sum, { weight }) => sum + weight, 0);
  return (indicator: string, cell: string) => {
    const counted = { level: "indicator", id: indicator } as const;
    return margins.reduce(
      (sum, { group, weight }) =>
        sum + (weight / together) * (published.count(counted, group, cell) - others.count(counted, group, cell)),
      0,
    );
  };
}

/** Respondents that the release has more than the attacker knows of, from everybody and from the child's gender. */
export function respondentsLeft(
  { about }: ResponseContent,
  published: Published,
  others: Published,
  { noise }: DisclosurePolicy,
  questionnaire: Questionnaire,
): number {
  const margins = groupsOf(about)
    .slice(0, 2)
    .map((group) => ({ group, weight: 1 / (varianceIn(noise.questions, group) || 1) }));
  const together = margins.reduce((sum, { weight }) => sum + weight, 0);
  const items = itemsOf(questionnaire);
  const left = (group: Group) =>
    items.reduce((sum, { indicator, scale }) => {
      const counted = { level: "indicator", id: indicator } as const;
      const cells = [...bandsOf(scale), NO_VALID_ANSWER];
      return cells.reduce(
        (all, cell) => all + published.count(counted, group, cell) - others.count(counted, group, cell),
        sum,
      );
    }, 0) / items.length;
  return margins.reduce((sum, { group, weight }) => sum + (weight / together) * left(group), 0);
}
