-- rule: post-privacy-t post-privacy-q
-- title: 公示泄露隐私 | a posting shows private data
-- red: 发现泄露，当天处理 | a leak, to be mended the same day
-- matter: {words}{failing} 处公示泄露个人隐私 | {failing} postings or boards of {part} show private data
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: any
-- clause: privacy_rule
-- needs: villages
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, posting_id as row,
    no_privacy_issue or privacy_issue is null as ok, privacy_issue as found
from case_postings($as_of) join alert_parts($as_of, 'quarter') span on end_date between span.first_day and least(span.last_day, $as_of)
union all
select village.town_code, village.town_code, village.town_code, null, part, insp_id, privacy_ok, '检查发现'
from publicity_inspections join villages village using (village_code)
join alert_parts($as_of, 'quarter') span on insp_date between span.first_day and least(span.last_day, $as_of)
