/** What `comparisons.csv` says of everybody, kept in a byte a row: the domains and the peers must follow from it. */
import {
  type Claim,
  type ComparisonId,
  type ComparisonStatus,
  claims,
  comparisonIds,
  statuses,
} from "#shared/release/comparison.ts";
import { TOTAL } from "#shared/release/dataset.ts";
import type { Headline } from "#shared/survey/headlines.ts";
import { type CountedCampaign, campaignOfRow, type Evidence } from "./evidence.ts";
import type { Layout } from "./layout.ts";
import { type FieldsOf, faultless, type Inspection } from "./rule.ts";

export interface PublishedClaim {
  readonly headline: Headline;
  readonly comparison: ComparisonId;
  readonly status: ComparisonStatus;
  /** Undefined where nothing was compared. */
  readonly claim: Claim | undefined;
}

const UNCLAIMED = claims.length;
const NO_ROW = 0;

export class PublishedClaims {
  readonly #ofCampaign = new Map<CountedCampaign, Uint8Array>();
  readonly #places = new Map<Layout, ReadonlyMap<string, number>>();
  readonly #evidence: Evidence;

  constructor(evidence: Evidence) {
    this.#evidence = evidence;
  }

  /** What cannot be understood is left out: another rule finds it. */
  #read(fields: FieldsOf<"comparisons.csv">): void {
    const known = campaignOfRow(fields, this.#evidence);
    const status = statuses.indexOf(fields.status as ComparisonStatus);
    if (known === undefined || fields.gender !== TOTAL || status < 0) return;
    const place = this.#placesOf(known.exact.layout).get(
      `${fields.measure_level}/${fields.measure}/${fields.comparison}`,
    );
    if (place === undefined) return;
    const marks = this.#ofCampaign.get(known) ?? new Uint8Array(this.#placesOf(known.exact.layout).size);
    this.#ofCampaign.set(known, marks);
    const claim = claims.indexOf(fields.claim as Claim);
    marks[place] = 1 + status * (UNCLAIMED + 1) + (claim < 0 ? UNCLAIMED : claim);
  }

  /** An inspection that sees the comparisons go by before it judges what must follow from them. */
  readBefore({ judges, ...rest }: Inspection): Inspection {
    return {
      ...rest,
      judges: {
        ...judges,
        "comparisons.csv": ({ fields }) => {
          this.#read(fields);
          return faultless;
        },
      },
    };
  }

  /** In the order of the headlines, and of the comparisons in each. */
  of(known: CountedCampaign): PublishedClaim[] {
    const marks = this.#ofCampaign.get(known);
    return headlinesIn(known.exact.layout).flatMap((headline, position) =>
      comparisonIds.flatMap((comparison, offset): PublishedClaim[] => {
        const mark = marks?.[position * comparisonIds.length + offset] ?? NO_ROW;
        const status = statuses[Math.floor((mark - 1) / (UNCLAIMED + 1))];
        if (mark === NO_ROW || status === undefined) return [];
        return [{ headline, comparison, status, claim: claims[(mark - 1) % (UNCLAIMED + 1)] }];
      }),
    );
  }

  #placesOf(layout: Layout): ReadonlyMap<string, number> {
    const places =
      this.#places.get(layout) ??
      new Map(
        headlinesIn(layout)
          .flatMap(({ level, id }) => comparisonIds.map((comparison) => `${level}/${id}/${comparison}`))
          .map((name, place) => [name, place]),
      );
    this.#places.set(layout, places);
    return places;
  }
}

function headlinesIn({ measures }: Layout): Headline[] {
  return measures.flatMap(({ headline }) => headline ?? []);
}
