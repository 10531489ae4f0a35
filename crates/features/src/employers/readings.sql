select paper_id, count(*) as times, max(at) as last_at from paper_read where employer_id = $1 group by paper_id order by paper_id
