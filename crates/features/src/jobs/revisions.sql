select * from job_revision where job_id = $1 order by job_version desc limit 100
