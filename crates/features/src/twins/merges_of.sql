select * from merge where kept_id = $1
union all select * from merge where merged_id = $1
order by id
