-- 抽查早于入户 | re-checked before the visit
-- clause: recheck_independence
select check_id as key, '入户 ' || cast(visit_date as date) || '，抽查 ' || check_date as detail, village_code as region, visit.contractor_code as contractor
from spot_checks join investigations visit using (inv_id) join cases on cases.case_no = visit.case_no where check_date < cast(visit_date as date)
