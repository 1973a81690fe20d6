-- rule: complaint-register-j
-- title: 投诉由被反映方办理 | a complaint handled by its subject
-- red: 被反映的单位自己办理 | the unit complained of handles it
-- matter: 投诉{subject}由被反映方办理 | complaint {subject} is handled by whom it is about
-- verb: 改派 | Reassign it
-- page: /complaints?case={key}
-- clause: complaint_registered
-- needs: complaints
-- roles: complaints
select 'red' as severity, complaint_id as key, complaint_id as subject, '民政局' as owner, coalesce(town_code, county_code) as region,
    contractor_code as contractor, due_date
from complaint_steps($as_of) where self_handled and closed_date is null
