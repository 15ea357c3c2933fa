/**
 * A row fills the columns of its own geographic level, and a local authority's those of its region; those of any level that
 * it does not lie in hold `z`. A national row with an authority's code would be counted as that authority's.
 */
import { columnsOf, type GeographicLevel, geographicLevels } from "../geography.ts";
import type { SectorCheck } from "../sector-check.ts";

export const geographyIsFilledForItsLevel: SectorCheck = {
  name: "geography-is-filled-for-its-level",
  begin({ header }) {
    const expected = new Map([...geographicLevels].map(([level, area]) => [level, expectedOf(level, area, header)]));
    return {
      row({ fields }) {
        const { missing, filled, empty } = expected.get(fields.geographic_level ?? "") ?? nothingExpected;
        return [
          ...missing.map((column) => ({ column, detail: "is not there, though rows are of its level" })),
          ...filled
            .filter((column) => fields[column] === "z")
            .map((column) => ({ column, detail: "says nothing, though the row is of its level" })),
          ...empty
            .filter((column) => !isEmpty(fields[column]))
            .map((column) => ({ column, detail: "is filled, though the row is of another level" })),
        ];
      },
    };
  },
};

interface Expected {
  /** Columns that the header lacks. */
  readonly missing: readonly string[];
  readonly filled: readonly string[];
  readonly empty: readonly string[];
}

const nothingExpected: Expected = { missing: [], filled: [], empty: [] };

/** Every row names its country: another check requires it. */
const EVERY_ROWS = "National";

function expectedOf(
  level: string,
  { mustName = [], mayName = [] }: GeographicLevel,
  header: readonly string[],
): Expected {
  const own = [level, ...mustName].filter((name) => name !== EVERY_ROWS).flatMap(columnsOfLevel);
  const others = [...geographicLevels.keys()].filter(
    (name) => ![EVERY_ROWS, level, ...mustName, ...mayName].includes(name),
  );
  return {
    missing: own.filter((column) => !header.includes(column)),
    filled: own.filter((column) => header.includes(column)),
    empty: others.flatMap(columnsOfLevel).filter((column) => header.includes(column)),
  };
}

function columnsOfLevel(level: string): readonly string[] {
  const area = geographicLevels.get(level);
  return area === undefined ? [] : columnsOf(area);
}

/** Blank, which another check refuses, is empty as well. */
function isEmpty(cell: string | undefined): boolean {
  return cell === "z" || cell === "";
}
