/** Runs stories that ask a database in every order that chance may give: one request at a time, whose turn it is is drawn. */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";

export interface Turns {
  /** The same client, which waits for its turn before each request. */
  taking(client: DynamoDBClient): DynamoDBClient;
  /** Lets so many turns go by. */
  pass(turns: number): Promise<void>;
  /** Resolves when every story has come to its end. */
  run(stories: readonly (() => Promise<void>)[]): Promise<void>;
}

/** @param draw whole numbers from 0 */
export function turnsDrawnBy(draw: () => number): Turns {
  const waiting: (() => void)[] = [];
  let stopped = () => {};
  const turn = () =>
    new Promise<void>((go) => {
      waiting.push(go);
      stopped();
    });

  return {
    taking(client) {
      return Object.create(client, {
        send: {
          async value(command: Parameters<DynamoDBClient["send"]>[0]) {
            await turn();
            return client.send(command);
          },
        },
      });
    },

    async pass(turns) {
      for (let passed = 0; passed < turns; passed += 1) await turn();
    },

    async run(stories) {
      const ends = stories.map(async (story) => {
        await turn();
        await story();
      });
      const ended = Promise.all(ends.map((end) => end.finally(() => stopped())));
      while (waiting.length > 0) {
        const [go = () => {}] = waiting.splice(draw() % waiting.length, 1);
        const pause = new Promise<void>((resolve) => {
          stopped = resolve;
        });
        go();
        await pause;
      }
      await ended;
    },
  };
}
