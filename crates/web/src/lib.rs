//! What people see and programs call: pages, their words in two languages, the interface, and the files they load.
//!
//! It words and lays out; it refuses to decide, to hold SQL, or to hold a sentence in Rust.

pub mod api;
mod app;
pub mod assets;
mod codes;
pub mod employer;
pub mod forms;
pub mod gov;
pub mod i18n;
pub mod live;
pub mod office;
pub mod present;
pub mod problem;
pub mod station;
pub mod surface;
pub mod uploads;
pub mod views;
pub mod visitor;
pub mod worker;

pub use app::{App, all_routes, router};
