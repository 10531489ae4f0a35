//! The papers of an employer: handed in by an owner, sealed whole, looked at by officials of the region. Every look of an official
//! is an entry, and the employer is told.
//!
//! It refuses to keep a file as it came (see `files`), to show one to anybody else, and to let go of one on which a decision rests.

use kernel::{
    AccountId, Actor, EmployerId, Error, IdNumber, Micros, Operation, PaperId, Permit, PersonName, Result,
    Scope,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::{Change, Decision, Scribe, Store, Tx, args};

use super::{
    EmployerKind, EmployerRow, Media, PaperKind, PaperReadRow, PaperRow,
    files::{self, Checked},
    members::owned_by,
    row,
    rulings::Ruler,
};
use crate::{accounts::attempts, jobs::hide};

/// How many papers an employer may have at a time.
pub const MOST_PAPERS: usize = 6;
/// How many one account may hand in within an hour.
const HOURLY: i64 = 40;

/// A paper as its owner hands it in.
#[derive(Clone, Debug, Default)]
pub struct NewPaper {
    /// The file; none where a number is enough.
    pub file: Vec<u8>,
    /// Whose identity paper it is.
    pub holder: Option<PersonName>,
    /// The identity number on it.
    pub number: Option<IdNumber>,
}

/// A file to be handed out.
#[derive(Clone, PartialEq, Eq)]
pub struct PaperFile {
    /// What it is.
    pub media: Media,
    /// The file.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for PaperFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "PaperFile({}, {} bytes)", self.media, self.bytes.len())
    }
}

impl PaperKind {
    /// What an employer of a kind may hand in.
    pub const fn of(kind: EmployerKind) -> &'static [PaperKind] {
        match kind {
            EmployerKind::Household => &[PaperKind::PersonIdentity, PaperKind::Objection],
            _ => &[
                PaperKind::Licence,
                PaperKind::LegalIdentity,
                PaperKind::Authorisation,
                PaperKind::Objection,
            ],
        }
    }
}

fn checked(kind: PaperKind, input: &NewPaper) -> Result<Option<Checked>> {
    if kind == PaperKind::LegalIdentity && input.holder.is_none() {
        return Err(Error::invalid("text.empty").field("holder"));
    }
    let numbered = matches!(kind, PaperKind::LegalIdentity | PaperKind::PersonIdentity);
    if numbered && input.number.is_none() {
        return Err(Error::invalid("text.empty").field("number"));
    }
    if kind == PaperKind::PersonIdentity && input.file.is_empty() {
        return Ok(None);
    }
    files::checked(&input.file).map(Some)
}

/// Takes a paper of one of the actor's employers. The same once more changes nothing.
pub async fn hand_in(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    kind: PaperKind,
    input: &NewPaper,
) -> Result<PaperId> {
    let (seen, permit) = owner(store, actor, employer, Operation::EmployerPapers).await?;
    let account = actor.account().ok_or(Error::not_found("not_found"))?;
    if !PaperKind::of(seen.kind).contains(&kind) {
        return Err(Error::invalid("paper.kind").field("kind"));
    }
    let file = checked(kind, input)?;
    if !attempts::take(store, "paper", &account.to_string(), HOURLY, Micros::HOUR).await? {
        return Err(Error::too_many("paper.too_many"));
    }
    // Sealed before the transaction, which may have to run again.
    let paper = &paper_row(&store.scribe(), employer, kind, account, input, file)?;
    store
        .write("employer.papers", &permit, |tx| async move {
            let (before, _grants) = owned_by(&tx, actor, employer).await?;
            let there: Vec<PaperRow> = tx.all(include_str!("papers.sql"), args![employer]).await?;
            let there: Vec<&PaperRow> = there.iter().filter(|one| one.removed_at.is_none()).collect();
            let same = |one: &&&PaperRow| {
                (one.kind, &one.sha256, &one.number_index) == (paper.kind, &paper.sha256, &paper.number_index)
            };
            if let Some(same) = there.iter().find(same) {
                return Ok(Decision::unchanged(same.id));
            }
            if there.len() >= MOST_PAPERS {
                return Err(Error::conflict("paper.full").with("max", MOST_PAPERS).into());
            }
            Ok(Decision::changed(paper.id, decide_hand_in(store.now(), &before, paper)))
        })
        .await
        .map_err(Into::into)
}

/// The paper and the employer that an official has to look at again, with their entry.
pub fn decide_hand_in(now: Micros, employer: &EmployerRow, paper: &PaperRow) -> Change {
    let after = EmployerRow { updated_at: now, ..employer.clone() };
    let told = json!({ "employer": employer.id, "paper": paper.id, "kind": paper.kind });
    Change::of(employer.region).update(employer, after).insert(paper).tell(employer.id, told)
}

fn paper_row(
    scribe: &Scribe<'_>,
    employer_id: EmployerId,
    kind: PaperKind,
    account: AccountId,
    input: &NewPaper,
    file: Option<Checked>,
) -> Result<PaperRow> {
    let id = PaperId::from_uuid(scribe.uuid());
    let seal = |column: &str, text: &str| scribe.seal("paper", column, id, text);
    let (sha256, size, media) = match &file {
        Some(file) => (Some(kernel::hex(&Sha256::digest(&file.bytes))), file.bytes.len(), Some(file.media)),
        None => (None, 0, None),
    };
    let identity = matches!(kind, PaperKind::LegalIdentity | PaperKind::PersonIdentity);
    let number = input.number.as_ref().filter(|_| identity);
    let holder = input.holder.as_ref().filter(|_| kind == PaperKind::LegalIdentity);
    Ok(PaperRow {
        id,
        employer_id,
        kind,
        media,
        body: file.map(|file| scribe.seal_bytes("paper", "body", id, &file.bytes)).transpose()?,
        size: i64::try_from(size).map_err(|_| Error::internal("internal"))?,
        sha256,
        holder: holder.map(|name| seal("holder", name.as_str())).transpose()?,
        number: number.map(|number| seal("number", number.as_str())).transpose()?,
        number_index: number.map(|number| scribe.blind("id_number", number.as_str())),
        handed_in_by: account,
        handed_in_at: scribe.now,
        removed_at: None,
        version: 1,
    })
}

