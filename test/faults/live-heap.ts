/**
 * How much a Node process really holds: what is left of the heaps of all its threads after a full collection. What the
 * process takes from the machine says little about that, because V8 gives memory back when it likes.
 */
import { setTimeout as wait } from "node:timers/promises";

interface Message {
  readonly id?: number;
  readonly result?: unknown;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

type Send = (method: string, params?: Record<string, unknown>) => Promise<unknown>;

/** Numbers what is sent and hands each answer to whoever asked. */
function conversation(write: (text: string) => void): {
  readonly send: Send;
  readonly receive: (text: string) => Message;
} {
  const waiting = new Map<number, (result: unknown) => void>();
  let last = 0;
  return {
    send(method, params = {}) {
      last += 1;
      const { promise, resolve } = Promise.withResolvers<unknown>();
      waiting.set(last, resolve);
      write(JSON.stringify({ id: last, method, params }));
      return promise;
    },
    receive(text) {
      const message = JSON.parse(text) as Message;
      if (message.id !== undefined) waiting.get(message.id)?.(message.result);
      return message;
    },
  };
}

async function usedAfterCollection(send: Send): Promise<number> {
  // Twice: what a finaliser lets go of is only then free.
  for (let times = 0; times < 2; times += 1) await send("HeapProfiler.collectGarbage");
  return ((await send("Runtime.getHeapUsage")) as { readonly usedSize: number }).usedSize;
}

/** Workers that start while it looks are not seen. */
const TIME_TO_LIST_WORKERS_IN_MILLISECONDS = 300;

export interface LiveHeap {
  /** In megabytes, of the main thread and its workers one by one. */
  threads(): Promise<readonly number[]>;
  close(): void;
}

/** Of a process that was started with `--inspect=127.0.0.1:PORT`. */
export async function openLiveHeap(port: number): Promise<LiveHeap> {
  const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
    readonly webSocketDebuggerUrl: string;
  }[];
  if (target === undefined) throw new Error("the process has no inspector");
  const socket = new WebSocket(target.webSocketDebuggerUrl);
  await new Promise((opened) => socket.addEventListener("open", opened, { once: true }));

  const main = conversation((text) => socket.send(text));
  const workers = new Map<string, ReturnType<typeof conversation>>();
  socket.addEventListener("message", ({ data }) => {
    const { method, params = {} } = main.receive(String(data));
    const sessionId = String(params.sessionId);
    if (method === "NodeWorker.attachedToWorker") {
      const write = (message: string) => void main.send("NodeWorker.sendMessageToWorker", { sessionId, message });
      workers.set(sessionId, conversation(write));
    } else if (method === "NodeWorker.detachedFromWorker") workers.delete(sessionId);
    else if (method === "NodeWorker.receivedMessageFromWorker") workers.get(sessionId)?.receive(String(params.message));
  });
  await main.send("NodeWorker.enable", { waitForDebuggerOnStart: false });
  await wait(TIME_TO_LIST_WORKERS_IN_MILLISECONDS);
  return {
    async threads() {
      const used = await Promise.all([main, ...workers.values()].map(({ send }) => usedAfterCollection(send)));
      return used.map((bytes) => bytes / 2 ** 20);
    },
    close: () => socket.close(),
  };
}
