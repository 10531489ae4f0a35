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
        /// What reconcilers do when time has come: expiry, lapse, deadlines.
        SystemRun = "system.run",
    }
}
