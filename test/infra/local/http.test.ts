import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { matchRoute } from "../../../infra/local/http-api.ts";
import { apiOf, noBody, post, serving } from "./served-api.ts";

describe("the event of a request", () => {
  it("is that of payload format 2.0", async () => {
    const { url, seen } = await serving(() => noBody);
    await fetch(`${url}/surveys/a%20b/submissions?x=1&x=2&y=%2C`, { method: "POST", body: "{}" });
    expect(seen[0]).toMatchObject({
      version: "2.0",
      routeKey: "POST /surveys/{link}/submissions",
      rawPath: "/surveys/a%20b/submissions",
      rawQueryString: "x=1&x=2&y=%2C",
      queryStringParameters: { x: "1,2", y: "," },
      pathParameters: { link: "a b" },
      body: "{}",
      isBase64Encoded: false,
      requestContext: {
        http: { method: "POST", path: "/surveys/a%20b/submissions", protocol: "HTTP/1.1" },
        stage: "$default",
        routeKey: "POST /surveys/{link}/submissions",
        time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/),
      },
    });
  });

  it("has header names in lower case and repeated headers joined with a comma", async () => {
    const { port, seen } = await serving(() => noBody);
    const asking = httpRequest({
      port,
      path: "/surveys/a",
      headers: [
        "Host",
        "here",
        "X-One",
        "1",
        "x-one",
        "2",
        "Cookie",
        "a=1; b=2",
        "Content-Type",
        "x",
        "Content-Type",
        "y",
      ],
    });
    asking.end();
    await once(asking, "response");
    expect(seen[0]?.headers).toMatchObject({ "x-one": "1,2", "content-type": "x,y", host: "here" });
    expect(seen[0]?.cookies).toEqual(["a=1", "b=2"]);
  });

  it("has a body that is not UTF-8 in base64", async () => {
    const { url, seen } = await serving(() => noBody);
    await post(url, new Uint8Array([0xff, 0xfe, 0x00]));
    expect(seen[0]).toMatchObject({ isBase64Encoded: true, body: "//4A" });
  });

  it("keeps every byte of a body that is UTF-8, a leading mark too", async () => {
    const { url, seen } = await serving(() => noBody);
    await post(url, new TextEncoder().encode("\uFEFFé"));
    expect(seen[0]).toMatchObject({ isBase64Encoded: false, body: "\uFEFFé" });
  });
});

describe("a function's answer", () => {
  it("becomes the response with its status, headers, cookies and body", async () => {
    const { url } = await serving(() => ({
      statusCode: 201,
      headers: { ETag: '"1"' },
      cookies: ["a=1"],
      body: Buffer.from("ü").toString("base64"),
      isBase64Encoded: true,
    }));
    const answer = await post(url, "{}");
    expect([answer.status, answer.headers.get("etag"), answer.headers.get("set-cookie"), await answer.text()]).toEqual([
      201,
      '"1"',
      "a=1",
      "ü",
    ]);
  });

  it("without a status is 200 with JSON", async () => {
    const { url } = await serving(() => ({ well: true }));
    const answer = await post(url, "{}");
    expect([answer.status, answer.headers.get("content-type"), await answer.json()]).toEqual([
      200,
      "application/json",
      { well: true },
    ]);
  });

  it.each([
    ["an error", () => Promise.reject(new Error("SECRET"))],
    ["a status that is none", () => ({ statusCode: "many" })],
  ])("of %s is 500 and says nothing more", async (_, handler) => {
    const { url } = await serving(handler);
    const answer = await post(url, "{}");
    expect([answer.status, await answer.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });

  it("that comes after the integration's time is 503", async () => {
    const { url } = await serving(() => new Promise((resolve) => setTimeout(resolve, 1_000, noBody)), {
      details: { integration: { TimeoutInMillis: 50 } },
    });
    const answer = await post(url, "{}");
    expect([answer.status, await answer.json()]).toEqual([503, { message: "Service Unavailable" }]);
  });
});

describe("a request that reaches no function", () => {
  it("has a body under the gateway's limit whose event is over the function's", async () => {
    const { url } = await serving(() => {
      throw Object.assign(new Error("the event is over 6 MB"), { name: "RequestTooLargeException" });
    });
    const answer = await post(url, "{}");
    expect([answer.status, await answer.json()]).toEqual([413, { message: "Request Entity Too Large" }]);
  });

  it.each([
    ["an unknown path", "GET", "/elsewhere", 404],
    ["a method without a route", "DELETE", "/surveys/a", 404],
    ["a path with a slash more", "GET", "/surveys/a/", 404],
    ["an empty variable", "GET", "/surveys/", 404],
    ["a path that is not percent-encoded", "GET", "/surveys/%E0%A4%A", 400],
  ])("has %s", async (_, method, path, status) => {
    const { url, seen } = await serving(() => noBody);
    const answer = await fetch(`${url}${path}`, { method });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ message: status === 404 ? "Not Found" : "Bad Request" });
    expect(seen).toEqual([]);
  });

  it("is one more than its function may run at once, and no header of ours says when to try again", async () => {
    const { url } = await serving(() => {
      throw Object.assign(new Error("Rate Exceeded."), { name: "Lambda.TooManyRequestsException" });
    });
    const answer = await post(url, "{}");
    expect([answer.status, await answer.json()]).toEqual([503, { message: "Service Unavailable" }]);
    expect(answer.headers.has("retry-after")).toBe(false);
  });

  it("comes from a client that hangs up before its body is complete", async () => {
    const { port, url, seen } = await serving(() => noBody);
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("POST /surveys/a/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(seen).toEqual([]);
    expect((await post(url, "{}")).status).toBe(204);
  });

  it("comes from a client that is slower than the limit", async () => {
    const { port, seen } = await serving(() => noBody, {
      limits: { headersInMilliseconds: 200, requestInMilliseconds: 200 },
    });
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    socket.write("POST /surveys/a/submissions HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n12345");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toContain("408");
    socket.destroy();
    expect(seen).toEqual([]);
  });

  it("is one too many in too short a time", async () => {
    const { url, seen } = await serving(() => noBody, {
      details: { stage: { DefaultRouteSettings: { ThrottlingBurstLimit: 3, ThrottlingRateLimit: 0.001 } } },
    });
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(url, "{}")));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(3);
    const refused = answers.find(({ status }) => status === 429);
    expect(await refused?.json()).toEqual({ message: "Too Many Requests" });
    expect(seen).toHaveLength(3);
  });

  it("is one too many for its own route, whatever the others may still take", async () => {
    const { url, seen } = await serving(() => noBody, {
      details: {
        stage: {
          DefaultRouteSettings: { ThrottlingBurstLimit: 100, ThrottlingRateLimit: 100 },
          RouteSettings: {
            "POST /surveys/{link}/submissions": { ThrottlingBurstLimit: 2, ThrottlingRateLimit: 0.001 },
          },
        },
      },
    });
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(url, "{}")));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(2);
    expect((await fetch(`${url}/surveys/a`)).status).toBe(204);
    expect(seen).toHaveLength(3);
  });
});

