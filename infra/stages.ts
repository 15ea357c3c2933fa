/** What differs between the places that the same stacks run in. Everything else is the same everywhere. */
export interface Stage {
  readonly name: StageName;
  /** Undefined until an account is chosen: the stacks then deploy into whichever account asks for them. */
  readonly account?: string;
  readonly region: string;
  /** Where front ends are served from: browsers elsewhere cannot post, and a programme cannot name other origins. */
  readonly allowedOrigins: readonly string[];
  readonly throttle: Throttle;
  /** Of routes that are asked less often than surveys are shown and answered, in place of that throttle. */
  readonly throttleOfRoutes: Readonly<Record<RarelyAsked, Throttle>>;
  readonly retentionInDays: {
    readonly responses: number;
    readonly comments: number;
    /** Longer than responses, or what has expired would be made again from responses that are still there. */
    readonly microdata: number;
    readonly counts: number;
    /** One of the values that CloudWatch Logs accepts. */
    readonly logs: 7 | 30 | 90 | 365;
  };
  readonly reservedConcurrencyOfCollect: number;
  /** Apart from collect's, so that a flood of withdrawals takes nothing from those who answer. */
  readonly reservedConcurrencyOfWithdraw: number;
  readonly tallyConcurrency: number;
  /** Of the whole account and everything in it: past it, and when it will be passed, whoever is on call is told. */
  readonly monthlyBudgetInDollars: number;
  /** Three-digit codes of the authorities that have signed up: each gets a policy that reads its own folder of a release. */
  readonly authorities: readonly string[];
}

export interface Throttle {
  readonly requestsPerSecond: number;
  readonly burst: number;
}

/** By route key. */
export type RarelyAsked = "GET /v1/openapi.json" | "GET /v1/health" | "DELETE /v1/surveys/{link}/submissions";

export type StageName = "local" | "production";

/** London: answers of children in English care stay in the United Kingdom. */
const region = "eu-west-2";

// Days until something is deleted. A backup holds it longer: point-in-time recovery of the tables for 35 days more, the older
// versions of objects for 30. The README says by when each is gone for good; `attest` looks every night.
const retentionInDays = {
  // Three years: waves come every one or two years, so the last survey is still there to compare with, and a year more.
  responses: 1_095,
  // A comment that nobody has reviewed within a year is not going to be.
  comments: 365,
  // As long as the responses that they were made from, and a month: a night by hand may run a week ahead of its day.
  microdata: 1_125,
  // Ten years: a trend needs five waves, which come every one or two years. Every count carries noise, as it was released.
  counts: 3_652,
  logs: 90,
} as const;

export const stages: Readonly<Record<StageName, Stage>> = {
  local: {
    name: "local",
    region,
    allowedOrigins: ["http://localhost:3000", "http://localhost:5173"],
    // The whole country answers from one machine here, and a wave is posted within a minute.
    throttle: { requestsPerSecond: 5_000, burst: 10_000 },
    throttleOfRoutes: {
      "GET /v1/openapi.json": { requestsPerSecond: 500, burst: 1_000 },
      "GET /v1/health": { requestsPerSecond: 500, burst: 1_000 },
      "DELETE /v1/surveys/{link}/submissions": { requestsPerSecond: 5_000, burst: 10_000 },
    },
    retentionInDays,
    reservedConcurrencyOfCollect: 50,
    reservedConcurrencyOfWithdraw: 10,
    tallyConcurrency: 4,
    monthlyBudgetInDollars: 50,
    // Those of the synthetic waves; the seventeenth authority, 330, has not signed.
    authorities: [
      "801",
      "916",
      "878",
      "866",
      "931",
      "850",
      "870",
      "887",
      "926",
      "881",
      "919",
      "304",
      "925",
      "840",
      "343",
      "380",
    ],
  },
  production: {
    name: "production",
    region,
    // Reserved by RFC 2606: reaches nobody until the survey's own address is written here.
    allowedOrigins: ["https://survey.example.org"],
    // The throttle is the budget: an HTTP API takes no firewall. A whole class answering at once stays far below it.
    throttle: { requestsPerSecond: 50, burst: 100 },
    throttleOfRoutes: {
      // Read by a developer, and by a build.
      "GET /v1/openapi.json": { requestsPerSecond: 2, burst: 10 },
      // Asked once a minute from outside.
      "GET /v1/health": { requestsPerSecond: 2, burst: 10 },
      // One in a hundred answers is taken back at most; as many at once as withdraw may serve, twice over.
      "DELETE /v1/surveys/{link}/submissions": { requestsPerSecond: 10, burst: 20 },
    },
    retentionInDays,
    reservedConcurrencyOfCollect: 50,
    reservedConcurrencyOfWithdraw: 10,
    tallyConcurrency: 10,
    // A month costs some six dollars without answers, and six more for a million of them. A flood at the throttle costs
    // sixteen a day and passes this on its fourth.
    monthlyBudgetInDollars: 50,
    // Filled when an authority signs: its code here, a deploy, and its policy attached to the role it comes with.
    authorities: [],
  },
};

export class UnknownStage extends Error {
  override readonly name = "UnknownStage";
  readonly stage: string;
  constructor(stage: string) {
    super(`there is no stage ${stage}; infra/stages.ts has ${Object.keys(stages).join(", ")}`);
    this.stage = stage;
  }
}

/** @throws UnknownStage */
export function stageNamed(name: string): Stage {
  if (!Object.hasOwn(stages, name)) throw new UnknownStage(name);
  return stages[name as StageName];
}
