-- alert_digests 预警与待办每日摘要：哪一天做的，各级多少项，发过提醒邮件没有
-- clause: accuracy-rate two-low-removal publicity-inspection-coverage tranche-2-30 complaint-register-t rectify-letter-t
-- roles: leader panel finance auditor admin
-- parameters:
-- columns: day, made_at, red, amber, grey, overdue_alerts, mailed, file
-- A digest holds the alerts of the whole county, so it is for who may see them all.
select day, made_at, red, amber, grey, overdue as overdue_alerts, mailed, file from alert_digests
where len($viewer_region) <= 6 and $viewer_contractor is null
order by day desc
