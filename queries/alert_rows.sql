-- alert_rows 预警的明细：这条预警说的是哪些行，各是什么情况
-- clause: visit-two-persons-j task-on-time post-notice-contents
-- roles: leader panel finance town inspector auditor admin
-- parameters: alert as_of?
-- columns: row, found
select "row", found from alert_rows_on($as_of)
where alert_key = $alert and alert_in_scope(roles, region, contractor, $viewer_role, $viewer_region, $viewer_contractor)
order by "row"
