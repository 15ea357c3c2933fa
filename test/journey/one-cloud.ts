/** One local cloud for many tests: to start one for each would take longer than they do. */
import { afterAll, beforeAll } from "vitest";
import type { LocalCloud } from "../../infra/local/local-cloud.ts";
import { withCloud } from "./small-wave.ts";

/**
 * One cloud for all tests of a file or of a `describe`: started before the first, stopped after the last.
 *
 * @param prepare what has happened on it before the first test
 */
export function onOneCloud(prepare: (cloud: LocalCloud, folder: string) => Promise<void>): void {
  const over = Promise.withResolvers<void>();
  let journey: Promise<void>;

  beforeAll(async () => {
    const ready = Promise.withResolvers<void>();
    journey = withCloud(async (cloud, folder) => {
      await prepare(cloud, folder);
      ready.resolve();
      await over.promise;
    });
    journey.catch(ready.reject);
    await ready.promise;
  });

  afterAll(async () => {
    over.resolve();
    await journey;
  });
}
