select r.* from job_revision r join job j on j.id = r.job_id where j.employer_id in ($list)
