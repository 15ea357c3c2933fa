import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  awsVariables,
  CouldBeReal,
  type Endpoint,
  environmentFor,
  isLoopback,
  refuseWaysOut,
  refuseWaysOutOf,
  waysOut,
} from "../../../infra/rehearsal/endpoints.ts";

const endpoint: Endpoint = "https://127.0.0.1:4566";
type Variables = Readonly<Record<string, string>>;
const surroundings = {
  endpoint,
  region: "eu-west-2",
  certificateFile: "/tmp/rehearsal/server.crt",
  folder: "/tmp/rehearsal",
  nodeFolder: "/node/bin",
};

describe("an endpoint", () => {
  test.each(["http://127.0.0.1:4566", endpoint, "http://127.1.2.3"])("%s is of this machine", (url) => {
    expect(isLoopback(url)).toBe(true);
  });

  test.each([
    "",
    "127.0.0.1:4566",
    "https://dynamodb.eu-west-2.amazonaws.com",
    // A name is whoever answers for it.
    "http://localhost:4566",
    "http://127.0.0.1.example.org",
    "http://127.0.0.1@example.org",
    "http://someone@127.0.0.1:4566",
    "http://0.0.0.0:4566",
    "http://10.0.0.1:4566",
    "http://169.254.169.254",
    "ftp://127.0.0.1",
  ])("%s is not", (url) => {
    expect(isLoopback(url)).toBe(false);
  });
});

describe("a rehearsal refuses to start", () => {
  test.each<Variables>([
    { AWS_ENDPOINT_URL: "https://dynamodb.eu-west-2.amazonaws.com" },
    { AWS_ENDPOINT_URL_S3: "https://s3.eu-west-2.amazonaws.com" },
    { AWS_ENDPOINT_URL: "http://localhost:4566" },
    { AWS_PROFILE: "production" },
    { AWS_DEFAULT_PROFILE: "production" },
    { AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/deploy" },
    { AWS_WEB_IDENTITY_TOKEN_FILE: "/var/run/token" },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1/credentials" },
    { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" },
    { AWS_SESSION_TOKEN: "token" },
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" },
    { AWS_CONFIG_FILE: "/home/someone/.aws/config" },
    { AWS_SHARED_CREDENTIALS_FILE: "/home/someone/.aws/credentials" },
    { CDK_DEFAULT_ACCOUNT: "111122223333" },
    { aws_profile: "production" },
    { NODE_USE_ENV_PROXY: "1" },
  ])("with %j", (environment) => {
    expect(waysOut(environment)).toHaveLength(1);
    expect(() => refuseWaysOut(environment)).toThrow(CouldBeReal);
  });

  test("with whatever AWS adds next year", () => {
    const unknown = fc.stringMatching(/^[A-Z]{3,20}$/).map((name) => `AWS_NEW_${name}`);
    fc.assert(
      fc.property(unknown, fc.string({ minLength: 1 }), (name, value) => waysOut({ [name]: value }).length === 1),
    );
  });

  test("and names every variable, but never says what is in one", () => {
    const environment = {
      AWS_ACCESS_KEY_ID: "AKIA-A-SECRET",
      AWS_SECRET_ACCESS_KEY: "A-SECRET",
      AWS_PROFILE: "A-SECRET",
    };
    const said = waysOut(environment).join("\n");
    for (const name of Object.keys(environment)) expect(said).toContain(name);
    expect(said).not.toContain("A-SECRET");
  });
});

test("a rehearsal starts where nothing leads away from this machine", () => {
  expect(
    waysOut({
      HOME: "/home/someone",
      PATH: "/usr/bin",
      AWS_REGION: "eu-west-1",
      AWS_CA_BUNDLE: "/etc/ssl/certs/ca-certificates.crt",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_PROFILE: "",
      AWS_ROLE_ARN: undefined,
    }),
  ).toEqual([]);
});

describe("the environment of what a rehearsal starts", () => {
  const environment = environmentFor(surroundings);

  test("is the same whatever the caller has, and whole", () => {
    expect(environment).toMatchObject(awsVariables(endpoint, "eu-west-2"));
    expect(Object.keys(environment).toSorted()).toEqual([
      "AWS_ACCESS_KEY_ID",
      "AWS_CONFIG_FILE",
      "AWS_DEFAULT_REGION",
      "AWS_EC2_METADATA_DISABLED",
      "AWS_ENDPOINT_URL",
      "AWS_REGION",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SHARED_CREDENTIALS_FILE",
      "CDK_DISABLE_CLI_TELEMETRY",
      "CDK_DISABLE_VERSION_CHECK",
      "CI",
      "HOME",
      "LANG",
      "NODE_EXTRA_CA_CERTS",
      "PATH",
      "PYTHONDONTWRITEBYTECODE",
      "TMPDIR",
    ]);
  });

  test("reads no file of accounts, and has its home in the rehearsal's own folder", () => {
    expect(environment.AWS_CONFIG_FILE).toBe("/dev/null");
    expect(environment.AWS_SHARED_CREDENTIALS_FILE).toBe("/dev/null");
    expect(environment.HOME).toBe("/tmp/rehearsal");
  });

  test("is taken as it is made", () => {
    expect(() => refuseWaysOutOf(environment)).not.toThrow();
  });

  test.each<Variables>([
    { AWS_ENDPOINT_URL: "" },
    { AWS_ENDPOINT_URL: "https://s3.eu-west-2.amazonaws.com" },
    { AWS_ENDPOINT_URL_KMS: "https://kms.eu-west-2.amazonaws.com" },
    { AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE" },
    { AWS_SECRET_ACCESS_KEY: "another" },
    { AWS_PROFILE: "production" },
    { AWS_CONFIG_FILE: "/home/someone/.aws/config" },
  ])("is refused when it is changed by %j", (change) => {
    expect(() => refuseWaysOutOf({ ...environment, ...change })).toThrow(CouldBeReal);
  });

  test.each(["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID"])("is refused without %s", (name) => {
    const { [name]: _, ...rest } = environment;
    expect(() => refuseWaysOutOf(rest)).toThrow(CouldBeReal);
  });
});
