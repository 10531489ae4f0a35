select worker_id as id, count(*) as applied, count(case when state = 'hired' then 1 end) as hired
from application where worker_id in ($list) group by worker_id
