-- benchmarks, comparisons and averages: each authority beside the others, the general population and its own last wave.

CREATE TABLE others AS FROM pool WHERE scope = 'others';

CREATE TABLE expected_benchmarks AS
SELECT campaign.* EXCLUDE (id), own.domain, level AS measure_level, measure, own.who.gender, band,
  unnest(share_columns(own.status, 5, own.share.m, own.proportion)),
  unnest(interval_columns(own.status, own.ends)),
  shown(coalesce(others.status, 'no-reference'), authorities) AS others_authority_count,
  shown(coalesce(others.status, 'no-reference'), earlier) AS others_earlier_wave_count,
  shown(coalesce(others.status, 'no-reference'), nearest(10, others.share.m)) AS others_answer_count,
  shown(coalesce(others.status, 'no-reference'), points(others.proportion)) AS others_percent
FROM campaign JOIN own USING (id) LEFT JOIN others USING (id, who, level, measure, band);

-- Why two figures are compared or not; `beside` is the status of the reference, NULL where there is none.
CREATE MACRO outcome(own, beside) AS CASE
  WHEN beside IS NULL THEN 'no-reference'
  WHEN own <> 'shown' THEN own
  WHEN beside = 'not-yet' THEN 'not-yet'
  WHEN beside <> 'shown' THEN 'reference-withheld'
  ELSE 'compared' END;

CREATE TABLE headline AS FROM own WHERE is_headline;

CREATE TABLE reference AS
SELECT id, who, level, measure, 'other-authorities' AS comparison, wave AS reference, others.status AS beside,
  others.share AS other, others.proportion AS p0, others.ends AS other_ends, authorities, earlier,
  CASE WHEN earlier > 0 THEN 'earlier-waves' ELSE 'no' END AS differs, NULL::DOUBLE AS percent
FROM headline LEFT JOIN others USING (id, who, level, measure, band)
UNION ALL
SELECT now.id, now.who, now.level, now.measure, 'earlier-wave', before_wave, past.status, past.share, past.proportion, past.ends,
  NULL, NULL, 'no', NULL
FROM headline now LEFT JOIN before USING (id)
LEFT JOIN own past ON past.id = before
  AND (past.who, past.level, past.measure, past.band, past.alike) = (now.who, now.level, now.measure, now.band, now.alike)
UNION ALL
SELECT id, who, level, measure, 'general-population', comparator.name, 'shown', NULL, comparator.percent / 100, NULL,
  NULL, NULL, comparator.differs, comparator.percent
FROM headline WHERE comparator IS NOT NULL;

-- A comparator of unknown size is a constant, and no other is known.
CREATE TABLE compared AS
SELECT *, CASE WHEN outcome = 'compared' THEN two_sided(z) END AS p
FROM (
  SELECT headline.*, reference.* EXCLUDE (id, who, level, measure), outcome(status, beside) AS outcome,
    percent IS NOT NULL AS is_constant, proportion - p0 AS difference,
    CASE WHEN is_constant THEN [clip(ends[1], 0, 1) - p0, clip(ends[2], 0, 1) - p0]
      ELSE mover(proportion, ends, p0, other_ends) END AS difference_ends,
    CASE WHEN is_constant THEN z_of_constant(share, p0) ELSE z_of_two(share, other) END AS z,
    CASE WHEN is_constant THEN share.m ELSE least(share.m, other.m) END AS smallest_base
  FROM headline JOIN reference USING (id, who, level, measure));

CREATE VIEW own_bands AS SELECT *, NULL AS authorities, NULL AS earlier FROM own;
CREATE VIEW other_bands AS
SELECT own.* EXCLUDE (s2, share, proportion, ends, status), others.* EXCLUDE (scope, id, who, level, measure, band)
FROM own JOIN others USING (id, who, level, measure, band);
CREATE TABLE own_mean AS FROM means_of('own_bands');
CREATE TABLE other_mean AS FROM means_of('other_bands');

CREATE TABLE compared_means AS
SELECT own.* EXCLUDE (authorities, earlier), reference.* EXCLUDE (id, who, ladder), outcome(own.status, beside) AS outcome,
  own.mean - other AS difference, sqrt(own.variance + reference.variance_beside) AS error, difference / error AS z,
  CASE WHEN outcome = 'compared' THEN two_sided(z) END AS p, least(m, m_beside) AS smallest_base
FROM own_mean own JOIN (
  SELECT id, who, ladder, 'other-authorities' AS comparison, own.wave AS reference, other.status AS beside, other.mean AS other,
    other.variance AS variance_beside, other.m AS m_beside, other.authorities, other.earlier,
    CASE WHEN other.earlier > 0 THEN 'earlier-waves' ELSE 'no' END AS differs
  FROM own_mean own LEFT JOIN other_mean other USING (id, who, ladder)
  UNION ALL
  SELECT now.id, now.who, now.ladder, 'earlier-wave', before_wave, past.status, past.mean, past.variance, past.m, NULL, NULL, 'no'
  FROM own_mean now LEFT JOIN before USING (id)
  LEFT JOIN own_mean past ON past.id = before AND (past.who, past.ladder, past.alike) = (now.who, now.ladder, now.alike)
) AS reference USING (id, who, ladder);

