import { describe, expect, it } from "vitest";
import {
  type AverageRow,
  authoritiesByClaims,
  claimLines,
  MeasureNotAsked,
  type PeerRow,
  peersLine,
  type ShareRow,
  sentenceOf,
  testsLine,
} from "./claims.ts";

const norfolk = { wave: "2017", old_la_code: "926", la_name: "Norfolk", instrument: "ylyc-11-17" };

function share(changed: Partial<ShareRow> = {}): ShareRow {
  return {
    ...norfolk,
    measure_level: "indicator",
    measure: "trusted-adult",
    band: "positive",
    gender: "Total",
    comparison: "other-authorities",
    reference: "2017",
    reference_differs: "no",
    status: "compared",
    answer_count: "100",
    band_percent: "94",
    interval_lower_percent: "88",
    interval_upper_percent: "97",
    reference_authority_count: "15",
    reference_earlier_wave_count: "0",
    reference_answer_count: "1300",
    reference_percent: "86",
    difference_points: "8",
    difference_lower_points: "2",
    difference_upper_points: "12",
    q_value: "0.01",
    claim: "bright-spot",
    ...changed,
  } as ShareRow;
}

const area = (changed: Partial<ShareRow> = {}) =>
  share({ claim: "area-for-improvement", difference_points: "-8", ...changed });

function average(changed: Partial<AverageRow> = {}): AverageRow {
  return {
    ...norfolk,
    measure: "life-satisfaction",
    gender: "Total",
    comparison: "other-authorities",
    reference: "2017",
    reference_differs: "no",
    status: "compared",
    answer_count: "95",
    answer_average: "7.9",
    interval_lower_average: "7.5",
    interval_upper_average: "8.3",
    reference_authority_count: "15",
    reference_earlier_wave_count: "0",
    reference_answer_count: "1310",
    reference_average: "7.2",
    difference_average: "0.7",
    difference_lower_average: "0.2",
    difference_upper_average: "1.1",
    q_value: "0.012",
    claim: "bright-spot",
    ...changed,
  } as AverageRow;
}

function peer(changed: Partial<PeerRow> = {}): PeerRow {
  return {
    ...norfolk,
    measure_level: "indicator",
    measure: "trusted-adult",
    comparison: "other-authorities",
    peer_order: "1",
    peer_la_name: "Essex",
    unnamed_peer_count: "c",
    ...changed,
  } as PeerRow;
}

const TRUSTED_ADULT = '"Is there an adult you trust who would be there for you, come what may?"';

