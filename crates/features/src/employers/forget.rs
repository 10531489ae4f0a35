//! What an erased household leaves: its papers go; decisions and objections stay as facts, without a word that a person wrote.

use kernel::{AccountId, Result};
use store::{Change, Tx, args};

use super::{AppealRow, PaperRow, RulingRow};

/// What is to go, or to lose its words.
#[derive(Clone, Debug, Default)]
pub struct HouseholdFiles {
    /// The papers, without their files.
    pub papers: Vec<PaperRow>,
    /// The decisions.
    pub rulings: Vec<RulingRow>,
    /// The objections.
    pub appeals: Vec<AppealRow>,
}

/// The files of the households that nobody but this account acts for.
pub async fn household_files(
    tx: &Tx,
    account: AccountId,
) -> std::result::Result<HouseholdFiles, store::Error> {
    Ok(HouseholdFiles {
        papers: tx.all(include_str!("household_papers.sql"), args![account]).await?,
        rulings: tx.all(include_str!("household_decisions.sql"), args![account]).await?,
        appeals: tx.all(include_str!("household_appeals.sql"), args![account]).await?,
    })
}

/// Adds to an erasure what becomes of them.
pub fn forget_files(change: Change, files: &HouseholdFiles) -> Result<Change> {
    let change = files.papers.iter().fold(change, Change::remove);
    let change = files
        .rulings
        .iter()
        .filter(|row| row.words.is_some())
        .fold(change, |change, row| change.update(row, RulingRow { words: None, ..row.clone() }));
    Ok(files
        .appeals
        .iter()
        .filter(|row| row.words.is_some() || row.answer.is_some())
        .fold(change, |change, row| {
            change.update(row, AppealRow { words: None, answer: None, ..row.clone() })
        }))
}
