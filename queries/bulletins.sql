-- bulletins 通报：系统按期做了哪些，数据截至哪一天
-- clause: targeting-error-bulletin
-- roles: leader panel auditor admin
-- parameters:
-- columns: bulletin, kind, as_of, made_at, red
-- A bulletin holds the whole county's figures, so it is for who may see them all.
select bulletin, kind, as_of, made_at, red from bulletins
where len($viewer_region) <= 6 and $viewer_contractor is null
order by made_at desc, bulletin desc
