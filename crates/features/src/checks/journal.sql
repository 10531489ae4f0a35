select 'hires ' || h.hires || ' entries ' || e.entries
from (select count(*) as hires from application where state = 'hired') h,
  (select count(*) as entries from entry where name = 'application.accept') e
where h.hires <> e.entries
