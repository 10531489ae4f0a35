# What an official reads

staff-sign-in = Staff sign in
staff-text = For the staff of stations and offices. Workers need no login, only a phone number.
login = Login
password = Password
staff-enter = Sign in
staff-forgot = Forgotten? Your administrator gives you a new one.
setup-title = Make the first login
setup-text = Whoever installed the system has a setup code. It works once.
token = Setup code
token-hint = The line printed when the server started.
password-new = Choose a password
password-hint = At least 10 characters, easy for you and hard for others.
setup-button = Make it

gov-tab-home = Today
gov-tab-review = For you to decide
gov-tab-crew = Crews
gov-tab-jobs = Jobs
gov-tab-people = People
gov-tab-employers = Employers
gov-tab-roles = Roles
gov-tab-approvals = Approvals
gov-tab-ops = Platform
gov-tab-journal = Journal
gov-home-title = How much work, how many people, how many found each other today?
gov-home-text = { $region }, up to { $at }. Every figure opens the rows behind it.
gov-figures = Totals
figure-open-jobs = Jobs open
figure-unit-open-jobs = { $n ->
    [one] job
   *[other] jobs
}
figure-note-open-jobs = one can apply for now
figure-openings = Places free
figure-unit-openings = { $n ->
    [one] place
   *[other] places
}
figure-note-openings = in those jobs
figure-people = People looking
figure-unit-people = { $n ->
    [one] person
   *[other] people
}
figure-note-people = registered and not erased
figure-applied = Applied today
figure-unit-applied = { $n ->
    [one] time
   *[other] times
}
figure-note-applied = since midnight
figure-hired = Hired today
figure-unit-hired = { $n ->
    [one] person
   *[other] people
}
figure-note-hired = both sides said yes
figure-review = Jobs to decide
figure-unit-review = { $n ->
    [one] job
   *[other] jobs
}
figure-note-review = hidden until decided
figure-unverified = Employers to check
figure-unit-unverified = { $n ->
    [one] employer
   *[other] employers
}
figure-note-unverified = their jobs are reviewed first
gov-days = Applications and hires, day by day
gov-days-none = No applications yet. The first one draws this chart.
gov-days-label = { $applied } applications, { $hired } hires
key-applied = Applied { $n }
key-hired = Hired { $n }
as-table = As a table
gov-where = Place by place
gov-where-text = Open a name to go one level down
gov-where-none = There is nothing smaller below.
gov-jobs-title = Which jobs are there?
gov-jobs-search = Job or employer
gov-jobs-none = No such jobs
gov-people-title = Who is looking for work?
gov-people-search = Work wanted, or id
gov-people-none = No such people
gov-employers-title = Who is hiring, and can they be trusted?
gov-employers-search = Name or credit code
gov-employers-none = No such employers
gov-review-title = Which jobs wait for me?
gov-journal-title = What happened?
gov-journal-search = Id
gov-journal-none = No such entries
journal-text = { $region }. Only added to, never changed; each entry has its place.
in-region = { $region }.
total-jobs = { $count } in all.
total-people = { $count } people in all.
total-employers = { $count } in all.
total-entries = { $count } in all.
masked = Names and phones are masked; nobody sees them in full here.
person-state-looking = Looking
person-state-hired = Has been hired
person-state-never-hired = Never hired
filter-region = Place
filter-state = Which
filter-all = All
filter = Filter
csv = Export CSV
list-none-next = Loosen a filter, or clear them all.
list-end = That is all.
back-list = Back to the list
col-act = Act
col-came = Applied
col-day = Day
col-employer = Employer
col-credit-code = Credit code
col-entry = Entry
col-filled = Hired / wanted
col-free = Free
col-applied = Applied
col-hired = Hired
col-hired-30 = Hired in 30 days
col-id = Id
col-jobs = Jobs
col-kind = Kind
col-name = Name
col-occupations = Can do
col-pay = Pay
col-people = People
col-position = Position
col-posted = Posted
col-region = Place
col-registered = Registered
col-state = State
col-subjects = Subjects
col-sum = Total
col-title = Job
col-wants = Looks for
col-when = When
col-who = By
position-waits = waiting
subject-worker = worker
subject-employer = employer
subject-job = job
subject-application = application
subject-account = account
subject-region = region
act-approve = Approve and post
act-send-back = Send back
act-title-send-back = Send it back?
act-text-send-back = It stays a draft and can be sent again.
act-reason = Why
act-reason-hint = One sentence. They will read it, and it is kept in the journal. No names or phones of others.
review-total = { $n ->
    [0] Nothing is waiting.
    [one] 1 is waiting.
   *[other] { $n } are waiting, the longest first.
}
review-none = All decided
review-none-next = New jobs appear here.
review-none-way = See the open jobs
review-since = Sent { $ago }
review-nearby = Half of such work nearby pays more than ¥{ $yuan } an hour
review-words = In their words
flag-unverified = Employer not verified
flag-pay-low = Far below pay nearby
flag-pay-high = Strangely far above pay nearby
flag-words = Words that may not be used
flag-phone = Contains a phone number
person-facts = What was registered
person-applications = Applications
person-applications-none = No applications yet.
erase-title = Erase this person's data
erase-text = Name, phone, identity number, home and skills are erased and cannot be brought back. Open applications are withdrawn. The journal keeps ids and the word “erased”.
erase-why = Why erase
erase-reason-request = They asked for it
erase-reason-death = The person has died
erase-reason-mistake = Registered by mistake
erase-confirm = I have checked: this is the person
erase-button = Erase

