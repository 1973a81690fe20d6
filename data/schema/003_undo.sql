-- What undo needs: which imports said the same as a stored row, and how the clock's work went.

-- a good row of import_id that said the same as the row that lay at (met_import, met_line)
create table confirmations (dataset varchar not null, import_id bigint not null, line integer not null, met_import bigint not null, met_line integer not null);

create table clock_runs (job varchar primary key, started_at timestamp not null, ended_at timestamp, error varchar);
