/**
 * One line of JSON an event, with fields from a closed list. A field that could hold something that a person wrote is
 * not on it, so it cannot be logged by mistake.
 */
import { Logger } from "@aws-lambda-powertools/logger";

export interface LogFields {
  readonly requestId?: string;
  readonly route?: string;
  readonly status?: number;
  /** Why a request was refused: a code of the contract's closed list. */
  readonly refusal?: string;
  /** Codes of problems, such as `unknown-option`; never the value that caused them. */
  readonly problems?: readonly string[];
  readonly durationInMilliseconds?: number;
  readonly runId?: string;
  readonly asOf?: string;
  readonly wave?: string;
  readonly campaign?: string;
  readonly count?: number;
  /** How many figures of a night are shown, and how many are withheld. */
  readonly shown?: number;
  readonly withheld?: number;
  readonly releaseId?: string;
  readonly outcome?: string;
  /** An error's class and where it was thrown; its message could quote a value. */
  readonly error?: string;
  readonly at?: string;
}

export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

export function logger(service: string): Log {
  const powertools = new Logger({ serviceName: service });
  return {
    info: (message, fields = {}) => powertools.info(message, { ...fields }),
    warn: (message, fields = {}) => powertools.warn(message, { ...fields }),
    error: (message, fields = {}) => powertools.error(message, { ...fields }),
  };
}

/** A line of a stack: a function's name, if it has one, and a place in a file. */
const frame = /^\s+at (?:.* \()?(?:file:\/\/|node:|\/)\S+:\d+:\d+\)?$/m;

/**
 * The class of an error and the first place in its stack: enough to find the line, nothing of its message. The message is
 * cut out of the stack first, because a line of it could pass for a place.
 */
export function whereabouts(error: unknown): Pick<LogFields, "error" | "at"> {
  if (!(error instanceof Error)) return { error: typeof error };
  const name = /^\w{1,80}$/.test(error.name) ? error.name : "Error";
  const place = frame.exec((error.stack ?? "").replace(error.message, ""));
  return place === null ? { error: name } : { error: name, at: place[0].trim() };
}
