-- From the published noised counts and the codebook to fitted shares, own and pooled. SYNTHETIC answers in all tests.

CREATE TABLE place AS
SELECT row_number() OVER () AS id, *
FROM (
  SELECT DISTINCT * EXCLUDE (domain, measure_level, measure, gender, age_band, placement, period_of_care_length, ethnicity_major,
    band, noised_count, noise_variance)
  FROM noised_counts);

CREATE TABLE campaign AS FROM place WHERE geographic_level = 'Local authority';

CREATE TABLE cell AS
SELECT id, measure_level AS level, measure, domain, band,
  {gender: gender, age_band: age_band, placement: placement, period_of_care_length: period_of_care_length,
    ethnicity_major: ethnicity_major} AS who,
  noised_count::DOUBLE AS cell, noise_variance::DOUBLE AS s2
FROM noised_counts JOIN place USING (wave, data_origin, instrument, old_la_code);

-- What a survey measures, by band. Two surveys measure alike where the same answers, in the same words, make up the same bands.
CREATE TABLE banded AS
SELECT wave, data_origin, instrument, 'indicator' AS level, indicator AS measure,
  string_agg(concat_ws('/', answer, answer_wording, answer_face, band, headline), '|' ORDER BY answer_order::INT) AS alike,
  any_value(polarity) AS polarity,
  any_value(band) FILTER (headline = 'yes') AS headline,
  any_value({name: comparator, percent: nullif(comparator_percent, 'z')::DOUBLE, differs: comparator_differs})
    FILTER (headline = 'yes' AND comparator <> 'z') AS comparator
FROM codebook WHERE measure_level = 'item' AND language = 'en' GROUP BY ALL
UNION ALL
SELECT wave, data_origin, instrument, 'derived', measure, any_value(definition), any_value(polarity),
  any_value(band) FILTER (headline = 'yes'), NULL
FROM codebook WHERE measure_level = 'derived' GROUP BY ALL;

-- The fit: every respondent of a group stands in one cell of each question, so that all questions should add up to the same N.
CREATE TABLE respondents AS
SELECT id, who, sum(cell) / count(DISTINCT measure) AS n, count(DISTINCT measure) AS questions
FROM cell WHERE level = 'indicator' GROUP BY ALL;

CREATE TABLE fit AS
SELECT id, who, level, measure, domain, n, count(*) - 1 AS k, (sum(cell) - n) / count(*) AS r,
  any_value(s2) AS s2, count(*) * any_value(s2) / questions AS t2,
  sum(cell) FILTER (band <> 'no-valid-answer') AS answers
FROM cell JOIN respondents USING (id, who) WHERE level <> 'ladder' GROUP BY id, who, level, measure, domain, n, questions;

-- One row a group of a place, measure and band: `share` is what is known of it, `status` whether it is shown.
CREATE TABLE own AS
SELECT *, proportion(share) AS proportion, score_ends(share, z_95()) AS ends
FROM (
  SELECT id, wave, data_origin, instrument, who, level, measure, domain, band, s2, alike, polarity, comparator,
    band = headline AS is_headline,
    {
      y: cell - r,
      m: answers - k * r,
      a: s2 * k / (k + 1) + t2 / (k + 1) ** 2,
      b: s2 / (k + 1) + t2 * k / (k + 1) ** 2,
      c: s2 * k / (k + 1) + t2 * k ** 2 / (k + 1) ** 2
    } AS share,
    CASE WHEN n < 15 THEN 'withheld' WHEN nearest(5, answers - k * r) = 0 THEN 'unanswered' ELSE 'shown' END AS status
  FROM fit
  JOIN (SELECT id, who, level, measure, band, cell FROM cell) USING (id, who, level, measure)
  JOIN place USING (id)
  JOIN banded USING (wave, data_origin, instrument, level, measure)
  WHERE band <> 'no-valid-answer');

-- Every authority once: with its campaign of the wave, else with its latest of the two waves of the instrument before it.
CREATE TABLE member AS
SELECT id, other AS member, other_wave <> wave AS stands_in, other_code = old_la_code AS is_own
FROM (
  SELECT own.id, own.wave, own.old_la_code, other.id AS other, other.wave AS other_wave, other.old_la_code AS other_code,
    dense_rank() OVER (PARTITION BY own.id ORDER BY other.wave DESC) AS waves_back
  FROM campaign own JOIN campaign other USING (instrument, data_origin)
  WHERE other.wave <= own.wave)
WHERE waves_back <= 3
QUALIFY row_number() OVER (PARTITION BY id, other_code ORDER BY other_wave DESC) = 1;

CREATE MACRO pooled(shares) AS {
  y: sum(shares.y), m: sum(shares.m), a: sum(shares.a), b: sum(shares.b), c: sum(shares.c)};
CREATE MACRO pool_status(authorities, m) AS
  CASE WHEN authorities < 5 THEN 'withheld' WHEN nearest(10, m) = 0 THEN 'unanswered' ELSE 'shown' END;

CREATE TABLE pool AS
SELECT *, proportion(share) AS proportion, score_ends(share, z_95()) AS ends, pool_status(authorities, share.m) AS status
FROM (
  SELECT own.id, scope, own.who, own.level, own.measure, own.band, count(*) AS authorities,
    count(*) FILTER (stands_in) AS earlier, sum(other.s2) AS s2, pooled(other.share) AS share
  FROM own
  JOIN member USING (id)
  JOIN own other ON other.id = member.member
    AND (other.who, other.level, other.measure, other.band, other.alike) = (own.who, own.level, own.measure, own.band, own.alike)
  CROSS JOIN (VALUES ('all'), ('others')) AS scopes (scope)
  WHERE scope = 'all' OR NOT is_own
  GROUP BY ALL);

CREATE TABLE before AS
SELECT own.id, max_by(earlier.id, earlier.wave) AS before, max(earlier.wave) AS before_wave
FROM campaign own JOIN campaign earlier USING (instrument, data_origin, old_la_code)
WHERE earlier.wave < own.wave GROUP BY own.id;

-- What is published: the figure, or the symbol of what is missing; columns that several datasets have.
CREATE MACRO symbol(status) AS CASE status
  WHEN 'withheld' THEN 'c' WHEN 'reference-withheld' THEN 'c'
  WHEN 'unanswered' THEN 'x' WHEN 'not-yet' THEN 'x'
  WHEN 'no-reference' THEN 'z' END;
CREATE MACRO shown(status, figure) AS coalesce(symbol(status), figure::VARCHAR);
CREATE MACRO share_columns(status, step, m, proportion) AS {
  answer_count: shown(status, nearest(step, m)),
  band_percent: shown(status, points(proportion))};
CREATE MACRO interval_columns(status, ends) AS {
  interval_lower_percent: shown(status, points(clip(ends[1], 0, 1))),
  interval_upper_percent: shown(status, points(clip(ends[2], 0, 1)))};
CREATE MACRO wide_interval_columns(status, ends) AS {
  interval_998_lower_percent: shown(status, points(clip(ends[1], 0, 1))),
  interval_998_upper_percent: shown(status, points(clip(ends[2], 0, 1)))};
CREATE MACRO average_columns(status, step, m, mean, error) AS {
  answer_count: shown(status, nearest(step, m)),
  answer_average: shown(status, tenths(mean)),
  interval_lower_average: shown(status, tenths(greatest(0, mean - z_95() * error))),
  interval_upper_average: shown(status, tenths(least(10, mean + z_95() * error)))};
CREATE MACRO test_columns(status, p, q) AS {
  p_value: shown(status, up_to_thousandths(p)),
  q_value: shown(status, up_to_thousandths(q))};
