//! What the patrol looks for in the business's own tables.

use store::Check;

/// Every invariant the database's constraints cannot hold by themselves.
pub const CHECKS: &[Check] = &[
    Check { name: "a job's filled openings are its hires", sql: include_str!("checks/hires.sql") },
    Check { name: "nobody is hired twice for the same time", sql: include_str!("checks/overlap.sql") },
    Check { name: "an erased worker has no live application", sql: include_str!("checks/erased.sql") },
    Check { name: "an erased worker has no phone and no card", sql: include_str!("checks/codes.sql") },
    Check { name: "an application's employer is its job's", sql: include_str!("checks/employer.sql") },
    Check { name: "a merged record goes by one that is kept", sql: include_str!("checks/merged.sql") },
    Check { name: "the counts of ledgers are their rows", sql: include_str!("checks/ledgers.sql") },
    Check { name: "nobody erased or merged is in a ledger", sql: include_str!("checks/ledger_people.sql") },
    Check { name: "every hire is in the journal", sql: include_str!("checks/journal.sql") },
];
