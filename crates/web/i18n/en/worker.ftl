# What a worker reads

home-title = Find work
place-change = I am in { $place }; choose another place
search-label = What work are you looking for
search-hint = What would you like to do?
chips-label = Narrow it down
heard-label = What was understood
heard-drop = Leave out “{ $what }”
heard-not = Not understood, left out
chip-today = Today
chip-daily-pay = Paid same day
chip-no-experience = No experience
chip-evening = Evening
chip-long-term = Long term
heading-walk = { $n ->
    [one] 1 job within a 15-minute walk
   *[other] { $n } jobs within a 15-minute walk
}
heading-3km = { $n ->
    [one] 1 job within 3 km
   *[other] { $n } jobs within 3 km
}
heading-10km = { $n ->
    [one] 1 job within 10 km
   *[other] { $n } jobs within 10 km
}
heading-any = { $n ->
    [one] 1 job anywhere
   *[other] { $n } jobs anywhere
}
heading-around = Around there: { $n }
heading-best = Picked for you: { $n }
sort-best = Best fit first
sort-near = Nearest first
home-none = No work near here just now
home-none-narrow = No work near here fits these filters
home-none-next = Look a little further, or somewhere else.
home-more = { $seen } seen, { $left } to go
home-end = That is everything nearby
go-on = Go on
widen = Look further away
other-place = Choose another place
ask-title = See one you like? One tap and you have applied
ask-text = A phone number is enough. The answer comes to you as a message.
ask-button = Leave a phone number
reason-nearest = Nearest to you
reason-fits = Your trade, at times you can
reason-pays-more = ¥{ $yuan } an hour more than others nearby
reason-paid-same-day = Paid the same day
reason-starts-today = You can start today
reason-several-openings = { $n } places still free
reason-no-experience = No experience needed, learn on the spot
reason-new-here = Just posted

job-facts = The work
fact-time = When
fact-place = Where
place-later = The door number is told once you are hired.
fact-what = What
fact-needs = Needs
fact-openings = People
fact-settlement = Pay day
fact-until = Apply by
needs-none = Nothing special
openings = { $n } wanted, { $filled } settled
way-unknown = Say where you are to see how far it is.
way-choose = Choose a place
boss-title = Can I trust them
boss-since = hiring here since { $day }
boss-verified = An official has checked that they are real.
boss-unverified = Nobody has checked them yet. Ask before you go, and hand over nothing.
boss-hires = Hired here
boss-jobs = Posted
boss-none-yet = None yet
scam = Anyone who asks for a deposit or keeps your identity card before work is a cheat. Do not give it.
apply = I want this job
apply-title = Apply for “{ $title }”?
apply-tells = We tell them
apply-tells-done = { $name }, has done such work { $n ->
    [one] once
   *[other] { $n } times
}
apply-tells-new = { $name }, with your skills and times
apply-phone = Phone
apply-phone-when = { $phone }, shown only once it is settled
apply-answer = Answer
apply-answer-by = By { $at } at the latest; we tell you at once
apply-answer-soon = We tell you as soon as it comes
apply-confirm = Yes, tell them
apply-undo = You can change your mind until it is settled
job-own = This is your own job
job-own-open = See who came
job-over-draft = This job is not posted yet
job-over-review = This job is in review; come back in a while
job-over-filled = This job is filled
job-over-closed = This job is closed
job-over-expired = This job has expired
job-over-way = See other jobs
applied-open = See how it goes
applied-state-applied = You applied. Waiting for an answer
applied-state-shortlisted = You are being considered
applied-state-offered = They want you. Your turn
applied-state-hired = Settled. Be there on time
applied-state-refused = Not this time
applied-state-withdrawn = You withdrew
applied-state-lapsed = It timed out

