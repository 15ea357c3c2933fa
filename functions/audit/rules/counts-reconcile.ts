import { setAsideReason } from "#shared/survey/tally.ts";
import { MANIFEST } from "../draft.ts";
import type { Evidence } from "../evidence.ts";
import { type Faults, faultsOf, type Rule } from "../rule.ts";

/** No response is lost on the way: accepted = tallied + withdrawn + set aside, in the manifest and over the tallies. */
export const countsReconcile: Rule = {
  name: "counts-reconcile",
  begin: (evidence) => ({ atEnd: () => countFaults(evidence).map((detail) => ({ file: MANIFEST, detail })) }),
};

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

function countFaults({ draft, campaigns }: Evidence): Faults {
  const { accepted, tallied, withdrawn, setAside } = draft.manifest.counts;
  const known = [...campaigns.values()];
  const released = known.filter(({ campaign }) => campaign.closed).map(({ counts }) => counts);
  return faultsOf(
    [
      accepted !== tallied + withdrawn + sum(Object.values(setAside)),
      "accepted is not tallied, withdrawn and set aside",
    ],
    [tallied !== sum(released.map((counts) => counts.tallied)), "tallied is not the sum over the released campaigns"],
    [
      withdrawn !== sum(released.map((counts) => counts.withdrawn)),
      "withdrawn is not the sum over the released campaigns",
    ],
    [accepted !== sum(released.map(({ read }) => read)), "accepted is not what was read of the released campaigns"],
    [
      setAsideReason.options.some(
        (reason) => (setAside[reason] ?? 0) !== sum(released.map((counts) => counts.setAside[reason] ?? 0)),
      ),
      "set aside is not the sum over the released campaigns",
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
