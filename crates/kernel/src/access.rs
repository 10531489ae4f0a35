//! Who may do what, and where. A command begins by asking [`Actor::may`]; the [`Permit`] it gets is what the
//! rest needs, and nothing outside this module can make one. It refuses whatever the table does not allow.

mod table;

use crate::{AccountId, EmployerId, Error, Operation, RegionCode, Result, WorkerId, words};

pub use table::{matrix, rule};

words! {
    /// In what capacity somebody acts.
    pub enum Role {
        /// Anybody, signed in or not; holds no role.
        Visitor = "visitor",
        /// A worker.
        Worker = "worker",
        /// An owner of an employer: everything for it.
        Employer = "employer",
        /// Someone who posts and hires for an employer.
        Poster = "poster",
        /// Someone who pays for an employer.
        Payer = "payer",
        /// Staff of a station.
        Staff = "staff",
        /// Someone of a provider: an agency, a school, a shop's till.
        Provider = "provider",
        /// An official of the human-resources departments: of the province, a city or a county, as their region says.
        Official = "official",
        /// Someone who answers for the money of a region.
        Finance = "finance",
        /// Someone who looks at what was done, and does nothing.
        Auditor = "auditor",
        /// A counsellor on rights and work.
        Counsellor = "counsellor",
        /// The organisation that runs the platform; sees nobody's data.
        Operator = "operator",
        /// The program itself.
        System = "system",
    }
}

words! {
    /// On what condition a role may do an operation.
    pub enum Rule {
        /// Never.
        No = "no",
        /// Always; in the visitor's column also without signing in.
        Anyone = "anyone",
        /// With any account.
        SignedIn = "signed_in",
        /// On what is the actor's own: worker, employer or account.
        Own = "own",
        /// Within the region of the grant.
        Region = "region",
        /// For a person who consented to it, wherever they live.
        Consent = "consent",
    }
}

impl Role {
    /// Whether it is held for an employer.
    pub const fn is_of_employer(self) -> bool {
        matches!(self, Role::Employer | Role::Poster | Role::Payer)
    }

    /// Whether it is an office: given in a region, held with a login.
    pub const fn is_office(self) -> bool {
        use Role as R;
        matches!(
            self,
            R::Staff | R::Provider | R::Official | R::Finance | R::Auditor | R::Counsellor | R::Operator
        )
    }

    /// Whether one official alone may give it. The roles that decide, pay, audit or run need a second.
    pub const fn needs_two(self) -> bool {
        matches!(self, Role::Official | Role::Finance | Role::Auditor | Role::Operator)
    }
}

/// A role given to an account. Visitor, worker and system are not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Grant {
    role: Role,
    region: RegionCode,
    employer: Option<EmployerId>,
}

impl Grant {
    /// An employer's grant names the employer; the others name none.
    pub fn new(role: Role, region: RegionCode, employer: Option<EmployerId>) -> Result<Self> {
        match (role, employer) {
            (role, Some(_)) if role.is_of_employer() => Ok(Self { role, region, employer }),
            (role, None) if role.is_office() => Ok(Self { role, region, employer }),
            _ => Err(Error::invalid("grant.role")),
        }
    }

    /// The role.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// The region it holds in.
    pub const fn region(&self) -> RegionCode {
        self.region
    }

    /// The employer it acts for.
    pub const fn employer(&self) -> Option<EmployerId> {
        self.employer
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    account: Option<AccountId>,
    worker: Option<WorkerId>,
    records: Vec<WorkerId>,
    grants: Vec<Grant>,
    consents: Vec<WorkerId>,
    system: bool,
}

/// What an operation is about, and where that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// What everybody may see.
    Public,
    /// What belongs to a worker.
    Worker {
        /// The worker.
        id: WorkerId,
        /// Where the worker lives.
        region: RegionCode,
    },
    /// What belongs to an employer.
    Employer {
        /// The employer.
        id: EmployerId,
        /// Where the employer, or its job, stands.
        region: RegionCode,
    },
    /// What belongs to a region.
    Region(RegionCode),
    /// What belongs to an account.
    Account(AccountId),
}

impl Scope {
    /// The region it stands in, if it stands in one.
    pub const fn region(&self) -> Option<RegionCode> {
        match *self {
            Scope::Worker { region, .. } | Scope::Employer { region, .. } | Scope::Region(region) => {
                Some(region)
            }
            Scope::Public | Scope::Account(_) => None,
        }
    }
}

/// Proof that [`Actor::may`] said yes. It can only be had from there.
#[derive(Debug, PartialEq, Eq)]
#[must_use]
pub struct Permit {
    operation: Operation,
    role: Role,
    account: Option<AccountId>,
}