/// Takes a paper back. What a decision rests on is kept for whoever has to judge that decision, and for nobody else.
pub async fn remove_paper(store: &Store, actor: &Actor, employer: EmployerId, paper: PaperId) -> Result<()> {
    let (_, permit) = owner(store, actor, employer, Operation::EmployerPapers).await?;
    store
        .write("employer.paper_remove", &permit, |tx| async move {
            let (before, _grants) = owned_by(&tx, actor, employer).await?;
            let row: PaperRow = tx.one(include_str!("paper.sql"), args![paper, employer]).await?;
            if row.removed_at.is_some() {
                return Ok(Decision::unchanged(()));
            }
            let used = args![employer, format!("%{paper}%")];
            let used = tx.one::<i64>(include_str!("paper_used.sql"), used).await? > 0;
            let now = store.now();
            let after = PaperRow { removed_at: Some(now), ..row.clone() };
            let after = if used { after } else { emptied(after) };
            let looked_at_again = EmployerRow { updated_at: now, ..before.clone() };
            let told = json!({ "employer": employer, "paper": paper, "removed": true, "kept": used });
            let change = Change::of(before.region)
                .update(&before, looked_at_again)
                .update(&row, after)
                .tell(employer, told);
            Ok(Decision::changed((), change))
        })
        .await
        .map_err(Into::into)
}

/// A paper of which nothing is left but that there was one.
fn emptied(row: PaperRow) -> PaperRow {
    PaperRow { media: None, body: None, sha256: None, holder: None, number: None, number_index: None, ..row }
}

/// The papers that an owner has handed in, without their files.
pub async fn own_papers(store: &Store, actor: &Actor, employer: EmployerId) -> Result<Vec<PaperRow>> {
    let _ = owner(store, actor, employer, Operation::EmployerPapers).await?;
    let rows: Vec<PaperRow> = store.all(include_str!("papers.sql"), args![employer]).await?;
    Ok(rows.into_iter().filter(|row| row.removed_at.is_none()).collect())
}

/// The file of a paper, for an owner.
pub async fn own_paper(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    paper: PaperId,
) -> Result<PaperFile> {
    let _ = owner(store, actor, employer, Operation::EmployerPapers).await?;
    let row: PaperRow = store.one(include_str!("paper.sql"), args![paper, employer]).await?;
    if row.removed_at.is_some() {
        return Err(Error::not_found("not_found"));
    }
    opened(store, &row)
}

fn opened(store: &Store, row: &PaperRow) -> Result<PaperFile> {
    let (Some(media), Some(bytes)) = (row.media, row.open_body(store.vault())?) else {
        return Err(Error::not_found("not_found"));
    };
    Ok(PaperFile { media, bytes })
}

/// The file of a paper, for an official of the region. The look is recorded and told to the employer before anything is shown;
/// the same official's looks at the same paper within an hour are one.
pub async fn look_at_paper(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    paper: PaperId,
) -> Result<PaperFile> {
    let seen = row(store, employer).await?;
    let scope = Scope::Employer { id: employer, region: seen.region };
    let permit = actor.may(Operation::EmployerVerify, &scope).map_err(hide)?;
    let ruler = Ruler::of(actor, employer, seen.region)?;
    store
        .write("employer.paper_read", &permit, |tx| async move {
            let now = store.now();
            let row: PaperRow = tx.one(include_str!("paper.sql"), args![paper, employer]).await?;
            if row.body.is_none() {
                return Err(Error::not_found("not_found").into());
            }
            let lately = args![employer, ruler.account, paper, now - Micros::HOUR];
            if tx.one::<i64>(include_str!("paper_looked.sql"), lately).await? > 0 {
                return Ok(Decision::unchanged(row));
            }
            let change = decide_look(&store.scribe(), &seen_again(&tx, employer).await?, &row, ruler);
            Ok(Decision::changed(row, change))
        })
        .await
        .map_err(Error::from)
        .and_then(|row| opened(store, &row))
}

async fn seen_again(tx: &Tx, employer: EmployerId) -> std::result::Result<EmployerRow, store::Error> {
    tx.one(include_str!("get.sql"), args![employer]).await
}

/// The look and its entry: the employer learns which office looked, the official's own part says at what.
pub fn decide_look(scribe: &Scribe<'_>, employer: &EmployerRow, paper: &PaperRow, by: Ruler) -> Change {
    let row = PaperReadRow {
        id: scribe.uuid().to_string(),
        paper_id: paper.id,
        employer_id: employer.id,
        reader: by.account,
        at: scribe.now,
    };
    let told = json!({
        "employer": employer.id, "paper": paper.id, "kind": paper.kind, "office": by.office,
        "notice": "employer.paper_read",
    });
    Change::of(employer.region)
        .insert(&row)
        .tell(employer.id, told)
        .tell(by.account, json!({ "paper": paper.id }))
}

/// The employer with the permit of an owner; anybody else finds nothing.
pub(super) async fn owner(
    store: &Store,
    actor: &Actor,
    employer: EmployerId,
    operation: Operation,
) -> Result<(EmployerRow, Permit)> {
    let seen = row(store, employer).await?;
    let scope = Scope::Employer { id: employer, region: seen.region };
    let permit = actor.may(operation, &scope).map_err(hide)?;
    Ok((seen, permit))
}
