select * from apart where a_id = $1
union all select * from apart where b_id = $1
order by id
