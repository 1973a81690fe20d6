-- What people make of alerts. What an alert says is found anew from the facts every time (data/alerts); here lies its life.

create table alert_states (
    alert_key varchar primary key,
    rule      varchar not null,
    state     varchar not null,       -- 待办 已认领 已推迟 已消除
    severity  varchar not null,
    subject   varchar, region varchar, contractor varchar, roles varchar[] not null,
    matter    varchar not null, matter_en varchar not null, due_date date,
    opened_at timestamp not null,
    taken_by  varchar,
    snoozed_until date, snooze_reason varchar,
    closed_at timestamp
);

-- every change of it, with who and when; nothing here is ever taken away
create sequence alert_event_ids;
create table alert_events (
    event_id bigint primary key default nextval('alert_event_ids'), alert_key varchar not null, happened_at timestamp not null,
    as_of    date not null,           -- the day that the alert was found as of
    who      varchar not null,
    what     varchar not null,        -- 出现 再现 级别变化 认领 放回 推迟 到期 消除
    severity varchar not null, detail varchar
);

-- what a person has had on screen; a graver alert is unseen again
create table alert_seen (person varchar not null, alert_key varchar not null, severity varchar not null, seen_at timestamp not null,
                         primary key (person, alert_key));

create table alert_digests (day date primary key, made_at timestamp not null, file varchar not null, red integer not null, amber integer not null,
                            grey integer not null, overdue integer not null, mailed varchar);

-- 数据质量: when an audit last ran and since when it finds something
create table audit_findings (audit varchar primary key, rows bigint not null, since timestamp, run_at timestamp not null);

-- 绩效加减分 of towns and streets (rules.md C.41): proposed from a re-check, filled and confirmed by a person.
create table town_points (
    check_id   varchar primary key,   -- every row rests on a re-check
    unit_code  varchar not null,
    score_date date not null,
    proposed   decimal(5, 2),         -- null where no document gives a scale
    cause      varchar not null,      -- what the re-check found
    points     decimal(5, 2), reason varchar,
    state      varchar not null,      -- 已确认 不计
    decided_by varchar not null, decided_at timestamp not null
);
