-- What a group is called on screen, for every question with --by. People are masked already when they are stored (B3).
create or replace view group_names as
select 'county' as by_what, unit_code[1:6] as group_key, replace(arg_min(unit_name, unit_code), '民政局', '') as group_name
from org_units where unit_type = '民政局' group by all
union all select 'town', unit_code, unit_name from org_units
union all select 'contractor', contractor_code, contractor_name from contractors
union all select 'investigator', staff_id, staff_name from staff;
