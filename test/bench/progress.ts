/** Says on standard error how far a long computation is, and at last how long it took: never part of its result. */

/** Takes every step in turn; ten lines on the way and one at the end. */
export function withProgress<Step>(label: string, steps: readonly Step[], take: (step: Step) => void): void {
  const started = performance.now();
  const inSeconds = () => (performance.now() - started) / 1_000;
  const say = (line: string) => process.stderr.write(`${label}: ${line}\n`);
  const tenths = (done: number) => Math.floor((10 * done) / steps.length);
  for (const [done, step] of steps.entries()) {
    take(step);
    if (tenths(done + 1) > tenths(done)) say(`${done + 1} of ${steps.length}`);
  }
  say(`${inSeconds().toFixed(1)} s, ${(steps.length / inSeconds()).toFixed(1)} a second`);
}
