-- Masked forms (choices.md B3): first and last character, stars between; two characters 李*.
create or replace macro mask_name(x) as
    case when x is null then null when len(x) <= 1 then '*' when len(x) = 2 then x[1:1] || '*'
         else x[1:1] || repeat('*', len(x) - 2) || x[-1:] end;
create or replace macro mask_number(x) as
    case when x is null then null else repeat('*', greatest(len(x) - 4, 3)) || case when len(x) > 7 then x[-4:] else '' end end;
create or replace macro mask_hidden(x) as case when x is null then null else '***' end;
-- identity numbers, phones and account numbers inside any text, also written with spaces or dashes
create or replace macro mask_digits(x) as
    regexp_replace(translate(x, '０１２３４５６７８９', '0123456789'),
        '[0-9]{11,}[Xx]?|1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}|0[0-9]{2,3}-[0-9]{7,8}|([0-9]{4}[ -]){3,}[0-9]+', '***', 'g');
