-- Accounts: until when, who locked them, and the second factor.

alter table people add column expires_on date;         -- last day of the account; null: none
alter table people add column locked_by varchar;       -- the administrator who locked it, until one unlocks it; apart from the lock by failures
alter table people add column last_sign_in timestamp;
alter table people add column second_secret varchar;   -- TOTP secret, sealed with the store's key
alter table people add column second_since timestamp;  -- when its first code was right; null while it is being set up
alter table people add column second_step bigint;      -- the step of 30 seconds last used: no code counts twice
alter table sessions add column waits boolean default false;  -- for the code: nothing else opens to this session

-- one-time codes for who has no phone at hand; only their keyed hashes
create table recovery_codes (name varchar not null, code varchar not null, used_at timestamp);
