/** Small editions of every kind, so small that all of it can be worked out by hand, or by `brute-force.ts`. */
import fc from "fast-check";
import type { Edition } from "#functions/generalise/anonymity/generalisation.ts";
import { type Hierarchy, hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import type { MicrodataRecord, SensitiveAttribute } from "#functions/generalise/anonymity/microdata.ts";

/** One to four levels over two to five values; the top may leave more than one. */
export const someHierarchy: fc.Arbitrary<Hierarchy> = fc
  .tuple(
    fc.integer({ min: 2, max: 5 }),
    fc.array(fc.array(fc.nat(2), { minLength: 5, maxLength: 5 }), { maxLength: 3 }),
  )
  .map(([values, merges]) => {
    const rows = Array.from({ length: values }, (_, value) => {
      const codes = [value];
      for (const merge of merges) codes.push(merge[codes.at(-1) ?? 0] ?? 0);
      return codes.map((code, level) => `${level}:${code}`);
    });
    return hierarchyOf({ levels: ["exact", ...merges.map((_, level) => `level ${level + 1}`)], rows });
  });

const someSensitive = (name: string): fc.Arbitrary<SensitiveAttribute> =>
  fc.record({
    name: fc.constant(name),
    order: fc.constantFrom("ordinal" as const, "nominal" as const),
    values: fc.constantFrom(["no", "yes"], ["low", "middle", "high"]),
  });

const someAttributes = fc.record({
  hierarchies: fc.array(someHierarchy, { minLength: 1, maxLength: 3 }),
  sensitive: fc.oneof(
    fc.constant([]),
    fc.tuple(someSensitive("first")),
    fc.tuple(someSensitive("first"), someSensitive("second")),
  ),
});

const someCriteria = fc.record({
  k: fc.integer({ min: 1, max: 5 }),
  l: fc.constantFrom(undefined, 2, 3),
  t: fc.oneof(fc.constant(undefined), fc.constantFrom(0, 0.2, 0.5), fc.double({ min: 0, max: 1, noNaN: true })),
  suppressionLimit: fc.constantFrom(0, 0.04, 0.1, 0.3, 0.6, 1),
});

/** Every record has a name that nobody else has, and that no release may show. */
export const someEdition: fc.Arbitrary<Edition> = fc
  .tuple(someAttributes, someCriteria)
  .chain(([{ hierarchies, sensitive }, criteria]) => {
    const quasiIdentifiers = hierarchies.map((hierarchy, place) => ({ name: `attribute-${place}`, hierarchy }));
    const values: Record<string, fc.Arbitrary<string | undefined>> = {};
    for (const { name, hierarchy } of quasiIdentifiers) values[name] = fc.constantFrom(...(hierarchy.labels[0] ?? []));
    for (const { name, values: answers } of sensitive) values[name] = fc.constantFrom(...answers, undefined);
    const someRecords = fc
      .array(fc.record(values), { maxLength: 24 })
      .map((records) => records.map((record, place): MicrodataRecord => ({ ...record, name: `name-${place}` })));
    return fc.record({
      records: someRecords,
      quasiIdentifiers: fc.constant(quasiIdentifiers),
      sensitive: fc.constant(sensitive),
      k: fc.constant(criteria.k),
      l: fc.constant(criteria.l),
      t: fc.constant(criteria.t),
      suppressionLimit: fc.constant(criteria.suppressionLimit),
    });
  });

/** With a minimum node and records that are suppressed already. */
export const someNestedEdition: fc.Arbitrary<Edition> = someEdition.chain((edition) =>
  fc
    .tuple(
      fc.tuple(...edition.quasiIdentifiers.map(({ hierarchy }) => fc.nat(hierarchy.levels.length - 1))),
      fc.subarray([...edition.records.keys()]),
    )
    .map(([minimumNode, suppressed]) => ({ ...edition, minimumNode, alreadySuppressed: new Set(suppressed) })),
);

/** Of more attributes and records, with k alone: the search has many ways to go wrong between the levels of a lattice. */
export const someLatticeEdition: fc.Arbitrary<Edition> = fc
  .tuple(
    fc.array(someHierarchy, { minLength: 3, maxLength: 5 }),
    fc.array(fc.array(fc.nat(), { minLength: 5, maxLength: 5 }), { minLength: 10, maxLength: 40 }),
    fc.integer({ min: 2, max: 4 }),
    fc.constantFrom(0, 0.1, 0.2, 0.4),
  )
  .map(([hierarchies, rows, k, suppressionLimit]) => {
    const quasiIdentifiers = hierarchies.map((hierarchy, place) => ({ name: `attribute-${place}`, hierarchy }));
    const records = rows.map((row) =>
      Object.fromEntries(
        quasiIdentifiers.map(({ name, hierarchy: { labels } }, place) => {
          const values = labels[0] ?? [];
          return [name, values[(row[place] ?? 0) % values.length]];
        }),
      ),
    );
    return { records, quasiIdentifiers, k, suppressionLimit };
  });
