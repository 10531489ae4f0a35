select distinct r.paper_id from paper_read r join paper p on p.id = r.paper_id
where r.employer_id = $1 and r.reader = $2 and p.removed_at is null order by r.paper_id
