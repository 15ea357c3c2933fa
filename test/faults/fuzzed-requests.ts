/**
 * Requests as no front end sends them, byte by byte: the same seed gives the same ones. They are aimed at the routes that
 * they are given, and around them.
 */
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { publishedQuestionnaire } from "#shared/survey/catalogue.ts";
import { badBodies } from "../functions/collect/bad-bodies.ts";
import { goodSubmissionsTo, mutations } from "../functions/collect/submissions.ts";
import { type Chance, chanceOf } from "../journey/synthetic/chance.ts";
import { oddHeaders, oddMethods, oddQueries, oddSegments, oddTypes } from "./odd-parts.ts";

export interface FuzzedRequest {
  readonly kind: string;
  readonly bytes: Buffer;
  /** Whether it is HTTP at all: what is none may be hung up on. */
  readonly isHttp: boolean;
  /** Method and path of the route, or of another method at its address; undefined where the address is bent, too. */
  readonly aimedAt?: string | undefined;
}

/** An address of the API with its method, `{link}` where the link goes. */
export interface FuzzedRoute {
  readonly method: string;
  readonly path: string;
}

/** Whom the requests are for: every route of the template, so that none is forgotten. */
export interface Aim {
  readonly link: string;
  readonly routes: readonly FuzzedRoute[];
}

/** As the questionnaire allows, but for one to three changes. */
const nearMisses = fc
  .tuple(
    goodSubmissionsTo(publishedQuestionnaire("ylyc-11-17", 1)),
    fc.array(mutations, { minLength: 1, maxLength: 3 }),
  )
  .map(([submission, changes]) => JSON.stringify(changes.reduce((changed, change) => change(changed), submission)));

const BODIES_AT_A_TIME = 500;

/** Newly drawn for every so many requests. */
function bodiesOf(seed: number, batch: number): readonly Buffer[] {
  const settings = { numRuns: BODIES_AT_A_TIME, seed: seed + batch };
  return [
    ...fc.sample(badBodies, settings).map(({ body }) => Buffer.from(body)),
    ...fc.sample(nearMisses, settings).map((body) => Buffer.from(body)),
  ];
}

const random = (chance: Chance, length: number) => Buffer.from(Array.from({ length }, () => chance.integer(0, 255)));
/** Printable ASCII, as a header may hold. */
const scribble = (chance: Chance, longest = 40) =>
  String.fromCharCode(...Array.from({ length: chance.integer(0, longest) }, () => chance.integer(33, 126)));

/** @throws Error for a route with another variable than the link: somebody has to say what to put there. */
function addressOf({ path }: FuzzedRoute, link: string): string {
  const address = path.replaceAll("{link}", link);
  if (address.includes("{")) throw new Error(`nobody has said what to send to ${path}`);
  return address;
}

interface Target {
  readonly method: string;
  readonly target: string;
  readonly aimedAt?: string;
}

function targetOf(chance: Chance, { link, routes }: Aim): Target {
  const route = chance.pick(routes);
  const asItIs = chance.happens(0.2);
  const method = asItIs ? route.method : chance.pick(oddMethods);
  const query = chance.happens(0.15) ? chance.pick(oddQueries) : "";
  const address = addressOf(route, link);
  if (asItIs || chance.happens(0.4)) {
    return { method, target: `${address}${query}`, aimedAt: `${method} ${route.path}` };
  }
  if (chance.happens(0.1)) {
    return {
      method,
      target: chance.pick(["*", "http://elsewhere.example/v1/openapi.json", "elsewhere:443", "//", "/"]),
    };
  }
  const segments = address.split("/").slice(1);
  const at = chance.integer(0, segments.length - 1);
  const odd = chance.happens(0.7) ? chance.pick(oddSegments) : encodeURIComponent(scribble(chance));
  segments.splice(at, chance.integer(0, 1), odd);
  return { method, target: `/${segments.join("/")}${query}` };
}

function keyOf(chance: Chance): string {
  if (chance.happens(0.6)) return chance.uuid();
  return chance.pick([
    "",
    "1",
    `${chance.uuid()},${chance.uuid()}`,
    `{${chance.uuid()}}`,
    scribble(chance),
    "0".repeat(4_000),
  ]);
}

function bodyOf(chance: Chance, pool: readonly Buffer[]): Buffer {
  const drawn = chance.pick(pool);
  return chance.weighted<() => Buffer>([
    [() => drawn, 60],
    [() => drawn.subarray(0, chance.integer(0, drawn.byteLength)), 8],
    [() => random(chance, chance.integer(0, 2_000)), 6],
    [() => gzipSync(drawn), 3],
    [() => Buffer.from(drawn.toString("latin1"), "utf16le"), 3],
    [() => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), drawn]), 3],
    [() => Buffer.concat([drawn, drawn]), 3],
    [() => Buffer.from("[".repeat(chance.integer(1, 32_000))), 3],
    [() => Buffer.from(`{"answers":${'{"a":'.repeat(chance.integer(1, 6_000))}`), 3],
    [() => Buffer.alloc(0), 3],
    [() => Buffer.alloc(chance.integer(30_000, 400_000), 0x20), 3],
    // Around the six and the ten megabytes that a function and the gateway take.
    [() => Buffer.alloc(chance.integer(4_000_000, 11_000_000), chance.pick([0x22, 0x41, 0xff])), 0.1],
  ])();
}

