-- left_out_violations 未计入的违规：各数没有算进去的各有多少件，为什么
-- clause: violation-three-steps violation-outcome-correct-recover
-- roles: leader panel finance auditor admin
-- parameters: period region? contractor? as_of?
-- columns: figure, left_out, count, unit
-- Asked when somebody opens the ⓘ of the figure.
with mine as (
    select found_date, recover_due
    from violations violation left join investigations visit using (inv_id) left join cases request using (case_no)
    where found_date between $first_day and $last_day
        -- a violation belongs to the village of its visit, without one to the county
        and starts_with(coalesce(request.village_code, county_of(null)), $viewer_region)
        and starts_with(coalesce(request.village_code, county_of(null)), $region)
        and ($viewer_contractor is null or violation.contractor_code = $viewer_contractor)
        and ($contractor is null or violation.contractor_code = $contractor)
)
select unnest(['violations_recovery', 'violations_steps']) as figure, '截止日之后发现' as left_out, count(*) filter (found_date > $as_of) as count, '件' as unit from mine
union all select 'violations_recovery', '没有写应追回金额，按 0 计', count(*) filter (found_date <= $as_of and recover_due is null), '件' from mine
order by figure, left_out
