-- The pictures behind publicity_photos that the store itself holds, by the check value of the file as it was sent (photos/HASH.sealed).
create table photo_files (
    file_hash varchar primary key, shot_at timestamp, width integer not null, height integer not null, bytes integer not null,
    received_at timestamp not null, received_by varchar not null
);
