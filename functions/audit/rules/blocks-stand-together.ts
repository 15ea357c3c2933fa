import { type ComparisonStatus, statuses } from "#shared/release/comparison.ts";
import { symbols } from "#shared/release/dataset.ts";
import { type Block, type Blocks, blocksOf, type Interval, SHOWN, stateOf } from "../blocks.ts";
import { subjectOf } from "../night.ts";
import { type Faults, faultless, faultsOf, type Rule } from "../rule.ts";

type Fields = Readonly<Record<string, string>>;

/**
 * The figures of a block are shown together or missing together, with the one symbol that the status of the row gives. An
 * authority's group is shown in all measures or in none, whichever file is read. An interval holds its figure and stays
 * inside the scale.
 */
export const blocksStandTogether: Rule = {
  name: "blocks-stand-together",
  remedy: "look at how benchmark shows the block; a figure beside a missing one is no danger, but wrong",
  begin() {
    /** By campaign and group: whether it is confidential. */
    const groups = new Map<string, boolean>();
    return {
      open({ name }) {
        const found = blocksOf(name);
        return found && { judge: ({ fields }) => rowFaults(found, fields, groups) };
      },
    };
  },
};

function rowFaults({ blocks, intervals }: Blocks, fields: Fields, groups: Map<string, boolean>): Faults {
  const faults = [
    ...statusFaults(fields),
    ...blocks.flatMap((block) => blockFaults(block, fields, groups)),
    ...intervals.flatMap((interval) => intervalFaults(interval, fields)),
    ...["p_value", "q_value"].flatMap((column) => probabilityFaults(column, fields)),
  ];
  return faults.length === 0 ? faultless : faults;
}

function isStatus(status: string): status is ComparisonStatus {
  return (statuses as readonly string[]).includes(status);
}

function statusFaults({ status }: Fields): Faults {
  return status === undefined || isStatus(status) ? faultless : ["status is not one of those that comparisons have"];
}

function blockFaults({ columns, byStatus, when, group }: Block, fields: Fields, groups: Map<string, boolean>): Faults {
  if (when?.(fields) === false) return faultless;
  const place = columns.join(", ");
  const state = stateOf(columns, fields);
  if (state === undefined)
    return [`${place}: holds figures beside symbols, or several symbols, and should hold one kind`];
  const { status = "" } = fields;
  if (byStatus !== undefined && isStatus(status) && !byStatus[status].includes(state)) {
    return [`${place}: holds ${state === SHOWN ? "figures" : state}, which the status ${status} does not allow`];
  }
  return group === undefined ? faultless : groupFaults(`${subjectOf(fields)} ${group(fields)}`, place, state, groups);
}

/** What nearly nobody answered, or waits for the nation's count, says nothing of the group. */
function groupFaults(name: string, place: string, state: string, groups: Map<string, boolean>): Faults {
  if (state !== SHOWN && state !== symbols.confidential) return faultless;
  const isConfidential = state === symbols.confidential;
  const before = groups.get(name);
  groups.set(name, before ?? isConfidential);
  return faultsOf([
    before !== undefined && before !== isConfidential,
    `${place}: is ${isConfidential ? "confidential" : "shown"} of a group that elsewhere is not`,
  ]);
}

function intervalFaults({ lower, upper, inside, from, to }: Interval, fields: Fields): Faults {
  const [lowest, highest] = [Number(fields[lower]), Number(fields[upper])];
  // That a symbol stands beside figures is seen with the block.
  if (Number.isNaN(lowest) || Number.isNaN(highest)) return faultless;
  const isOutside = (column: string) => Number(fields[column]) < lowest || Number(fields[column]) > highest;
  return faultsOf(
    [lowest < from || highest > to, `${lower}, ${upper}: reaches beyond ${from} to ${to}`],
    [lowest > highest, `${lower}, ${upper}: has its ends in the wrong order`],
    [inside.some(isOutside), `${lower}, ${upper}: does not hold ${inside.join(", ")}`],
  );
}

function probabilityFaults(column: string, fields: Fields): Faults {
  const probability = Number(fields[column] ?? Number.NaN);
  return faultsOf([probability <= 0 || probability > 1, `${column} is not above 0 and at most 1`]);
}
