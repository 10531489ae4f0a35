select 'job ' || j.id from job j
left join (select job_id, count(*) as hires from application where state = 'hired' group by job_id) h on h.job_id = j.id
where j.filled <> coalesce(h.hires, 0) order by j.id limit 100
