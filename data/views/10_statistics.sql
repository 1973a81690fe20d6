-- Shares and limits every figure uses (choices.md B1, I2): unrounded, null without a denominator, kept inside 0-100.
create or replace macro share_pct(part, whole) as 100 * part / nullif(whole, 0);
-- How many rows meet a condition; null where it is unknown for all of them, never a nought that nobody found.
create or replace macro count_met(condition) as cast(sum(cast(condition as integer)) as bigint);
create or replace macro clamp_pct(share) as
    case when share > 100 then 100.0::double when share < 0 then 0.0::double else share end;

-- Wilson's interval for k of n (rules.md E.1), in percent: (2k + z^2 -/+ z * sqrt(z^2 + 4k(1 - k/n))) / 2(n + z^2). The ends are
-- set exactly where the formula gives exactly 0 or 1, because 99.99999999999999 would stand below a target of 100. Each argument
-- is written as few times as can be: a macro's text is planned anew at each use.
create or replace macro wilson_low(k, n, z) as
    case when n > 0 and k >= 0 and z > 0 then if(k = 0, 0.0::double,
        greatest(0.0::double, 50 * (2 * k + z * z - z * sqrt(z * z + 4 * k * (1 - k / n))) / (n + z * z))) end;
create or replace macro wilson_high(k, n, z) as
    case when n > 0 and k >= 0 and z > 0 then if(k = n, 100.0::double,
        least(100.0::double, 50 * (2 * k + z * z + z * sqrt(z * z + 4 * k * (1 - k / n))) / (n + z * z))) end;

