-- Differences and estimates, each by its published formula; the referee tests hold them against published examples.

-- Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: the limits of two rates a of m and b of n, squared and added,
-- in percentage points of a/m - b/n.
create or replace macro newcombe_low(a, m, b, n, z) as
    case when m > 0 and n > 0 then 100 * (a / m - b / n)
        - sqrt(power(100 * a / m - wilson_low(a, m, z), 2) + power(wilson_high(b, n, z) - 100 * b / n, 2)) end;
create or replace macro newcombe_high(a, m, b, n, z) as
    case when m > 0 and n > 0 then 100 * (a / m - b / n)
        + sqrt(power(wilson_high(a, m, z) - 100 * a / m, 2) + power(100 * b / n - wilson_low(b, n, z), 2)) end;

-- What a difference says: nothing while either sample is small, a change only when its interval leaves nought.
create or replace macro change_verdict(n, n_before, low, high) as
    case when n < policy_number('min_sample') or n_before < policy_number('min_sample') then '样本不足'
         when low > 0 then '变好' when high < 0 then '变差' when low <= 0 then '正常波动' end;

-- Households to draw for a half width of d points around a rate of p % among N: Cochran (1977), Sampling Techniques, 4.4,
-- n0 = z^2 p q / d^2, then the finite population correction n0 / (1 + (n0 - 1) / N).
create or replace macro sample_size_uncorrected(d, p, z) as z * z * p * (100 - p) / (d * d);
create or replace macro sample_size(d, p, population, z) as
    cast(ceil(sample_size_uncorrected(d, p, z) * population / (population - 1 + sample_size_uncorrected(d, p, z)) - 1e-9) as bigint);

-- How far a re-checked number may lie from the investigated one (rules.md E.1, tolerance). The row's own tolerance wins, per cent
-- where its unit is per cent; without one the larger of the policy's share and sum for the items it names, else nothing.
create or replace macro allowed_difference(item, unit, tolerance, original) as
    case when tolerance is not null and contains(unit, '%') then tolerance * abs(original) / 100
         when tolerance is not null then tolerance
         when list_contains(policy_list('tolerance_items'), item)
         then greatest(policy_exact('tolerance_pct') * abs(original) / 100, policy_exact('tolerance_yuan'))
         else 0 end;
