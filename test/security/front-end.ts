/** A page that asks the API as a front end does, on a port of its own, and a tab that has it open. SYNTHETIC. */
import { createServer } from "node:http";
import type { Browser, CDPSession, Page } from "playwright-core";
import { closeServer, listen } from "../../infra/local/listen.ts";

/** What a script asks for, in the words of `fetch`. */
export interface Asked {
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly mode?: "cors" | "no-cors";
  readonly credentials?: "omit" | "include";
}

/** What a script was let see of an answer: status, headers and body, or the name of the error that `fetch` threw. */
export type Seen =
  | {
      readonly status: number;
      readonly type: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly thrown: string };

/** What the browser itself saw go by, whether or not it let the script see it. */
export interface Exchanged {
  readonly method: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Tab {
  readonly page: Page;
  /** Every answer of the API that the browser has told of until now, preflights included, in order. */
  exchanged(): readonly Exchanged[];
  /** Why the browser refused to hand on an answer, in its own words, in order. */
  readonly refusals: readonly string[];
  ask(request: Asked): Promise<Seen>;
}

const document = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>A front end (SYNTHETIC)</title>
<h1>A front end (SYNTHETIC)</h1>
<pre id="seen">Nothing has been asked yet.</pre>
<script>
  async function ask({ url, ...init }) {
    const seen = await fetch(url, init).then(
      async (response) => ({
        status: response.status,
        type: response.type,
        headers: Object.fromEntries(response.headers),
        body: await response.text(),
      }),
      (error) => ({ thrown: error.name }),
    );
    document.querySelector("#seen").textContent = (init.method ?? "GET") + " " + JSON.stringify(seen, null, 2);
    return seen;
  }
</script>
`;

/** Serves the page under every path, on 127.0.0.1. */
export async function serveFrontEnd(): Promise<{ readonly place: string; stop(): Promise<void> }> {
  const server = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(document);
  });
  const { host } = new URL(await listen(server, 0, "the front end"));
  return { place: host, stop: () => closeServer(server) };
}

/** The page open under this origin, in a browsing session that nothing else shares. */
export async function openFrontEnd(browser: Browser, origin: string, apiUrl: string): Promise<Tab> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const refusals: string[] = [];
  const exchanged = await watch(await context.newCDPSession(page), apiUrl);
  page.on("console", (message) => {
    if (message.type() === "error") refusals.push(message.text());
  });
  await page.goto(origin);
  return {
    page,
    exchanged,
    refusals,
    ask: (request) => page.evaluate<Seen>(`ask(${JSON.stringify(request)})`),
  };
}

/**
 * The browser's own protocol, because a page's events leave preflights out.
 *
 * What was asked and what was answered come from different processes of the browser: either may be told first.
 */
async function watch(session: CDPSession, apiUrl: string): Promise<() => Exchanged[]> {
  const methods = new Map<string, string>();
  const answers: { requestId: string; answer: Omit<Exchanged, "method"> }[] = [];
  session.on("Network.requestWillBeSent", ({ requestId, request }) => {
    if (request.url.startsWith(apiUrl)) methods.set(requestId, request.method);
  });
  // The headers as they came, those too that no script may see.
  session.on("Network.responseReceivedExtraInfo", ({ requestId, statusCode: status, headers }) => {
    const lowerCased = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
    answers.push({ requestId, answer: { status, headers: Object.fromEntries(lowerCased) } });
  });
  await session.send("Network.enable");
  return () =>
    answers.flatMap(({ requestId, answer }) => {
      const method = methods.get(requestId);
      return method === undefined ? [] : [{ method, ...answer }];
    });
}
