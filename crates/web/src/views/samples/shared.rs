//! Samples of the pages of no surface.

use super::*;
use crate::views::shared::{ApiDocs, ApiOperation, ApiParameter, ErrorPage};

sample!(ErrorPage, {
    let of = |status: u16, code: &str, back: &str| ErrorPage {
        page: visitor("/jobs/1"),
        status,
        code: code.into(),
        detail: vec![("max".into(), "5000".into()), ("most".into(), "100".into())],
        back: back.into(),
    };
    vec![
        ("error", of(404, "not_found", "")),
        ("error-internal", of(500, "a.code.without.words", "")),
        ("error-full", of(409, "application.job_full", "/?r=3km")),
        ("error-sign-in", of(401, "access.sign_in", "")),
    ]
});

sample!(ApiDocs, {
    let parameter = |name: &str, required| ApiParameter {
        name: name.into(),
        place: "query".into(),
        kind: "string".into(),
        required,
        about: "Twelve digits of a region".into(),
    };
    let operation = |method: &str, path: &str| ApiOperation {
        method: method.into(),
        path: path.into(),
        summary: "Jobs open near a place, nearest first".into(),
        parameters: vec![parameter("region", true), parameter("after", false)],
        responses: vec![("200".into(), "A page of jobs".into()), ("422".into(), "What is wrong".into())],
    };
    let none = ApiDocs { page: visitor("/api"), openapi: "/api/openapi.json".into(), ..ApiDocs::default() };
    let many = ApiDocs {
        groups: vec![
            (
                "jobs".into(),
                vec![operation("GET", "/api/v1/jobs"), operation("POST", "/api/v1/jobs/:id/apply")],
            ),
            ("regions".into(), vec![operation("GET", "/api/v1/regions")]),
        ],
        ..none.clone()
    };
    vec![("api", many), ("api-none", none)]
});
