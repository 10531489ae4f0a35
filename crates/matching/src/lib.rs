//! The engine: which open work is near, which fits best and why, who does which shift, and which occupation people mean
//! by the words they use.
//!
//! Pure and deterministic: it reads no clock, draws no random number and touches no database; the same question
//! to the same index has one answer. It holds no sentence meant for a reader: reasons are typed, a page words them.

pub mod batch;
mod code;
pub mod dispatch;
mod grams;
mod nearby;
mod occupations;
pub mod people;
mod reasons;
mod scan;
mod search;
mod titles;
pub mod topk;
mod words;

pub use code::{is_under, near};
pub use nearby::{Cursor, Facts, Hit, JobKind, NearbyIndex, OpenJob, Page, PayNearby, Query};
pub use occupations::{Occupation, Occupations};
pub use reasons::{Case, Reason, reason};
pub use scan::ScanIndex;
pub use search::{
    Completion, CompletionKind, Meaning, Part, PartKind, PayWish, PlaceName, Search, Understood, Wishes,
};
pub use titles::{Summary as TitlesSummary, Titles, run as code_titles};
pub use words::Match;
