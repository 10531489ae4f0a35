select id from employer where credit_code = $1
