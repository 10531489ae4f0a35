//! The worker's surface, on a phone: finding work, applying, one's own things. Each page is one file, its form beside
//! it.

mod answer;
mod application;
mod apply;
mod code;
mod fitting;
mod home;
mod inbox;
mod job;
mod me;
mod messages;
mod place;
mod prefs;
mod privacy;
mod register;
mod resume;
mod sign_in;
pub(crate) mod words;

pub(crate) use me::devices;
pub(crate) use register::skills;

crate::surface::surface! {
    get "/" JobRead => home::page;
    get "/jobs/{id}" JobRead => job::page;
    post "/jobs/{id}/apply" ApplicationApply => apply::post;
    get "/applications/{id}" ApplicationRead => application::page;
    post "/applications/{id}/accept" ApplicationAccept => answer::accept;
    post "/applications/{id}/decline" ApplicationDecline => answer::decline;
    post "/applications/{id}/withdraw" ApplicationWithdraw => answer::withdraw;
    get "/sign-in" SignIn => sign_in::page;
    post "/sign-in" SignIn => sign_in::post;
    get "/sign-in/code" SignIn => sign_in::code_page;
    post "/sign-in/code" SignIn => sign_in::code_post;
    post "/sign-in/resend" SignIn => sign_in::resend;
    post "/sign-out" SignOut => sign_in::sign_out;
    get "/inbox" SignIn => inbox::page;
    get "/place" RegionRead => place::page;
    post "/place" - => place::post;
    post "/size" - => prefs::size;
    post "/lang" - => prefs::lang;
    get "/me" SessionRead => me::page;
    post "/me/sessions/{id}/end" SessionRead => me::end;
    post "/me/invitations/{id}" MemberAnswer => me::answer;
    post "/me/consents/{id}/withdraw" ConsentWithdraw => me::withdraw;
    get "/me/register" WorkerRegister => register::page;
    post "/me/register" WorkerRegister => register::post;
    get "/me/resume" WorkerRead => resume::page;
    get "/me/privacy" AccountRead => privacy::page;
    get "/me/privacy/copy.json" AccountRead => privacy::json;
    get "/me/privacy/copy.html" AccountRead => privacy::copy;
    post "/me/privacy/erase" WorkerErase => privacy::erase;
    get "/me/code" SessionRead => code::page;
    get "/me/code/shell" - => code::shell;
    get "/me/code/state" SessionRead => code::state;
    post "/me/code/certify" CodeCertify => code::certify;
    post "/me/code/phones/{id}/revoke" CodeCertify => code::revoke;
    get "/messages" NoticeRead => messages::page;
    post "/messages/read" NoticeMark => messages::read;
}
