-- Files sent through the page, one row each; the file itself lies encrypted in the folder uploads until its job is done.
create table jobs (
    job_id   varchar primary key,  -- sorts by the moment of sending
    file     varchar not null,     -- base name only
    bytes    bigint not null,
    state    varchar not null,     -- 排队 导入中 待确认 已确认 完成 拒收; 上传中 is known to the browser that sends
    sentence varchar,
    who      varchar not null,
    started  timestamp not null,   -- when it was sent
    ended    timestamp,
    imports  bigint[]              -- what it became
);
