/**
 * Questions that analysts come with, as SQL for Athena; a test asks them of another engine. A parameter may stand after
 * WHERE only, and each table must be told its release there: it has no others to look through.
 */

export interface SavedQuery {
  readonly name: string;
  readonly question: string;
  /** What each `?` stands for, in order. All are text, so each is given in single quotes. */
  readonly parameters: readonly string[];
  readonly sql: string;
}

const release = "release id, as in latest.json";

export const savedQueries: readonly SavedQuery[] = [
  {
    name: "bright-spots-of-one-authority",
    question: "What are the bright spots and the areas for improvement of one authority, and beside what?",
    parameters: [release, "three-digit code of the authority"],
    // Where only the range of a share is told, band_percent is null and the range stands beside it.
    sql: `
SELECT
  la_name, wave, instrument, claim, domain, measure, band,
  answer_count, band_percent, band_percent_at_least, band_percent_at_most,
  interval_lower_percent, interval_upper_percent,
  comparison, reference, reference_differs, reference_percent,
  difference_points, difference_lower_points, difference_upper_points, q_value
FROM comparisons
WHERE release_id = ?
  AND old_la_code = ?
  AND claim IN ('bright-spot', 'area-for-improvement')
ORDER BY wave DESC, instrument, claim DESC, domain, measure, comparison`,
  },
  {
    name: "where-girls-and-boys-differ-most",
    question:
      "Where do girls and boys differ most, within each authority? The five widest gaps of a questionnaire; the widest of many is wide by chance too, so read q_value and finding with them.",
    parameters: [release, "wave, as in the column wave"],
    sql: `
SELECT
  la_name, instrument, domain, measure, band,
  girls_percent, boys_percent,
  gap_points, gap_lower_points, gap_upper_points, q_value, finding,
  others_gap_points, others_gap_lower_points, others_gap_upper_points
FROM (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY old_la_code, instrument
      ORDER BY abs(gap_points) DESC, measure
    ) AS place
  FROM gender_gap
  WHERE release_id = ?
    AND wave = ?
    AND status = 'compared'
) AS gaps
WHERE place <= 5
ORDER BY la_name, instrument, place`,
  },
  {
    name: "response-rates-of-a-wave",
    question:
      "How many of those invited answered in a wave, whose campaign is still open or held and why, and how many days before the release do its figures stand?",
    parameters: [release, "wave, as in the column wave"],
    // A release id begins with the day that its night was run for.
    sql: `
SELECT
  la_name, instrument, campaign_status, held_reason,
  eligible_count, response_count, response_count_status, response_rate_percent,
  as_at, date_diff('day', as_at, CAST(substr(release_id, 1, 10) AS date)) AS days_before_release
FROM response_rates
WHERE release_id = ?
  AND wave = ?
ORDER BY instrument, la_name`,
  },
];
