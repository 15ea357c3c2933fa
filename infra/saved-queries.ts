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
    sql: `
SELECT
  la_name, wave, instrument, claim, domain, measure, band,
  answer_count, band_percent,
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
    name: "shares-worked-out-again",
    question:
      "What share stands in each band of a measure, in each campaign of a wave, worked out again from the noised counts? Before rounding, and also of campaigns that are too small to be shown.",
    parameters: [release, "wave, as in the column wave", "id of the measure, as in the column measure"],
    // The fit of the method notes. The cells of every question of a campaign add up to all its respondents, so that what those
    // of one exceed the mean by is noise, and is taken off each of them alike.
    sql: `
SELECT
  la_name, instrument, measure_level, measure, band,
  fitted_count, fitted_base,
  CASE WHEN fitted_base > 0 THEN 100 * least(greatest(fitted_count, 0), fitted_base) / fitted_base END AS band_percent
FROM (
  SELECT
    *,
    sum(CASE WHEN band = 'no-valid-answer' THEN 0 ELSE fitted_count END)
      OVER (PARTITION BY old_la_code, instrument, measure_level, measure) AS fitted_base
  FROM (
    SELECT
      *,
      noised_count - (
        sum(noised_count) OVER (PARTITION BY old_la_code, instrument, measure_level, measure)
        - CAST(sum(CASE WHEN measure_level = 'indicator' THEN noised_count ELSE 0 END)
          OVER (PARTITION BY old_la_code, instrument) AS double)
        / sum(CASE WHEN measure_level = 'indicator' AND band = 'no-valid-answer' THEN 1 ELSE 0 END)
          OVER (PARTITION BY old_la_code, instrument)
      ) / count(*) OVER (PARTITION BY old_la_code, instrument, measure_level, measure) AS fitted_count
    FROM noised_counts
    WHERE release_id = ?
      AND wave = ?
      AND geographic_level = 'Local authority'
      AND gender = 'Total'
  ) AS fitted
) AS shares
WHERE measure = ?
  AND band <> 'no-valid-answer'
ORDER BY la_name, instrument, measure_level, measure, band`,
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
