-- (list_contains, not IN: DuckDB turns every IN list into a join of its own, and forty of them take a second to start.)
-- Cells as clerks write them -> values (rules.md C, import rules 2 to 5). Null means unreadable, never zero, never 否.
create or replace macro clean(x) as nullif(trim(x, ' ' || chr(9) || chr(10) || chr(13) || chr(12288) || chr(160) || chr(65279) || chr(8203)), '');
create or replace macro half_width(x) as
    translate(x, '０１２３４５６７８９．－—／：（）［］，；％￥＋＃' || chr(12288), '0123456789.--/:()[],;%¥+# ');

-- a code is text: ="0012", '0012 and the .0 that a spreadsheet hangs on a number are taken off
create or replace macro to_code(x) as
    regexp_replace(regexp_replace(half_width(x), '^(=")?''?([^"]*)"?$', '\2'), '^([0-9]+)\.0$', '\1');
-- 1.42301E+17, a number cell of 16 digits or more (read as such), #N/A: what Excel made of a code (choices.md A6)
create or replace macro is_excel_damaged(x) as regexp_full_match(x, '[0-9](\.[0-9]+)?[Ee]\+?[0-9]+');
create or replace macro is_excel_error(x) as x[1] = '#' and list_contains(['#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NUM!', '#NULL!'], x);

create or replace macro to_boolean(x) as
    case when list_contains(['是', '有', '√', 'y', 'yes', '1', 'true', '✓', '✔', '☑'], lower(half_width(x))) then true
         when list_contains(['否', '无', '×', 'n', 'no', '0', 'false', 'x', '✗', '✘', '☐'], lower(half_width(x))) then false end;

-- 2021-5-28 2021/5/28 2021.5.28 2021年5月28日 20210528 44344, each with or without a time of day
create or replace macro spelled_moment(x) as
    regexp_replace(rtrim(translate(replace(replace(replace(x, '日', ' '), '号', ' '), '秒', ''), '年月/.时分T', '----:: '), ': '), '\s+', ' ', 'g');
create or replace macro to_moment(x) as
    case when len(x) = 10 and x[5] = '-' and x[8] = '-' then try_cast(try_cast(x as date) as timestamp)
         when regexp_full_match(x, '[2-7][0-9]{4}(\.[0-9]+)?')
             then cast(timestamp '1899-12-30' + to_seconds(round(try_cast(x as double) * 86400)) as timestamp)
         when regexp_full_match(x, '[12][0-9]{7}') then try_strptime(x, '%Y%m%d')
         when regexp_full_match(x, '[12][0-9]{13}') then try_strptime(x, '%Y%m%d%H%M%S')
         when regexp_full_match(spelled_moment(half_width(x)), '[12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(-[0-9]+)?)?)?')
             then try_cast(regexp_replace(spelled_moment(half_width(x)), '(:[0-9]{1,2})-[0-9]+$', '\1') as timestamp) end;

-- numbers: exact, never through a float; more decimals than the column keeps is unreadable, not rounded away
create or replace macro plain_number(x) as
    regexp_replace(replace(half_width(x), ' ', ''), '^¥|^人民币|元$', '', 'g');
create or replace macro to_exact(x, factor) as
    case when regexp_full_match(plain_number(x), '[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?')
         then try_cast(replace(plain_number(x), ',', '') as decimal(30, 8)) * factor end;
create or replace macro to_integer(x) as
    case when regexp_full_match(half_width(x), '[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.0+)?')
         then try_cast(regexp_replace(replace(half_width(x), ',', ''), '\.0+$', '') as bigint) end;

create or replace macro to_list(x) as list_filter(regexp_split_to_array(half_width(x), '[、,;/|\s]+'), lambda e: e <> '');

-- 18 characters with a valid check digit (GB 11643)
create or replace macro is_identity_number(x) as
    regexp_full_match(x, '[0-9]{17}[0-9Xx]')
    and substr('10X98765432', cast(1 + list_sum(list_transform(range(1, 18), lambda i: try_cast(x[i] as integer)
        * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i])) % 11 as bigint), 1) = upper(x[18]);