function chunked(chance: Chance, body: Buffer): Buffer {
  const pieces: Buffer[] = [];
  for (let from = 0; from < body.byteLength; ) {
    const piece = body.subarray(from, from + chance.integer(1, 5_000));
    pieces.push(
      Buffer.from(`${piece.byteLength.toString(16)};x=${scribble(chance, 3).replaceAll(/\W/g, "")}\r\n`),
      piece,
      Buffer.from("\r\n"),
    );
    from += piece.byteLength;
  }
  return Buffer.concat([...pieces, Buffer.from("0\r\nX-Trailer: y\r\n\r\n")]);
}

/** Half of all that is well formed: what is behind this address has the most to parse. */
function submission(link: string): Target {
  const path = "/v1/surveys/{link}/submissions";
  return { method: "POST", target: path.replace("{link}", link), aimedAt: `POST ${path}` };
}

/** Well formed as HTTP, whatever it asks for and brings along. */
function wellFormed(chance: Chance, aim: Aim, pool: readonly Buffer[]): Omit<FuzzedRequest, "kind" | "isHttp"> {
  const isSubmission = chance.happens(0.5);
  const { method, target, aimedAt } = isSubmission ? submission(aim.link) : targetOf(chance, aim);
  const body = isSubmission || chance.happens(0.5) ? bodyOf(chance, pool) : Buffer.alloc(0);
  const isChunked = body.byteLength > 0 && chance.happens(0.1);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${chance.happens(0.9) ? "localhost" : scribble(chance)}`,
    ...(chance.happens(0.9)
      ? [`Content-Type: ${chance.happens(0.7) ? "application/json" : chance.pick(oddTypes)}`]
      : []),
    ...(chance.happens(0.9) ? [`Idempotency-Key: ${keyOf(chance)}`] : []),
    ...Array.from({ length: chance.integer(0, 3) }, () => chance.pick(oddHeaders)),
    ...(chance.happens(0.02) ? Array.from({ length: chance.integer(50, 2_500) }, (_, at) => `X-${at}: 1`) : []),
    ...(chance.happens(0.02) ? [`X-Long: ${"y".repeat(chance.integer(1_000, 40_000))}`] : []),
    "Connection: close",
    isChunked ? "Transfer-Encoding: chunked" : `Content-Length: ${body.byteLength}`,
  ];
  const bytes = Buffer.concat([
    Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"),
    isChunked ? chunked(chance, body) : body,
  ]);
  return { bytes, aimedAt };
}

const head = (link: string) =>
  `POST /v1/surveys/${link}/submissions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n`;

/** What a parser has to refuse, or to give up on. */
function malformed(chance: Chance, aim: Aim, pool: readonly Buffer[]): Buffer {
  const { link } = aim;
  const good = wellFormed(chance, aim, pool).bytes;
  const body = chance.pick(pool);
  return chance.pick<() => Buffer>([
    () => random(chance, chance.integer(0, 3_000)),
    () => good.subarray(0, chance.integer(0, good.byteLength)),
    () => {
      const bent = Buffer.from(good.subarray(0, 20_000));
      for (let times = chance.integer(1, 8); times > 0; times -= 1)
        bent[chance.integer(0, bent.byteLength - 1)] = chance.integer(0, 255);
      return bent;
    },
    () =>
      Buffer.from(
        `${head(link)}Content-Length: ${chance.pick(["-1", "NaN", "1e3", "99999999999999999999", "+5", "5, 5", "0x10", ""])}\r\n\r\n${body}`,
      ),
    () => Buffer.from(`${head(link)}Content-Length: 5\r\nContent-Length: 6\r\n\r\n123456`),
    () => Buffer.from(`${head(link)}Content-Length: ${body.byteLength + chance.integer(1, 9_999)}\r\n\r\n${body}`),
    () => Buffer.from(`${head(link)}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    () =>
      Buffer.from(
        `${head(link)}Transfer-Encoding: ${chance.pick(["gzip", "chunked, chunked", "xchunked", "identity"])}\r\n\r\n0\r\n\r\n`,
      ),
    () =>
      Buffer.from(
        `${head(link)}Transfer-Encoding: chunked\r\n\r\n${chance.pick(["zz", "-1", "ffffffffffffffff", "5\r\n12", "1;"])}\r\n`,
      ),
    () => Buffer.from(`${head(link)}Expect: ${scribble(chance)}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`),
    () => Buffer.from(`${head(link)} folded: yes\r\nno colon\r\n\r\n`),
    () => Buffer.from(`${head(link).replaceAll("\r\n", "\n")}\n`),
    () =>
      Buffer.from(
        `${chance.pick(["get", "G\0T", "", " ", "CONNECT", "\u{1F4A9}"])} ${targetOf(chance, aim).target} HTTP/${chance.pick(["1.1", "1.0", "0.9", "2.0", "9", "x"])}\r\n\r\n`,
      ),
    () => Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    () => Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, ...random(chance, 100)]),
    // Two and a half on one connection.
    () => Buffer.concat([good, good, good.subarray(0, good.byteLength / 2)]).subarray(0, 200_000),
  ])();
}

export function* fuzzedRequests(aim: Aim, seed: number, count: number): Generator<FuzzedRequest> {
  let pool: readonly Buffer[] = [];
  for (let number = 0; number < count; number += 1) {
    if (number % (4 * BODIES_AT_A_TIME) === 0) pool = bodiesOf(seed, number);
    const chance = chanceOf(seed, "fuzzed request", number);
    const isHttp = chance.happens(0.75);
    yield isHttp
      ? { kind: "well formed", isHttp, ...wellFormed(chance, aim, pool) }
      : { kind: "malformed", isHttp, bytes: malformed(chance, aim, pool) };
  }
}
