-- rule: no-proxy-signature-t
-- title: 授权书代签 | an authority signed by proxy
-- red: 任何代签 | any of them
-- matter: {words}{failing} 件授权书为代签 | {failing} authorities of {part} were signed by proxy
-- verb: 看名单 | See the list
-- group: any
-- clause: no_proxy_signature
-- needs: cases
select town_code as subject, town_code as owner, town_code as region, null as contractor, part, case_no as row, not auth_proxy_signed as ok
from cases join alert_parts($as_of, 'half') span on coalesce(auth_sign_date, apply_date) between span.first_day and least(span.last_day, $as_of)
