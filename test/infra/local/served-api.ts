/** An HTTP API on this machine whose function is a few lines of a test. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Answer, Functions } from "../../../infra/local/functions.ts";
import { type HttpLimits, serveHttpApi } from "../../../infra/local/http.ts";
import { httpApiOf } from "../../../infra/local/http-api.ts";
import { LogFile } from "../../../infra/local/log-file.ts";
import { readTemplates } from "../../../infra/local/template.ts";
import { emptyFolder, httpApi, lambda } from "./small-assembly.ts";

type Event = Record<string, unknown> & { requestContext: Record<string, unknown>; headers: Record<string, string> };
type Details = Parameters<typeof httpApi>[2];

export const apiOf = (routeKeys: readonly string[], details: Details = {}) => {
  const Resources = { ...lambda("Run"), ...httpApi(routeKeys, "Run", details) };
  const api = httpApiOf(readTemplates([{ name: "small", template: { Resources } }]));
  if (api === undefined) throw new Error("the template has an API");
  return api;
};

/** Serves one function behind one API until the test is over. */
export async function serving(
  handler: (event: Event) => unknown,
  options: { routeKeys?: readonly string[]; details?: Details; limits?: Partial<HttpLimits> } = {},
) {
  const seen: Event[] = [];
  const functions: Functions = {
    all: [],
    named: () => undefined,
    stop: async () => {},
    byArn: (arn) => ({
      name: "run",
      arn,
      async invoke(event): Promise<Answer> {
        seen.push(event as Event);
        try {
          return { answered: true, payload: await handler(event as Event) };
        } catch (error) {
          return { answered: false, errorType: (error as Error).name, errorMessage: (error as Error).message };
        }
      },
    }),
  };
  const logPath = join(await emptyFolder(), "access.log");
  const server = await serveHttpApi({
    api: apiOf(options.routeKeys ?? ["GET /surveys/{link}", "POST /surveys/{link}/submissions"], options.details),
    functions,
    accessLog: new LogFile(logPath),
    port: 0,
    ...(options.limits && { limits: options.limits }),
  });
  onTestFinished(server.stop);
  return {
    url: server.url,
    port: Number(new URL(server.url).port),
    seen,
    async log() {
      await server.stop();
      return readFile(logPath, "utf8");
    },
  };
}

export const noBody = { statusCode: 204 };
export const post = (url: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) =>
  fetch(`${url}/surveys/abc/submissions`, { method: "POST", body, headers });
