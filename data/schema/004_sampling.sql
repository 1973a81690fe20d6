-- Which visits are to be re-checked, and why: a plan is never changed once recorded.
create table sampling_plans (
    plan_id      varchar primary key,  -- CY20210701-01: the day it was made, counted up
    made_at      timestamp not null, made_by varchar not null,
    period       varchar not null, first_day date not null, last_day date not null, as_of date not null,
    region       varchar not null, contractor varchar, assistance varchar,
    basis        varchar not null,     -- 精度 or 比例
    precision_pct double, expected_pct double,  -- half width in points around the expected accuracy
    share_pct    double,
    clause       varchar,
    visited      bigint not null, population bigint not null,  -- visits of the scope; of these without any re-check
    already      bigint not null,      -- visits that count in the rate already
    n_required   bigint not null, n bigint not null, risk bigint not null,
    seed         varchar not null, flagged varchar[] not null
);
create table sampling_plan_cases (
    plan_id varchar not null, part varchar not null,  -- 随机 enters the rate, 风险 never
    place integer not null, inv_id varchar not null, town_code varchar, contractor_code varchar, reasons varchar[],
    primary key (plan_id, inv_id)
);
