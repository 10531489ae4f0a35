//! What is left at the counter when a person is erased: that a number was given, and that a deed was answered, so that
//! it is not done once more; of whom and what came of it is gone.

use kernel::WorkerId;
use store::{Change, Error, Tx, args};

use super::{AnswerRow, TicketRow};

/// What concerns one record of a person.
#[derive(Clone, Debug, Default)]
pub struct Held {
    tickets: Vec<TicketRow>,
    answers: Vec<AnswerRow>,
}

/// Reads it, inside the transaction that erases.
pub(crate) async fn held(tx: &Tx, worker: WorkerId) -> Result<Held, Error> {
    Ok(Held {
        tickets: tx.all(include_str!("tickets_of.sql"), args![worker]).await?,
        answers: tx.all(include_str!("answers_of.sql"), args![worker]).await?,
    })
}

/// Nothing says of whom it was.
pub(crate) fn erased(change: Change, held: &Held) -> Change {
    let change = held.tickets.iter().fold(change, |change, ticket| {
        change.update(ticket, TicketRow { worker_id: None, ..ticket.clone() })
    });
    held.answers.iter().fold(change, |change, answer| {
        let bare = AnswerRow { worker_id: None, body: "{}".to_owned(), ..answer.clone() };
        change.update(answer, bare)
    })
}
