import { describe, expect, test } from "vitest";
import { hierarchyOf } from "#functions/generalise/anonymity/hierarchy.ts";
import {
  encode,
  InvalidAttributesError,
  type Microdata,
  UnknownValueError,
} from "#functions/generalise/anonymity/microdata.ts";

const sexes = hierarchyOf({
  levels: ["exact", "any"],
  rows: [
    ["m", "*"],
    ["f", "*"],
  ],
});
const microdata: Microdata = {
  records: [
    { sex: "f", safe: "yes" },
    { sex: "m", safe: undefined },
    { sex: "f", safe: "no" },
  ],
  quasiIdentifiers: [{ name: "sex", hierarchy: sexes }],
  sensitive: [{ name: "safe", order: "nominal", values: ["no", "yes"] }],
};
const replaced = (place: number, record: Microdata["records"][number]): Microdata => ({
  ...microdata,
  records: microdata.records.with(place, record),
});

describe("encoded records", () => {
  test("are columns of codes for every level, a missing answer last", () => {
    const { quasiIdentifiers, sensitive } = encode(microdata);
    expect(quasiIdentifiers[0]?.codes.map((codes) => [...codes])).toEqual([
      [1, 0, 1],
      [0, 0, 0],
    ]);
    expect([...(sensitive[0]?.codes ?? [])]).toEqual([1, 2, 0]);
  });

  test("leave out those suppressed already, and count them all the same", () => {
    const encoded = encode({ ...microdata, alreadySuppressed: new Set([0]) });
    expect([encoded.size, [...encoded.places]]).toEqual([3, [1, 2]]);
    expect([...(encoded.quasiIdentifiers[0]?.codes[0] ?? [])]).toEqual([0, 1]);
    expect([...(encoded.sensitive[0]?.codes ?? [])]).toEqual([2, 0]);
  });

  test.each([
    ["a quasi-identifier without value", "sex", { safe: "no" }],
    ["a quasi-identifier outside its hierarchy", "sex", { sex: "secret", safe: "no" }],
    ["an answer that cannot be given", "safe", { sex: "f", safe: "secret" }],
  ])("refuse %s, and say where but not what it is", (_, attribute, record) => {
    const refused = () => encode(replaced(1, record));
    expect(refused).toThrow(UnknownValueError);
    expect(refused).toThrow(expect.objectContaining({ attribute, place: 1 }));
    expect(refused).not.toThrow(/secret/);
  });

  test("refuse to have no quasi-identifier, and two attributes of one name", () => {
    expect(() => encode({ ...microdata, quasiIdentifiers: [] })).toThrow(InvalidAttributesError);
    const twice = { ...microdata, sensitive: [{ name: "sex", order: "nominal", values: ["m", "f"] } as const] };
    expect(() => encode(twice)).toThrow(expect.objectContaining({ repeated: ["sex"] }));
  });
});
