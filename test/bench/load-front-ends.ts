/** The front ends in a thread of their own: what they do must not hold up the gateway and the proxy that they measure. */
import { parentPort, Worker, workerData } from "node:worker_threads";
import { type Arrival, type Outcome, openLoop } from "./load-arrivals.ts";

interface Task {
  readonly arrivals: readonly Arrival[];
  readonly giveUpAtInMilliseconds: number;
  /** What both threads know: milliseconds of the epoch. */
  readonly beganAt: number;
}

/** Monotonic, and the same in every thread. */
const epoch = () => performance.timeOrigin + performance.now();

/** As `openLoop`, from now on. */
export function frontEnds(arrivals: readonly Arrival[], giveUpAtInMilliseconds: number): Promise<readonly Outcome[]> {
  const task: Task = { arrivals, giveUpAtInMilliseconds, beganAt: epoch() };
  const worker = new Worker(new URL(import.meta.url), { workerData: task });
  return new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

if (parentPort !== null) {
  const { arrivals, giveUpAtInMilliseconds, beganAt } = workerData as Task;
  parentPort.postMessage(await openLoop(arrivals, giveUpAtInMilliseconds, () => epoch() - beganAt));
}
