-- left_out_rectifications 未计入的整改：各数没有算进去的各有多少条，为什么
-- clause: rectify-list-q rectify-look-back-q
-- roles: leader panel finance town inspector auditor admin
-- parameters: region? contractor? as_of?
-- columns: figure, left_out, count, unit
-- Asked when somebody opens the ⓘ of the figure.
with mine as (
    select * from rectification_states($as_of)
    -- what a contractor or the bureau must put right is the county's matter
    where starts_with(coalesce(town_code, county_code), $viewer_region) and starts_with(coalesce(town_code, county_code), $region)
        and ($viewer_contractor is null or contractor_code = $viewer_contractor) and ($contractor is null or contractor_code = $contractor)
)
select 'rectification_state' as figure, '没有时限，不判逾期' as left_out, count(*) filter (deadline is null) as count, '条' as unit from mine
union all select 'rectification_state', '未完成，不计入按期率', count(*) filter (not completed), '条' from mine
union all select 'rectification_look_back', '未完成', count(*) filter (not completed), '条' from mine
union all select 'rectification_look_back', '已完成、还没有回头看，不计入认可率', count(*) filter (completed and lookback_date is null), '条' from mine
union all
select 'rectification_look_back', '认可情况未查或空白', count(*) filter (lookback_date is not null and coalesce(lookback_public not in ('是', '否'), true)), '条' from mine
union all select 'rectification_ladder', '没有写明整改方式', count(*) filter (level is null), '条' from mine
order by figure, left_out
