-- Shares and limits every figure uses (choices.md B1, I2): unrounded, null without a denominator, kept inside 0-100.
create or replace macro share_pct(part, whole) as 100 * part / nullif(whole, 0);
-- How many rows meet a condition; null where it is unknown for all of them, never a nought that nobody found.
create or replace macro count_met(condition) as cast(sum(cast(condition as integer)) as bigint);
create or replace macro clamp_pct(share) as
    case when share > 100 then 100.0::double when share < 0 then 0.0::double else share end;

-- Wilson's interval for k of n (rules.md E.1), in percent. The ends are set exactly where the formula gives exactly
-- 0 or 1, because 99.99999999999999 would stand below a target of 100.
create or replace macro wilson_middle(k, n, z) as (k / n + z * z / (2 * n)) / (1 + z * z / n);
create or replace macro wilson_spread(k, n, z) as
    z * sqrt(k / n * (1 - k / n) / n + z * z / (4.0::double * n * n)) / (1 + z * z / n);
create or replace macro wilson_low(k, n, z) as
    case when n > 0 and k = 0 then 0.0::double
         when n > 0 then clamp_pct(100 * (wilson_middle(k, n, z) - wilson_spread(k, n, z))) end;
create or replace macro wilson_high(k, n, z) as
    case when n > 0 and k = n then 100.0::double
         when n > 0 then clamp_pct(100 * (wilson_middle(k, n, z) + wilson_spread(k, n, z))) end;
