/** The definitions, word for word, over labels: no codes, no classes shared between nodes, nothing pruned. For tests. */
import type { Edition } from "#functions/generalise/anonymity/generalisation.ts";
import type { MicrodataRecord, SensitiveAttribute } from "#functions/generalise/anonymity/microdata.ts";

export interface BruteForced {
  readonly node: readonly number[];
  readonly suppressed: readonly number[];
  readonly loss: number;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function allNodes({ quasiIdentifiers, minimumNode }: Edition): number[][] {
  return quasiIdentifiers.reduce<number[][]>(
    (nodes, { hierarchy }, place) =>
      nodes.flatMap((node) =>
        hierarchy.levels.flatMap((_, level) => (level >= (minimumNode?.[place] ?? 0) ? [[...node, level]] : [])),
      ),
    [[]],
  );
}

function label({ quasiIdentifiers }: Edition, record: MicrodataRecord, place: number, level: number): string {
  const { name, hierarchy } = quasiIdentifiers[place] as Edition["quasiIdentifiers"][number];
  const row = (hierarchy.labels[0] ?? []).indexOf(record[name] ?? "");
  return hierarchy.labels[level]?.[hierarchy.codes[level]?.[row] ?? -1] as string;
}

const shareOf = (answers: readonly unknown[], answer: unknown) =>
  answers.filter((given) => given === answer).length / answers.length;

function distance({ order, values }: SensitiveAttribute, inClass: readonly unknown[], inTable: readonly unknown[]) {
  if (order === "nominal") {
    return sum([...values, undefined].map((value) => Math.abs(shareOf(inClass, value) - shareOf(inTable, value)))) / 2;
  }
  const missing = Math.abs(shareOf(inClass, undefined) - shareOf(inTable, undefined));
  const given = [inClass, inTable].map((answers) => answers.filter((answer) => answer !== undefined));
  const [givenInClass = [], givenInTable = []] = given;
  if (givenInClass.length === 0 || givenInTable.length === 0) return missing;
  const upTo = (answers: readonly unknown[], last: number) =>
    sum(values.slice(0, last + 1).map((value) => shareOf(answers, value)));
  const steps = values.slice(1).map((_, last) => Math.abs(upTo(givenInClass, last) - upTo(givenInTable, last)));
  return Math.max(missing, sum(steps) / steps.length);
}

function fails(edition: Edition, members: readonly MicrodataRecord[], left: readonly MicrodataRecord[]): boolean {
  const { sensitive = [], l, t } = edition;
  return sensitive.some((attribute) => {
    const inClass = members.map((member) => member[attribute.name]);
    const inTable = left.map((record) => record[attribute.name]);
    const distinct = new Set(inClass.filter((answer) => answer !== undefined)).size;
    if (l !== undefined && distinct < l) return true;
    return t !== undefined && distance(attribute, inClass, inTable) > t + 1e-9;
  });
}

function loss(edition: Edition, node: readonly number[], suppressed: ReadonlySet<number>): number {
  const losses = edition.quasiIdentifiers.map(({ hierarchy }, place) => {
    const domain = (hierarchy.labels[0] ?? []).map((value) => ({ [`attribute-${place}`]: value }));
    if (domain.length === 1) return 0;
    const level = node[place] ?? 0;
    const shares = edition.records.map((record, at) => {
      if (suppressed.has(at)) return 1;
      const written = label(edition, record, place, level);
      return domain.filter((value) => label(edition, value, place, level) === written).length / domain.length;
    });
    const least = 1 / domain.length;
    return (sum(shares) / shares.length - least) / (1 - least);
  });
  return losses.reduce((product, one) => product * (1 + one), 1) ** (1 / losses.length) - 1;
}

/** All acceptable nodes, in lexicographic order. */
export function bruteForced(edition: Edition): BruteForced[] {
  const { records, alreadySuppressed = new Set(), suppressionLimit } = edition;
  return allNodes(edition).flatMap((node) => {
    const classes = new Map<string, number[]>();
    for (const [at, record] of records.entries()) {
      if (alreadySuppressed.has(at)) continue;
      const key = node.map((level, place) => label(edition, record, place, level)).join("|");
      classes.set(key, [...(classes.get(key) ?? []), at]);
    }
    let left = [...classes.values()].filter(({ length }) => length >= edition.k);
    for (;;) {
      const recordsAt = (places: readonly number[]) => places.map((at) => records[at] as MicrodataRecord);
      const stay = left.filter((members) => !fails(edition, recordsAt(members), recordsAt(left.flat())));
      if (stay.length === left.length) break;
      left = stay;
    }
    const kept = new Set(left.flat());
    const suppressed = new Set([...records.keys()].filter((at) => !kept.has(at)));
    if (suppressed.size === records.length || suppressed.size / records.length > suppressionLimit) return [];
    const inOrder = [...suppressed].toSorted((one, other) => one - other);
    return [{ node, suppressed: inOrder, loss: loss(edition, node, suppressed) }];
  });
}

/** The first of those that lose least, to nine decimals, by steps of generalisation and then in lexicographic order. */
export function bruteForcedOptimum(edition: Edition): BruteForced | undefined {
  const all = bruteForced(edition);
  const least = Math.min(...all.map((one) => one.loss));
  return all.filter((one) => one.loss < least + 1e-9).toSorted((one, other) => sum(one.node) - sum(other.node))[0];
}
