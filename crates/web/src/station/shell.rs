//! The page that a counter opens with no network, and the program that opens it. Both are about nobody: what they show is
//! kept by the browser, sealed.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde_json::json;

use crate::app::App;
use crate::assets;
use crate::codes::script;
use crate::problem::{Reply, show};
use crate::views::station::StationShell;
use crate::visitor::Visitor;

/// The files of that page.
const FILES: [&str; 5] = ["system.css", "app.js", "station.js", "icons.svg", "icon.svg"];

/// `GET /station/shell`
pub async fn page(State(app): State<Arc<App>>, visitor: Visitor) -> Reply {
    let mut page = visitor.plain_page(&app);
    page.csrf = String::new();
    page.path = "/station".to_owned();
    page.done = None;
    show(&StationShell { page })
}

/// `GET /station-sw.js`: the program with the files of this build in it.
pub async fn worker() -> Response {
    let urls = FILES.map(assets::url);
    let text = include_str!("../../static/station-sw.js")
        .replace("VERSION", &assets::version(&urls))
        .replace("[\"FILES\"]", &json!(urls).to_string());
    script(text)
}
