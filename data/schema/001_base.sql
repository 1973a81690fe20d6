-- The store's own tables; the datasets' tables are made from their contracts.

create table meta (name varchar primary key, value varchar);

-- one row per file and sheet of an import
create sequence import_ids;
create table imports (
    import_id     bigint primary key default nextval('import_ids'),
    file          varchar not null,   -- base name only
    sheet         varchar,
    dataset       varchar,
    digest        varchar not null,   -- SHA-256 of the file: the same file is never taken twice
    exported_at   timestamp,          -- 导出日期 of the file, else the import time (choices.md A8)
    dated         boolean not null,
    imported_at   timestamp not null,
    who           varchar not null,
    rows          bigint not null default 0,
    accepted      bigint not null default 0,
    replaced      bigint not null default 0,
    unchanged     bigint not null default 0,
    rejected      bigint not null default 0,
    held          bigint not null default 0,
    skipped       bigint not null default 0,   -- 合计, 注 and blank rows
    unknown_columns varchar[],
    status        varchar not null,   -- imported refused skipped repeated
    headers       map(varchar, varchar),  -- column -> the clerk's own header
    sentence      varchar             -- why refused or skipped
);

create table rejects (
    import_id bigint not null,
    line      integer,        -- as the clerk sees it; null for a whole file
    header    varchar,        -- the clerk's own
    value     varchar,        -- masked when sensitive
    code      varchar not null,
    reason    varchar not null
);

-- encrypted blocks of names and free text: block = line // 1024 of one import
create table sealed (import_id bigint not null, block integer not null, content blob not null);

create table work_calendar (day date primary key, is_workday boolean not null, published boolean not null, ordinal integer not null);

create table policy (
    param varchar primary key, value varchar, usable boolean not null, state varchar not null, title varchar, title_en varchar,
    unit varchar, rule_id varchar, document varchar, clause varchar, quotation varchar, in_force date
);

create table people (
    name varchar primary key, display_name varchar, role varchar not null, region varchar not null default '', contractor varchar,
    password varchar not null,        -- argon2id
    must_change boolean not null, failures integer not null default 0, locked_until timestamp,
    first_sign_in timestamp,
    session_stamp varchar not null,   -- a new one ends every session of this person
    created_at timestamp not null, added_by varchar not null
);

-- who is signed in; a row that is gone is a session that has ended, whatever cookie comes
create table sessions (
    session varchar primary key,      -- SHA-256 of what the cookie holds: a copied store opens no door
    name varchar not null, stamp varchar not null, began_at timestamp not null, address varchar
);

-- who did what, when; each line carries the hash of the one before, so that a missing line shows
create sequence audit_ids;
create table audit (
    audit_id bigint primary key default nextval('audit_ids'), happened_at timestamp not null, who varchar not null,
    what varchar not null, detail varchar, chain varchar not null
);