describe("the sentence of a claim", () => {
  it("says the wording, figure, interval, comparison, difference and which way is better", () => {
    expect(sentenceOf(share())).toBe(
      `Bright spot, ylyc-11-17: ${TRUSTED_ADULT} 94% answered favourably (95% interval 88 to 97, about 100 answers), ` +
        "8 points above the other 15 authorities together (86%; interval of the difference 2 to 12; q 0.01), which is better.",
    );
  });

  it("names a harm by its title, and calls less of it better", () => {
    const bullied = {
      measure: "bullied",
      band: "negative",
      band_percent: "12",
      interval_lower_percent: "7",
      interval_upper_percent: "20",
      reference_percent: "24",
      difference_points: "-12",
      difference_lower_points: "-18",
      difference_upper_points: "-3",
    };
    expect(sentenceOf(share(bullied))).toBe(
      'Bright spot, ylyc-11-17: Is bullied ("Are you bullied by other young people, face to face or online?"): ' +
        "12% answered unfavourably (95% interval 7 to 20, about 100 answers), 12 points below the other 15 authorities " +
        "together (24%; interval of the difference -18 to -3; q 0.01), which is better.",
    );
  });

  it("calls more of a harm worse", () => {
    const sentence = sentenceOf(area({ measure: "bullied", band: "negative", difference_points: "12" }));
    expect(sentence).toMatch(
      /^Area for improvement, .* answered unfavourably .* 12 points above .*, which is worse\.$/,
    );
  });

  it("says how many authorities stand in with an earlier wave", () => {
    const sentence = sentenceOf(share({ reference_differs: "earlier-waves", reference_earlier_wave_count: "4" }));
    expect(sentence).toContain("the other 15 authorities together (86%; 4 of them with an earlier wave;");
  });

  it("names the comparator of the general population and what differs", () => {
    const friends = {
      measure: "good-friend",
      band: "negative",
      comparison: "general-population",
      reference: "peers-without-good-friend",
      reference_differs: "ages-and-wording",
      reference_answer_count: "x",
      reference_percent: "2.5",
      difference_points: "9",
    };
    expect(sentenceOf(area(friends))).toContain(
      'Has no really good friend ("Do you have at least one really good friend?"): 94% answered unfavourably ' +
        "(95% interval 88 to 97, about 100 answers), 9 points above the general population " +
        "(2.5%; comparator peers-without-good-friend, whose ages and wording differ;",
    );
    expect(sentenceOf(area({ ...friends, reference_differs: "no" }))).toContain(
      "(2.5%; comparator peers-without-good-friend; interval",
    );
  });

  it("names the authority's earlier wave and its answers", () => {
    const earlier = { comparison: "earlier-wave", reference: "2016", reference_answer_count: "60" };
    expect(sentenceOf(share(earlier))).toContain("8 points above its own wave of 2016 (86%; about 60 answers;");
  });

  it("gives a derived measure by its title and definition", () => {
    const sentence = sentenceOf(
      area({ measure_level: "derived", measure: "low-well-being-by-ladders", band: "low", difference_points: "8" }),
    );
    expect(sentence).toMatch(/: Has low well-being overall \(The mean of .* for the respondent\): 94% \(95% interval/);
  });

  it("gives the steps that make an answer on a ladder low", () => {
    const sentence = sentenceOf(area({ measure: "life-satisfaction", band: "low", difference_points: "8" }));
    expect(sentence).toContain(
      'Has low life satisfaction ("All in all, how satisfied are you with the life you have now?"): 94% answered 0 to 4 of 10',
    );
  });

  it("gives a mean with its difference in steps of the ladder", () => {
    expect(sentenceOf(average())).toBe(
      'Bright spot, ylyc-11-17: "All in all, how satisfied are you with the life you have now?" an average of 7.9 of 10 ' +
        "(95% interval 7.5 to 8.3, about 95 answers), 0.7 above the other 15 authorities together (7.2; interval of the " +
        "difference 0.2 to 1.1; q 0.012), which is better.",
    );
  });

  it("calls more anxiety worse, in the words of the questionnaire of the instrument", () => {
    const anxious = { instrument: "ylbc-16-25", measure: "anxious-yesterday", claim: "area-for-improvement" };
    expect(sentenceOf(average(anxious))).toMatch(/^Area for improvement, ylbc-16-25: .* 0.7 above .* worse\.$/);
  });

  it("fails on a measure that the instrument does not ask", () => {
    expect(() => sentenceOf(share({ measure: "loneliness" }))).toThrow(MeasureNotAsked);
  });
});

describe("whom to learn from", () => {
  it("names peers in the order of asking and counts the others with those who are not named", () => {
    const names = ["Essex", "Devon", "Brent", "Sefton"];
    const rows = names.map((name, at) =>
      peer({ peer_la_name: name, peer_order: String(at + 1), unnamed_peer_count: "6" }),
    );
    expect(peersLine(rows)).toEqual([
      'To learn from: "Has a trusted adult" (ylyc-11-17): Essex, Devon, Brent and 7 more.',
    ]);
  });

  it("says only how many where nobody may be named", () => {
    expect(peersLine([peer({ peer_order: "z", peer_la_name: "z", unnamed_peer_count: "5" })])).toEqual([
      'To learn from: "Has a trusted adult" (ylyc-11-17): 5 authorities that are not named.',
    ]);
  });

  it("leaves out a measure with nobody to name or count, and says so where that is all of them", () => {
    const nobody = peer({ measure: "bullied", peer_order: "z", peer_la_name: "z" });
    expect(peersLine([nobody])).toEqual(["To learn from: nobody who may be named, nor enough to be counted."]);
    expect(peersLine([nobody, peer()])).toEqual(['To learn from: "Has a trusted adult" (ylyc-11-17): Essex.']);
  });

  it("names the peers of a measure once, whatever it was compared with", () => {
    expect(peersLine([peer(), peer({ comparison: "general-population" })])).toEqual(peersLine([peer()]));
  });

  it("says nothing without an area that has a row", () => {
    expect(peersLine([])).toEqual([]);
  });
});

const released = (
  shares: readonly ShareRow[],
  averages: readonly AverageRow[] = [],
  peers: readonly PeerRow[] = [],
) => ({
  shares,
  averages,
  peers,
});
const codes = (...rows: Parameters<typeof released>) =>
  authoritiesByClaims(released(...rows)).map((own) => own[0]?.old_la_code);

describe("the authorities with the most claims", () => {
  it("come first by bright spots and areas of shares and averages together, then by code", () => {
    const devon = { old_la_code: "878" };
    const brent = { old_la_code: "304" };
    expect(codes([share(), share(devon), area(devon), share(brent)], [])).toEqual(["878", "304", "926"]);
    expect(codes([share(), share(devon), area(devon), share(brent)], [average(), average()])).toEqual([
      "926",
      "878",
      "304",
    ]);
  });

  it.each([
    ["girls or boys apart", share({ old_la_code: "878", gender: "girl" })],
    ["no claim", share({ old_la_code: "878", claim: "none" })],
    ["a measure without a better end", share({ old_la_code: "878", claim: "higher" })],
    ["an earlier wave", share({ old_la_code: "878", wave: "2016" })],
  ])("do not come first for %s", (_, row) => {
    expect(codes([row, row, share()])[0]).toBe("926");
  });
});

describe("the closing lines", () => {
  const lines = (...rows: Parameters<typeof released>) => claimLines(released(...rows), 3);

  it("tell of as many authorities as asked, each with its instruments from the youngest up, and end with the number of tests", () => {
    const others = ["878", "304", "870"].map((old_la_code) => share({ old_la_code, la_name: old_la_code }));
    const told = lines([share(), share({ instrument: "ylyc-8-11", claim: "none" }), area(), ...others]);
    expect(told.filter((line) => /^\S+ \(ylyc/.test(line))).toEqual([
      "Norfolk (ylyc-8-11, ylyc-11-17)",
      "304 (ylyc-11-17)",
      "870 (ylyc-11-17)",
    ]);
    expect(told.at(-1)).toMatch(/^In the whole release 5 reports were made, .* with 6 tests/);
  });

  it("say which kind of claim an authority has none of", () => {
    expect(lines([share()])).toContain("  No area for improvement.");
    expect(lines([area()])).toContain("  No bright spot.");
  });

  it("tell six of a kind, those against other authorities first, and where the rest stand", () => {
    const earlier = share({ comparison: "earlier-wave", reference: "2016" });
    const told = lines([earlier, earlier, ...Array.from({ length: 5 }, () => share())], [average()]);
    expect(told.filter((line) => line.startsWith("  Bright spot,"))).toHaveLength(6);
    expect(told.filter((line) => line.includes("its own wave"))).toEqual([]);
    expect(told).toContain("  and 2 more in comparisons.csv");
    expect(
      lines(
        Array.from({ length: 6 }, () => share()),
        [average()],
      ),
    ).toContain("  and 1 more in averages.csv");
  });

  it("name the peers of the authority itself in the same wave only", () => {
    const elsewhere = peer({ old_la_code: "878", peer_la_name: "Devon" });
    const before = peer({ wave: "2016", peer_la_name: "Kent" });
    expect(lines([area()], [], [peer(), elsewhere, before])).toContain(
      '  To learn from: "Has a trusted adult" (ylyc-11-17): Essex.',
    );
  });
});

describe("the line on tests", () => {
  it("counts reports, tests and claims of everybody in every wave, and one report in twenty as chance", () => {
    const shares = [
      share(),
      area(),
      share({ claim: "lower" }),
      share({ claim: "none", wave: "2016" }),
      share({ status: "withheld", claim: "c", instrument: "ylyc-8-11" }),
      share({ gender: "girl", claim: "z" }),
    ];
    expect(testsLine(released(shares, [average()]))).toBe(
      "In the whole release 2 reports were made, each of one campaign against one kind of reference, with 5 tests: " +
        "4 claims, of them 2 bright spots, 1 area for improvement and 1 higher or lower. If nothing differed anywhere, " +
        "at most about 0.1 of these reports would carry a false claim.",
    );
  });
});
