# What an employer reads

nav-hiring = Hiring
post = Post a job
post-text = Four questions, one minute.
post-again = Post one like this again
unverified-title = Not verified yet
unverified-text = An official will check. Until then you can post, each job is reviewed first, and workers see “not verified yet”.
suspended-title = Suspended: you cannot post jobs now
suspended-text = People already hired are not affected. If you disagree, call 12333 or go to the nearest station.
official-said = The official says: { $text }
sent-back = Sent back: { $text }
jobs-none = No jobs posted yet
jobs-none-next = What do you need done? Four questions and it is posted.
job-group-open = Hiring ({ $n })
job-group-draft = Drafts ({ $n })
job-group-review = In review ({ $n })
job-group-filled = Filled ({ $n })
job-group-over = Past ({ $n })
count-came = applied
count-offered = to answer
count-hired = hired
job-waiting = { $n ->
    [one] 1 person waits for your answer
   *[other] { $n } people wait for your answer
}
job-in-review = An official is looking. It is posted as soon as it passes, and you are told.
job-is-draft = Not posted. Open it to go on.

employer-new-title = Register as an employer
employer-new-text = Once, and never again when posting.
kind-legend = Which are you
employer-kind-about-sole-trader = A shop, stall or workshop with a licence
employer-kind-about-company = A company, factory or cooperative
employer-kind-about-household = Housework, children, elders, repairs at home; no licence needed
employer-kind-about-agency = Hiring for others; needs a staffing permit
employer-name = Name
employer-name-hint = As on the licence. A household uses one's own name; others see only part of it.
credit-code = Unified social credit code
credit-code-hint = The 18 characters on the licence. Not for households.
employer-region = Where are you
address = Address
address-hint = Street and number. A household's is shown only to the one who is hired.
employer-save = Done, let me post
employer-privacy = A household's name and address are kept locked.
employer-edit-title = Correct the details
employer-edit-text = After a new name or credit code an official checks you once more.
about-title = Details and people
about-facts = What you registered
back-about = Back to the details
back-hiring = Back to hiring
members-title = { $n ->
    [one] { $n } person acts for it
   *[other] { $n } people act for it
}
members-text = Owners do everything; the others do what stands beside them.
member-me = You
member-since = since { $day }
member-phone = Add somebody by mobile number
member-phone-hint = They sign in with this number and act for it once they agree.
member-asked = Asked
members-household = A household is run by its own person alone.
member-add = Ask them
member-leave = Leave
member-remove-title = Remove { $phone }?
member-leave-title = Stop acting for { $name }?
member-remove-text = From this moment the jobs and the people who came are closed to them. They can be added again later.
others-title = Others you act for
others-new = Register another
back-job = Back to the job
suited-title = People nearby who suit
suited-heading = Who suits “{ $title }”
suited-text = They agreed to be invited by verified employers. You see no name and no phone until they apply.
suited-asks = Asks for
suited-time-all = Free the whole time
suited-time-some = Free part of the time
suited-reach-walk = Within a 15-minute walk
suited-reach-3km = Within 3 km
suited-reach-10km = Within 10 km
suited-reach-far = Beyond 10 km
suited-invite = Invite to look
suited-invited = Invited; wait for them to apply
suited-none = Nobody nearby suits right now
suited-none-next = The job stays in front of people nearby; you hear as soon as somebody applies.
suited-over = This job takes nobody now
crew-title = Fill a whole day at once
crew-heading = Who works: { $day }
crew-days = Another day
crew-text = Of the people who applied, this is who does what. Ticked means wanted; change it, then send.
crew-proved = { $n ->
    [one] { $n } person is ticked. No other choice fits better; among equals, whoever has waited longest comes first.
   *[other] { $n } people are ticked. No other choice fits better; among equals, those who have waited longest come first.
}
crew-free = { $n } still wanted
crew-kept = Already looked at
crew-confirm = Offer it to those ticked
crew-confirm-next = They are told at once and answer themselves. The others keep waiting.
crew-none = Nobody is waiting for this day yet
crew-none-next = Once people apply for shifts with a date, you can fill them here all at once.

ask-what = What needs doing
ask-when = When
ask-pay = For how much
ask-where = Where, and how many people
title = Name of the job
title-hint = Words everybody knows, such as: kitchen help.
suggest = Suggest a kind
occupation-legend = Kind of work
occupation-unset = Type the name, press “Suggest a kind” and choose the closest.
occupation-unfound = Nothing was found for “{ $words }”. Look again with an everyday word, such as moving, dishes or garden.
occupation-other = None of these? Look with another word
job-kind-legend = Which is it
when-dated = On a date
when-long-term = Long term
shift-no = { $n ->
    [1] Which day
   *[other] Time { $n }
}
date = Date
start = From
end = To
shift-hint = An end before the start means the next day.
from = From
until = Until
pay-offered = Pay
nearby-count = { $n ->
    [one] from 1 job
   *[other] from { $n } jobs
}
nearby-unknown = Choose the kind and the place, press “Check”, and see what others nearby pay.
wage-low = Less than most nearby; fewer people may come.
wage-fair = About the same as others nearby.
wage-high = More than most nearby; more people will come.
settlement-legend = When do you pay
job-region = Which village or community
job-address-hint = Street and number, so that people find it.
openings-legend = How many people
people-unit = people
requirements-legend = What it needs
description = A few more words
description-hint = What exactly, meals, what to bring. No phone numbers; nothing about sex or age.
publish = Post it
publish-text = People nearby see it at once.
publish-review = Send for review
publish-reviewed = An official looks at it first, usually the same day.
check = Check
save-draft = Keep as a draft
edit-job = Change this job

