select * from counter_answer where worker_id in ($list)
