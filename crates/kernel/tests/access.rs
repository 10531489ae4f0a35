//! What must hold of the table of who may do what, whatever its cells say.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use kernel::{
    AccountId, Actor, EmployerId, Grant, Operation, RegionCode, Role, Rule, Scope, WorkerId, matrix, rule, v7,
};
use proptest::prelude::*;
use proptest::sample::select;

const REGIONS: &[&str] =
    &["350000000000", "350100000000", "350102000000", "350200000000", "350203000000", "440000000000"];

fn account(n: u8) -> AccountId {
    AccountId::from_uuid(v7(1, [n; 10]))
}

fn worker(n: u8) -> WorkerId {
    WorkerId::from_uuid(v7(2, [n; 10]))
}

fn employer(n: u8) -> EmployerId {
    EmployerId::from_uuid(v7(3, [n; 10]))
}

fn region() -> impl Strategy<Value = RegionCode> {
    select(REGIONS).prop_map(|code| code.parse().unwrap())
}

fn operation() -> impl Strategy<Value = Operation> {
    select(Operation::ALL)
}

fn scope() -> impl Strategy<Value = Scope> {
    (0u8..5, 0u8..3, region()).prop_map(|(kind, n, region)| match kind {
        0 => Scope::Public,
        1 => Scope::Worker { id: worker(n), region },
        2 => Scope::Employer { id: employer(n), region },
        3 => Scope::Region(region),
        _ => Scope::Account(account(n)),
    })
}

fn grant() -> impl Strategy<Value = Grant> {
    let given: Vec<Role> =
        Role::ALL.iter().copied().filter(|role| role.is_office() || role.is_of_employer()).collect();
    (select(given), region(), 0u8..3).prop_map(|(role, region, n)| {
        Grant::new(role, region, role.is_of_employer().then(|| employer(n))).unwrap()
    })
}

fn signed_in() -> impl Strategy<Value = Actor> {
    (0u8..3, prop::option::of(0u8..3), prop::collection::vec(grant(), 0..4))
        .prop_map(|(n, own, grants)| Actor::signed_in(account(n), own.map(worker), grants))
        .prop_flat_map(|actor| (Just(actor), prop::option::of(0u8..3)))
        .prop_map(|(actor, agreed)| match agreed {
            Some(n) => actor.with_consent(worker(n)),
            None => actor,
        })
}

