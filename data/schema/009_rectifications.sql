-- What the dataset rectifications cannot hold: why somebody changed a row, and with what evidence. One note a version made in the app.
create table rectification_notes (
    import_id   bigint primary key,   -- the version of the row that the deed made
    rect_id     varchar not null,
    happened_at timestamp not null,
    who         varchar not null,
    deed        varchar not null,     -- 发起 指派 延期 提醒 发函 提请联席会议 反映纪检监察 完成 退回整改 回头看
    reason      varchar,              -- digits like numbers of people are masked as in every text
    document_no varchar
);
