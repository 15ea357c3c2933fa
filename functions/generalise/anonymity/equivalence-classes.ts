/** Equivalence classes: the records that are alike in every quasi-identifier once they are generalised. */

import type { Node } from "./lattice.ts";
import type { EncodedMicrodata } from "./microdata.ts";

export interface EquivalenceClasses {
  readonly count: number;
  /** Of each living record: its class, from 0. */
  readonly classOf: Int32Array;
  /** Of each class, as many as `count` says: its records. */
  readonly sizes: Int32Array;
  /** Of each class, as many as `count` says: its first record, which stands for all of them. */
  readonly firsts: Int32Array;
}

/** The same, to be written over again and again: a search looks at thousands of partitions and keeps few. */
export type Room = { -readonly [Field in keyof EquivalenceClasses]: EquivalenceClasses[Field] };

export function roomFor(records: number): Room {
  return {
    count: 0,
    classOf: new Int32Array(records),
    sizes: new Int32Array(records),
    firsts: new Int32Array(records),
  };
}

/** All records in one class: alike in everything as long as no attribute is looked at. */
export function undivided(records: number): EquivalenceClasses {
  return {
    count: Math.min(records, 1),
    classOf: new Int32Array(records),
    sizes: Int32Array.of(records),
    firsts: Int32Array.of(0),
  };
}

/** Splits classes by one more attribute, in time linear in the records, and writes the finer ones into the room given. */
export type Refine = (coarser: EquivalenceClasses, codes: Int32Array, finer: Room) => void;

/**
 * A hash table with open addressing, at most half full, that holds classes and finds them by the class that they were part
 * of and the code of the attribute. It is made once for all refinements of so many records.
 */
export function refinerOf(records: number): Refine {
  const bits = Math.max(1, Math.ceil(Math.log2(2 * records + 1)));
  const slots = new Int32Array(2 ** bits);
  const lastSlot = slots.length - 1;
  return (coarser, codes, finer) => {
    slots.fill(0);
    const { classOf: partOf } = coarser;
    const { classOf, sizes, firsts } = finer;
    let count = 0;
    for (let record = 0; record < records; record += 1) {
      const part = partOf[record] as number;
      const code = codes[record] as number;
      // Multiplicative hashing (Knuth 1998, volume 3, section 6.4) by odd numbers near the golden ratio of 2 to the 32.
      let slot = (Math.imul(part, 0x9e3779b1) ^ Math.imul(code, 0x85ebca6b)) >>> (32 - bits);
      let found = -1;
      for (;;) {
        // Zero is an empty slot.
        const held = (slots[slot] as number) - 1;
        if (held < 0) break;
        const first = firsts[held] as number;
        if (partOf[first] === part && codes[first] === code) {
          found = held;
          break;
        }
        slot = (slot + 1) & lastSlot;
      }
      if (found < 0) {
        found = count;
        count += 1;
        slots[slot] = count;
        firsts[found] = record;
        sizes[found] = 0;
      }
      classOf[record] = found;
      sizes[found] = (sizes[found] as number) + 1;
    }
    finer.count = count;
  };
}

/**
 * The classes of the living records when every quasi-identifier is generalised to its level of the node.
 *
 * Source: L. Sweeney (2002), k-anonymity: a model for protecting privacy, International Journal of Uncertainty, Fuzziness
 * and Knowledge-Based Systems 10, 557-570.
 *
 * @example ages 11, 12, 13 in bands of two years (11-12, 13-14): two classes, of 2 records and of 1
 */
export function equivalenceClasses({ places, quasiIdentifiers }: EncodedMicrodata, node: Node): EquivalenceClasses {
  const refine = refinerOf(places.length);
  let classes = undivided(places.length);
  let [room, next] = [roomFor(places.length), roomFor(places.length)];
  for (const [attribute, { codes }] of quasiIdentifiers.entries()) {
    refine(classes, codes[node[attribute] ?? 0] as Int32Array, room);
    classes = room;
    [room, next] = [next, room];
  }
  return classes;
}
