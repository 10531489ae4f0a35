select id from application where state = 'offered' and offer_until <= $1 order by offer_until, id limit 200
