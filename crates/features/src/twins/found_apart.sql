select a_id as one, b_id as other from apart
union all select kept_id, merged_id from merge where undone_at is not null