impl Permit {
    /// What was permitted.
    pub const fn operation(&self) -> Operation {
        self.operation
    }

    /// The role that permitted it.
    pub const fn role(&self) -> Role {
        self.role
    }

    /// Who asked; none for visitors and for the system.
    pub const fn account(&self) -> Option<AccountId> {
        self.account
    }
}

impl Actor {
    /// Someone who has not signed in.
    pub const fn visitor() -> Self {
        Self {
            account: None,
            worker: None,
            records: Vec::new(),
            grants: Vec::new(),
            consents: Vec::new(),
            system: false,
        }
    }

    /// The program itself.
    pub const fn system() -> Self {
        Self {
            account: None,
            worker: None,
            records: Vec::new(),
            grants: Vec::new(),
            consents: Vec::new(),
            system: true,
        }
    }

    /// An account with the worker it is, if it is one, and the roles it was given.
    pub const fn signed_in(account: AccountId, worker: Option<WorkerId>, grants: Vec<Grant>) -> Self {
        Self {
            account: Some(account),
            worker,
            records: Vec::new(),
            grants,
            consents: Vec::new(),
            system: false,
        }
    }

    /// The same, with the other records of the same person: what is theirs is the actor's own. Whoever calls this has
    /// just read that they were merged.
    #[must_use]
    pub fn with_records(mut self, records: Vec<WorkerId>) -> Self {
        self.records = records;
        self
    }

    /// The same, with a person's consent to act for them. Whoever calls this has just read that consent.
    #[must_use]
    pub fn with_consent(mut self, worker: WorkerId) -> Self {
        self.consents.push(worker);
        self
    }

    /// The account.
    pub const fn account(&self) -> Option<AccountId> {
        self.account
    }

    /// The worker this account is.
    pub const fn worker(&self) -> Option<WorkerId> {
        self.worker
    }

    /// Other records of the same person, merged into that worker.
    pub fn records(&self) -> &[WorkerId] {
        &self.records
    }

    /// Whether this account is that worker, by whichever of their records.
    pub fn is_worker(&self, id: WorkerId) -> bool {
        self.worker == Some(id) || self.records.contains(&id)
    }

    /// The roles given to the account.
    pub fn grants(&self) -> &[Grant] {
        &self.grants
    }

    /// Those who consented that this actor acts for them.
    pub fn consents(&self) -> &[WorkerId] {
        &self.consents
    }

    /// Whether this is the program itself.
    pub const fn is_system(&self) -> bool {
        self.system
    }

    /// Whether the actor may do the operation there. Otherwise `access.sign_in` for someone who has not signed
    /// in, `access.forbidden` for everyone else.
    pub fn may(&self, operation: Operation, scope: &Scope) -> Result<Permit> {
        match self.role_for(operation, scope) {
            Some(role) => Ok(Permit { operation, role, account: self.account }),
            None if self.account.is_none() && !self.system => {
                Err(Error::unauthenticated("access.sign_in").with("operation", operation))
            }
            None => Err(Error::forbidden("access.forbidden").with("operation", operation)),
        }
    }

    fn role_for(&self, operation: Operation, scope: &Scope) -> Option<Role> {
        let anybody = match rule(operation, Role::Visitor) {
            Rule::Anyone => true,
            Rule::SignedIn => self.account.is_some(),
            Rule::Own => self.account.is_some_and(|account| *scope == Scope::Account(account)),
            Rule::No | Rule::Region | Rule::Consent => false,
        };
        if anybody {
            return Some(Role::Visitor);
        }
        if self.system {
            return (rule(operation, Role::System) == Rule::Anyone).then_some(Role::System);
        }
        let own = matches!(scope, Scope::Worker { id, .. } if self.is_worker(*id));
        if rule(operation, Role::Worker) == Rule::Own && own {
            return Some(Role::Worker);
        }
        let consented =
            |scope: &Scope| matches!(scope, Scope::Worker { id, .. } if self.consents.contains(id));
        let allows = |grant: &&Grant| match rule(operation, grant.role) {
            Rule::Consent => consented(scope),
            _ => grant.allows(operation, scope),
        };
        self.grants.iter().find(allows).map(|grant| grant.role)
    }
}

impl Grant {
    fn allows(&self, operation: Operation, scope: &Scope) -> bool {
        match rule(operation, self.role) {
            Rule::No | Rule::Consent => false,
            Rule::Anyone | Rule::SignedIn => true,
            Rule::Own => matches!(scope, Scope::Employer { id, .. } if Some(*id) == self.employer),
            Rule::Region => scope.region().is_some_and(|region| self.region.contains(&region)),
        }
    }
}
