/**
 * Measures the search for the generalisation that loses least, and verifies its optimum against a search that judges every
 * node of the lattice for itself:
 *
 *     node_modules/.bin/node test/bench/lattice.ts --records 30000 --seed 7
 *
 * Prints two tables for the README, on SYNTHETIC records in the shape of the Adult census data: nine quasi-identifiers,
 * two sensitive answers. The same seed gives the same optimum.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { type Edition, judge, prepare } from "#functions/generalise/anonymity/generalisation.ts";
import { nodesOf } from "#functions/generalise/anonymity/lattice.ts";
import { riskReport } from "#functions/generalise/anonymity/risk-report.ts";
import { compareGeneralisations, leastGeneralisation } from "#functions/generalise/anonymity/search.ts";
import { runCommand } from "../../infra/local/command.ts";
import {
  adultLikeRecords,
  adultQuasiIdentifiers,
  adultSensitive,
} from "../functions/generalise/anonymity/adult-like-records.ts";
import { markdownTable, percent } from "./markdown.ts";
import { withProgress } from "./progress.ts";

const wishes = z.object({ records: z.coerce.number().int().min(1), seed: z.coerce.number().int().min(0) });
type Wishes = z.infer<typeof wishes>;

function read() {
  const { values } = parseArgs({
    options: { records: { type: "string", default: "30000" }, seed: { type: "string", default: "7" } },
  });
  return wishes.parse(values);
}

const say = (text = "") => process.stdout.write(`${text}\n`);

interface Timed<Result> {
  readonly result: Result;
  readonly seconds: number;
  /** What the machine worked on it: the same however busy it is with other things. */
  readonly processorSeconds: number;
}

function timed<Result>(work: () => Result): Timed<Result> {
  const [started, usedBefore] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(usedBefore);
  return { result, seconds: (performance.now() - started) / 1_000, processorSeconds: (user + system) / 1_000_000 };
}

interface Found {
  readonly node: readonly number[];
  readonly loss: number;
}

/** Nothing is concluded from one node about another. */
function optimumOfAllNodes(edition: Edition): { readonly best: Found | undefined; readonly acceptable: number } {
  const prepared = prepare(edition);
  let best: Found | undefined;
  let acceptable = 0;
  withProgress("every node", [...nodesOf(prepared.lattice)], (node) => {
    const judged = judge(prepared, node);
    if (judged === undefined) return;
    acceptable += 1;
    if (best === undefined || compareGeneralisations(judged, best) < 0) best = { node, loss: judged.loss };
  });
  return { best, acceptable };
}

async function measure({ records, seed }: Wishes): Promise<number> {
  const edition: Edition = {
    records: adultLikeRecords(records, seed),
    quasiIdentifiers: adultQuasiIdentifiers,
    sensitive: adultSensitive,
    k: 5,
    l: 2,
    t: 0.2,
    suppressionLimit: 0.04,
  };
  const search = timed(() => leastGeneralisation(edition));
  const optimum = search.result;
  if (optimum === undefined) throw new Error("no node is acceptable");
  const exhaustive = timed(() => optimumOfAllNodes(edition));
  const { best, acceptable } = exhaustive.result;
  const isSame = best?.node.join() === optimum.node.join() && best.loss === optimum.loss;
  const report = riskReport(edition, optimum);

  say(
    `${records} SYNTHETIC records, seed ${seed}, nine quasi-identifiers; k 5, distinct l 2, t 0.2, at most 4% suppressed:`,
  );
  say();
  const row = (name: string, checked: number, groupings: number, { seconds, processorSeconds }: Timed<unknown>) =>
    [name, checked, groupings, seconds.toFixed(1), processorSeconds.toFixed(1)].map(String);
  const all = optimum.nodes * edition.quasiIdentifiers.length;
  say(
    markdownTable(
      [`${optimum.nodes} nodes`, "Checked", "Groupings", "Seconds", "Processor seconds"],
      [
        row("pruned", optimum.nodesChecked, optimum.groupings, search),
        row("every node", optimum.nodes, all, exhaustive),
      ],
    ),
  );
  say();
  const ratio = (exhaustive.processorSeconds / search.processorSeconds).toFixed(0);
  say(`${acceptable} nodes are acceptable. Least loss: ${optimum.loss} at levels ${optimum.node.join(" ")}.`);
  say(
    `${isSame ? "The same optimum" : `ANOTHER OPTIMUM: ${best?.loss} at ${best?.node.join(" ")}`}, in 1/${ratio} of the time.`,
  );
  say();
  const risk = report.prosecutorRisk;
  say(
    markdownTable(
      [
        "k reached",
        "Classes",
        "Average risk",
        "Highest risk",
        "Suppressed",
        ...report.sensitive.map(({ name }) => `l, t of ${name}`),
      ],
      [
        [
          String(report.k),
          String(report.classes),
          percent(risk.average, 2),
          percent(risk.highest),
          percent(optimum.suppressed.size / records, 2),
          ...report.sensitive.map(({ l, t }) => `${l}, ${t.toFixed(2)}`),
        ],
      ],
    ),
  );
  return isSame ? 0 : 1;
}

await runCommand({
  usage: "node_modules/.bin/node test/bench/lattice.ts [--records NUMBER] [--seed NUMBER]",
  read,
  run: measure,
});
