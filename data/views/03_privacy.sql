-- Masked forms (choices.md B3): first and last character, stars between; two characters 李*.
create or replace macro mask_name(x) as
    case when x is null then null when len(x) <= 1 then '*' when len(x) = 2 then x[1:1] || '*'
         else x[1:1] || repeat('*', len(x) - 2) || x[-1:] end;
create or replace macro mask_number(x) as
    case when x is null then null else repeat('*', greatest(len(x) - 4, 3)) || case when len(x) > 7 then x[-4:] else '' end end;
create or replace macro mask_hidden(x) as case when x is null then null else '***' end;
-- Identity numbers (18 digits in one or as 6-8-4), phones (3-4-4, 3-8, 4-3-4; a landline with its area code) and account numbers inside
-- any text, in full-width digits too, written with spaces, dots or any dash. A date or a sum of money is none of these.
create or replace macro mask_digits(x) as
    regexp_replace(translate(x, '０１２３４５６７８９Ｘｘ－', '0123456789Xx-'),
        '[0-9]{11,}[Xx]?|[0-9]{6}[ .·—–-][0-9]{8}[ .·—–-][0-9]{3}[0-9Xx]|1[3-9][0-9][ .·—–-]?[0-9]{4}[ .·—–-]?[0-9]{4}|1[3-9][0-9]{2}[ .·—–-][0-9]{3}[ .·—–-][0-9]{4}'
        || '|[(（]?0[1-9][0-9]{1,2}[)）]?[ .·—–-]?[1-9][0-9]{6,7}|([0-9]{4}[ ·—–-]){3,}[0-9]+', '***', 'g');
