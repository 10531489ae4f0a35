//! The officials' surface, at a desk: figures of a region, the lists behind them, and the acts that follow. People are
//! masked; a region is never wider than the grant.

mod arrive;
mod card;
mod crew;
mod csv;
pub(crate) mod desk;
mod employer;
mod employers;
mod home;
mod jobs;
mod journal;
mod ledgers;
mod looks;
mod people;
mod person;
mod portrait;
mod review;
mod twins;

pub(crate) use people::{occupations, wants};

crate::surface::surface! {
    get "/gov" WorkerReadAny => home::page;
    get "/gov/jobs" JobReadRegion => jobs::page;
    get "/gov/jobs.csv" JobReadRegion => jobs::csv;
    get "/gov/people" WorkerReadAny => people::page;
    get "/gov/people.csv" WorkerReadAny => people::csv;
    get "/gov/people/{id}" WorkerReadAny => person::page;
    get "/gov/people/{id}/card" CardIssue => card::page;
    post "/gov/people/{id}/card" CardIssue => card::issue;
    get "/gov/arrive" CodeUse => arrive::page;
    post "/gov/arrive" CodeUse => arrive::post;
    post "/gov/people/{id}/erase" WorkerErase => person::erase;
    get "/gov/people/{id}/portrait" PortraitRead => portrait::page;
    post "/gov/people/{id}/facts" FactRecord => portrait::record;
    post "/gov/people/{id}/contact" LedgerKeep => portrait::contact;
    post "/gov/people/{id}/ledgers/{group}/exit" LedgerKeep => portrait::exit;
    post "/gov/people/{id}/ledgers/{group}/verify" LedgerVerify => portrait::verify;
    get "/gov/ledgers" LedgerRead => ledgers::counts;
    get "/gov/ledgers/{group}" LedgerRead => ledgers::people;
    post "/gov/ledgers/{group}/export" LedgerExport => ledgers::export;
    post "/gov/people/{id}/look" WorkerUnmask => person::look;
    get "/gov/looks" LookRead => looks::page;
    get "/gov/twins" WorkerMerge => twins::page;
    post "/gov/twins/merge" WorkerMerge => twins::merge;
    post "/gov/twins/apart" WorkerMerge => twins::apart;
    post "/gov/twins/{id}/split" WorkerMerge => twins::split;
    get "/gov/employers" EmployerVerify => employers::page;
    get "/gov/employers.csv" EmployerVerify => employers::csv;
    get "/gov/employers/{id}" EmployerVerify => employer::page;
    post "/gov/employers/{id}/decide" EmployerVerify => employer::decide;
    post "/gov/employers/{id}/check" EmployerVerify => employer::check;
    get "/gov/employers/{id}/papers/{paper}" EmployerVerify => employer::file;
    post "/gov/employers/{id}/appeals/{appeal}" AppealDecide => employer::answer;
    get "/gov/appeals" AppealDecide => employer::appeals;
    get "/gov/crew" CrewRecommend => crew::page;
    post "/gov/crew" CrewRecommend => crew::post;
    get "/gov/review" JobReview => review::page;
    post "/gov/review/{id}/approve" JobReview => review::approve;
    post "/gov/review/{id}/send-back" JobReview => review::send_back;
    get "/gov/journal" JournalRead => journal::page;
    get "/gov/journal.csv" JournalRead => journal::csv;
}
