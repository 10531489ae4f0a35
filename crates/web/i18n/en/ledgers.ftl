# Ledgers and the portrait

error-fact-value = This kind of fact cannot say that. Choose again.
error-fact-kind = This kind cannot be recorded like that. To let somebody go from a ledger, use “Let go”.
error-fact-day = The day is out of bounds. A birthday is not after today, anything else at most a year ahead.
error-fact-no-end = This happened on one day; leave “until” empty.
error-fact-order = “Until” must come after “from”.
error-fact-corrects = It is not said which fact is to be corrected.
error-fact-corrected = Somebody has corrected this one already. See the newest.
error-ledger-rules = The rules of the ledgers cannot be read. This was noted; try again later.
error-ledger-no-register = No register of that office is connected here. Nothing was asked and nothing has changed.
error-ledger-no-number = This person has no identity number on record, so the register cannot be asked. Add the number first.
error-register-file = Line { $line } of the list cannot be read, and nothing of it was taken. Mend the line and hand it in again.

entry-fact-record = Recorded a fact
entry-ledger-contact = Recorded that somebody was spoken with
entry-ledger-exit = Let somebody go from a ledger
entry-ledger-verify = Asked another office about a ledger
entry-ledger-export = Took a ledger out as a file
entry-ledger-turn = A day came, and the ledger followed
