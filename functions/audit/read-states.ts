/** The first pass over a draft: what its own figures, and those of the nation, show of every cell. */
import type { DatasetDefinition } from "#shared/release/dataset.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { national } from "#shared/release/datasets/national.ts";
import { benchmarksCellOf } from "./benchmarks-cells.ts";
import { CellStates } from "./cell-states.ts";
import { type CsvRow, NotTheDataset, rowsOf } from "./csv-rows.ts";
import { type Gathered, nameOfCampaign } from "./evidence.ts";
import { nationalPlaceOf, nationOfRow, nationsIn } from "./nations.ts";
import { shownOwn } from "./shown.ts";

/** By `nameOfCampaign`, and by the name of a nation. */
export type States = ReadonlyMap<string, CellStates>;

export async function readStates(gathered: Gathered): Promise<States> {
  const nations = nationsIn(gathered);
  const states = new Map<string, CellStates>();
  for (const [name, { exact }] of gathered.campaigns) states.set(name, new CellStates(exact.layout));
  for (const [name, { layout }] of nations) states.set(name, new CellStates(layout));
  await readRows(gathered, benchmarks, ({ fields }) => {
    const cell = benchmarksCellOf(fields, gathered);
    if (cell !== undefined) states.get(nameOfCampaign(cell.known))?.note(cell.block, cell.band, shownOwn(fields));
  });
  await readRows(gathered, national, ({ fields }) => {
    const nation = nationOfRow(fields, nations);
    const place = nation && nationalPlaceOf(fields, nation.layout);
    if (place !== undefined) states.get(nation?.name ?? "")?.note(place.block, place.band, shownOwn(fields));
  });
  return states;
}

async function readRows<Dataset extends DatasetDefinition>(
  { draft }: Gathered,
  { path, columns }: Dataset,
  read: (row: CsvRow<Dataset["columns"][number]["name"]>) => void,
): Promise<void> {
  const bytes = draft.files.get(path);
  if (bytes === undefined) return;
  try {
    for await (const row of rowsOf<Dataset["columns"][number]["name"]>(bytes, columns)) read(row);
  } catch (error) {
    // What is no such file is found when the rules read it.
    if (!(error instanceof NotTheDataset)) throw error;
  }
}
