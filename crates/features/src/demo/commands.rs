//! The plan carried out step by step through the commands, as if all those people did it. Slow, and the measure for
//! the bulk path: both must leave the same rows and the same journal.

use std::sync::Mutex;

use kernel::{
    AccountId, Actor, ApplicationId, EmployerId, Error, FixedClock, Grant, JobId, Phone, RegionCode, Result,
    ResumeId, Role, WorkerId,
};
use serde_json::Value as Json;
use store::{Boxed, Reconciler as _, Store};

use super::{
    firms,
    offices::PROVINCE,
    plan::{Plan, Step, What},
    resumes, seed_of,
};
use crate::{
    accounts::{self, TextSender},
    applications::{self, Lapse},
    employers::{self, Verdict},
    jobs::{self, Expiry},
    workers,
};

/// Keeps the last code that was sent.
#[derive(Default)]
pub(super) struct LastCode(Mutex<String>);

impl TextSender for LastCode {
    fn send<'a>(&'a self, _: &'a Phone, _: &'a str, values: &'a Json, _: &'a str) -> Boxed<'a, Result<()>> {
        Box::pin(async move {
            let mut kept = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *kept = values["code"].as_str().unwrap_or_default().to_owned();
            Ok(())
        })
    }
}

impl LastCode {
    pub(super) fn take(&self) -> String {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

/// The ids given so far.
struct Given<'a> {
    store: &'a Store,
    plan: &'a Plan,
    accounts: Vec<Option<AccountId>>,
    workers: Vec<Option<WorkerId>>,
    resumes: Vec<Option<ResumeId>>,
    employers: Vec<Option<(EmployerId, RegionCode)>>,
    jobs: Vec<Option<JobId>>,
    asked: Vec<Option<ApplicationId>>,
    codes: LastCode,
    official: Actor,
}

/// Carries the plan out; the clock must be the store's.
pub(super) async fn run(store: &Store, clock: &FixedClock, plan: &Plan, seed: u64) -> Result<()> {
    let nobody = firms::nobody();
    let mut given = Given {
        store,
        plan,
        accounts: vec![None; plan.people.len() + plan.shops.len()],
        workers: vec![None; plan.people.len()],
        resumes: vec![None; plan.people.len()],
        employers: vec![None; plan.shops.len()],
        jobs: vec![None; plan.jobs.len()],
        asked: vec![None; plan.asked.len()],
        codes: LastCode::default(),
        official: Actor::signed_in(nobody, None, vec![Grant::new(Role::Official, PROVINCE.parse()?, None)?]),
    };
    for (number, step) in plan.steps.iter().enumerate() {
        clock.set(step.at);
        if let What::Open(n) = step.what {
            accounts::request_code(store, &given.codes, plan.phone(n), "").await?;
        }
        store.entropy().reseed(seed_of(seed, number));
        given.step(step).await?;
    }
    Ok(())
}

fn known<T: Copy>(thing: &[Option<T>], number: usize) -> Result<T> {
    thing.get(number).copied().flatten().ok_or(Error::internal("demo.plan"))
}

impl Given<'_> {
    fn worker(&self, n: usize) -> Result<Actor> {
        Ok(Actor::signed_in(known(&self.accounts, n)?, self.workers[n], Vec::new()))
    }

    fn employer(&self, n: usize) -> Result<Actor> {
        let account = known(&self.accounts, self.plan.people.len() + n)?;
        let (id, region) = known(&self.employers, n)?;
        Ok(Actor::signed_in(account, None, vec![Grant::new(Role::Employer, region, Some(id))?]))
    }

    /// The worker and the employer of an application, and its id.
    fn sides(&self, n: usize) -> Result<(Actor, Actor, ApplicationId)> {
        let asked = &self.plan.asked[n];
        let shop = self.plan.jobs[asked.job].shop;
        Ok((self.worker(asked.worker)?, self.employer(shop)?, known(&self.asked, n)?))
    }

    async fn step(&mut self, step: &Step) -> Result<()> {
        let (store, plan) = (self.store, self.plan);
        match step.what {
            What::Open(n) => {
                let code = self.codes.take();
                self.accounts[n] =
                    Some(accounts::verify_code(store, plan.phone(n), &code, "").await?.account);
            }
            What::Register(n, which) => {
                let (actor, account) = (self.worker(n)?, known(&self.accounts, n)?);
                let input = plan.people[n].registrations[which].clone();
                self.workers[n] = Some(workers::register(store, &actor, account, input).await?);
            }
            What::Write(n, which) => {
                let (actor, worker) = (self.worker(n)?, known(&self.workers, n)?);
                let words = resumes::written(plan, n, which, store.now());
                let saved = crate::resumes::save(store, &actor, worker, self.resumes[n], words).await?;
                self.resumes[n] = Some(saved);
            }
            What::Found(n) => {
                let account = known(&self.accounts, plan.people.len() + n)?;
                let (actor, new) = (Actor::signed_in(account, None, Vec::new()), plan.shops[n].new.clone());
                let region = new.region;
                self.employers[n] = Some((employers::register(store, &actor, account, new).await?, region));
            }
            What::Verify(n) => {
                let (id, _) = known(&self.employers, n)?;
                employers::verify(store, &self.official, id, Verdict::Verified, "", None).await?;
            }
            What::Post(n) => {
                let posting = &plan.jobs[n];
                let id = JobId::from_uuid(store.entropy().uuid(store.now()));
                let ((employer, _), actor) =
                    (known(&self.employers, posting.shop)?, self.employer(posting.shop)?);
                jobs::post(store, &actor, employer, id, &posting.input, true).await?;
                self.jobs[n] = Some(id);
            }
            What::Close(n) => {
                jobs::close(store, &self.employer(plan.jobs[n].shop)?, known(&self.jobs, n)?).await?;
            }
            What::Apply(n) => {
                let asked = &plan.asked[n];
                let (actor, worker) = (self.worker(asked.worker)?, known(&self.workers, asked.worker)?);
                let row = applications::apply(store, &actor, worker, known(&self.jobs, asked.job)?).await?;
                self.asked[n] = Some(row.id);
            }
            What::Tick => self.tick().await?,
            What::Shortlist(n)
            | What::Offer(n)
            | What::Accept(n)
            | What::Decline(n, _)
            | What::Refuse(n, _)
            | What::Withdraw(n) => self.answer(n, step.what).await?,
        }
        Ok(())
    }

    async fn answer(&self, n: usize, what: What) -> Result<()> {
        let (store, (worker, employer, id)) = (self.store, self.sides(n)?);
        match what {
            What::Shortlist(_) => applications::shortlist(store, &employer, id).await?,
            What::Offer(_) => applications::offer(store, &employer, id).await?,
            What::Refuse(_, reason) => applications::refuse(store, &employer, id, reason).await?,
            What::Accept(_) => applications::accept(store, &worker, id).await?,
            What::Decline(_, reason) => applications::decline(store, &worker, id, reason).await?,
            _ => applications::withdraw(store, &worker, id).await?,
        };
        Ok(())
    }

    async fn tick(&self) -> Result<()> {
        while Expiry.run(self.store).await? > 0 {}
        while Lapse.run(self.store).await? > 0 {}
        Ok(())
    }
}
