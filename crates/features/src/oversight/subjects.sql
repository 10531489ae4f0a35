select id, 'worker' as kind from worker where id in ($list)
union all select id, 'employer' as kind from employer where id in ($list)
union all select id, 'account' as kind from account where id in ($list)
