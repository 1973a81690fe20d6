-- Payments and violations are the county's matter: audits of them are for those who see these.
create or replace macro audit_is_county(audit) as coalesce(starts_with(audit, 'paid_') or list_contains(['payee_other', 'recused_rater', 'transfer_without_place'], audit), false);
