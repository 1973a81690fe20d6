-- rule: special-or-annual-assessment
-- title: 专项或年度考评未做 | no special or annual assessment
-- red: 全年没有考评 | the year ended without one
-- amber: 年末将至，尚未考评 | the year ends soon
-- matter: {year}年尚无对{subject}的专项或年度考评 | no special or annual assessment of {subject} in {year}
-- verb: 去考评 | Open the rounds
-- page: /rounds
-- clause: evaluation_period
-- needs: contracts
-- roles: county
select case when last_day < $as_of then 'red' when last_day - $as_of <= policy_number('assessment_remind_days') then 'amber' end as severity,
    kind || '.' || year as key, kind as subject, '监督小组' as owner, county_of(null) as region, null as contractor, last_day as due_date, year
from (select unnest([year($as_of) - 1, year($as_of)]) as year) cross join (select unnest(['承接主体', '核查员']) as kind)
cross join lateral (select make_date(year, 12, 31) as last_day)
-- where every half-year is asked for, these are not
where policy_text('evaluation_period') <> '半年' and exists (from contracts where coalesce(effective_date, sign_date) <= make_date(year, 12, 31))
    and not exists (from evaluations where eval_type in ('专项考评', '年度考评') and subject_type = kind
                    and coalesce(result_date, period_end) between make_date(year, 1, 1) and least(make_date(year, 12, 31), $as_of))
