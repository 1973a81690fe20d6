-- 导入记录的行数与去向不符
select file, sheet, rows from imports
where rows <> accepted + replaced + unchanged + rejected + held or least(accepted, replaced, unchanged, rejected, held) < 0
