/**
 * Countries and regions stand under the code and the name that the department's register gives them, both together: readers
 * join files by the one and print the other.
 */
import { faultless, type SectorCheck } from "../sector-check.ts";

const unknownPlace = ["x", "Not available"] as const;
const unitedKingdom = "United Kingdom";

const registers: Readonly<Record<"country" | "region", readonly (readonly [code: string, name: string])[]>> = {
  country: [
    ["E92000001", "England"],
    ["K02000001", unitedKingdom],
    ["K03000001", "Great Britain"],
    ["K04000001", "England and Wales"],
    ["N92000002", "Northern Ireland"],
    ["S92000003", "Scotland"],
    ["W92000004", "Wales"],
    ["z", "England, Wales and Northern Ireland"],
    ["z", "Outside of England and unknown"],
    ["z", `Outside of the ${unitedKingdom} and unknown`],
    ["z", "Outside of England"],
    ["z", `Outside of the ${unitedKingdom}`],
    unknownPlace,
  ],
  region: [
    ["E12000001", "North East"],
    ["E12000002", "North West"],
    ["E12000003", "Yorkshire and The Humber"],
    ["E12000004", "East Midlands"],
    ["E12000005", "West Midlands"],
    ["E12000006", "East of England"],
    ["E12000007", "London"],
    ["E12000008", "South East"],
    ["E12000009", "South West"],
    ["E13000001", "Inner London"],
    ["E13000002", "Outer London"],
    ["z", "Outside of England and unknown"],
    ["z", `Outside of ${unitedKingdom} and unknown`],
    ["z", "Outside of England"],
    ["z", `Outside of ${unitedKingdom}`],
    ["z", "z"],
    unknownPlace,
  ],
};

const known = Object.entries(registers).map(([place, pairs]) => ({
  code: `${place}_code`,
  name: `${place}_name`,
  pairs: new Set(pairs.map(([code, name]) => `${code} ${name}`)),
}));

export const countriesAndRegionsAreKnown: SectorCheck = {
  name: "countries-and-regions-are-known",
  begin: ({ header }) => ({
    row({ fields }) {
      const wrong = known.filter(({ code, name, pairs }) => {
        if (!header.includes(code) || !header.includes(name)) return false;
        const isBlank = fields[code] === "" || fields[name] === "";
        return !isBlank && !pairs.has(`${fields[code]} ${fields[name]}`);
      });
      return wrong.length === 0
        ? faultless
        : wrong.map(({ name }) => ({ column: name, detail: "is not what the register calls the place of this code" }));
    },
  }),
};
