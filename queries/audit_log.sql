-- audit_log 操作日志：谁、何时、从哪里、做了什么，改动前后
-- clause: -
-- roles: auditor admin
-- parameters: since? until? person? deed? word? limit? offset?
-- columns: audit_id, happened_at, who, what, address, before, after, detail, chain
-- --deed: 操作 in part; --word: a word anywhere in the line. Lines are never deleted or changed; audit --chain proves it.
select audit_id, happened_at, who, what, detail ->> '$.address' as address, detail ->> '$.before' as before, detail ->> '$.after' as after, detail, chain
from audit
where (len($viewer_region) <= 6 and $viewer_contractor is null)  -- a line may be about anybody: the county's own auditors only
    and happened_at >= coalesce(cast($since as date), date '1900-01-01') and happened_at < coalesce(cast($until as date), date '9000-01-01') + interval 1 day
    and ($person is null or who = $person) and ($deed is null or contains(replace(lower(what), ' ', '_'), replace(lower($deed), ' ', '_')))
    and ($word is null or contains(lower(concat_ws(' ', who, what, detail)), lower($word)))
order by audit_id desc
limit $limit offset $offset