application-title = My application
offer-title = They want you. Will you go?
offer-until = { $left }: answer by { $at }
offer-accept = Yes, settle it
offer-accept-next = Once settled, they see your phone number and you see theirs.
offer-decline = Not this time
decline-why = Why
decline-time = The time does not fit
decline-distance = Too far
decline-pay = The pay is too low
decline-found-other = Found other work
decline-other = Something else
decline-send = Tell them I am not coming
hired-title = Settled. Be there on time
hired-phone = Their phone
hired-call = Call the employer
over-declined = You said no
over-refused = Not this time
over-withdrawn = You withdrew
over-lapsed = Time ran out; nothing was settled
over-next = Your registration is still here. You can apply for another job any time.
refused-filled = All places are taken.
refused-distance = They worry that you live too far away.
refused-time = The time does not fit.
refused-skill = They need someone who has done it before.
refused-certificate = The work needs a certificate.
refused-pay = You could not agree on the pay.
refused-unreachable = They say they could not reach you.
refused-other = They did not say why.
steps-title = Where it stands
step-now = Now
step-not-yet = Not yet
step-applied = Applied
step-shortlisted = Considered
step-offered = Offered
step-waiting-employer = Waiting for the employer
step-waiting-you = Waiting for you
step-hired-later = Settled
step-hired = Settled
step-work-later = Work
step-declined = You said no
step-refused = Not this time
step-withdrawn = You withdrew
step-lapsed = Timed out
step-about-applied = They see your skills and times, not your phone
step-about-shortlisted = They kept you in mind
step-about-offered = They chose you
step-about-waiting-employer = The answer will be in your messages
step-about-waiting-you = Nothing counts until you say yes
step-about-hired-later = Both sides see the phone number
step-about-hired = Both sides see the phone number
step-about-work-later = Go, and be paid as agreed
step-about-declined = The employer knows
step-about-refused = It does not count against you
step-about-withdrawn = The employer knows
step-about-lapsed = Nobody answered; it does not count against you
withdraw = I am not going, withdraw
withdraw-title = Really not going?
withdraw-text = The employer is told at once. It does not count against you.
withdraw-text-hired = They are expecting you. The sooner they know, the better.
withdraw-confirm = Not going, tell them
withdraw-keep = I am going

sign-in-title = Leave a phone number
sign-in-text = We send you a message with six digits. There is no password to remember.
phone = Phone number
sign-in-send = Send me the message
sign-in-privacy = Employers see your number only once a job is settled. Nobody else does.
sign-in-staff = I work here
code-title = Type the digits
code-sent = Sent to { $phone }. It takes a moment.
code-demo = This is a sample; no message is really sent.
code-inbox = Read it here
code = Six digits
code-check = Done
code-resend = Nothing came, send another
code-wait = You can send again in { $n ->
    [one] 1 second
   *[other] { $n } seconds
}
code-other = Use another number
inbox-title = Sample messages
inbox-text = There are no real phones here. Every message lands on this page.
inbox-back = Back to the digits
inbox-none = No messages yet
inbox-none-next = Leave a phone number and the message appears here.
sms-notice = Banyan: you have a new message. Open Messages to read it.
sms-code = [Banyan] { $code } are your digits, good for { $n ->
    [one] 1 minute
   *[other] { $n } minutes
}. Tell nobody.

place-title = Where are you
place-now = You are looking at work near { $place }.
place-text = Say where you are, and we know what is near.
place-here = Use where I am now
place-refused = The phone did not let us see. Typing the village works as well.
place-search = Name of a village, community or street
place-none = Nothing called “{ $q }”
place-none-next = Try a shorter name, such as the village alone.
place-found = { $n ->
    [one] 1 place
   *[other] { $n } places
}
place-recent = Chosen before
place-privacy = Used only to sort by distance. Employers never see it.