describe("CORS", () => {
  const details = {
    api: {
      CorsConfiguration: {
        AllowOrigins: ["https://survey.example.org"],
        AllowMethods: ["GET", "POST"],
        AllowHeaders: ["content-type", "idempotency-key"],
        ExposeHeaders: ["retry-after", "etag"],
        MaxAge: 3600,
      },
    },
  };
  const own = { statusCode: 200, headers: { "Access-Control-Allow-Origin": "*", etag: "1" } };
  const allowed = { origin: "https://survey.example.org" };

  it("answers a preflight itself, for an allowed origin", async () => {
    const { url, seen } = await serving(() => own, { details });
    const answer = await fetch(`${url}/surveys/a/submissions`, {
      method: "OPTIONS",
      headers: { ...allowed, "access-control-request-method": "POST" },
    });
    expect(answer.status).toBe(204);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "access-control-allow-origin": "https://survey.example.org",
      "access-control-allow-methods": "GET,POST",
      "access-control-allow-headers": "content-type,idempotency-key",
      "access-control-max-age": "3600",
    });
    expect(seen).toEqual([]);
  });

  it("allows nothing to another origin, whatever the function says", async () => {
    const { url } = await serving(() => own, { details });
    const elsewhere = { origin: "https://elsewhere.example" };
    const preflight = await fetch(`${url}/surveys/a`, { method: "OPTIONS", headers: elsewhere });
    const answer = await fetch(`${url}/surveys/a`, { headers: elsewhere });
    for (const { headers } of [preflight, answer]) {
      expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  it("lets an allowed origin read the answer and the exposed headers, refusals too", async () => {
    const { url } = await serving(() => own, { details });
    for (const path of ["/surveys/a", "/elsewhere"]) {
      const { headers } = await fetch(`${url}${path}`, { headers: allowed });
      expect(headers.get("access-control-allow-origin")).toBe("https://survey.example.org");
      expect(headers.get("access-control-expose-headers")).toBe("retry-after,etag");
    }
  });
});

describe("the access log", () => {
  const Format = '{"requestId":"$context.requestId","routeKey":"$context.routeKey","status":"$context.status"}';

  it("has the template's fields and nothing of the path, the query, the headers or the body", async () => {
    const { url, log } = await serving(() => noBody, { details: { stage: { AccessLogSettings: { Format } } } });
    await fetch(`${url}/surveys/MARKER/submissions?q=MARKER`, {
      method: "POST",
      headers: { "user-agent": "MARKER", "x-marker": "MARKER" },
      body: "MARKER",
    });
    await fetch(`${url}/MARKER`);
    const text = await log();
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ routeKey, status }) => [routeKey, status])).toEqual([
      ["POST /surveys/{link}/submissions", "204"],
      ["-", "404"],
    ]);
    expect(Object.keys(lines[0])).toEqual(["requestId", "routeKey", "status"]);
    expect(text).not.toContain("MARKER");
    expect(text).not.toContain("127.0.0.1");
  });
});

it("chooses the most exact route", () => {
  const { routes } = apiOf([
    "$default",
    "ANY /v1/{proxy+}",
    "GET /v1/{one}",
    "ANY /v1/exact",
    "GET /v1/exact",
    "GET /v1/{one}/x",
  ]);
  const chosen = (method: string, path: string) => matchRoute(routes, method, path.split("/").slice(1))?.route.routeKey;
  expect(chosen("GET", "/v1/exact")).toBe("GET /v1/exact");
  expect(chosen("POST", "/v1/exact")).toBe("ANY /v1/exact");
  expect(chosen("GET", "/v1/other")).toBe("GET /v1/{one}");
  expect(chosen("GET", "/v1/other/x")).toBe("GET /v1/{one}/x");
  expect(chosen("GET", "/v1/other/y")).toBe("ANY /v1/{proxy+}");
  expect(chosen("GET", "/")).toBe("$default");
});