-- A family is everything that a campaign tests in a group against one kind of reference, shares and means together.
CREATE TABLE tests AS
SELECT id, who, level, measure, comparison, p, concat_ws('/', id, who.gender, comparison) AS family
FROM compared WHERE outcome = 'compared'
UNION ALL
SELECT id, who, 'ladder', ladder, comparison, p, concat_ws('/', id, who.gender, comparison)
FROM compared_means WHERE outcome = 'compared';
CREATE TABLE judged AS FROM adjusted('tests');

-- A difference is claimed of everybody, where q is at most 5%, 10 answered on each side, and it is large enough.
CREATE MACRO claim(q, base, difference, least_difference, polarity) AS CASE
  WHEN q > 0.05 OR base < 10 OR abs(difference) < least_difference - 1e-9 THEN 'none'
  WHEN polarity = 'neutral' THEN CASE WHEN difference > 0 THEN 'higher' ELSE 'lower' END
  WHEN (difference > 0) = (polarity = 'higher-is-better') THEN 'bright-spot'
  ELSE 'area-for-improvement' END;
CREATE MACRO claimed(who, outcome, claim) AS CASE WHEN who.gender <> 'Total' THEN 'z' ELSE shown(outcome, claim) END;

CREATE TABLE expected_comparisons AS
SELECT campaign.* EXCLUDE (id), domain, level AS measure_level, measure, band, who.gender, comparison,
  CASE WHEN beside IS NULL THEN 'z' ELSE reference END AS reference,
  CASE WHEN beside IS NULL THEN 'z' ELSE differs END AS reference_differs,
  outcome AS status,
  unnest(share_columns(compared.status, 5, share.m, proportion)),
  unnest(interval_columns(compared.status, ends)),
  unnest(wide_interval_columns(compared.status, score_ends(share, z_998()))),
  CASE WHEN authorities IS NULL THEN 'z' ELSE shown(beside, authorities) END AS reference_authority_count,
  CASE WHEN authorities IS NULL THEN 'z' ELSE shown(beside, earlier) END AS reference_earlier_wave_count,
  CASE WHEN beside IS NULL THEN 'z' WHEN is_constant THEN 'x'
    ELSE shown(beside, nearest(CASE comparison WHEN 'earlier-wave' THEN 5 ELSE 10 END, other.m)) END AS reference_answer_count,
  CASE WHEN is_constant THEN percent::VARCHAR ELSE shown(coalesce(beside, 'no-reference'), points(p0)) END AS reference_percent,
  shown(outcome, points(difference)) AS difference_points,
  shown(outcome, points(difference_ends[1])) AS difference_lower_points,
  shown(outcome, points(difference_ends[2])) AS difference_upper_points,
  shown(outcome, CASE WHEN is_constant THEN 'score-test' ELSE 'two-proportion-z-test' END) AS test,
  unnest(test_columns(outcome, p, q)),
  claimed(who, outcome, claim(q, smallest_base, difference, 0.05,
    CASE WHEN is_constant AND contains(differs, 'scale') THEN 'neutral' ELSE polarity END)) AS claim,
  claimed(who, outcome, 'q-5-points-5-base-10') AS claim_rule
FROM campaign JOIN compared USING (id, wave, data_origin, instrument)
LEFT JOIN (SELECT id, who, level, measure, comparison, q FROM judged) USING (id, who, level, measure, comparison);

CREATE TABLE expected_averages AS
SELECT campaign.* EXCLUDE (id), ladder.domain, ladder AS measure, who.gender, comparison,
  CASE WHEN beside IS NULL THEN 'z' ELSE reference END AS reference,
  CASE WHEN beside IS NULL THEN 'z' ELSE differs END AS reference_differs,
  outcome AS status,
  unnest(average_columns(means.status, 5, m, mean, sqrt(variance))),
  CASE WHEN authorities IS NULL THEN 'z' ELSE shown(beside, authorities) END AS reference_authority_count,
  CASE WHEN authorities IS NULL THEN 'z' ELSE shown(beside, earlier) END AS reference_earlier_wave_count,
  CASE WHEN beside IS NULL THEN 'z'
    ELSE shown(beside, nearest(CASE comparison WHEN 'earlier-wave' THEN 5 ELSE 10 END, m_beside)) END AS reference_answer_count,
  shown(coalesce(beside, 'no-reference'), tenths(other)) AS reference_average,
  shown(outcome, tenths(difference)) AS difference_average,
  shown(outcome, tenths(greatest(-10, difference - z_95() * error))) AS difference_lower_average,
  shown(outcome, tenths(least(10, difference + z_95() * error))) AS difference_upper_average,
  unnest(test_columns(outcome, p, q)),
  claimed(who, outcome, claim(q, smallest_base, difference, 0.5, ladder.polarity)) AS claim,
  claimed(who, outcome, 'q-5-points-5-base-10') AS claim_rule
FROM campaign JOIN compared_means means USING (id, wave, data_origin, instrument)
JOIN ladder USING (wave, data_origin, instrument, ladder)
LEFT JOIN (SELECT id, who, measure AS ladder, comparison, q FROM judged WHERE level = 'ladder') USING (id, who, ladder, comparison);
