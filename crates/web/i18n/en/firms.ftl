# Employers: who acts for them, papers, decisions, appeals

colon = :{" "}

member-role-employer = Owner
member-role-poster = Posts and hires
member-role-payer = Pays
member-role-does-employer = Everything, adding people and handing in papers too
member-role-does-poster = Posts jobs, sees who came and hires; changes neither details nor members
member-role-does-payer = Sees the business and its jobs only; for paying wages later
member-role-about-employer = Once you agree you can post, hire, change details and add people, as they can. Do not agree if you do not know them.
member-role-about-poster = Once you agree you can post jobs for them, see who came, and hire. Do not agree if you do not know them.
member-role-about-payer = Once you agree you see the business and its jobs, for paying wages later. Do not agree if you do not know them.
member-role-which = What they may do
member-role-save = Change it
jobs-none-payer = Jobs will be seen here once there are some.

papers-title = Verification and papers
papers-go = Hand in papers so that it goes faster
papers-appeal-go = See why; you may appeal
papers-answer = What the official answered
papers-text = Hand in your business licence. Once an official has checked it, your jobs go out at once and workers trust them more.
papers-count = { $n ->
    [one] Papers ({ $n })
   *[other] Papers ({ $n })
}
papers-none = Nothing handed in yet. A photo will do.
papers-none-gov = No papers yet. Below you can say which ones are needed.
papers-full = Six papers at most. Take one back before you hand in another.
papers-told = Opening a paper is recorded, and the employer is told.
papers-unread = { $n ->
    [one] One paper has not been opened by anybody yet.
   *[other] { $n } papers have not been opened by anybody yet.
}
paper-kind-licence = Business licence
paper-kind-legal-identity = Identity card of the legal representative
paper-kind-authorisation = Letter of authorisation
paper-kind-person-identity = Your identity number
paper-kind-objection = Something that supports your appeal
paper-kind-about-licence = The whole front, with readable letters
paper-kind-about-legal-identity = The side with the photo; name and number as well
paper-kind-about-authorisation = With a seal, if you are not the legal representative
paper-kind-about-person-identity = The number is enough, no photo
paper-kind-about-objection = Whatever shows what happened: photos, receipts
paper-which = What you hand in
paper-file = Photo or PDF
paper-file-hint = JPG, PNG or PDF, 4 MB at most.
paper-holder = Name on the card (for an identity card)
paper-number = Number on the card (for an identity card)
paper-send = Hand it in
paper-privacy = Papers are kept locked. Only your owners and the officials of this place can open them, and you learn of every look. Where a photo was taken is removed from it.
paper-open = Open
paper-save = Save to read
paper-size = { $n } KB
paper-remove = Take back
paper-remove-title = Take back: { $what }?
paper-remove-text = If nobody has used it, its contents are wiped at once. If a decision rests on it, it is kept for whoever has to judge that decision, and for nobody else.
paper-read-own = Opened by an official, last { $day }
paper-read-times = { $n ->
    [one] Opened once by officials
   *[other] Opened { $n } times by officials
}
paper-unread = Not opened yet
paper-taken-back = Taken back, kept on record

verdict-verified = Verified
verdict-unverified = More papers asked for
verdict-refused = Refused
verdict-suspended = Suspended
verdict-lifted = Suspension lifted
verdict-do-verified = Verify
verdict-do-unverified = Ask for more papers
verdict-do-refused = Refuse
verdict-do-suspended = Suspend
verdict-do-lifted = Lift the suspension
verdict-about-verified = Workers see that it is verified, and its jobs go out without review.
verdict-about-unverified = Tick what is missing; the employer is told. Until then jobs are reviewed.
verdict-about-refused = Needs a reason, which the employer reads. They may appeal once within 60 days.
verdict-about-suspended = Needs a reason. No new jobs; open ones pause; people already hired are not affected.
verdict-about-lifted = Back to how it was before the suspension.
ruling-reason-name-differs = The name differs from the papers
ruling-reason-code-differs = The credit code does not match
ruling-reason-unreadable = The papers cannot be read
ruling-reason-expired = The papers have expired
ruling-reason-no-authority = Whoever registered has no authority
ruling-reason-false-posting = False job postings
ruling-reason-wage-arrears = Wages not paid
ruling-reason-illegal-fee = Illegal fees
ruling-reason-safety = Not safe
ruling-reason-other = Another reason
ruling-missing = Still needed: { $what }
ruling-papers = { $n ->
    [0] no papers opened
    [one] one paper opened
   *[other] { $n } papers opened
}
ruling-title = Decide
ruling-what = Your decision
ruling-ask = What is missing (when asking for more)
ruling-why = Reason (when refusing or suspending)
ruling-why-none = None needed
ruling-words = In your words
ruling-words-hint = The employer reads it. Needed with another reason. No names or phone numbers of other people.
ruling-send = Decide
rulings-title = Decisions so far
rulings-none = Nobody has decided anything yet.