proptest! {
    #[test]
    fn an_account_may_do_what_a_visitor_may(actor in signed_in(), operation in operation(), scope in scope()) {
        if Actor::visitor().may(operation, &scope).is_ok() {
            prop_assert!(actor.may(operation, &scope).is_ok());
        }
    }

    #[test]
    fn another_grant_never_takes_a_right_away(
        actor in signed_in(), more in grant(), operation in operation(), scope in scope(),
    ) {
        let mut grants = actor.grants().to_vec();
        grants.push(more);
        let richer = Actor::signed_in(actor.account().unwrap(), actor.worker(), grants);
        let richer = actor.consents().iter().fold(richer, |richer, &worker| richer.with_consent(worker));
        prop_assert!(actor.may(operation, &scope).is_err() || richer.may(operation, &scope).is_ok());
    }

    /// The permit names a reason that is really there: the table's rule, met by this actor in this scope.
    #[test]
    fn every_yes_has_its_reason(actor in signed_in(), operation in operation(), scope in scope()) {
        let Ok(permit) = actor.may(operation, &scope) else { return Ok(()) };
        prop_assert_eq!((permit.operation(), permit.account()), (operation, actor.account()));
        let granted = |role| actor.grants().iter().filter(move |grant| grant.role() == role);
        let reason = match (permit.role(), rule(operation, permit.role())) {
            (Role::Visitor, Rule::Anyone | Rule::SignedIn) => true,
            (Role::Visitor, Rule::Own) => scope == Scope::Account(actor.account().unwrap()),
            (Role::Worker, Rule::Own) => {
                matches!(scope, Scope::Worker { id, .. } if Some(id) == actor.worker())
            }
            (role, Rule::Own) if role.is_of_employer() => granted(role).any(|grant| {
                matches!(scope, Scope::Employer { id, .. } if Some(id) == grant.employer())
            }),
            (role, Rule::Consent) => {
                granted(role).next().is_some()
                    && matches!(scope, Scope::Worker { id, .. } if actor.consents().contains(&id))
            }
            (Role::Operator, Rule::Anyone) => granted(Role::Operator).next().is_some(),
            (role, Rule::Region) => {
                granted(role).any(|grant| scope.region().is_some_and(|at| grant.region().contains(&at)))
            }
            _ => false,
        };
        prop_assert!(reason, "{permit:?}");
    }

    #[test]
    fn an_official_reaches_all_below_and_nothing_beside(at in region(), there in region()) {
        let grant = Grant::new(Role::Official, at, None).unwrap();
        let official = Actor::signed_in(account(0), None, vec![grant]);
        for operation in [Operation::EmployerVerify, Operation::WorkerReadAny, Operation::GrantGive] {
            prop_assert_eq!(official.may(operation, &Scope::Region(there)).is_ok(), at.contains(&there));
        }
    }

    #[test]
    fn a_refusal_says_sign_in_or_forbidden(actor in signed_in(), operation in operation(), scope in scope()) {
        for (actor, status, code) in [
            (Actor::visitor(), 401, "access.sign_in"),
            (actor, 403, "access.forbidden"),
            (Actor::system(), 403, "access.forbidden"),
        ] {
            if let Err(error) = actor.may(operation, &scope) {
                prop_assert_eq!((error.status(), error.code), (status, code));
            }
        }
    }

    #[test]
    fn only_the_system_runs_the_system(actor in signed_in(), scope in scope()) {
        prop_assert!(actor.may(Operation::SystemRun, &scope).is_err());
        prop_assert!(Actor::visitor().may(Operation::SystemRun, &scope).is_err());
        prop_assert_eq!(Actor::system().may(Operation::SystemRun, &scope).unwrap().role(), Role::System);
    }

    #[test]
    fn an_operator_alone_sees_how_it_runs_and_no_more_than_any_account(
        at in region(), operation in operation(), scope in scope(),
    ) {
        let plain = Actor::signed_in(account(0), None, Vec::new());
        let grant = Grant::new(Role::Operator, at, None).unwrap();
        let operator = Actor::signed_in(account(0), None, vec![grant]);
        let platform = operation == Operation::PlatformRead;
        prop_assert_eq!(operator.may(operation, &scope).is_ok(), platform || plain.may(operation, &scope).is_ok());
    }
}

#[test]
fn only_real_grants_can_be_made() {
    let at: RegionCode = REGIONS[0].parse().unwrap();
    for &role in Role::ALL {
        let with = Grant::new(role, at, Some(employer(0))).is_ok();
        let without = Grant::new(role, at, None).is_ok();
        let expected = match role {
            Role::Employer | Role::Poster | Role::Payer => (true, false),
            Role::Visitor | Role::Worker | Role::System => (false, false),
            _ => (false, true),
        };
        assert_eq!((with, without), expected, "{role}");
    }
}

#[test]
fn a_fresh_account_may_register_and_a_visitor_may_not() {
    let fresh = Actor::signed_in(account(0), None, Vec::new());
    for operation in [Operation::WorkerRegister, Operation::EmployerRegister, Operation::SessionRead] {
        assert!(fresh.may(operation, &Scope::Public).is_ok());
        assert_eq!(Actor::visitor().may(operation, &Scope::Public).unwrap_err().status(), 401);
    }
}

#[test]
fn every_operation_is_open_to_somebody_and_has_its_row() {
    let table = matrix();
    assert_eq!(table.lines().count(), Operation::ALL.len() + 2);
    for (&operation, row) in Operation::ALL.iter().zip(table.lines().skip(2)) {
        assert!(row.starts_with(&format!("| {operation} |")), "{row}");
        assert_eq!(row.matches('|').count(), Role::ALL.len() + 2, "{row}");
        assert!(Role::ALL.iter().any(|role| rule(operation, *role) != Rule::No), "{row}");
    }
}
