-- The means of ladders: of an authority's groups, of pools and of the nation, from fitted bands and the nation's steps.

CREATE TABLE ladder AS
SELECT wave, data_origin, instrument, measure AS ladder, indicator AS measure, any_value(domain) AS domain,
  any_value(average_polarity) AS polarity
FROM codebook WHERE scale_kind = 'ladder' AND language = 'en' AND measure_level = 'item' GROUP BY ALL;

-- Less than none is none; where nobody stands on any step of a band, all of them count alike.
CREATE TABLE steps AS
WITH counted AS (
  SELECT wave, data_origin, instrument, measure AS ladder, codebook.band, answer::DOUBLE AS step, greatest(0, cell) AS n
  FROM cell JOIN place USING (id)
  JOIN codebook USING (wave, data_origin, instrument, measure)
  WHERE level = 'ladder' AND measure_level = 'item' AND language = 'en' AND cell.band = codebook.answer),
inside AS (
  SELECT *, CASE WHEN max(n) OVER (PARTITION BY wave, data_origin, instrument, ladder, band) = 0 THEN 1 ELSE n END AS weight
  FROM counted),
bands AS (
  SELECT wave, data_origin, instrument, ladder, band, sum(weight * step) / sum(weight) AS u,
    sum(weight * step ** 2) / sum(weight) - u ** 2 AS w
  FROM inside GROUP BY ALL)
SELECT *
FROM (SELECT wave, data_origin, instrument, ladder, list(u ORDER BY band) AS u, list(w ORDER BY band) AS w FROM bands GROUP BY ALL)
JOIN (
  SELECT wave, data_origin, instrument, ladder, sum(n * step ** 2) / sum(n) - (sum(n * step) / sum(n)) ** 2 AS wide
  FROM counted GROUP BY ALL) USING (wave, data_origin, instrument, ladder);

-- Of a table of shares by band; not yet where the nation's steps are not counted.
CREATE MACRO means_of(bands) AS TABLE
  WITH groups AS (
    SELECT id, wave, data_origin, instrument, who, level, measure, alike, s2, status, authorities, earlier,
      list(share.y ORDER BY band) AS y, any_value(share.m) AS m
    FROM query_table(bands) WHERE level = 'indicator' GROUP BY ALL)
  SELECT * EXCLUDE (status, y, u, w, wide), CASE WHEN status = 'shown' AND u IS NULL THEN 'not-yet' ELSE status END AS status,
    ladder_mean(y, u, m) AS mean, ladder_variance(y, distances(u, mean), w, m, s2, wide) AS variance
  FROM groups JOIN (SELECT * EXCLUDE (domain, polarity) FROM ladder) USING (wave, data_origin, instrument, measure)
  LEFT JOIN steps USING (wave, data_origin, instrument, ladder);
