-- Rounds of evaluation entered in the app. What a dataset can hold lies there (evaluations, score_sheets); here lies the rest:
-- who must rate, drafts, states, and what was signed.

alter table people add column unit varchar;  -- the unit (org_units) somebody rates for

create table rounds (
    eval_id      varchar primary key,
    eval_type    varchar not null,
    contract_no  varchar not null,
    round_no     integer not null,
    template     varchar not null,
    version      integer not null,   -- of the template; the items below are its copy
    period_start date not null,
    period_end   date not null,
    due_day      date not null,      -- a sheet handed in later counts and is marked late
    state        varchar not null,   -- 进行中 已截止 已签署
    tranche_no   integer,            -- 中期, 末期: the tranche that it opens
    opened_by varchar not null, opened_at timestamp not null,
    closed_by varchar, closed_at timestamp,
    signed_by varchar, signed_at timestamp,
    reasons      varchar,            -- why signed as it is; long numbers masked
    unique (contract_no, eval_type, round_no)
);

create table round_items (
    eval_id varchar not null, place integer not null, item_code varchar not null, item_name varchar not null,
    dimension varchar not null, full_score decimal(6, 2) not null, guidance varchar, document varchar, clause varchar,
    measure   varchar,               -- the figure (data/views/36_item_values.sql) that stands beside the item or makes its score
    computed  boolean not null,      -- the figure makes the score, nobody types it
    zero_at double, full_at double,  -- a computed score runs from 0 at the one to full marks at the other
    page varchar,                    -- where the evidence is seen
    value double, n bigint, taken_at timestamp,
    primary key (eval_id, item_code)
);

create table round_raters (
    eval_id varchar not null, seat integer not null,
    person varchar not null,         -- the account that types the sheet
    unit_code varchar, rater_type varchar not null,
    paper boolean not null,          -- a sheet on paper, typed by the lead: of somebody served, or of a unit without an account
    state varchar not null,          -- 未开始 草稿 已提交 已回避 已退回
    late boolean, saved_at timestamp, submitted_at timestamp, reminded_at timestamp,
    reopened varchar,                -- why it was given back
    sealed blob,                     -- the draft: marks, reasons, remarks, encrypted
    reasons integer,                 -- how many items give a reason
    primary key (eval_id, seat)
);

-- What was signed. Later imports, and undoing earlier ones, do not reach it (choices.md D5).
create table signed_rounds (
    eval_id varchar primary key, eval_type varchar not null, subject_type varchar, contract_no varchar, contractor_code varchar,
    purchase_cycle varchar, period_start date, period_end date, round_no bigint, result_date date not null, score decimal(6, 2),
    passed varchar, snapshot_hash varchar not null,
    -- satisfaction: marks in 10^-20 points, and the bound of 较低 that held
    bureau_mark hugeint, town_mark hugeint, street_mark hugeint, mark hugeint, units_returned bigint, units_due bigint,
    valid boolean, threshold decimal(18, 6),
    -- performance
    bureau_mean double, street_mean double, recipient_mean double, effectiveness double, management double,
    social_impact double, performance_score double, tranche_no bigint, town_mean double
);
create table signed_sheets (
    eval_id varchar not null, sheet_id varchar not null, rater_type varchar, rater_unit varchar, rater_name varchar,
    rater_name_hash varchar, indicator_code varchar, indicator_name varchar, full_score decimal(6, 2), score decimal(6, 2),
    recused boolean, submit_date date, valid boolean, _import bigint, _line integer
);
create table signed_units (eval_id varchar not null, unit_code varchar not null, unit_type varchar not null);
