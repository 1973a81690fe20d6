-- (list_contains, not IN: DuckDB turns every IN list into a join of its own, and forty of them take a second to start.)
-- Cells as clerks write them -> values (rules.md C, import rules 2 to 5). Null means unreadable, never zero, never 否.
-- The plain spelling of a cell is tried before its odd ones: a million ordinary cells take the short way.
create or replace macro clean(x) as
    nullif(case when regexp_matches(x, '^[\s\x{0}-\x{1f}\x{3000}\x{a0}\x{feff}\x{200b}]|[\s\x{0}-\x{1f}\x{3000}\x{a0}\x{feff}\x{200b}]$')
                then regexp_replace(x, '^[\s\x{0}-\x{1f}\x{3000}\x{a0}\x{feff}\x{200b}]+|[\s\x{0}-\x{1f}\x{3000}\x{a0}\x{feff}\x{200b}]+$', '', 'g') else x end, '');
create or replace macro is_ascii(x) as strlen(x) = length(x);
create or replace macro half_width(x) as
    case when is_ascii(x) then x
         else translate(regexp_replace(x, '[\x{3000}\x{a0}]', ' ', 'g'), '０１２３４５６７８９．－—–−／：（）［］，；％￥＋＃ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ',
                        '0123456789.----/:()[],;%¥+#ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz') end;

-- a code is text: ="0012", '0012 and the .0 that a spreadsheet hangs on a number are taken off
create or replace macro to_code(x) as
    case when is_ascii(x) and not (starts_with(x, '=') or starts_with(x, '''') or ends_with(x, '.0')) then x
         else regexp_replace(regexp_replace(half_width(x), '^(=")?''?([^"]*)"?$', '\2'), '^([0-9]+)\.0$', '\1') end;
-- 1.42301E+17, a number cell of 16 digits or more (read as such), #N/A: what Excel made of a code (choices.md A6)
create or replace macro is_excel_damaged(x) as regexp_full_match(x, '[0-9](\.[0-9]+)?[Ee]\+?[0-9]+|#{3,}');
create or replace macro is_excel_error(x) as x[1] = '#' and list_contains(['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!', '#SPILL!', '#CALC!', '#FIELD!', '#UNKNOWN!', '#BLOCKED!'], x);

create or replace macro to_boolean(x) as
    case when x = '是' or x = '1' then true when x = '否' or x = '0' then false
         when list_contains(['是', '有', '√', 'y', 'yes', '1', 'true', '1.0', '✓', '✔', '☑', '✅'], lower(half_width(x))) then true
         when list_contains(['否', '无', '×', 'n', 'no', '0', 'false', 'x', '0.0', '✗', '✘', '☐', '✕', '✖', '❌', '☒'], lower(half_width(x))) then false end;

-- 2021-5-28 2021/5/28 2021.5.28 2021年5月28日 20210528 44344, each with or without a time of day
create or replace macro spelled_moment(x) as
    regexp_replace(regexp_replace(rtrim(translate(replace(replace(replace(x, '日', ' '), '号', ' '), '秒', ''), '年月/.时分T', '----:: '), ': '),
        '\s+', ' ', 'g'), ' ?- ?', '-', 'g');
-- hours to add to those that are written: 下午2:30 is 14:30, 上午12:10 is 0:10; a system's own 00:00Z is eight hours behind ours
create or replace macro hours_unsaid(x) as
    case when not regexp_matches(x, '[上下]午|[AaPp][Mm]$|Z$') then 0
         when ends_with(x, 'Z') then 8
         when regexp_matches(x, '下午|[Pp]') then if(cast(regexp_extract(x, '([0-9]{1,2})[:：时]', 1) as integer) < 12, 12, 0)
         when regexp_matches(x, '12[:：时]') then -12
         when not regexp_matches(x, '(1[3-9]|2[0-9])[:：时]') then 0 end;
-- without 星期六, 上午, PM, Z
create or replace macro without_signs(x) as regexp_replace(x, ' *((星期|周)[一二三四五六日天]|[上下]午|[AaPp][Mm]$|(T[0-9:.]+)(?:Z|\+08:?00)$) *', ' \3', 'g');
create or replace macro to_moment(x) as
    case when strlen(x) = 10 and x[5] = '-' and x[8] = '-' then try_cast(try_cast(x as date) as timestamp)
         when regexp_full_match(x, '[12][0-9]{3}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(:[0-9]{2})?') then try_cast(x as timestamp)
         when regexp_full_match(x, '[2-7][0-9]{4}(\.[0-9]+)?')
             then cast(timestamp '1899-12-30' + to_seconds(round(try_cast(x as double) * 86400)) as timestamp)
         when regexp_full_match(x, '[12][0-9]{7}') then try_strptime(x, '%Y%m%d')
         when regexp_full_match(x, '[12][0-9]{13}') then try_strptime(x, '%Y%m%d%H%M%S')
         when regexp_full_match(spelled_moment(half_width(without_signs(x))), '[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(-[0-9]+)?)?)?')
             then try_cast(regexp_replace(spelled_moment(half_width(without_signs(x))), '(:[0-9]{1,2})-[0-9]+$', '\1') as timestamp)
                 + to_hours(hours_unsaid(x)) end;

-- numbers: exact, never through a float; more decimals than the column keeps is unreadable, not rounded away
create or replace macro plain_number(x) as
    regexp_replace(replace(half_width(x), ' ', ''), '^¥|^人民币|元/月$|元整?$', '', 'g');
create or replace macro to_exact(x, factor) as
    case when regexp_full_match(x, '-?[0-9]+(\.[0-9]+)?') then try_cast(x as decimal(30, 8)) * factor
         when regexp_full_match(plain_number(x), '[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?万?')
         -- 1.2万元 is twelve thousand under a header that says 万元 too
         then try_cast(replace(rtrim(plain_number(x), '万'), ',', '') as decimal(30, 8)) * if(contains(x, '万'), 10000, factor) end;
create or replace macro to_integer(x) as
    case when regexp_full_match(x, '[0-9]+') then try_cast(x as bigint)
         when regexp_full_match(half_width(x), '[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?')
         then try_cast(regexp_replace(replace(half_width(x), ',', ''), '\.0+$', '') as bigint) end;

create or replace macro to_list(x) as
    case when is_ascii(x) and regexp_full_match(x, '[0-9A-Za-z_.-]+') then [x]
         when regexp_full_match(x, '[^,，;；/|\s\x{3000}]+') and not starts_with(x, '、') and not ends_with(x, '、') and not contains(x, '、、') then string_split(x, '、')
         else list_filter(regexp_split_to_array(half_width(x), '[、,;/|\s]+'), lambda e: e <> '') end;

-- 18 characters with a valid check digit (GB 11643)
create or replace macro is_identity_number(x) as
    regexp_full_match(x, '[0-9]{17}[0-9Xx]')
    and substr('10X98765432', cast(1 + list_sum(list_transform(range(1, 18), lambda i: try_cast(x[i] as integer)
        * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i])) % 11 as bigint), 1) = upper(x[18]);
