/**
 * What a release of many authorities takes in each format:
 *
 *     npm run bench:formats -- --authorities 150 --respondents 100
 *
 * Sizes of all datasets; for the largest, how long the same rows take to be written, and how long one question about one
 * authority takes DuckDB, each as a ratio to CSV in the same run.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import { Nations } from "#functions/benchmark/counts/ladders.ts";
import { Releases } from "#functions/benchmark/counts/pools.ts";
import { figuresOf } from "#functions/benchmark/figures.ts";
import { csvLines } from "#functions/benchmark/files/csv.ts";
import { JsonFile } from "#functions/benchmark/files/json.ts";
import { ParquetFile } from "#functions/benchmark/files/parquet.ts";
import type { RowOf } from "#shared/release/dataset.ts";
import { benchmarks } from "#shared/release/datasets/benchmarks.ts";
import { SYNTHETIC_NOTICE } from "#shared/release/manifest.ts";
import { parquetPathOf } from "#shared/release/parquet-layout.ts";
import { noisePolicy } from "#shared/release/policy.ts";
import { runCommand } from "../../infra/local/command.ts";
import { writeBelow } from "../../infra/local/pull-release.ts";
import { askDuckDb } from "../duckdb.ts";
import { markdownTable } from "./markdown.ts";
import { evenCampaigns, nationsFrom, releasedFrom } from "./synthetic-counts.ts";

const INSTRUMENTS = ["ylyc-4-7", "ylyc-8-11", "ylyc-11-17"] as const;
const SEED = 7;
const ROWS_AT_ONCE = 500;

const wishes = z.object({
  authorities: z.coerce.number().int().min(1),
  respondents: z.coerce.number().int().min(10),
});

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const ratio = (one: number, other: number) => (one / other).toFixed(2);

async function timed(act: () => unknown): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

/** The best of three: the machine has other things to do. */
async function best(act: () => unknown): Promise<number> {
  return Math.min(await timed(act), await timed(act), await timed(act));
}

function inBatches<Row>(rows: readonly Row[], write: (batch: readonly Row[]) => unknown): void {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) write(rows.slice(start, start + ROWS_AT_ONCE));
}

async function compare({ authorities, respondents }: z.infer<typeof wishes>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "bright-spots-formats-"));
  try {
    const campaigns = evenCampaigns(authorities, INSTRUMENTS, respondents);
    const released = releasedFrom(campaigns, SEED);
    const nations = new Nations(nationsFrom(campaigns, SEED));
    const planned = released.map(({ campaign }) => campaign);
    const { datasets } = figuresOf(new Releases(released), nations, planned, noisePolicy, SYNTHETIC_NOTICE);
    const sizes: string[][] = [];
    let largest: RowOf<typeof benchmarks>[] = [];
    for (const dataset of datasets) {
      const { file } = dataset.csv();
      const typed = dataset.typedFormats();
      for (const { path, bytes } of [file, ...typed]) await writeBelow(folder, path, bytes);
      const [json, parquet] = typed.map(({ bytes }) => bytes.byteLength);
      const csv = file.bytes.byteLength;
      sizes.push([
        `\`${dataset.dataset.name}\``,
        file.rows.toLocaleString("en-GB"),
        ...[csv, json ?? 0, parquet ?? 0].map(megabytes),
        `1 : ${(csv / (parquet ?? 1)).toFixed(0)}`,
      ]);
      // Enough for the times, few enough to hold beside everything else.
      if (dataset.dataset.name === benchmarks.name) {
        largest = parse(Buffer.from(file.bytes), { columns: true, to: 100_000 }) as RowOf<typeof benchmarks>[];
      }
    }
    const writing = {
      csv: await best(() => inBatches(largest, (rows) => csvLines(benchmarks, rows))),
      json: await best(() => {
        const file = new JsonFile(benchmarks, SYNTHETIC_NOTICE);
        inBatches(largest, (rows) => file.add(rows));
        return file.bytes();
      }),
      parquet: await best(() => {
        const file = new ParquetFile(benchmarks, SYNTHETIC_NOTICE);
        inBatches(largest, (rows) => file.add(rows));
        return file.bytes();
      }),
    };
    const asking = (from: string) =>
      best(() =>
        askDuckDb(`SELECT measure, band, band_percent FROM ${from} WHERE old_la_code = '101' AND gender = 'girl'`),
      );
    const reading = {
      csv: await asking(`read_csv('${join(folder, benchmarks.path)}', all_varchar = true)`),
      parquet: await asking(`'${join(folder, parquetPathOf(benchmarks))}'`),
    };
    process.stdout.write(
      `${[
        `SYNTHETIC: ${authorities} authorities, ${INSTRUMENTS.length} instruments, ${respondents} respondents each.`,
        markdownTable(["Dataset", "Rows", "CSV, MB", "JSON, MB", "Parquet, MB", "Parquet : CSV"], sizes),
        markdownTable(
          [`${largest.length.toLocaleString("en-GB")} rows of \`benchmarks\``, "CSV", "JSON", "Parquet"],
          [
            ["written, seconds", ...Object.values(writing).map((time) => (time / 1e3).toFixed(2))],
            ["written, to CSV", ...Object.values(writing).map((time) => ratio(time, writing.csv))],
            ["one authority's girls out of all rows, DuckDB, to CSV", "1.00", "-", ratio(reading.parquet, reading.csv)],
          ],
        ),
      ].join("\n\n")}\n`,
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}

await runCommand({
  usage: "npm run bench:formats [-- --authorities NUMBER] [--respondents NUMBER]",
  read() {
    const { values } = parseArgs({
      options: {
        authorities: { type: "string", default: "150" },
        respondents: { type: "string", default: "100" },
      },
    });
    return wishes.parse(values);
  },
  run: compare,
});
