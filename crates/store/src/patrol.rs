//! The patrol: looks for rows that break an invariant and says which, by table and key, never by content.
//!
//! It changes nothing. What is merely late is the doctor's to tell. Each check is a query that must return no row; its columns are the key and what is wrong.

use crate::{
    Error, Store, args,
    journal::{commit_entry, commit_part, frame},
};

/// One thing that must hold: its name and a query for what breaks it (one text column).
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// The invariant's name.
    pub name: &'static str,
    /// Returns one text per violation.
    pub sql: &'static str,
}

/// A row that breaks an invariant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The invariant's name.
    pub check: &'static str,
    /// The row's key.
    pub key: String,
}

/// What the journal itself must satisfy.
const JOURNAL: &[Check] = &[
    Check { name: "positions are dense", sql: include_str!("patrol/dense.sql") },
    Check { name: "every entry is placed", sql: include_str!("patrol/placed.sql") },
    Check { name: "no follower is ahead of the journal", sql: include_str!("patrol/followers.sql") },
];

/// Runs the journal's checks and `more`; at most 100 violations of each.
pub async fn patrol(store: &Store, more: &[Check]) -> Result<Vec<Violation>, Error> {
    let mut found = Vec::new();
    for check in JOURNAL.iter().chain(more) {
        for key in store.all::<String>(check.sql, vec![]).await? {
            found.push(Violation { check: check.name, key });
        }
    }
    commitments(store, &mut found).await?;
    Ok(found)
}

crate::view! {
    /// An entry's row with one of its parts, if it has any, and what they should hash to.
    pub struct Committed {
        /// The entry's number.
        seq: i64,
        /// The canonical form's version.
        version: i64,
        /// The command's name.
        name: String,
        /// The actor's role.
        role: String,
        /// The county.
        region: String,
        /// When.
        at: kernel::Micros,
        /// The frame's salt.
        frame_salt: Vec<u8>,
        /// The entry's commitment.
        entry: Vec<u8>,
        /// The part's commitment.
        part: Option<Vec<u8>>,
        /// Whom it concerns.
        subject: Option<String>,
        /// 32 bytes.
        salt: Option<Vec<u8>>,
        /// Canonical JSON.
        body: Option<String>,
    }
}

async fn commitments(store: &Store, found: &mut Vec<Violation>) -> Result<(), Error> {
    let mut after = 0i64;
    loop {
        let rows = store.all::<Committed>(include_str!("patrol/commitments.sql"), args![after]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.seq;
        for parts in rows.chunk_by(|a, b| a.seq == b.seq) {
            if !holds(parts) && found.len() < 1000 {
                found.push(Violation {
                    check: "entries match their commitments",
                    key: parts[0].seq.to_string(),
                });
            }
        }
    }
}

/// Whether an entry and what is left of its parts hash to what they were committed to.
fn holds(parts: &[Committed]) -> bool {
    let fixed = |bytes: &[u8]| <[u8; 32]>::try_from(bytes).unwrap_or([0; 32]);
    let e = &parts[0];
    let frame = commit_part("", &fixed(&e.frame_salt), &frame(e.version, &e.name, &e.role, e.at, &e.region));
    let parts: Vec<_> = parts.iter().filter_map(|p| Some((p, fixed(p.part.as_ref()?)))).collect();
    let all: Vec<_> = std::iter::once(frame).chain(parts.iter().map(|(_, part)| *part)).collect();
    commit_entry(all.into_iter()).as_slice() == e.entry
        && parts.iter().all(|(p, part)| match (&p.subject, &p.salt, &p.body) {
            (Some(subject), Some(salt), Some(body)) => commit_part(subject, &fixed(salt), body) == *part,
            // Erased whole, or not at all.
            (None, None, None) => true,
            _ => false,
        })
}
