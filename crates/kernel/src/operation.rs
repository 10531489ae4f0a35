//! Everything that can be asked of the system, one word each. It refuses to say who may: that is the table in
//! `access`.

use crate::words;

words! {
    /// An operation; the words are stored in the journal and never change their meaning.
    pub enum Operation {
        /// Sign in.
        SignIn = "session.sign_in",
        /// Sign out.
        SignOut = "session.sign_out",
        /// See one's own session.
        SessionRead = "session.read",
        /// See one's own account: roles, sessions, second factors.
        AccountRead = "account.read",
        /// Change how one signs in, and end one's own sessions.
        AccountSecure = "account.secure",
        /// Look up regions.
        RegionRead = "region.read",
        /// Look up occupations.
        OccupationRead = "occupation.read",
        /// See open jobs, which are public.
        JobRead = "job.read",
        /// Become a worker.
        WorkerRegister = "worker.register",
        /// See one's own record as a worker.
        WorkerRead = "worker.read",
        /// Change one's own record as a worker.
        WorkerUpdate = "worker.update",
        /// Erase a worker.
        WorkerErase = "worker.erase",
        /// See the workers of a region.
        WorkerReadAny = "worker.read_any",
        /// See what is sealed of a worker, for a reason that the worker is told.
        WorkerUnmask = "worker.unmask",
        /// See who was shown what is sealed of the people of a region, and why.
        LookRead = "look.read",
        /// Register somebody who stands at a counter.
        WorkerRegisterFor = "worker.register_for",
        /// Find that two records are one person, or two.
        WorkerMerge = "worker.merge",
        /// Record what a person lets somebody do for them.
        ConsentRecord = "consent.record",
        /// Take such a consent back.
        ConsentWithdraw = "consent.withdraw",
        /// See a person's facts, needs and offers on one page.
        PortraitRead = "portrait.read",
        /// Have a phone's key certified, and take it back.
        CodeCertify = "code.certify",
        /// Take a person's code or card at a counter, a fair, a till.
        CodeUse = "code.use",
        /// Give a person a card.
        CardIssue = "card.issue",
        /// Serve at a counter: find people, call numbers.
        CounterServe = "counter.serve",
        /// Record a dated fact about a person, with its source.
        FactRecord = "fact.record",
        /// See the real-name ledgers of a region.
        LedgerRead = "ledger.read",
        /// Enter people into a ledger, keep contact, and let them go.
        LedgerKeep = "ledger.keep",
        /// Verify an entry of a ledger against the register of another office.
        LedgerVerify = "ledger.verify",
        /// Take a ledger out as a file, for a reason.
        LedgerExport = "ledger.export",
        /// Register an employer.
        EmployerRegister = "employer.register",
        /// See an employer's own record and who acts for it.
        EmployerRead = "employer.read",
        /// Change an employer's own record.
        EmployerUpdate = "employer.update",
        /// Ask somebody to act for an employer.
        MemberInvite = "member.invite",
        /// Agree to act for an employer, or not.
        MemberAnswer = "member.answer",
        /// Take somebody's right to act for an employer.
        MemberRemove = "member.remove",
        /// Verify an employer.
        EmployerVerify = "employer.verify",
        /// Hand in the papers of an employer.
        EmployerPapers = "employer.papers",
        /// Object to a decision on an employer.
        EmployerAppeal = "employer.appeal",
        /// Decide on such an objection.
        AppealDecide = "employer.appeal_decide",
        /// Begin a job.
        JobDraft = "job.draft",
        /// Change a job.
        JobEdit = "job.edit",
        /// Hand a job in for review.
        JobSubmit = "job.submit",
        /// Let a job through or send it back.
        JobReview = "job.review",
        /// Close a job.
        JobClose = "job.close",
        /// See who nearby suits a job, without a name, and invite them.
        JobInvite = "job.invite",
        /// See the jobs of one's employer, in every state.
        JobReadOwn = "job.read_own",
        /// See the jobs of a region, in every state.
        JobReadRegion = "job.read_region",
        /// Apply for a job.
        ApplicationApply = "application.apply",
        /// See an application, as the worker or the employer it concerns.
        ApplicationRead = "application.read",
        /// Put an application on the shortlist.
        ApplicationShortlist = "application.shortlist",
        /// Offer the job to an applicant.
        ApplicationOffer = "application.offer",
        /// Recommend applicants of a region to its employers.
        CrewRecommend = "crew.recommend",
        /// Refuse an applicant.
        ApplicationRefuse = "application.refuse",
        /// Accept an offer.
        ApplicationAccept = "application.accept",
        /// Refuse an offer.
        ApplicationDecline = "application.decline",
        /// Withdraw an application.
        ApplicationWithdraw = "application.withdraw",
        /// See the applications of a region.
        ApplicationReadRegion = "application.read_region",
        /// See one's notices.
        NoticeRead = "notice.read",
        /// Mark one's notices as read.
        NoticeMark = "notice.mark",
        /// See the journal of a region.
        JournalRead = "journal.read",
        /// Give a role to an account.
        GrantGive = "grant.give",
        /// See who holds which role in a region.
        GrantRead = "grant.read",
        /// Take a role back.
        GrantRevoke = "grant.revoke",
        /// See what waits for a second person.
        ProposalRead = "proposal.read",
        /// Approve or refuse what somebody else proposed.
        ProposalDecide = "proposal.decide",
        /// See how the platform runs: counts and times, nobody's data.
        PlatformRead = "platform.read",
        /// What reconcilers do when time has come: expiry, lapse, deadlines.
        SystemRun = "system.run",
    }
}
