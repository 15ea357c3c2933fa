/**
 * How well attackers guess, bound beside measured, and with the noise switched off:
 *
 *     npm run bench:attack -- --trials 5000
 *
 * Against what the pipeline's own code publishes of invented children. SYNTHETIC.
 */
import { parseArgs } from "node:util";
import * as z from "zod";
import { noisePolicy } from "#shared/release/policy.ts";
import { runCommand } from "../../infra/local/command.ts";
import { attacks, play } from "../attack/trials.ts";
import { noiseOff } from "../fixtures/noised-counts.ts";
import { markdownTable } from "./markdown.ts";

const wishes = z.object({ trials: z.coerce.number().int().min(10), seed: z.coerce.number().int().min(0) });

const inPercent = (value: number) => `${(100 * value).toFixed(1)}%`;

await runCommand({
  usage: "npm run bench:attack [-- --trials NUMBER] [--seed NUMBER]",
  read() {
    const { values } = parseArgs({
      options: { trials: { type: "string", default: "5000" }, seed: { type: "string", default: "1" } },
    });
    return wishes.parse(values);
  },
  async run({ trials, seed }) {
    const rows = attacks.map((attack) => {
      const shown = attack.measures === "right" ? inPercent : (value: number) => value.toFixed(2);
      const on = play(attack, noisePolicy, trials, seed);
      const off = play(attack, noiseOff, Math.ceil(trials / 10), seed);
      return [
        attack.name,
        attack.knows,
        shown(attack.stated),
        `${shown(on.value)} (± ${shown(on.error)})`,
        shown(off.value),
      ];
    });
    process.stdout.write(
      `SYNTHETIC: ${trials} trials an attack from seed ${seed} on, a tenth as many without noise.\n\n` +
        `${markdownTable(["What is guessed", "The attacker knows", "Stated", "Measured", "Noise off"], rows)}\n`,
    );
    return 0;
  },
});
