# Words used everywhere

brand = Banyan
skip = Skip to the content
demo = Sample
comma = ,{" "}
comma-clause = ,{" "}
semicolon = ;{" "}
nav-label = Main
size = Large
size-label = Change the size of the type
lang-label = Switch to Chinese
lang-other = 中文
tab-work = Find work
tab-messages = Messages
tab-me = Me
unread = { $n ->
    [one] 1 new
   *[other] { $n } new
}
new = New
find = Find
save = Save
change = Change
clear = Clear all filters
optional = optional
print = Print
earlier = Earlier
next-page = Next page
think-again = Let me think
see-job = See this job
see-work = See what work there is
back-work = Back to the jobs
back-me = Back to me
to-home = Back to the jobs
verified = Verified
unverified = Not verified yet
form-trouble = Almost there: look at the lines in red. What you typed is still here.

# Days and hours
day-yesterday = Yesterday
day-today = Today
day-tomorrow = Tomorrow
day-after-tomorrow = In two days
day-date = { $weekday } { $day } { $month }
day-date-year = { $day } { $month } { $year }
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
weekday-0 = Mon
weekday-1 = Tue
weekday-2 = Wed
weekday-3 = Thu
weekday-4 = Fri
weekday-5 = Sat
weekday-6 = Sun
span = { $from } to { $to }
next-day = { $clock } the next day
from-day = From { $day }
until-day = Until { $day }
long-open = No end date
remaining-over = time is up
remaining-minutes = { $n ->
    [one] 1 minute left
   *[other] { $n } minutes left
}
remaining-hours = { $n ->
    [one] 1 hour left
   *[other] { $n } hours left
}
remaining-days = { $n ->
    [one] 1 day left
   *[other] { $n } days left
}
ago-now = just now
ago-minutes = { $n ->
    [one] 1 minute ago
   *[other] { $n } minutes ago
}
ago-hours = { $n ->
    [one] 1 hour ago
   *[other] { $n } hours ago
}

# Near and far
metres = { $n } m
kilometres = { $km } km
walking = { $n }-minute walk
away = { $distance } away
minutes-short = { $n } min

# Money
pay = ¥{ $yuan } / { $unit }
per-hour = hour
per-day = day
per-month = month
per-slash-hour = {" "}/ hour
per-slash-day = {" "}/ day
per-slash-month = {" "}/ month
per-long-hour = per hour
per-long-day = per day
per-long-month = per month
hourly = ¥{ $yuan } an hour
hours-sum = ¥{ $yuan } for { $hours } hours
nearby = Others nearby pay ¥{ $low } to ¥{ $high } an hour
nearby-short = Nearby ¥{ $low }–{ $high }
nearby-one = Others nearby pay ¥{ $yuan } an hour
settlement-daily = Paid the same day
settlement-weekly = Paid weekly
settlement-monthly = Paid monthly
settlement-completion = Paid when done
settlement-long-daily = Each day's pay on the same day
settlement-long-weekly = Once a week
settlement-long-monthly = Once a month
settlement-long-completion = All at once when the work is done

# When
when-unset = Time not said yet
when-shift = { $at }, { $hours } hours
when-shifts = { $at }, { $n } times
when-long = Long term, { $week }
week-none = no days said yet
week-any = any time
week-every-day = Every day
week-range = { $first } to { $last }
shift-0 = morning
shift-1 = afternoon
shift-2 = evening
shift-all = all day
shift-hours-0 = 6–12
shift-hours-1 = 12–18
shift-hours-2 = 18–24
week-legend = Which parts of the week
week-hint = Tick every part that works.

# Places
region-find = Type the name of a village, community or street
region-change = Not here? Type another name
region-none = No such place. Try a shorter name, such as the village alone.

# Lists of words
job-kind-gig = Gig
job-kind-flexible = Flexible work
job-kind-full-time = Full time
requirement-no-experience = No experience needed
requirement-experience = Experience
requirement-health-certificate = Health certificate
requirement-electrician-certificate = Electrician's certificate
requirement-driving-licence = Driving licence
requirement-own-tools = Own tools
requirement-own-vehicle = Own vehicle
requirement-heavy-lifting = Heavy lifting
requirement-night = Night work
employer-kind-company = Company
employer-kind-sole-trader = Shop or sole trader
employer-kind-household = Household
employer-kind-agency = Staffing agency
job-state-draft = Draft
job-state-review = In review
job-state-open = Hiring
job-state-filled = Filled
job-state-closed = Closed
job-state-expired = Expired
application-state-applied = Waiting for an answer
application-state-shortlisted = Being considered
application-state-offered = Offered to you
application-state-hired = Settled
application-state-refused = Not this time
application-state-withdrawn = You withdrew
application-state-lapsed = Timed out
standing-unverified = Not verified yet
standing-verified = Verified
standing-suspended = Suspended
wants-gig = Gigs
wants-full-time = A full-time job
wants-both = Gigs or a full-time job

# Who
role-visitor = Visitor
role-worker = Worker
role-employer = Employer, owner
role-poster = Employer, hiring
role-payer = Employer, paying
role-staff = Station staff
role-provider = Provider
role-official = Official
role-finance = Finance
role-auditor = Auditor
role-counsellor = Counsellor
role-operator = Operator
role-system = The system
people = { $n ->
    [one] 1 person
   *[other] { $n } people
}
jobs = { $n ->
    [one] 1 job
   *[other] { $n } jobs
}

# Said once, afterwards
done-applied = The employer has been told. The answer will be in your messages.
done-accepted = Settled. Be there on time.
done-declined = The employer knows you are not coming.
done-withdrawn = Withdrawn. The employer knows.
done-saved = Saved.
done-published = Posted. People nearby can see it now.
done-reviewed = Sent for review. It is posted as soon as it passes.
done-recommended = Recommended. Employers and workers are told.
done-invited = They are told, and apply if they like.
done-closed = Closed. Everyone who applied has been told.
done-offered = They have been told. Now they decide.
done-crew = All of them have been told; now they answer.
done-shortlisted = Kept for later.
done-refused = They have been told, kindly.
done-approved = Approved. The job is posted.
done-sent-back = Sent back. The employer can read what you wrote.
done-erased = This person's data has been erased.
done-session-ended = That device is signed out.
done-signed-in = You are signed in.
done-place-set = Place changed.
done-employer-new = Registered. You can post your first job.
done-member-invited = Asked. They sign in with that number and agree under Me.
done-member-agreed = Good: you act for it now.
done-member-declined = Declined; you do not act for it.
done-member-removed = Removed. It is closed to them now.
done-member-left = You have left; you no longer act for it.
done-code-sent = Another message is on its way.
done-code-holds = The digits sent a moment ago still hold; fill in those.
done-setup = The first login is ready. Sign in with it.
done-password = Password changed; other devices are signed out.
done-factor-added = Added. You will be asked for it next time.
done-factor-removed = Removed.
done-revoked = Taken back.
done-proposed = Proposed; another official has to agree.
done-proposal-approved = Approved and done.
done-proposal-refused = Refused; whoever proposed it can see why.
done-proposal-withdrawn = Withdrawn.
done-messages-read = All read.
done-merged = They are one person now; both are told.
done-apart = Written down: two people.
done-split = They are two again, as they were.
