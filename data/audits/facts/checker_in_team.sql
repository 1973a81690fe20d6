-- 复核人员属于原调查组或承接主体 | a checker of the visit's own team or contractor
-- clause: recheck_independence
select check_id as key, why_not as detail, village_code as region, contractor_code as contractor from rechecks where starts_with(why_not, '不独立')
