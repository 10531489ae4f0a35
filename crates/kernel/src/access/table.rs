//! The table of who may do what, operation by role, and how it is printed.

use super::{Role, Rule};
use crate::Operation;

/// The table. The visitor's column holds for everybody; the other columns add to it.
pub const fn rule(operation: Operation, role: Role) -> Rule {
    use Operation as O;
    match role {
        Role::Visitor => match operation {
            O::SignIn | O::RegionRead | O::OccupationRead | O::JobRead => Rule::Anyone,
            O::SignOut | O::SessionRead | O::WorkerRegister | O::EmployerRegister => Rule::SignedIn,
            O::NoticeRead | O::NoticeMark | O::MemberAnswer => Rule::Own,
            O::AccountRead | O::AccountSecure => Rule::Own,
            _ => Rule::No,
        },
        Role::Worker => match operation {
            O::WorkerRead | O::WorkerUpdate | O::WorkerErase | O::ConsentWithdraw | O::CodeCertify => {
                Rule::Own
            }
            O::ApplicationApply | O::ApplicationRead | O::ApplicationWithdraw => Rule::Own,
            O::ApplicationAccept | O::ApplicationDecline => Rule::Own,
            _ => Rule::No,
        },
        Role::Employer => match operation {
            O::EmployerUpdate | O::MemberInvite | O::MemberRemove => Rule::Own,
            O::EmployerPapers | O::EmployerAppeal => Rule::Own,
            _ => rule(operation, Role::Poster),
        },
        Role::Poster => match operation {
            O::EmployerRead => Rule::Own,
            O::JobDraft | O::JobEdit | O::JobSubmit | O::JobClose | O::JobReadOwn | O::JobInvite => Rule::Own,
            O::ApplicationRead | O::ApplicationShortlist | O::ApplicationOffer => Rule::Own,
            O::ApplicationRefuse => Rule::Own,
            _ => Rule::No,
        },
        Role::Payer => match operation {
            O::EmployerRead | O::JobReadOwn => Rule::Own,
            _ => Rule::No,
        },
        Role::Staff => match operation {
            O::WorkerReadAny | O::JobReadRegion | O::CrewRecommend | O::WorkerUnmask => Rule::Region,
            O::WorkerRegisterFor | O::WorkerMerge | O::ConsentRecord | O::PortraitRead => Rule::Region,
            O::CodeUse | O::CardIssue | O::CounterServe | O::FactRecord => Rule::Region,
            O::ApplicationReadRegion => Rule::Region,
            O::LedgerRead | O::LedgerKeep => Rule::Region,
            O::WorkerRead | O::WorkerUpdate | O::ConsentWithdraw => Rule::Consent,
            O::ApplicationApply | O::ApplicationRead | O::ApplicationWithdraw => Rule::Consent,
            O::ApplicationAccept | O::ApplicationDecline => Rule::Consent,
            _ => Rule::No,
        },
        Role::Provider => match operation {
            O::CodeUse => Rule::Region,
            _ => Rule::No,
        },
        Role::Official => match operation {
            O::WorkerReadAny | O::WorkerErase | O::WorkerUnmask | O::WorkerMerge => Rule::Region,
            O::LookRead => Rule::Region,
            O::EmployerVerify | O::AppealDecide | O::PortraitRead | O::FactRecord => Rule::Region,
            O::JobReview | O::JobClose | O::JobReadRegion | O::ApplicationReadRegion => Rule::Region,
            O::LedgerRead | O::LedgerKeep | O::LedgerVerify | O::LedgerExport => Rule::Region,
            O::GrantGive | O::GrantRead | O::GrantRevoke => Rule::Region,
            O::ProposalRead | O::ProposalDecide | O::JournalRead | O::CrewRecommend => Rule::Region,
            _ => Rule::No,
        },
        Role::Finance => match operation {
            O::ProposalRead | O::ProposalDecide => Rule::Region,
            _ => Rule::No,
        },
        Role::Auditor => match operation {
            O::JobReadRegion | O::JournalRead | O::GrantRead | O::ProposalRead => Rule::Region,
            O::LookRead => Rule::Region,
            _ => Rule::No,
        },
        Role::Counsellor => match operation {
            O::PortraitRead => Rule::Consent,
            _ => Rule::No,
        },
        Role::Operator => match operation {
            O::PlatformRead => Rule::Anyone,
            _ => Rule::No,
        },
        Role::System => match operation {
            O::SystemRun | O::JobClose => Rule::Anyone,
            _ => Rule::No,
        },
    }
}

/// The table as markdown, operation by role; an empty cell is a no.
pub fn matrix() -> String {
    let head = Role::ALL.iter().map(|role| format!(" {role} |")).collect::<String>();
    let mut table = format!("| operation |{head}\n|---|{}\n", "---|".repeat(Role::ALL.len()));
    for &operation in Operation::ALL {
        let cell = |&role: &Role| match rule(operation, role) {
            Rule::No => " |".to_owned(),
            rule => format!(" {rule} |"),
        };
        let cells = Role::ALL.iter().map(cell).collect::<String>();
        table.push_str(&format!("| {operation} |{cells}\n"));
    }
    table
}
