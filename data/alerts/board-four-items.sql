-- rule: board-four-items
-- title: 公示栏要件不全 | boards lack items
-- red: 低于预警线 | below the second bound
-- amber: 低于关注线 | below the first bound
-- matter: {words}{failing} / {whole} 个已检查村（社区）要件不全 | {failing} of {whole} boards inspected in {part} lack an item
-- verb: 看名单 | See the villages
-- page: /publicity?period={part}&region={subject}&only=要件不全
-- group: bounds_board
-- few: whole
-- clause: board_items
-- needs: villages publicity_inspections
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, village_code as row, board_complete as ok,
    array_to_string(board_gaps, '、') as found
from alert_villages($as_of)
where inspections > 0
