-- 通报 that the clock made, one a period; the documents lie encrypted in papers/bulletins.
create table bulletins (
    bulletin varchar primary key,     -- its period: 2022-03, 2022Q1, 2021H2
    kind     varchar not null,        -- 月度 季度 半年
    as_of    date not null,           -- the day its figures stand on
    made_at  timestamp not null,
    red      integer not null         -- 预警 open on that day
);
-- who has opened one: until then it is announced
create table bulletins_seen (person varchar not null, bulletin varchar not null, seen_at timestamp not null, primary key (person, bulletin));
