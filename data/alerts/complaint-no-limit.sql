-- rule: complaint-ledger-q complaint-register-t
-- title: 在办投诉没有时限 | open complaints without a limit
-- red: 文件未规定时限，不作预警 | the documents set no limit: never red
-- matter: {n} 件在办投诉未写明期限，最长 {age} 天 | {n} open complaints have no limit, the oldest {age} days
-- verb: 去办理 | Open the complaints
-- page: /complaints
-- silent: grey
-- clause: complaint_reply_wd
-- needs: complaints
-- roles: complaints
select 'grey' as severity, coalesce(town_code, county_code) as key, coalesce(town_code, county_code) as subject, coalesce(town_code, '民政局') as owner,
    coalesce(town_code, county_code) as region, contractor_code as contractor, null::date as due_date, count(*) as n, max(age_days) as age
from complaint_steps($as_of) where state = '未写明期限' group by all