appeal-title = Appeal
appeal-make = You may appeal once
appeal-text = Until { $day }. Another official decides and answers within 15 days. Hand in what supports it above first.
appeal-law = The 60 days are those of article 20 of the Administrative Reconsideration Law. An appeal here does not keep you from asking for reconsideration under that law.
appeal-why = Why you object
appeal-why-hint = Ten characters or more. Only you and the officials read it.
appeal-send = Send
appeal-waits = Your appeal is being looked at; you are answered by { $day }.
appeal-due = Answer by { $day }
appeal-overdue = Overdue
appeal-state-open = Waiting
appeal-state-upheld = The decision stays
appeal-state-overturned = The decision was undone
appeal-answered = Answer: { $text }
appeal-decide = Your answer
appeal-uphold = The decision stays
appeal-overturn = Undo it; back to how it was
appeal-answer = Answer
appeals-title = Who waits for an answer to an appeal?
appeals-text = { $region }, the most urgent first.
appeals-wait = { $n ->
    [0] Nobody waits for an answer to an appeal
    [one] One employer waits for an answer to an appeal
   *[other] { $n } employers wait for an answer to an appeal
}
appeals-none = No appeal waits
appeals-none-next = Whoever objects to a refusal or a suspension stands here.

firm-look = Look and decide
firm-standing = How it stands
firm-checks = Checks
firm-jobs = Latest jobs
firm-jobs-none = No jobs posted yet.
check-fits = Fits
check-look = Look
check-bad = Careful
check-code = The check character of the credit code is right
check-code-here = The credit code was given out in this county
check-code-elsewhere = The credit code was given out in another county
check-code-once = Nobody else has registered this credit code
check-code-none = No credit code given
check-number = The check character of identity number { $number } is right
alike-person = The same identity number stands at:
alike-name = The same name in this county:
alike-none = Nobody else of this name or with this person
firm-register = Against the register
register-none = Not checked against a register: none is configured.
register-not-asked = Not checked yet.
register-ask = Ask the register
register-source-demo = Register of the demonstration (invented)
register-name = Registered name
register-state = Standing
register-legal = Legal representative
register-scope = Scope of business
check-outcome-found = Found
check-outcome-absent = Not in the register
check-outcome-unreachable = The register did not answer
firm-state-active = In business
firm-state-cancelled = Cancelled
firm-state-abnormal = Listed as abnormal
name-same = The same
name-spelling = The same, typed differently
name-different = Different
name-told = As told:{" "}
name-registered = As registered:{" "}
name-gap = (nothing)
legal-agrees = Agrees with the identity card, as far as it is shown
legal-differs = Not the person of the identity card

done-member-role = Changed; it holds from now on.
done-paper = Handed in.
done-paper-removed = Taken back.
done-appeal = Your appeal was sent; you are answered within 15 days.
done-ruled = Decided; the employer is told.
done-checked = The register was asked.
done-answered = Answered; the employer is told.

notice-employer-verify-refused = { $who } was not verified. See why.
notice-employer-verify-lifted = The suspension of { $who } is lifted; you can post again.
notice-employer-paper-read = An official opened a paper of { $who }.
notice-employer-appeal = An employer has appealed against a decision of yours.
notice-employer-appeal-decide = An appeal was answered.
notice-employer-appeal-decide-upheld = An appeal was answered: the decision stays.
notice-employer-appeal-decide-overturned = An appeal was answered: the decision was undone.
notice-member-role = What you may do for an employer has changed.

entry-employer-papers = Papers were handed in
entry-employer-paper-remove = A paper was taken back
entry-employer-paper-read = A paper was opened
entry-employer-check = A register was asked
entry-employer-appeal = An employer appealed
entry-employer-appeal-decide = An appeal was answered
entry-member-role = A member of an employer was given another role

error-employer-member-already = They act for this employer already. Change what they may do in their own row.
error-employer-own = You act for this employer yourself; another official has to decide.
error-employer-lift-first = It is suspended. Lift that first.
error-ruling-reason = Choose a reason.
error-paper-empty = No file arrived. Choose it again.
error-paper-too-large = The file is too large: 4 MB at most.
error-paper-media = Only JPG and PNG photos and PDF files are taken.
error-paper-broken = This file cannot be read; it may be incomplete. Take the photo again.
error-paper-wide = The picture is too large: 9600 pixels a side at most.
error-paper-active = This PDF carries something that runs by itself. Use another one.
error-paper-kind = This paper is not needed from you.
error-paper-full = { $max } papers at most. Take one back first.
error-paper-too-many = Too many papers. Come back in an hour.
error-upload-busy = Many files are on their way, or your last one is. Try again in a moment.
error-register-none = No register is configured.
error-register-no-code = There is no credit code to ask for.
error-appeal-nothing = There is no decision to appeal against.
error-appeal-once = This decision was appealed against already.
error-appeal-late = The 60 days are over.
error-appeal-own = The decision is yours; another official has to answer.
error-appeal-office = A higher office decided this. The same or a higher office has to answer.
error-appeal-decided = It was answered already.
