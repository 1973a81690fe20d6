-- rule: complaint-transfer-supervise
-- title: 转办投诉该督办 | a transferred complaint is to be pressed
-- amber: 时限过半未督办 | half of the time is gone and nobody pressed
-- matter: {transfer_date}转办的投诉时限过半，未督办 | transferred on {transfer_date}, half of the time gone, not pressed
-- verb: 去督办 | Press it
-- page: /complaints?case={key}
-- clause: complaint_supervised
-- needs: complaints
-- roles: complaints
select 'amber' as severity, complaint_id as key, complaint_id as subject, '民政局' as owner, coalesce(town_code, county_code) as region,
    contractor_code as contractor, due_date, transfer_date
from complaint_steps($as_of)
where closed_date is null and reply_date is null and supervise_date is null and transfer_date is not null and due_date >= $as_of
    and state <> '临期' and 2 * ($as_of - transfer_date) > due_date - transfer_date
