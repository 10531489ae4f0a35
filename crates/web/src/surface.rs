//! A surface's table of contents: method, path, what the route asks for, who answers. The router and the list of
//! permissions are made from the same lines, so neither can leave a route out.

/// A route and the operation it asks for; none for files and for what only the reader's own browser keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// `get`, `post`, `put` or `delete`.
    pub method: &'static str,
    /// The path, with its `{parameters}`.
    pub path: &'static str,
    /// The operation.
    pub operation: Option<kernel::Operation>,
}

/// Declares `ROUTES` and `routes()` of a surface: `get "/jobs/{id}" JobRead => job::page;`, `-` for no operation.
macro_rules! surface {
    ($($method:ident $path:literal $operation:tt => $($handler:ident)::+;)+) => {
        /// The routes of this surface.
        pub const ROUTES: &[$crate::surface::Route] = &[$($crate::surface::Route {
            method: stringify!($method),
            path: $path,
            operation: $crate::surface::operation!($operation),
        },)+];

        /// The router of this surface.
        pub fn routes() -> axum::Router<std::sync::Arc<$crate::app::App>> {
            axum::Router::new()$(.route($path, axum::routing::$method($($handler)::+)))+
        }
    };
}

macro_rules! operation {
    (-) => {
        None
    };
    ($operation:ident) => {
        Some(kernel::Operation::$operation)
    };
}

pub(crate) use {operation, surface};
