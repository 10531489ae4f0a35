select * from appeal where decision_id = $1