# Entries of the journal
entry-account-open = Account opened
entry-staff-setup = First login made
entry-grant-give = Grant given
entry-grant-propose = Role proposed
entry-grant-revoke = Role taken back
entry-account-activate = Password chosen
entry-account-password = Password changed
entry-account-factor = Second step changed
entry-account-reset-propose = Beginning anew proposed
entry-session-second = Signed in with a second step
entry-proposal-approve = Proposal approved
entry-proposal-refuse = Proposal refused
entry-proposal-withdraw = Proposal withdrawn
entry-proposal-lapse = Proposal lapsed
entry-worker-register = Worker registered
entry-worker-update = Registration changed
entry-worker-erase = Worker's data erased
entry-employer-register = Employer registered
entry-employer-update = Employer changed
entry-employer-verify = Employer checked
entry-member-invite = Somebody was asked to act for an employer
entry-member-answer = Somebody answered whether to act for an employer
entry-member-remove = Somebody no longer acts for an employer
entry-job-post = Job written
entry-job-edit = Job changed
entry-job-submit = Job submitted
entry-job-review = Job reviewed
entry-job-invite = Invited to look
entry-job-close = Job closed
entry-job-expire = Job expired
entry-application-apply = Applied
entry-crew-recommend = Recommended by a station
entry-application-shortlist = Kept
entry-application-offer = Offered
entry-application-accept = Accepted
entry-application-decline = Declined by the worker
entry-application-refuse = Turned down by the employer
entry-application-withdraw = Withdrawn
entry-application-lapse = Timed out

# The interface for programs
api-title = The interface for programs
api-nav = Interface
api-text = What the pages can do, programs can do, under the same rules.
api-file = OpenAPI file
api-groups = Groups
api-none = No operations yet
api-none-next = They are written here as they come.
api-name = Name
api-place = Where
api-kind = Type
api-about = About
api-required = required

gov-crew-title = Fill tomorrow's shifts
gov-crew-text = The dated shifts of all employers and those who applied, put together. Those ticked are recommended; the employer decides.
gov-crew-none-next = Once people apply for shifts with a date, you can fill them here together.
gov-crew-confirm = Recommend those ticked
gov-crew-confirm-next = Employers and workers are told at once.
gov-crew-cut = Shown: the { $n } earliest shifts with somebody nobody has looked at. Recommend, then come back for the rest.

# Two records of one person.
gov-twins-title = Who is registered twice?
gov-twins-link = See who may be registered twice
twins-none = Nobody looks registered twice
twins-none-next = All records are compared a few times a day; whoever is found appears here.
twins-none-way = See everybody
twin-first = First record
twin-second = Second record
twin-compared = Compared
twin-field-name = Name
twin-field-number = Identity number
twin-field-phone = Phone
twin-field-region = Lives in
twin-how-equal = The same
twin-how-same-sound = Written differently, sounds the same
twin-how-alike = One character looks alike
twin-how-one-character = One character differs
twin-how-one-missing = One character is missing
twin-how-swapped = Two neighbours are swapped
twin-how-one-digit = One digit differs
twin-how-other-given = Same surname, other given name
twin-how-other-surname = Same given name, other surname
twin-how-both-valid = Nearly the same, yet both are valid numbers
twin-how-unsure = Different, and one of them is miswritten
twin-how-village = Same village
twin-how-township = Same township
twin-how-county = Same county
twin-how-city = Same city
twin-how-different = Different
twin-how-missing = Not known on one side
twin-verdict-same = Very likely one person
twin-verdict-ask = Ask them
twin-merge = They are one person
twin-apart = They are two people
twin-split = Split: they are two people
twin-text-merge = Both records stay as they are and count as one person from now on; both are told. It can be undone.
twin-text-apart = It is written down, and this pair is not asked about again.
twin-split-text = Both records are as they were. What was done meanwhile stays with the record it was written to.
twin-reason-hint = One sentence: what you saw and whom you asked. It is kept; write no name, phone or number.
twin-two-numbers = The two identity numbers differ. I saw the papers, and it is one person
merged-title = Records merged into this one
merged-text = These records are this person’s as well, and stay as they are.
merged-at = Merged
entry-worker-merge = Found two records to be one person
entry-worker-split = Split records that were merged
entry-worker-apart = Found two records to be two people
