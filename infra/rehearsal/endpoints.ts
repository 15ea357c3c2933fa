/** Keeps a rehearsal on this machine: what it refuses to start with, and all that the programs it starts are told. */

/** Key and secret of nobody's: what the tests' own readers of a cloud's stores say too. */
export const INVENTED = "synthetic";
/** The account that MiniStack is; no real one has this number. */
export const ACCOUNT = "000000000000";
/** An address and not a name: a name may be anybody's, and S3 puts buckets before it. */
export type Endpoint = `https://127.0.0.1:${number}`;

/** The rehearsal has not begun: something could have led it to a real account. */
export class CouldBeReal extends Error {
  override readonly name = "CouldBeReal";
  readonly reasons: readonly string[];
  constructor(reasons: readonly string[]) {
    super(["the rehearsal does not start, because it could reach a real account:", ...reasons].join("\n  "));
    this.reasons = reasons;
  }
}

/** Says how, where it does, and leads nowhere: which region, which certificates, how patient. */
const harmless = new Set([
  "AWS_CA_BUNDLE",
  "AWS_DEFAULT_OUTPUT",
  "AWS_DEFAULT_REGION",
  "AWS_EC2_METADATA_DISABLED",
  "AWS_MAX_ATTEMPTS",
  "AWS_PAGER",
  "AWS_REGION",
  "AWS_RETRY_MODE",
]);
/** The last one has Node send what is meant for this machine to a proxy. */
const chooses = /^(?:AWS|CDK)_|^NODE_USE_ENV_PROXY$/i;
const filesWithAccounts = new Set(["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]);

export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, username, password } = new URL(url);
  return /^https?:$/.test(protocol) && /^127\.\d+\.\d+\.\d+$/.test(hostname) && username === "" && password === "";
}

/**
 * What of the caller's environment could lead to a real account, a sentence for each variable; none of them when it may
 * start. Whatever is not known to be harmless could: AWS adds variables every year. Values are not told, they may be secrets.
 */
export function waysOut(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(environment)
    .filter(([name, value]) => value !== undefined && value !== "" && chooses.test(name))
    .flatMap(([name, value = ""]) => {
      if (harmless.has(name) || name.startsWith("CDK_DISABLE_")) return [];
      if (filesWithAccounts.has(name))
        return value === "/dev/null" ? [] : [`${name} names a file with accounts: unset it`];
      if (/^AWS_ENDPOINT_URL(?:_|$)/.test(name)) {
        return isLoopback(value) ? [] : [`${name} is not an address of this machine: unset it`];
      }
      return [`${name} is set, and could choose an account or an endpoint: unset it`];
    });
}

/** @throws CouldBeReal */
export function refuseWaysOut(environment: Readonly<Record<string, string | undefined>>): void {
  const reasons = waysOut(environment);
  if (reasons.length > 0) throw new CouldBeReal(reasons);
}

/** All that an AWS client of a rehearsal is told: this machine, invented credentials, no file, no metadata service. */
export function awsVariables(endpoint: Endpoint, region: string) {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: INVENTED,
    AWS_SECRET_ACCESS_KEY: INVENTED,
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  } as const;
}

export interface Surroundings {
  readonly endpoint: Endpoint;
  readonly region: string;
  /** The endpoint's own certificate, which nobody else has signed. */
  readonly certificateFile: string;
  /** The programs' home and place for temporary files; goes with the rehearsal. */
  readonly folder: string;
  /** Where the programs find Node. */
  readonly nodeFolder: string;
}

/** The whole environment of every program that a rehearsal starts, made of nothing: what the caller has is not in it. */
export function environmentFor({
  endpoint,
  region,
  certificateFile,
  folder,
  nodeFolder,
}: Surroundings): Readonly<Record<string, string>> {
  return {
    ...awsVariables(endpoint, region),
    NODE_EXTRA_CA_CERTS: certificateFile,
    PATH: [nodeFolder, "/usr/local/bin", "/usr/bin", "/bin"].join(":"),
    HOME: folder,
    TMPDIR: folder,
    LANG: "C.UTF-8",
    PYTHONDONTWRITEBYTECODE: "1",
    CI: "true",
    CDK_DISABLE_CLI_TELEMETRY: "true",
    CDK_DISABLE_VERSION_CHECK: "true",
  };
}

/** @throws CouldBeReal when a program with this environment could ask anybody but this machine */
export function refuseWaysOutOf(environment: Readonly<Record<string, string>>): void {
  const { AWS_ENDPOINT_URL: endpoint = "", AWS_ACCESS_KEY_ID: key, ...others } = environment;
  const reasons = [
    ...(isLoopback(endpoint) ? [] : ["AWS_ENDPOINT_URL is not an address of this machine"]),
    ...(key === INVENTED ? [] : ["AWS_ACCESS_KEY_ID is not the invented one"]),
    ...waysOut({
      ...others,
      AWS_SECRET_ACCESS_KEY: others.AWS_SECRET_ACCESS_KEY === INVENTED ? undefined : "another",
    }),
  ];
  if (reasons.length > 0) throw new CouldBeReal(reasons);
}
