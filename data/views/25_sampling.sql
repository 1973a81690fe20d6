-- What a sample is drawn from, and why a visit may enter the risk sample (policy risk_reasons).

-- One row per visit of a scope: re-checked at all by as-of, and whether it counts in the rate already.
create or replace macro sampling_frame(first_day, last_day, as_of, region, contractor, assistance, viewer_region, viewer_contractor) as table
with checked as (
    select inv_id, bool_or(why_not is null and random_sample) as counted from rechecks where check_date <= as_of group by inv_id
), any_check as (
    select inv_id from spot_checks where check_date <= as_of group by inv_id
)
select visits_done.inv_id, town_code, visits_done.contractor_code, any_check.inv_id is null as open, coalesce(counted, false) as counted
from visits_done left join checked using (inv_id) left join any_check using (inv_id)
where visit_in_scope(visit_day, village_code, visits_done.contractor_code, assistance_type,
                     first_day, last_day, as_of, region, contractor, assistance, viewer_region, viewer_contractor);

-- The order of drawing: by the hash of seed and visit, so that neither the rows' order nor the machine matters.
create or replace macro drawn_at(seed, inv_id) as sha256(seed || chr(10) || inv_id);

create or replace macro risk_reasons_of(investigators, flagged, photos, subject_signed, signatures, blank_items) as
    list_sort(list_intersect(policy_list('risk_reasons'), [
        case when list_has_any(investigators, flagged) then '调查员低于控制限' end,
        case when photos = 0 then '无入户照片' end,
        case when subject_signed is false then '调查对象未签字' end,
        case when signatures < policy_number('visit_min_people') then '调查人员不足两人签字' end,
        case when blank_items > 0 then '调查表有空项' end]));
