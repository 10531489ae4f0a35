//! The plan carried out in bulk: the same decisions as the commands', with everything read kept in memory.

use std::collections::BTreeSet;

use kernel::{AccountId, ApplicationId, Error, JobId, Micros, Result, ResumeId, Role};
use store::{Change, Loader, Scribe, Store};

use super::{
    firms,
    plan::{LAST, Plan, Step, What},
    resumes, seed_of,
};
use crate::{
    accounts,
    applications::{self, ApplicationRow, ApplicationState, Ending},
    employers::{self, EmployerRow, Ruling, Verdict},
    jobs::{self, JobRow, JobState},
    workers::{self, WorkerRow},
};

/// How many of what is due a reconciler takes at once.
const BATCH: usize = 200;

/// What has been written so far.
struct Written<'a> {
    store: &'a Store,
    plan: &'a Plan,
    accounts: Vec<Option<AccountId>>,
    workers: Vec<Option<WorkerRow>>,
    /// The current résumé of each, and its number.
    resumes: Vec<Option<(ResumeId, i64)>>,
    employers: Vec<Option<EmployerRow>>,
    jobs: Vec<Option<JobRow>>,
    asked: Vec<Option<ApplicationRow>>,
    /// Applications by worker and by job.
    of_worker: Vec<Vec<usize>>,
    of_job: Vec<Vec<usize>>,
    /// Open jobs by the moment they expire, and offers by the moment they lapse.
    open: BTreeSet<(Micros, JobId, usize)>,
    offers: BTreeSet<(Micros, ApplicationId, usize)>,
    /// Jobs that are over and may have live applications.
    over: BTreeSet<usize>,
}

