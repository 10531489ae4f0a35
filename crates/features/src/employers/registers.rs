//! What a register of companies says of a credit code. Which register there is depends on where the program runs: a trait, so that
//! a province brings its own. Where none is configured nothing is asked, and that is said.
//!
//! It refuses to take silence for an answer: what did not answer is recorded as unreachable. Every question is recorded.

use std::{
    sync::atomic::{AtomicU8, Ordering},
    time::Duration,
};

use kernel::{Actor, CheckId, CreditCode, EmployerId, Error, Operation, Result, Scope, mask_name};
use serde_json::json;
use store::{Boxed, Change, Decision, Scribe, Store, args};

use super::{CheckOutcome, CheckRow, EmployerRow, FirmState, row, rulings::Ruler};
use crate::jobs::hide;

/// How long a register may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a register knows of a company.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The name.
    pub name: String,
    /// How it stands.
    pub state: FirmState,
    /// The legal representative, masked.
    pub legal_masked: String,
    /// The address.
    pub address: String,
    /// What it may do.
    pub scope: String,
}

/// That a register did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent;

/// A register of companies.
pub trait CompanyRegister: Send + Sync {
    /// What it is called in records; nothing where there is none.
    fn source(&self) -> Option<&'static str>;

    /// What it knows of a code; nothing if it does not know it.
    fn lookup<'a>(
        &'a self,
        code: &'a CreditCode,
    ) -> Boxed<'a, std::result::Result<Option<Registered>, Silent>>;
}

/// No register: nothing is asked.
pub struct NoRegister;

impl CompanyRegister for NoRegister {
    fn source(&self) -> Option<&'static str> {
        None
    }

    fn lookup<'a>(&'a self, _: &'a CreditCode) -> Boxed<'a, std::result::Result<Option<Registered>, Silent>> {
        Box::pin(async { Err(Silent) })
    }
}

kernel::words! {
    /// What may be wrong with the demonstration's register.
    pub enum Fault {
        /// Nothing.
        None = "none",
        /// It does not answer.
        Unreachable = "unreachable",
        /// It answers late.
        Slow = "slow",
    }
}

/// The invented register of the demonstration, with a fault that can be switched on.
#[derive(Default)]
pub struct DemoRegister {
    fault: AtomicU8,
}

/// Invented companies, one a line: code, name, state, legal representative, address, scope.
const INVENTED: &str = include_str!("../../../../data/demo/register.csv");
const LATE: Duration = Duration::from_secs(3);

impl DemoRegister {
    /// One with a fault from the start.
    pub fn with(fault: Fault) -> Self {
        let register = Self::default();
        register.switch(fault);
        register
    }

    /// Switches a fault on or off.
    pub fn switch(&self, fault: Fault) {
        self.fault.store(fault as u8, Ordering::Relaxed);
    }

    fn find(code: &CreditCode) -> Option<Registered> {
        let line = INVENTED.lines().find(|line| line.split(',').next() == Some(code.as_str()))?;
        let mut cells = line.split(',').skip(1);
        Some(Registered {
            name: cells.next()?.to_owned(),
            state: cells.next()?.parse().ok()?,
            legal_masked: mask_name(cells.next()?),
            address: cells.next()?.to_owned(),
            scope: cells.next()?.to_owned(),
        })
    }
}

impl CompanyRegister for DemoRegister {
    fn source(&self) -> Option<&'static str> {
        Some("demo")
    }

    fn lookup<'a>(
        &'a self,
        code: &'a CreditCode,
    ) -> Boxed<'a, std::result::Result<Option<Registered>, Silent>> {
        Box::pin(async move {
            match self.fault.load(Ordering::Relaxed) {
                fault if fault == Fault::Unreachable as u8 => return Err(Silent),
                fault if fault == Fault::Slow as u8 => tokio::time::sleep(LATE).await,
                _ => {}
            }
            Ok(Self::find(code))
        })
    }
}

/// Asks the register for an employer of the actor's region, and records question and answer.
pub async fn check_register(
    store: &Store,
    actor: &Actor,
    register: &dyn CompanyRegister,
    id: EmployerId,
) -> Result<CheckOutcome> {
    let seen = row(store, id).await?;
    let scope = Scope::Employer { id, region: seen.region };
    let permit = actor.may(Operation::EmployerVerify, &scope).map_err(hide)?;
    let ruler = Ruler::of(actor, id, seen.region)?;
    let source = register.source().ok_or(Error::conflict("register.none"))?;
    let code = seen.credit_code.ok_or(Error::conflict("register.no_code"))?;
    let started = std::time::Instant::now();
    let answer = tokio::time::timeout(PATIENCE, register.lookup(&code)).await.unwrap_or(Err(Silent));
    let took = i64::try_from(started.elapsed().as_millis()).unwrap_or(i64::MAX);
    let answer = &answer;
    store
        .write("employer.check", &permit, |tx| async move {
            let employer: EmployerRow = tx.one(include_str!("get.sql"), args![id]).await?;
            let (row, change) =
                decide_check(&store.scribe(), &employer, ruler, (source, &code), answer, took)?;
            Ok(Decision::changed(row.outcome, change))
        })
        .await
        .map_err(Into::into)
}

/// The record of a question and its answer, with its entry.
pub fn decide_check(
    scribe: &Scribe<'_>,
    employer: &EmployerRow,
    by: Ruler,
    (source, code): (&str, &CreditCode),
    answer: &std::result::Result<Option<Registered>, Silent>,
    took_ms: i64,
) -> Result<(CheckRow, Change)> {
    let id = CheckId::from_uuid(scribe.uuid());
    let found = answer.as_ref().ok().and_then(Option::as_ref);
    let row = CheckRow {
        id,
        employer_id: employer.id,
        asked: code.to_string(),
        source: source.to_owned(),
        outcome: match answer {
            Ok(Some(_)) => CheckOutcome::Found,
            Ok(None) => CheckOutcome::Absent,
            Err(Silent) => CheckOutcome::Unreachable,
        },
        name: found.map(|found| found.name.clone()),
        state: found.map(|found| found.state),
        legal: found
            .map(|found| scribe.seal("register_check", "legal", id, &found.legal_masked))
            .transpose()?,
        address: found.map(|found| found.address.clone()),
        scope: found.map(|found| found.scope.clone()),
        asked_by: by.account,
        at: scribe.now,
        took_ms,
    };
    let told = json!({ "employer": employer.id, "check": id, "source": source, "outcome": row.outcome });
    let change = Change::of(employer.region).insert(&row).tell(employer.id, told);
    Ok((row, change))
}
