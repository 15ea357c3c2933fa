-- gender_gap and funnel: girls beside boys, and each authority inside or outside the limits around the pool of all.

CREATE TABLE sides AS
SELECT girls.id, girls.level, girls.measure, girls.domain, girls.band, girls.share AS girls, boys.share AS boys,
  girls.proportion AS of_girls, boys.proportion AS of_boys, girls.status AS girls_status, boys.status AS boys_status,
  CASE WHEN girls.status <> 'shown' THEN girls.status WHEN boys.status <> 'shown' THEN boys.status ELSE 'compared' END AS outcome,
  z_of_two(girls.share, boys.share) AS z,
  mover(girls.proportion, girls.ends, boys.proportion, boys.ends) AS ends, girls.proportion - boys.proportion AS gap
FROM headline girls JOIN headline boys USING (id, level, measure)
WHERE girls.who.gender = 'girl' AND boys.who.gender = 'boy';

CREATE TABLE other_sides AS
SELECT girls.id, girls.level, girls.measure, girls.band, girls.authorities, girls.earlier,
  CASE WHEN girls.status <> 'shown' THEN girls.status ELSE boys.status END AS others,
  mover(girls.proportion, girls.ends, boys.proportion, boys.ends) AS ends, girls.proportion - boys.proportion AS gap
FROM others girls JOIN others boys USING (id, level, measure, band)
WHERE girls.who.gender = 'girl' AND boys.who.gender = 'boy';

CREATE TABLE gap_tests AS SELECT id, level, measure, two_sided(z) AS p, id AS family FROM sides WHERE outcome = 'compared';

CREATE TABLE expected_gender_gap AS
SELECT campaign.* EXCLUDE (id), domain, level AS measure_level, measure, band, outcome AS status,
  shown(girls_status, nearest(5, girls.m)) AS girls_answer_count,
  shown(girls_status, points(of_girls)) AS girls_percent,
  shown(boys_status, nearest(5, boys.m)) AS boys_answer_count,
  shown(boys_status, points(of_boys)) AS boys_percent,
  shown(outcome, points(sides.gap)) AS gap_points,
  shown(outcome, points(sides.ends[1])) AS gap_lower_points,
  shown(outcome, points(sides.ends[2])) AS gap_upper_points,
  shown(outcome, 'two-proportion-z-test') AS test,
  unnest(test_columns(outcome, p, q)),
  shown(outcome, CASE claim(q, least(girls.m, boys.m), sides.gap, 0.05, 'neutral')
    WHEN 'higher' THEN 'girls-higher' WHEN 'lower' THEN 'boys-higher' ELSE 'none' END) AS finding,
  shown(coalesce(others, 'no-reference'), authorities) AS others_authority_count,
  shown(coalesce(others, 'no-reference'), earlier) AS others_earlier_wave_count,
  shown(coalesce(others, 'no-reference'), points(other_sides.gap)) AS others_gap_points,
  shown(coalesce(others, 'no-reference'), points(other_sides.ends[1])) AS others_gap_lower_points,
  shown(coalesce(others, 'no-reference'), points(other_sides.ends[2])) AS others_gap_upper_points
FROM campaign JOIN sides USING (id)
LEFT JOIN (SELECT id, level, measure, p, q FROM adjusted('gap_tests')) USING (id, level, measure)
LEFT JOIN other_sides USING (id, level, measure, band);

-- tau^2 is what the squared distances to the centre, weighted, exceed chance and noise by; from ten authorities on.
CREATE TABLE variation AS
WITH weighted AS (
  SELECT pool.id, pool.level, pool.measure, pool.proportion AS centre, other.proportion AS p,
    1 / variance_at(pool.proportion, other.share) AS w
  FROM pool JOIN member USING (id)
  JOIN headline other ON other.id = member.member
    AND (other.who, other.level, other.measure, other.band) = (pool.who, pool.level, pool.measure, pool.band)
  WHERE scope = 'all' AND pool.who.gender = 'Total' AND other.share.m > 0)
SELECT id, level, measure, count(*) >= 10 AS is_assessed,
  CASE WHEN is_assessed
    THEN greatest(0, (sum(w * (p - centre) ** 2) - (count(*) - 1)) / (sum(w) - sum(w * w) / sum(w))) ELSE 0 END AS tau2
FROM weighted GROUP BY ALL;

CREATE TABLE placed AS
SELECT own.*, pool.status AS pool_status, pool.share AS pool, authorities, earlier, is_assessed, tau2,
  pool.proportion AS centre, outcome(own.status, pool.status) AS outcome,
  funnel_limits(pool.proportion, own.share, z_95(), tau2) AS near, funnel_limits(pool.proportion, own.share, z_998(), tau2) AS far
FROM headline own
JOIN pool USING (id, who, level, measure, band)
JOIN variation USING (id, level, measure)
WHERE scope = 'all' AND own.who.gender = 'Total';

CREATE TABLE expected_funnel AS
SELECT campaign.* EXCLUDE (id), domain, level AS measure_level, measure, band, outcome AS status,
  unnest(share_columns(placed.status, 5, share.m, proportion)),
  shown(pool_status, authorities) AS pool_authority_count,
  shown(pool_status, earlier) AS pool_earlier_wave_count,
  shown(pool_status, nearest(10, pool.m)) AS pool_answer_count,
  shown(pool_status, points(centre)) AS pool_percent,
  shown(outcome, points(near[1])) AS limit_95_lower_percent,
  shown(outcome, points(near[2])) AS limit_95_upper_percent,
  shown(outcome, points(far[1])) AS limit_998_lower_percent,
  shown(outcome, points(far[2])) AS limit_998_upper_percent,
  shown(outcome, CASE WHEN NOT is_assessed THEN 'not-assessed' WHEN tau2 > 0 THEN 'allowed-for' ELSE 'none' END) AS over_dispersion,
  shown(outcome, CASE WHEN proportion > far[2] THEN 'above-99.8' WHEN proportion < far[1] THEN 'below-99.8'
    WHEN proportion > near[2] THEN 'above-95' WHEN proportion < near[1] THEN 'below-95' ELSE 'inside' END) AS position
FROM campaign JOIN placed USING (id, wave, data_origin, instrument);