/// An entry to be pushed.
struct Entry(&'static str, Role, Change);

/// Carries the plan out; the position of the last entry before the known people's last hour.
pub(super) async fn run(
    store: &Store,
    plan: &Plan,
    seed: u64,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<i64> {
    let mut loader = Loader::begin(store).await?;
    let mut written = Written::new(store, plan);
    let mut quiet = 0;
    for (number, step) in plan.steps.iter().enumerate() {
        store.entropy().reseed(seed_of(seed, number));
        if step.what == What::Tick {
            written.tick(&mut loader, step.at).await?;
        } else {
            let Entry(name, role, change) = written.step(step)?;
            loader.push(name, role, step.at, change).await?;
        }
        if step.at < plan.today - LAST {
            quiet = loader.entries();
        }
        if number % 1_000 == 0 {
            progress(number, plan.steps.len());
        }
    }
    loader.finish(&["notices"]).await?;
    progress(plan.steps.len(), plan.steps.len());
    Ok(quiet)
}

fn known<T>(thing: &[Option<T>], number: usize) -> Result<&T> {
    thing.get(number).and_then(Option::as_ref).ok_or(Error::internal("demo.plan"))
}

impl<'a> Written<'a> {
    fn new(store: &'a Store, plan: &'a Plan) -> Self {
        fn none<T>(count: usize) -> Vec<Option<T>> {
            (0..count).map(|_| None).collect()
        }
        let (people, shops) = (plan.people.len(), plan.shops.len());
        Self {
            store,
            plan,
            accounts: none(people + shops),
            workers: none(people),
            resumes: vec![None; people],
            employers: none(shops),
            jobs: none(plan.jobs.len()),
            asked: none(plan.asked.len()),
            of_worker: vec![Vec::new(); people],
            of_job: vec![Vec::new(); plan.jobs.len()],
            open: BTreeSet::new(),
            offers: BTreeSet::new(),
            over: BTreeSet::new(),
        }
    }

    fn scribe(&self, at: Micros) -> Scribe<'a> {
        Scribe::new(at, self.store.entropy(), self.store.vault())
    }

    fn step(&mut self, step: &Step) -> Result<Entry> {
        let (scribe, plan) = (self.scribe(step.at), self.plan);
        Ok(match step.what {
            What::Open(n) => {
                let (row, change) = accounts::decide_open(&scribe, plan.phone(n))?;
                self.accounts[n] = Some(row.id);
                Entry("account.open", Role::Visitor, change)
            }
            What::Register(n, which) => {
                let input = plan.people[n].registrations[which].clone().checked()?;
                let account = *known(&self.accounts, n)?;
                let before = self.workers[n].take();
                let (row, change) = workers::decide_register(&scribe, account, before, &input)?;
                self.workers[n] = Some(row);
                Entry("worker.register", Role::Visitor, change)
            }
            What::Write(n, which) => {
                let words = resumes::written(plan, n, which, step.at).checked(step.at)?;
                let last = self.resumes[n].map_or(0, |(_, number)| number);
                let worker = known(&self.workers, n)?;
                let (row, change) = crate::resumes::decide_save(&scribe, worker, last, &[], &words)?;
                self.resumes[n] = Some((row.id, row.number));
                Entry("resume.save", Role::Worker, change)
            }
            What::Found(n) => {
                let account = *known(&self.accounts, plan.people.len() + n)?;
                let input = plan.shops[n].new.clone().checked()?;
                let (row, _grant, change) = employers::decide_register(&scribe, account, &input)?;
                self.employers[n] = Some(row);
                Entry("employer.register", Role::Visitor, change)
            }
            What::Verify(n) => {
                let before = known(&self.employers, n)?;
                let real = Ruling {
                    verdict: Verdict::Verified,
                    reason: None,
                    words: String::new(),
                    missing: Vec::new(),
                };
                let decided = employers::decide_ruling(&scribe, before, &real, firms::department()?, &[])?;
                let (row, _ruling, change) = decided.ok_or(Error::internal("demo.plan"))?;
                self.employers[n] = Some(row);
                Entry("employer.verify", Role::Official, change)
            }
            What::Post(n) => {
                let posting = &plan.jobs[n];
                let id = JobId::from_uuid(scribe.uuid());
                let employer = known(&self.employers, posting.shop)?;
                let (row, change) = jobs::decide_post(&scribe, employer, id, &posting.input, true)?;
                self.put_job(n, row);
                Entry("job.post", Role::Employer, change)
            }
            What::Close(n) => {
                let (row, change) =
                    jobs::decide_move(&scribe, known(&self.jobs, n)?, JobState::Closed, None, None);
                self.put_job(n, row);
                Entry("job.close", Role::Employer, change)
            }
            What::Apply(n) => {
                let asked = &plan.asked[n];
                let (job, worker) = (known(&self.jobs, asked.job)?, known(&self.workers, asked.worker)?);
                let resume = self.resumes[asked.worker].map(|(id, _)| id);
                let (row, change) =
                    applications::decide_apply(&scribe, job, worker, &self.held(asked.worker), resume)?;
                self.of_worker[asked.worker].push(n);
                self.of_job[asked.job].push(n);
                self.put_asked(n, row);
                Entry("application.apply", Role::Worker, change)
            }
            What::Shortlist(n) => {
                let (job, before) = self.pair(n)?;
                let (row, change) = applications::decide_shortlist(&scribe, job, before)?;
                self.put_asked(n, row);
                Entry("application.shortlist", Role::Employer, change)
            }
            What::Offer(n) => {
                let (job, before) = self.pair(n)?;
                let (row, change) = applications::decide_offer(&scribe, job, before)?;
                self.put_asked(n, row);
                Entry("application.offer", Role::Employer, change)
            }
            What::Accept(n) => {
                let (job, before) = self.pair(n)?;
                let held = self.held(plan.asked[n].worker);
                let (row, job, change) = applications::decide_accept(&scribe, job, before, &held)?;
                self.put_asked(n, row);
                self.put_job(plan.asked[n].job, job);
                Entry("application.accept", Role::Worker, change)
            }
            What::Decline(n, reason) => {
                Entry("application.decline", Role::Worker, self.end(&scribe, n, Ending::Decline(reason))?)
            }
            What::Refuse(n, reason) => {
                Entry("application.refuse", Role::Employer, self.end(&scribe, n, Ending::Refuse(reason))?)
            }
            What::Withdraw(n) => {
                Entry("application.withdraw", Role::Worker, self.end(&scribe, n, Ending::Withdraw)?)
            }
            What::Tick => return Err(Error::internal("demo.plan")),
        })
    }

    fn pair(&self, n: usize) -> Result<(&JobRow, &ApplicationRow)> {
        Ok((known(&self.jobs, self.plan.asked[n].job)?, known(&self.asked, n)?))
    }

    /// The worker's applications that are live or hired, by id.
    fn held(&self, worker: usize) -> Vec<ApplicationRow> {
        let all = self.of_worker[worker].iter().filter_map(|&n| self.asked[n].as_ref());
        let mut held: Vec<_> =
            all.filter(|a| a.is_live() || a.state == ApplicationState::Hired).cloned().collect();
        held.sort_by_key(|a| a.id);
        held
    }

    fn end(&mut self, scribe: &Scribe<'_>, n: usize, ending: Ending) -> Result<Change> {
        let (job, before) = self.pair(n)?;
        let (row, change) = applications::decide_end(scribe, job, before, ending)?;
        self.put_asked(n, row);
        Ok(change)
    }

    fn put_job(&mut self, n: usize, row: JobRow) {
        let key = (row.expires_at, row.id, n);
        match row.state {
            JobState::Open => {
                self.open.insert(key);
            }
            state => {
                self.open.remove(&key);
                if matches!(state, JobState::Filled | JobState::Closed | JobState::Expired) {
                    self.over.insert(n);
                }
            }
        }
        self.jobs[n] = Some(row);
    }

    fn put_asked(&mut self, n: usize, row: ApplicationRow) {
        if let Some(until) = row.offer_until {
            let key = (until, row.id, n);
            if row.state == ApplicationState::Offered {
                self.offers.insert(key);
            } else {
                self.offers.remove(&key);
            }
        }
        self.asked[n] = Some(row);
    }

    /// What the reconcilers do at a moment, in their order.
    async fn tick(&mut self, loader: &mut Loader<'_>, at: Micros) -> Result<()> {
        let scribe = self.scribe(at);
        loop {
            let due: Vec<_> =
                self.open.iter().take_while(|due| due.0 <= at).take(BATCH).map(|due| due.2).collect();
            for &n in &due {
                let before = known(&self.jobs, n)?;
                let (row, change) =
                    jobs::decide_move(&scribe, before, JobState::Expired, None, Some("job.expired"));
                self.put_job(n, row);
                loader.push("job.expire", Role::System, at, change).await?;
            }
            if due.is_empty() {
                break;
            }
        }
        loop {
            let mut due: Vec<_> =
                self.offers.iter().take_while(|due| due.0 <= at).take(BATCH).map(|due| due.2).collect();
            due.extend(self.of_ended_jobs());
            for &n in &due {
                if known(&self.asked, n)?.is_live() {
                    let change = self.end(&scribe, n, Ending::Lapse)?;
                    loader.push("application.lapse", Role::System, at, change).await?;
                }
            }
            if due.is_empty() {
                return Ok(());
            }
        }
    }

    fn of_ended_jobs(&mut self) -> Vec<usize> {
        let mut found = Vec::new();
        let mut done = Vec::new();
        for &job in &self.over {
            let expired = self.jobs[job].as_ref().is_some_and(|row| row.state == JobState::Expired);
            let live = self.of_job[job].iter().filter_map(|&n| Some((self.asked[n].as_ref()?, n)));
            let live: Vec<_> = live.filter(|(row, _)| row.is_live()).collect();
            if live.is_empty() {
                done.push(job);
            }
            let due = live.into_iter().filter(|(row, _)| !expired || row.state != ApplicationState::Offered);
            found.extend(due.map(|(row, n)| (row.id, n)));
        }
        done.iter().for_each(|job| {
            self.over.remove(job);
        });
        found.sort_unstable();
        found.into_iter().take(BATCH).map(|(_, n)| n).collect()
    }
}
