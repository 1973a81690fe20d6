-- Payment approval in the app, and the work calendar as a dataset of its own.

-- What the datasets cannot hold: an application on its way. Dates and money end in payment_tranches and payment_transactions.
create sequence application_ids;
create table payment_applications (
    application_id bigint primary key default nextval('application_ids'),
    contract_no   varchar not null,
    tranche_no    integer not null,
    amount        decimal(14, 2) not null,
    trigger_date  date not null,      -- the gate as the applicant found it
    due_date      date,
    planned_amount decimal(14, 2) not null,
    state         varchar not null,   -- 已申请 已审核 已退回 已撤回 已拨付
    applied_by    varchar not null,
    applied_at    timestamp not null,
    decided_by    varchar,
    decided_at    timestamp,
    reason        varchar,            -- of sending back: a value of payment_tranches.hold_reason, never free text
    txn_id        varchar,            -- 支付凭证号 once registered
    registered_by varchar,
    registered_at timestamp
);

-- The name work_calendar is the dataset's (rules.md C.47). What counts lies here: what ships, and what the dataset says before it.
drop table work_calendar;
create table calendar_days (
    day date primary key, is_workday boolean not null, published boolean not null, ordinal integer not null, note varchar,
    shipped_workday boolean not null, shipped_published boolean not null, shipped_note varchar
);

-- Due dates that a new calendar moved or made certain; contract_no null: it changed days and moved no due date.
create table calendar_changes (
    changed_at timestamp not null, who varchar not null, days integer not null, contract_no varchar, tranche_no integer,
    old_due date, new_due date, old_provisional boolean, new_provisional boolean
);
