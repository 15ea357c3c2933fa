/** HiGHS, an optimiser of linear programs, held so that one model is asked many questions. */
import loadHighs, { type Highs, type Model } from "highs";
import type { LinearModel } from "./linear-model.ts";

/** The package declares its loader as that of its CommonJS build; an ES module gets the function itself. */
const load = loadHighs as unknown as typeof loadHighs.default;

let loading: Promise<Highs> | undefined;

/** Compiled once, when it is first asked for; `highs.wasm` lies beside its loader. */
export function solver(): Promise<Highs> {
  loading ??= load();
  return loading;
}

/** The solver ended neither with an answer nor with the word that there is none. */
export class NotSolved extends Error {
  override readonly name = "NotSolved";
  readonly status: number;
  constructor(status: number) {
    super(`the linear program was not solved: status ${status} of the solver`);
    this.status = status;
  }
}

/** HiGHS's own number for the primal simplex method, which goes on from where the last question ended. */
const PRIMAL_SIMPLEX = 4;

/** All counts that fit a model. Holds memory outside of JavaScript until it is disposed of. */
export class PossibleCounts {
  readonly #model: Model;
  readonly #solver: Highs;
  readonly #columns: number;

  constructor(highs: Highs, { lower, upper, rows }: LinearModel) {
    const starts = [0];
    for (const { columns } of rows) starts.push((starts.at(-1) ?? 0) + columns.length);
    this.#solver = highs;
    this.#columns = lower.length;
    this.#model = highs.createModel({
      numCols: lower.length,
      numRows: rows.length,
      colCost: new Float64Array(lower.length),
      colLower: Float64Array.from(lower),
      colUpper: Float64Array.from(upper),
      rowLower: Float64Array.from(rows, (row) => row.lower),
      rowUpper: Float64Array.from(rows, (row) => row.upper),
      matrix: {
        format: "csr",
        numRows: rows.length,
        numCols: lower.length,
        starts: Int32Array.from(starts),
        indices: Int32Array.from(rows.flatMap(({ columns }) => columns)),
        values: Float64Array.from(rows.flatMap(({ factors }) => factors)),
      },
    });
    this.#model.options.set({ output_flag: false });
  }

  /** Any that fit; undefined where none do. */
  any(): Float64Array | undefined {
    const found = this.#run();
    this.#model.options.set({ presolve: "off", simplex_strategy: PRIMAL_SIMPLEX });
    return found;
  }

  /** Those of which the weighted sum is greatest, once it is known that some fit. @throws NotSolved */
  greatest(weights: Float64Array): Float64Array {
    const costs = weights.map((weight) => -weight);
    this.#model.changeColsCost({ kind: "range", from: 0, to: this.#columns - 1 }, costs);
    const found = this.#run();
    if (found === undefined) throw new NotSolved(this.#model.getModelStatus());
    return found;
  }

  dispose(): void {
    this.#model.dispose();
  }

  #run(): Float64Array | undefined {
    const { modelStatus } = this.#solver.constants;
    this.#model.run();
    const status = this.#model.getModelStatus();
    if (status === modelStatus.infeasible) return undefined;
    if (status !== modelStatus.optimal) throw new NotSolved(status);
    return this.#model.getSolution().colValue;
  }
}
