//! The words every other crate shares: ids, money, time, places, people's papers, errors and who may do what.
//!
//! Pure: it reads no clock, draws no random number, opens no file and holds no sentence meant for a reader.
//! A value that exists here is valid; whatever cannot be valid is refused with a stable [`Error`] code.

mod access;
mod availability;
mod creditcode;
mod error;
mod fen;
mod hex;
mod id;
mod idnumber;
mod name;
mod operation;
mod pay;
mod phone;
mod point;
mod region;
mod text;
mod time;
mod word;

pub use access::{Actor, Grant, Permit, Role, Rule, Scope, matrix, rule};
pub use availability::Availability;
pub use creditcode::CreditCode;
pub use error::{CODES, Error, Kind, Result};
pub use fen::Fen;
pub use hex::{hex, unhex};
pub use id::{
    AccountId, AppealId, ApplicationId, CheckId, EmployerId, FactorId, GrantId, JobId, LookId, NoticeId,
    PaperId, ProposalId, ResumeId, RulingId, WorkerId, v7,
};
pub use idnumber::{IdNumber, Sex};
pub use name::{PersonName, mask_name};
pub use operation::Operation;
pub use pay::{Pay, PayUnit, Settlement};
pub use phone::Phone;
pub use point::{Point, walking_minutes};
pub use region::{Level, RegionCode};
pub use text::bounded;
pub use time::{Clock, FixedClock, Micros, Period, civil, day_start, from_civil, weekday};

#[doc(hidden)]
pub use {serde, uuid};
