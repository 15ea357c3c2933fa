-- The statistics of the method notes, as macros over shares: structs of y and m, the fitted count and base, and of a, b and c,
-- the variance of the noise in y, its covariance with that in m, and the variance of that in m. Written from the project's note
-- on noise and the sources that it names, not from the code that writes releases.

CREATE MACRO z_95() AS 1.959963984540054::DOUBLE;
CREATE MACRO z_998() AS 3.090232306167813::DOUBLE;
CREATE MACRO clip(x, lowest, highest) AS least(greatest(x, lowest), highest);

-- 2 (1 - Phi(|z|)), by the series Phi(z) = 1/2 + phi(z) (z + z^3/3 + z^5/(3 5) + ...); right to some 1e-13.
CREATE MACRO two_sided(z) AS CASE
  WHEN z = 0 THEN 1::DOUBLE
  WHEN abs(z) > 7 THEN 0::DOUBLE
  ELSE 1 - 2 * exp(-z * z / 2) / sqrt(2 * pi()) * list_sum(list_transform(
    range(0, 100),
    lambda k: exp((2 * k + 1) * ln(abs(z)) - (k + 1) * ln(2) - lgamma(k + 1.5) + ln(pi()) / 2)))
END;

-- Halves away from zero. Nine decimals are all that counts of a double: 100 times 0.285 is a half.
CREATE MACRO certain(x) AS x::DECIMAL(18, 9);
CREATE MACRO points(x) AS round(certain(100 * x));
CREATE MACRO tenths(x) AS round(certain(x), 1);
CREATE MACRO up_to_thousandths(p) AS greatest(1, ceil(certain(1000 * p))) / 1000;
CREATE MACRO nearest(step, x) AS greatest(0, floor(certain(x / step + 0.5)) * step);

CREATE MACRO proportion(s) AS CASE WHEN s.m > 0 THEN clip(s.y, 0, s.m) / s.m END;
CREATE MACRO noise_at(p, s) AS s.a - 2 * s.b * p + s.c * p * p;
CREATE MACRO variance_at(p, s) AS p * (1 - p) / s.m + noise_at(p, s) / (s.m * s.m);

-- The ends of {p : (y - p m)^2 <= z^2 (m p (1 - p) + V(p))}: both, as a list. Where no p is ruled out, -1 and 2.
CREATE MACRO roots(a, b, c) AS
  list_transform([-1, 1], lambda sign: (b + sign * sqrt(greatest(0, b * b - 4 * a * c))) / (2 * a));
CREATE MACRO score_ends(s, z) AS CASE
  WHEN s.m > 0 AND s.m * s.m + z * z * (s.m - s.c) > 0 THEN list_transform(
    roots(
      s.m * s.m + z * z * (s.m - s.c),
      2 * clip(s.y, 0, s.m) * s.m + z * z * (s.m - 2 * s.b),
      clip(s.y, 0, s.m) ** 2 - z * z * s.a),
    lambda p: clip(p, -1, 2))
  ELSE [-1, 2]
END;

-- MOVER, from two proportions with their open ends.
CREATE MACRO mover(p, ends, q, others) AS [
  clip(p - q - sqrt((p - ends[1]) ** 2 + (others[2] - q) ** 2), -1, 1),
  clip(p - q + sqrt((ends[2] - p) ** 2 + (q - others[1]) ** 2), -1, 1)];

-- P (1 - P) (1/m1 + 1/m2) M / (M - 1) + V1(P) / m1^2 + V2(P) / m2^2, with P the share of both sides and M their answers.
CREATE MACRO common_share(s, t) AS clip((s.y + t.y) / (s.m + t.m), 0, 1);
CREATE MACRO variance_if_equal(p, s, t) AS
  p * (1 - p) * (1 / s.m + 1 / t.m) * (s.m + t.m) / (s.m + t.m - 1)
  + noise_at(p, s) / (s.m * s.m) + noise_at(p, t) / (t.m * t.m);
CREATE MACRO z_of_two(s, t) AS CASE
  WHEN proportion(s) = proportion(t) THEN 0
  ELSE (proportion(s) - proportion(t)) / sqrt(variance_if_equal(common_share(s, t), s, t)) END;
CREATE MACRO z_of_constant(s, p0) AS (proportion(s) - p0) / sqrt(variance_at(p0, s));

CREATE MACRO funnel_limits(centre, s, z, tau2) AS
  list_transform([-1, 1], lambda sign: clip(centre + sign * z * sqrt(variance_at(centre, s) + tau2), 0, 1));

-- A line by weighted least squares. Its chi-square is the squared slope times the information.
CREATE MACRO information(w, t) AS sum(w * t * t) - sum(w * t) ** 2 / sum(w);
CREATE MACRO slope(w, t, p) AS (sum(w * t * p) - sum(w * t) * sum(w * p) / sum(w)) / information(w, t);

-- The mean of a ladder: y by band, u and w the nation's means and variances of the steps inside the bands, s2 the variance of
-- the noise in a cell, wide the variance of all steps in the nation. The variance takes the larger of the nation's and the group's.
CREATE MACRO ladder_mean(y, u, m) AS clip(list_dot_product(y, u) / m, 0, 10);
CREATE MACRO distances(u, mean) AS list_transform(u, lambda step: step - mean);
CREATE MACRO spread(y, d, w) AS coalesce(list_sum(list_transform(
  list_zip(y, d, w), lambda each: greatest(0, each[1]) * (each[2] ** 2 + each[3])))
  / nullif(list_sum(list_transform(y, lambda count: greatest(0, count))), 0), 0);
CREATE MACRO ladder_variance(y, d, w, m, s2, wide) AS
  greatest(wide, spread(y, d, w)) / m + s2 * (list_dot_product(d, d) - list_sum(d) ** 2 / (len(y) + 1)) / (m * m);

-- Benjamini and Hochberg: q is the least p times tests over rank among this p and all larger ones of its family.
CREATE MACRO adjusted(source) AS TABLE
  SELECT * EXCLUDE (tests, at_most), min(p * tests / at_most) OVER (PARTITION BY family ORDER BY p DESC) AS q
  FROM (
    SELECT *, count(*) OVER (PARTITION BY family) AS tests, count(*) OVER (PARTITION BY family ORDER BY p) AS at_most
    FROM query_table(source));
