//! The interface for programs: JSON under `/api/v1`, described by OpenAPI 3.1 at `/openapi.json`. It decides nothing
//! that a page does not; it refuses what its description does not name.

mod applications;
mod employers;
mod jobs;
mod notices;
mod officials;
pub mod openapi;
mod places;
mod read;
mod refused;
mod resumes;
mod schema;
mod session;
mod worker;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn;
use axum::routing::any;
use kernel::Error;

use crate::app::App;
use refused::Refused;

mod routes {
    use super::{
        applications, employers, jobs, notices, officials, openapi, places, resumes, session, worker,
    };
    use crate::surface::surface;

    macro_rules! interface {
        (
            about { $($about:tt)* }
            $($method:ident $path:literal $operation:ident => $area:ident::$handler:ident;)+
        ) => {
            surface! { $($about)* $($method $path $operation => $area::$handler;)+ }

            /// The description, before what all operations have in common.
            #[derive(utoipa::OpenApi)]
            #[openapi(info(title = "Banyan"), paths($($area::$handler),+))]
            pub struct Spec;
        };
    }

    interface! {
        about {
            get "/openapi.json" - => openapi::serve;
            get "/docs" - => openapi::docs;
        }

        post   "/api/v1/session/code" SignIn => session::code;
        post   "/api/v1/session" SignIn => session::sign_in;
        post   "/api/v1/session/staff" SignIn => session::staff;
        delete "/api/v1/session" SignOut => session::sign_out;
        get    "/api/v1/me" SessionRead => session::me;

        get    "/api/v1/regions" RegionRead => places::regions;
        get    "/api/v1/regions/at" RegionRead => places::region_at;
        get    "/api/v1/regions/{code}" RegionRead => places::region;
        get    "/api/v1/occupations" OccupationRead => places::occupations;
        get    "/api/v1/occupations/{code}" OccupationRead => places::occupation;

        get    "/api/v1/search/complete" OccupationRead => places::complete;

        get    "/api/v1/jobs/nearby" JobRead => jobs::nearby;
        get    "/api/v1/jobs/{id}" JobRead => jobs::job;

        get    "/api/v1/worker" WorkerRead => worker::get;
        put    "/api/v1/worker" WorkerRegister => worker::put;
        get    "/api/v1/worker/resume" WorkerRead => resumes::own;
        put    "/api/v1/worker/resume" WorkerUpdate => resumes::put;
        get    "/api/v1/worker/resume/versions" WorkerRead => resumes::versions;
        get    "/api/v1/worker/resume/versions/{id}" WorkerRead => resumes::version;
        get    "/api/v1/worker/applications" ApplicationRead => worker::applications;

        post   "/api/v1/jobs/{id}/applications" ApplicationApply => applications::apply;
        get    "/api/v1/applications/{id}" ApplicationRead => applications::get;
        get    "/api/v1/applications/{id}/resume" ApplicationRead => resumes::given;
        post   "/api/v1/applications/{id}/accept" ApplicationAccept => applications::accept;
        post   "/api/v1/applications/{id}/decline" ApplicationDecline => applications::decline;
        post   "/api/v1/applications/{id}/withdraw" ApplicationWithdraw => applications::withdraw;
        post   "/api/v1/applications/{id}/shortlist" ApplicationShortlist => applications::shortlist;
        post   "/api/v1/applications/{id}/offer" ApplicationOffer => applications::offer;
        post   "/api/v1/applications/{id}/refuse" ApplicationRefuse => applications::refuse;

        post   "/api/v1/employers" EmployerRegister => employers::register;
        get    "/api/v1/employers/{id}" JobRead => employers::get;
        put    "/api/v1/employers/{id}" EmployerUpdate => employers::update;
        get    "/api/v1/employers/{id}/members" EmployerRead => employers::members;
        post   "/api/v1/employers/{id}/members" MemberInvite => employers::invite_member;
        put    "/api/v1/employers/{id}/members/{member}" MemberInvite => employers::member_role_put;
        delete "/api/v1/employers/{id}/members/{member}" MemberRemove => employers::remove_member;
        get    "/api/v1/invitations" MemberAnswer => employers::invitations;
        post   "/api/v1/invitations/{id}" MemberAnswer => employers::answer_invitation;
        get    "/api/v1/employers/{id}/jobs" JobReadOwn => jobs::own;
        post   "/api/v1/employers/{id}/jobs" JobDraft => jobs::post;
        put    "/api/v1/jobs/{id}" JobEdit => jobs::edit;
        post   "/api/v1/jobs/{id}/submit" JobSubmit => jobs::submit;
        post   "/api/v1/jobs/{id}/close" JobClose => jobs::close;
        get    "/api/v1/jobs/{id}/candidates" ApplicationRead => applications::candidates;
        get    "/api/v1/jobs/{id}/history" JobReadOwn => jobs::history;

        get    "/api/v1/notices" NoticeRead => notices::list;
        post   "/api/v1/notices/read" NoticeMark => notices::read;

        get    "/api/v1/regions/{code}/jobs" JobReadRegion => officials::jobs;
        get    "/api/v1/regions/{code}/people" WorkerReadAny => officials::people;
        get    "/api/v1/regions/{code}/employers" EmployerVerify => officials::employers;
        get    "/api/v1/regions/{code}/journal" JournalRead => officials::journal;
        post   "/api/v1/jobs/{id}/review" JobReview => jobs::review;
        post   "/api/v1/employers/{id}/verification" EmployerVerify => employers::verify;
        delete "/api/v1/workers/{id}" WorkerErase => officials::erase;
    }
}

pub use routes::ROUTES;
use routes::Spec;

/// The router of the interface.
pub fn routes() -> Router<Arc<App>> {
    let absent = async || Refused::from(Error::not_found("not_found"));
    routes::routes()
        .route("/api", any(absent))
        .route("/api/{*rest}", any(absent))
        .layer(from_fn(refused::strict))
}
