/**
 * Who may read what the pipeline has made, one managed policy a kind of reader. None is attached to anybody here: whoever
 * runs the account attaches a policy to the role of the people that it is for.
 */
import { ManagedPolicy, type PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import { authorityFolder } from "#shared/release/manifest.ts";
import type { Analysis } from "./analysis.ts";
import type { DataStack } from "./data-stack.ts";
import type { Stage } from "./stages.ts";

/** As many characters as a release id has, so that no key with other folders in between matches. */
export const ANY_RELEASE = "????-??-??-????????????";

/** Every file in the folder of one authority, in any release. */
export const keysOfAuthority = (code: string): string => `releases/${ANY_RELEASE}/${authorityFolder(code)}*`;

export interface ReadersProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly analysis: Analysis;
}

/** From the widest circle to the narrowest. */
export class Readers extends Construct {
  readonly analysts: ManagedPolicy;
  /** By three-digit code. */
  readonly authorities: ReadonlyMap<string, ManagedPolicy>;
  readonly researchers: ManagedPolicy;
  readonly microdataOwner: ManagedPolicy;
  /** Whoever answers for what is kept how long. */
  readonly dataProtection: ManagedPolicy;

  constructor(scope: Construct, id: string, props: ReadersProps) {
    super(scope, id);
    const { stage, data, analysis } = props;
    const { datasets, microdata, nights } = data;
    this.analysts = this.#policy("Analysts", "Bright Spots: reads releases and asks them with Athena", [
      ...datasets.readingOf("latest.json", "retractions.json", "releases/*"),
      ...analysis.statementsToAsk(),
    ]);
    this.authorities = new Map(
      stage.authorities.map((code) => [
        code,
        this.#policy(`Authority${code}`, `Bright Spots: reads the figures of authority ${code} in every release`, [
          // They say which release is the newest and which were taken back, and nothing of what is in them.
          ...datasets.readingOf("latest.json", "retractions.json", keysOfAuthority(code)),
        ]),
      ]),
    );
    this.researchers = this.#policy(
      "Researchers",
      "Bright Spots: reads the anonymised records that may be seen outside of the owner",
      microdata.readingOf("shared/*"),
    );
    this.microdataOwner = this.#policy(
      "MicrodataOwner",
      "Bright Spots: reads all anonymised records",
      microdata.readingOf("owner/*", "shared/*"),
    );
    this.dataProtection = this.#policy(
      "DataProtection",
      "Bright Spots: reads what each night found of that which had to be gone by then",
      nights.readingOf("retention/*"),
    );
  }

  #policy(id: string, description: string, statements: PolicyStatement[]): ManagedPolicy {
    return new ManagedPolicy(this, id, { description, statements });
  }
}
