/** The CORS answers of an HTTP API that has a `CorsConfiguration`: the gateway's own, whatever a function says. */
import type { OutgoingHttpHeaders } from "node:http";

export interface CorsConfiguration {
  readonly AllowOrigins?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowHeaders?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  readonly AllowCredentials?: boolean | string;
  readonly MaxAge?: number | string;
}

/** `undefined` where the origin may not read the answer. */
function allowedOrigin(cors: CorsConfiguration, origin: string): string | undefined {
  const origins = cors.AllowOrigins ?? [];
  if (origins.includes("*")) return "*";
  const scheme = origin.slice(0, origin.indexOf("://"));
  return origins.includes(origin) || origins.includes(`${scheme}://*`) ? origin : undefined;
}

const credentials = (cors: CorsConfiguration): OutgoingHttpHeaders =>
  String(cors.AllowCredentials) === "true" ? { "access-control-allow-credentials": "true" } : {};

const list = (name: string, values: readonly string[] | undefined): OutgoingHttpHeaders =>
  values === undefined || values.length === 0 ? {} : { [name]: values.join(",") };

/** The headers that answer a preflight request; none for an origin that is not allowed. */
export function preflightHeaders(cors: CorsConfiguration, origin: string): OutgoingHttpHeaders {
  const allowed = allowedOrigin(cors, origin);
  if (allowed === undefined) return {};
  return {
    "access-control-allow-origin": allowed,
    ...list("access-control-allow-methods", cors.AllowMethods),
    ...list("access-control-allow-headers", cors.AllowHeaders),
    ...(cors.MaxAge === undefined ? {} : { "access-control-max-age": String(cors.MaxAge) }),
    ...credentials(cors),
  };
}

/** The headers that every other answer to a request with an `Origin` carries. */
export function corsHeaders(cors: CorsConfiguration, origin: string | undefined): OutgoingHttpHeaders {
  const allowed = origin === undefined ? undefined : allowedOrigin(cors, origin);
  if (allowed === undefined) return {};
  return {
    "access-control-allow-origin": allowed,
    ...list("access-control-expose-headers", cors.ExposeHeaders),
    ...credentials(cors),
  };
}