came = { $title }: { $n ->
    [one] 1 person came
   *[other] { $n } people came
}
came-none = { $title }: nobody yet
answer-until = { $left }: answer by { $at }
seats = { $hired } settled, { $free } to go
draft-text = Not posted. Only you can see it.
hired-list = { $n ->
    [one] 1 person hired
   *[other] { $n } people hired
}
hired-at = Settled { $at }
offered-list = { $n ->
    [one] 1 person has your offer
   *[other] { $n } people have your offer
}
offered-until = { $left }, until { $at }
offered-waiting = Waiting for them
nobody-yet = Nobody yet
nobody-left = Everyone has been answered
nobody-next = You are told when somebody comes. A little more pay or one need less brings people sooner.
best = Best fit
hires = { $n ->
    [one] Hired once
   *[other] Hired { $n } times
}
hires-none = First time here
cand-done = Experience
cand-done-times = { $n ->
    [one] Done this work once
   *[other] Done this work { $n } times
}
cand-done-none = Has not done this work yet
cand-last = Last: { $day }
cand-far = Distance
cand-unknown = Not known
cand-time-all = Free the whole time
cand-time-some = Free part of the time
cand-time-none = Did not say so
cand-pay = Wants
cand-pay-any = Not said
cand-skills-none = Nothing written
cand-watch = Note
cand-watch-none = Nothing
candidate-state-applied = Waiting for you
candidate-state-shortlisted = Kept
candidate-state-offered = Waiting for them
candidate-state-hired = Hired
candidate-state-refused = Turned down
candidate-state-withdrawn = Withdrew
candidate-state-lapsed = Timed out
fit-done-before = { $n ->
    [one] Has done such work once
   *[other] Has done such work { $n } times
}
fit-nearest = Lives nearest, { $way }
fit-pay = Asks no more than you pay
fit-time = Free the whole time
fit-chosen = Looks for exactly this work
fit-first-time = First time here, willing to learn
watch-never-done = Has not done such work
watch-far = Lives { $distance } away
watch-asks-more = Asks ¥{ $yuan } an hour more
watch-part-time = Cannot come part of the time
watch-lacks = Did not mention: { $what }
compare-same = same as you pay
compare-more = ¥{ $yuan } more than you pay
compare-less = ¥{ $yuan } less than you pay
offer = Hire { $name }
shortlist = Keep
refuse-button = No
refuse-title = Turn down { $name }?
refuse-text = Choose a reason; they will see it. It helps them find something else.
refuse-filled = We have enough people
refuse-distance = Lives too far away
refuse-time = The time does not fit
refuse-skill = Needs experience
refuse-certificate = Lacks a certificate
refuse-pay = No agreement on pay
refuse-unreachable = Could not be reached
refuse-other = Something else
refuse-send = Tell them
blind = Age, sex and household are not looked at: only whether they can do it, how near, and when.
others = { $n ->
    [one] 1 more person
   *[other] { $n } more people
}
look = Look
more-people = See more people
next-title = After you press “Hire”
next-1 = They are told
next-2 = They say yes
next-3 = Phones are shown
next-4 = Work begins
next-text = If they do not answer within a day, the place is free again.
over-list = { $n ->
    [one] 1 not coming
   *[other] { $n } not coming
}
over-by-worker = Said no: { $why }
over-by-employer = You said no: { $why }
employer-job-over-closed = This job is closed. Everyone who applied has been told.
employer-job-over-expired = This job has expired and stopped by itself.
close-job = Stop hiring
close-title = Stop hiring?
close-text = Those still waiting are told at once. Those already hired are not affected.
close-confirm = Stop, and tell them
history = What happened to this job
history-title = What happened to “{ $title }”
history-text = Every step is kept, and nobody can change it.
history-none = Nothing yet
history-none-next = Once posted, every step is kept here.
changed-what = Changed: { $what }
changed-title = the name
changed-occupation = the kind
changed-time = the time
changed-pay = the pay
changed-settlement = when it is paid
changed-address = the address
changed-openings = how many people
changed-requirements = what it needs
changed-description = the words
back-people = Back to the people
entry-position = entry { $n } of the journal
