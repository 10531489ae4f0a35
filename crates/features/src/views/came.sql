select job_id, count(*) as applications from application where job_id in ($list) group by job_id order by job_id
