-- national and national_averages: everybody, girls and boys as sums over the authorities of the wave, other groups as counted.

CREATE TABLE nation AS
SELECT min(id) AS nation, count(*) AS counted, time_period, time_identifier, 'National' AS geographic_level,
  country_code, country_name, wave, data_origin, instrument
FROM campaign GROUP BY ALL;

CREATE TABLE national_bands AS
SELECT * EXCLUDE (authorities), pool_status(authorities, share.m) AS status, authorities, 0 AS earlier
FROM (
  SELECT nation AS id, wave, data_origin, instrument, who, level, measure, alike, band, sum(s2) AS s2, pooled(share) AS share,
    counted AS authorities
  FROM own JOIN nation USING (wave, data_origin, instrument)
  WHERE id IN (SELECT id FROM campaign) GROUP BY ALL)
UNION ALL
SELECT nation, wave, data_origin, instrument, who, level, measure, alike, band, s2, share,
  CASE WHEN own.status = 'withheld' THEN 'withheld' ELSE pool_status(counted, share.m) END, counted, 0
FROM own JOIN nation USING (wave, data_origin, instrument)
WHERE id NOT IN (SELECT id FROM campaign);

-- What the nation could say: a survey that is not over has no groups of its own yet.
CREATE TABLE national_rows AS
SELECT nation.*, who, level, measure, domain, band
FROM nation
JOIN (SELECT DISTINCT instrument, who FROM own) USING (instrument)
JOIN (SELECT DISTINCT wave, data_origin, instrument, level, measure, domain, band FROM own) USING (wave, data_origin, instrument);

CREATE TABLE expected_national AS
WITH figures AS (
  SELECT national_rows.* EXCLUDE (nation, counted), authorities, share, coalesce(status, 'not-yet') AS status
  FROM national_rows LEFT JOIN national_bands ON id = nation
    AND (national_bands.who, national_bands.level, national_bands.measure, national_bands.band)
      = (national_rows.who, national_rows.level, national_rows.measure, national_rows.band))
SELECT * EXCLUDE (who, level, share, status, authorities), level AS measure_level, unnest(who),
  shown(status, authorities) AS authority_count,
  unnest(share_columns(status, 10, share.m, proportion(share))),
  unnest(interval_columns(status, score_ends(share, z_95()))),
  unnest(wide_interval_columns(status, score_ends(share, z_998())))
FROM figures;

CREATE TABLE expected_national_averages AS
WITH figures AS (
  SELECT nation.* EXCLUDE (nation, counted), ladder.domain, ladder.ladder AS measure, groups.who, authorities, m, mean, variance,
    coalesce(means.status, 'not-yet') AS status
  FROM nation JOIN ladder USING (wave, data_origin, instrument)
  JOIN (SELECT DISTINCT nation, who FROM national_rows) AS groups USING (nation)
  LEFT JOIN means_of('national_bands') AS means ON (means.id, means.who, means.ladder) = (nation, groups.who, ladder.ladder))
SELECT * EXCLUDE (who, status, authorities, m, mean, variance), unnest(who),
  shown(status, authorities) AS authority_count,
  unnest(average_columns(status, 10, m, mean, sqrt(variance)))
FROM figures;
