-- trends: how the headline shares of an authority moved over its waves with one instrument.

CREATE TABLE point AS
SELECT now.id, now.level, now.measure, past.wave, past.wave[1:4]::INT - now.wave[1:4]::INT AS t, past.share, past.proportion,
  past.status,
  (SELECT count(DISTINCT wave) FROM campaign c WHERE c.instrument = now.instrument AND c.data_origin = now.data_origin
    AND c.wave > past.wave AND c.wave <= now.wave) AS waves_back
FROM headline now JOIN before USING (id)
JOIN campaign here USING (id)
JOIN campaign there ON there.wave <= here.wave
  AND (there.instrument, there.data_origin, there.old_la_code) = (here.instrument, here.data_origin, here.old_la_code)
JOIN headline past ON past.id = there.id
  AND (past.who, past.level, past.measure, past.alike) = (now.who, now.level, now.measure, now.alike)
WHERE now.who.gender = 'Total';

-- The last five waves of the instrument where they are five years without a gap, else all waves.
CREATE TABLE course AS
SELECT id, level, measure, count(*) AS all_points, count(DISTINCT t) AS years,
  count(DISTINCT t) FILTER (waves_back < 5) = 5 AS is_unbroken,
  CASE WHEN years < 2 THEN NULL WHEN is_unbroken THEN 'trend-marker' WHEN all_points = 2 THEN 'two-waves'
    ELSE 'weighted-least-squares' END AS method
FROM point GROUP BY ALL;

CREATE TABLE used AS
SELECT *, clip(sum(share.y) OVER line / sum(share.m) OVER line, 0, 1) AS common, 1 / variance_at(common, share) AS w
FROM point JOIN course USING (id, level, measure)
WHERE method IS NOT NULL AND (NOT is_unbroken OR waves_back < 5)
WINDOW line AS (PARTITION BY id, level, measure);

-- A line through all of them, and one without each of them.
CREATE TABLE line AS
SELECT id, level, measure, method, min(wave) AS first_wave, count(*) AS points, slope(w, t, proportion) AS slope,
  slope ** 2 * information(w, t) AS chi_square,
  arg_min(share, wave) AS first_share, arg_max(share, wave) AS last_share,
  coalesce(arg_min(status, wave) FILTER (status <> 'shown'), 'compared') AS outcome
FROM used GROUP BY ALL;
CREATE TABLE steadfast AS
SELECT id, level, measure, min(slope) > 1e-12 OR max(slope) < -1e-12 AS is_steadfast
FROM (
  SELECT id, level, measure, slope(others.w, others.t, others.proportion) AS slope
  FROM used JOIN used others USING (id, level, measure) WHERE others.wave <> used.wave
  GROUP BY id, level, measure, used.wave)
GROUP BY ALL;

CREATE TABLE moved AS
SELECT *, id AS family, two_sided(z) AS p
FROM (SELECT *, CASE method WHEN 'two-waves' THEN z_of_two(last_share, first_share) ELSE sqrt(chi_square) END AS z FROM line)
WHERE outcome = 'compared';

CREATE TABLE expected_trends AS
SELECT campaign.* EXCLUDE (id), domain, level AS measure_level, measure, band, coalesce(line.first_wave, 'z') AS first_wave,
  coalesce(line.points, all_points) AS wave_count, coalesce(line.method, 'z') AS method,
  coalesce(outcome, 'no-reference') AS status,
  shown(coalesce(outcome, 'no-reference'), tenths(100 * slope)) AS change_per_year_points,
  unnest(test_columns(coalesce(outcome, 'no-reference'), p, q)),
  shown(coalesce(outcome, 'no-reference'), CASE
    WHEN line.method = 'trend-marker' AND NOT (chi_square > 9.54953570608324 AND is_steadfast) THEN 'none'
    WHEN line.method <> 'trend-marker' AND q > 0.05 OR slope = 0 THEN 'none'
    WHEN polarity = 'neutral' THEN CASE WHEN slope > 0 THEN 'rising' ELSE 'falling' END
    WHEN (slope > 0) = (polarity = 'higher-is-better') THEN 'getting-better'
    ELSE 'getting-worse' END) AS trend
FROM campaign JOIN headline USING (id, wave, data_origin, instrument)
JOIN course USING (id, level, measure)
LEFT JOIN line USING (id, level, measure)
LEFT JOIN steadfast USING (id, level, measure)
LEFT JOIN (SELECT id, level, measure, p, q FROM adjusted('moved')) USING (id, level, measure)
WHERE headline.who.gender = 'Total';
