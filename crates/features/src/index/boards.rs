//! What readers see, and how it is changed under them: two boards, one shown, one spare. A change goes to the spare one,
//! which is then shown in place of the other; the other catches up when the last reader has left it. A reader never
//! waits for a writer, and never sees half a batch.

use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::{ArcSwap, Guard};
use matching::topk::{Index, Item, Side};
use matching::{OpenJob, ScanIndex};

use super::people::Seat;

/// The open jobs: by distance, and by how well they fit.
#[derive(Clone, Debug)]
pub(super) struct Board {
    /// By distance.
    pub(super) near: ScanIndex,
    /// By how well they fit.
    pub(super) best: Index,
    /// The workers who may be invited.
    pub(super) people: Index,
}

/// A job as the boards keep it.
#[derive(Clone, Debug)]
pub(super) struct Card {
    /// For the list by distance.
    pub(super) job: OpenJob,
    /// For the list by fit.
    pub(super) item: Item,
}

/// One step from one state of the boards to the next.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    /// The job is open, or reads differently.
    Put(Box<Card>),
    /// The job is no longer open.
    Take(u128),
    /// The worker may be invited, or says something else.
    Seat(Box<Seat>),
    /// The worker may not be invited.
    Leave(u128),
}

impl Board {
    pub(super) fn of(cards: Vec<Card>, seats: &[Seat]) -> kernel::Result<Board> {
        let mut people = matching::topk::Builder::new(Side::Workers);
        for seat in seats {
            people.add(&seat.item, &seat.codes())?;
        }
        let mut best = matching::topk::Builder::new(Side::Jobs);
        for card in &cards {
            best.add(&card.item, &[card.job.occupation.as_str()])?;
        }
        let near = ScanIndex::build(cards.into_iter().map(|card| card.job));
        Ok(Board { near, best: best.build(), people: people.build() })
    }

    fn turn(&mut self, turns: &[Turn]) -> kernel::Result<()> {
        for turn in turns {
            match turn {
                Turn::Put(card) => {
                    self.best.put(&card.item, &[card.job.occupation.as_str()])?;
                    self.near.upsert(card.job.clone());
                }
                Turn::Take(key) => {
                    self.best.remove(*key);
                    self.near.remove(*key);
                }
                Turn::Seat(seat) => {
                    self.people.put(&seat.item, &seat.codes())?;
                }
                Turn::Leave(key) => {
                    self.people.remove(*key);
                }
            }
        }
        Ok(())
    }
}

impl Default for Board {
    fn default() -> Self {
        Self { near: ScanIndex::build([]), best: Index::new(Side::Jobs), people: Index::new(Side::Workers) }
    }
}

/// The board that lags, and by what.
#[derive(Debug, Default)]
struct Spare {
    board: Board,
    behind: Vec<Turn>,
}

/// Both boards.
#[derive(Debug, Default)]
pub(super) struct Boards {
    shown: ArcSwap<Board>,
    spare: Mutex<Spare>,
}

/// How often the writer looks whether the last reader has left before it copies the board instead of waiting.
const LOOKS: usize = 10_000;

impl Boards {
    /// The board of this moment. Held only as long as one question takes.
    pub(super) fn read(&self) -> Guard<Arc<Board>> {
        self.shown.load()
    }

    /// Shows other boards altogether.
    pub(super) fn replace(&self, board: Board) {
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        *spare = Spare { board: board.clone(), behind: Vec::new() };
        self.shown.store(Arc::new(board));
    }

    /// Shows the boards with a batch of changes, all at once.
    pub(super) fn turn(&self, turns: Vec<Turn>) -> kernel::Result<()> {
        if turns.is_empty() {
            return Ok(());
        }
        let mut spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        let Spare { mut board, behind } = std::mem::take(&mut *spare);
        board.turn(&behind)?;
        board.turn(&turns)?;
        let mut old = self.shown.swap(Arc::new(board));
        for _ in 0..LOOKS {
            match Arc::try_unwrap(old) {
                Ok(board) => {
                    *spare = Spare { board, behind: turns };
                    return Ok(());
                }
                Err(read) => old = read,
            }
            std::thread::yield_now();
        }
        *spare = Spare { board: Board::clone(&old), behind: turns };
        Ok(())
    }
}
