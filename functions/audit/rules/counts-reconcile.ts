import { MANIFEST } from "#shared/release/manifest.ts";
import { setAsideReason } from "#shared/survey/tally.ts";
import { nearest } from "../demand.ts";
import { type Evidence, isReleased } from "../evidence.ts";
import { type Faults, faultsOf, type Rule } from "../rule.ts";

/**
 * No response is lost on the way: accepted = tallied + withdrawn + set aside, to the unit in every count and, rounded, in
 * the manifest, which counts the released campaigns alone.
 */
export const countsReconcile: Rule = {
  name: "counts-reconcile",
  begin: (evidence) => ({ atEnd: () => countFaults(evidence).map((detail) => ({ file: MANIFEST, detail })) }),
};

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function countFaults({ draft, campaigns, policy }: Evidence): Faults {
  const { accepted, tallied, withdrawn, setAside } = draft.manifest.counts;
  const known = [...campaigns.values()];
  const released = known.filter(isReleased).map(({ counts }) => counts);
  const rounded = (numbers: readonly number[]) => nearest(policy.pool.baseRoundedTo, sum(numbers));
  return faultsOf(
    [
      accepted !== tallied + withdrawn + sum(Object.values(setAside)),
      "accepted is not tallied, withdrawn and set aside",
    ],
    [
      tallied !== rounded(released.map((counts) => counts.tallied)),
      "tallied is not the rounded sum over the released campaigns",
    ],
    [
      withdrawn !== rounded(released.map((counts) => counts.withdrawn)),
      "withdrawn is not the rounded sum over the released campaigns",
    ],
    [
      setAsideReason.options.some(
        (reason) => (setAside[reason] ?? 0) !== rounded(released.map((counts) => counts.setAside[reason] ?? 0)),
      ),
      "set aside is not the rounded sum over the released campaigns",
    ],
    [
      known.some(
        ({ counts: { read, tallied: counted, withdrawn: gone, setAside: aside } }) =>
          read !== counted + gone + sum(Object.values(aside)),
      ),
      "a tally has read more or fewer responses than it counts",
    ],
    [
      known.some(({ campaign, counts }) => counts.campaign.version !== campaign.version),
      "a tally was made with another version of its questionnaire",
    ],
  );
}
