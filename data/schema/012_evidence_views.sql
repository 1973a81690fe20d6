-- Files that show how a finding was put right; they lie encrypted in the store's folder evidence under their check value.
create table evidence_files (
    rect_id   varchar not null,
    file_hash varchar not null,     -- SHA-256 of the file as it was sent
    file_name varchar not null,     -- digits like numbers of people are masked as in every text
    kind      varchar not null,     -- jpg pdf docx, told by content
    size      bigint not null,      -- bytes as it is kept
    added_at  timestamp not null,
    added_by  varchar not null,
    primary key (rect_id, file_hash)
);
-- 我的视图: a person's own name for an address of the app. It opens what the address always opens: one's rights are asked anew.
create table saved_views (person varchar not null, name varchar not null, address varchar not null, saved_at timestamp not null, primary key (person, name));