messages-none = No messages yet
messages-none-next = Apply for a job, and the answer calls you here.
messages-visitor = Messages need a phone number
messages-visitor-next = Answers and changes to your jobs call you here.
messages-read = All read
notice-application-apply = { $who } would like to do “{ $title }”. See if it fits.
notice-application-shortlist = { $who } is considering you for “{ $title }”.
notice-crew-recommend = The gig-work station recommended you to { $who } for “{ $title }”. It is for them to decide.
notice-crew-recommended = The gig-work station recommends { $who } for “{ $title }”. Offer it if they suit you.
notice-job-invite = { $who } invites you to look at “{ $title }”. Apply if you like.
notice-application-offer = { $who } wants you for “{ $title }”. Answer soon.
notice-application-accept = { $who } is coming for “{ $title }”. You can see the phone number.
notice-application-decline = { $who } is not coming for “{ $title }”. { $why }
notice-application-withdraw = { $who } withdrew from “{ $title }”.
notice-application-refuse = “{ $title }”: not this time. { $why }
notice-application-lapse = “{ $title }”: time ran out, nothing was settled.
notice-job-approved = “{ $title }” has passed; people nearby can see it.
notice-job-sent-back = “{ $title }” came back; see what to change.
notice-job-expired = “{ $title }” has expired.
notice-job-closed = “{ $title }” is closed.
notice-employer-verify = The check of { $who } has a result.
notice-member-invite = An employer asks you to act for it. Answer under Me.
notice-job-changed = The pay, time or place of "{ $title }" has changed. See whether you still want it.
notice-employer-verify-verified = { $who } is verified; its jobs are posted without a review.
notice-employer-verify-suspended = { $who } is suspended and cannot post jobs now.
notice-employer-verify-unverified = { $who } is back to “not verified yet”; its jobs are reviewed first.
notice-member-add = One more person acts for your business.
notice-member-remove = Somebody no longer acts for your business.
notice-other = Something changed about “{ $title }”.

register-title = Register to apply
register-edit = Change my registration
register-text = One minute. Employers see skills and times first, the phone only once settled.
register-save = Done, let me apply
register-privacy = Others see only part of your name. Identity number and home are kept locked; only you and the official in charge use them.
wants-legend = What are you looking for
wants-about-gig = By the hour or the day, paid when done
wants-about-full-time = Long term, with monthly pay
name = Name
name-hint = Your real name; it is checked at work.
occupations-legend = What can you do
occupations-hint = Choose one to five.
occupation-find = Type to find, such as: dishwashing, plumbing, nanny
occupation-none = No such work found. Try another word, such as “kitchen” or “moving”.
skills = Skills
skills-hint = A few words of your own, such as: quick with a knife, can drive a cargo trike.
reach-legend = How far would you go
reach-walk = 15-minute walk
reach-3km = 3 km
reach-10km = 10 km
reach-any = Any distance
pay-wanted = Pay I would like
pay-amount = Yuan
findable = Let verified employers nearby invite me
findable-hint = They see what you can do and about how far you are, never your name or phone. Untick it any time.
belongings = Papers and tools you have
belongings-hint = Say so, and work that asks for them is among what fits you.
home-region = Where do you live
home-point = The exact spot of your home
home-point-hint = It makes distances exact. It is kept locked and nobody sees it; an employer only sees how far it is.
home-point-keep = The spot I gave before
home-point-here = At { $name }
home-point-found = Where I stand now
home-point-none = I would rather not say; use the place above
id-number = Identity number
id-hint = With it, some jobs and subsidies go faster.
id-known = We have it: { $masked }. Type only to replace it.
me-registered = My registration
me-wants = Looking for
me-occupations = Can do
me-not-said = Not said
me-incomplete = A few things are missing. With them, you are chosen more easily.
me-resume = My résumé
me-unregistered = Not registered yet
me-unregistered-next = Say what you can do and when, and you can apply.
invited-title = { $name } asks you to act for it
invited-agree = Agree
invited-decline = Decline
me-applications = My applications
me-none = No applications yet
me-none-next = Tap “I want this job” and it is kept here.
me-group-answer = Your turn ({ $n })
me-group-hired = Settled ({ $n })
me-group-waiting = Waiting for an answer ({ $n })
me-group-over = Past ({ $n })
answer-by = { $left } to answer
me-more = More
me-become-employer = I want to hire
me-employer = { $name }: go to hiring
me-official = { $region }: go to the office
me-sessions = Where I am signed in
session-this = This one
session-last = Used { $ago }
session-end = Sign out
sign-out = Sign out
me-visitor = Not signed in
me-visitor-next = Leave a phone number to apply and read answers.
notice-worker-merge = Your two records now count as one person, with everything you applied for together. If one is not yours, tell the nearest station.
notice-worker-split = Records that were merged have been split; each has its own again.
