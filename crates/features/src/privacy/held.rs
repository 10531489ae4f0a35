//! What is held about somebody, table by table: how their rows are found, what of them is sealed, what of them is not
//! theirs to read, and where it is corrected. What is counted and what is handed out are made from this one list, and a
//! test compares it with the schema.

/// Whose rows they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Of the person's records as a worker.
    Worker,
    /// Of the accounts of those records.
    Account,
    /// Of the employers that they own.
    Employer,
    /// Of whatever of these the row names.
    Subject,
}

/// A table with rows about somebody.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The table.
    pub table: &'static str,
    /// Whose its rows are.
    pub by: By,
    /// How they are found.
    pub(super) sql: &'static str,
    /// The sealed columns, which are opened for their owner.
    pub sealed: &'static [&'static str],
    /// Columns that say nothing of the person, are a secret of their security, or name somebody else.
    pub hidden: &'static [&'static str],
    /// Where the person corrects or ends it; empty where it is a record of what happened.
    pub correct: &'static str,
}

macro_rules! held {
    ($($table:ident $by:ident [$($sealed:ident)*] [$($hidden:ident)*] $correct:literal;)*) => {
        /// Every table with rows about somebody.
        pub const HELD: &[Held] = &[$(Held {
            table: stringify!($table),
            by: By::$by,
            sql: include_str!(concat!("held/", stringify!($table), ".sql")),
            sealed: &[$(stringify!($sealed)),*],
            hidden: &[$(stringify!($hidden)),*],
            correct: $correct,
        }),*];
    };
}

held! {
    account Account [phone name] [phone_index password version] "";
    worker Worker [name id_number home about] [account_id name_index id_number_index version] "/me/register";
    application Worker [] [version] "/me";
    invitation Worker [] [] "/me/register";
    merge Worker [reason] [merged_by undone_by undone_at undone_reason version] "";
    phone_key Worker [] [public_key version] "/me/code";
    card Worker [] [pin issued_by version] "";
    code_use Worker [] [arrival account_id] "/me/code";
    consent Worker [] [account_id version] "/me";
    ticket Worker [] [day taken_by called_by version] "";
    counter_answer Worker [] [account_id key version] "";
    fact Worker [note] [recorded_by version] "";
    ledger Worker [] [verified_by version] "";
    contact Worker [note] [recorded_by version] "";
    look Worker [words] [account_id] "";
    session Account [] [id csrf] "/me";
    factor Account [] [secret credential public_key counter version] "/account";
    role_grant Account [reason revoke_reason] [given_by version] "";
    notice Subject [] [position ordinal] "/messages";
    outbox Account [] [attempts next_at] "";
    employer Employer [sealed_name sealed_address] [version] "/employer/about";
    paper Employer [holder number] [body number_index handed_in_by version] "/employer/papers";
    paper_read Employer [] [reader] "";
    employer_decision Employer [words] [decided_by version seen] "/employer/papers";
    register_check Employer [legal] [asked_by took_ms] "";
    appeal Employer [words answer] [against filed_by decided_by version] "/employer/papers";
    job Employer [] [version] "/employer";
    job_revision Employer [] [job_version] "";
    part Subject [] [] "";
}

/// Tables that hold nothing about anybody, or nothing that can be handed to one of them, and why.
pub const NOT_HELD: &[(&str, &str)] = &[
    ("apart", "about two people at once; the other is not told by it"),
    ("suspect", "about two people at once; made anew from the records"),
    ("ledger_turn", "a day on which the program looks again"),
    ("ledger_count", "counts of a place"),
    ("ledger_export", "about an office; whoever holds it reads it at work"),
    ("proposal", "about an office; whoever holds it reads it at work"),
    ("sign_in_code", "a keyed hash that lives for minutes"),
    ("challenge", "a keyed hash that is answered once"),
    ("attempt", "a count under a keyed hash"),
    ("inbox", "the messages of the demonstration, which the phone has"),
    ("entry", "the frame of an entry; what it says of somebody is in its parts"),
    ("position", "the order of the journal"),
    ("node_key", "keys of the nodes"),
    ("cursor", "how far a follower has come"),
    ("lease", "who does a duty"),
    ("setting", "settings of the deployment"),
    ("migration", "the history of the schema"),
];
