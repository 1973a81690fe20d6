-- rule: post-notice-contents
-- title: 公示单要素不全 | notices lack elements
-- red: 齐全率低于预警线 | complete share below the second bound
-- amber: 低于关注线，或件数不足 | below the first bound, or few postings
-- matter: {words}{failing} / {whole} 件公示单要素不全（齐全率 {rate}%） | {failing} of {whole} notices of {part} lack an element ({rate}% complete)
-- verb: 看公示 | See the postings
-- page: /publicity?period={part}&region={subject}
-- group: bounds_form
-- clause: notice_fields
-- needs: postings
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, posting_id as row, four_elements as ok,
    array_to_string(fields_missing, '、') as found
from case_postings($as_of) join alert_parts($as_of, 'quarter') span on end_date between span.first_day and least(span.last_day, $as_of)
