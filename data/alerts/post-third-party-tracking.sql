-- rule: post-third-party-tracking
-- title: 公示缺跟踪监管 | postings were not tracked
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few postings
-- matter: {words}{failing} / {whole} 件公示没有跟踪监管人员 | {failing} of {whole} postings of {part} were tracked by nobody
-- verb: 看名单 | See the list
-- group: bounds_board
-- recorded: yes
-- clause: postings_tracked
-- needs: postings
select county_of(village_code) as subject, '承接主体' as owner, county_of(village_code) as region, null as contractor, part, posting_id as row,
    len(coalesce(tracked_by, [])) > 0 as ok
from postings join alert_parts($as_of, 'quarter') span on end_date between span.first_day and least(span.last_day, $as_of)
where posting_type <> '长期公示'
