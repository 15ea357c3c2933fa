/** What the local cloud says when it is asked for something that it cannot do faithfully on one machine. */

/** A resource, or one property of it, that has no counterpart here. Running without it would be a different system. */
export class UnsupportedResource extends Error {
  override readonly name = "UnsupportedResource";
  readonly logicalId: string;
  readonly type: string;
  readonly detail: string | undefined;

  constructor(logicalId: string, type: string, detail?: string) {
    super(`${logicalId} (${type}) cannot run on one machine${detail === undefined ? "" : `: ${detail}`}`);
    this.logicalId = logicalId;
    this.type = type;
    this.detail = detail;
  }
}

/** An expression in a template that cannot be given a local value. */
export class UnresolvableExpression extends Error {
  override readonly name = "UnresolvableExpression";
  readonly stackName: string;
  readonly expression: string;

  constructor(stackName: string, expression: string) {
    super(`${stackName}: ${expression} has no value on one machine`);
    this.stackName = stackName;
    this.expression = expression;
  }
}

/** Another program listens where one of the local servers should. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
  readonly port: number;
  readonly purpose: string;

  constructor(port: number, purpose: string) {
    super(`Port ${port}, meant for ${purpose}, is taken. Stop what listens there, or set PORT to another base.`);
    this.port = port;
    this.purpose = purpose;
  }
}

/** The state folder belongs to a local cloud that is still running. */
export class DataFolderInUse extends Error {
  override readonly name = "DataFolderInUse";
  readonly dataFolder: string;

  constructor(dataFolder: string) {
    super(`Another local cloud is running on ${dataFolder}. Stop it first, or set DATA_DIR to another folder.`);
    this.dataFolder = dataFolder;
  }
}

/** Gives a failed `listen` its sentence; every other error passes unchanged. */
export function explainListenFailure(error: unknown, port: number, purpose: string): unknown {
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE" ? new PortTaken(port, purpose) : error;
}
