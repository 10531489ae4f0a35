//! Those who hold an office: how they come in, their own account, who holds what, what waits for a second person, and how
//! the platform runs.

mod account;
mod approvals;
mod factors;
mod ops;
mod roles;
mod sign_in;

crate::surface::surface! {
    get "/staff/sign-in" SignIn => sign_in::page;
    post "/staff/sign-in" SignIn => sign_in::post;
    get "/staff/setup" SystemRun => sign_in::setup_page;
    post "/staff/setup" SystemRun => sign_in::setup_post;
    get "/staff/second" SignIn => sign_in::again_from_start;
    post "/staff/second" SignIn => sign_in::second;
    get "/staff/activate" SignIn => sign_in::activate_page;
    post "/staff/activate" SignIn => sign_in::activate;
    get "/account" AccountRead => account::page;
    post "/account/office" AccountRead => account::sit;
    post "/account/password" AccountSecure => account::password;
    post "/account/sessions/{id}/end" AccountSecure => account::end;
    get "/account/totp" AccountSecure => factors::from_start;
    post "/account/totp" AccountSecure => factors::begin;
    get "/account/totp/{id}" AccountSecure => factors::unconfirmed;
    post "/account/totp/{id}" AccountSecure => factors::confirm;
    get "/account/passkey" AccountSecure => factors::from_start;
    post "/account/passkey" AccountSecure => factors::passkey;
    post "/account/passkey/add" AccountSecure => factors::passkey_add;
    post "/account/factors/{id}/remove" AccountSecure => factors::remove;
    get "/gov/roles" GrantRead => roles::page;
    post "/gov/roles" GrantGive => roles::give;
    post "/gov/roles/{id}/revoke" GrantRevoke => roles::revoke;
    post "/gov/roles/{id}/reset" GrantGive => roles::reset;
    get "/gov/approvals" ProposalRead => approvals::page;
    post "/gov/approvals/{id}/approve" ProposalDecide => approvals::approve;
    post "/gov/approvals/{id}/refuse" ProposalDecide => approvals::refuse;
    post "/gov/approvals/{id}/withdraw" ProposalRead => approvals::withdraw;
    get "/ops" PlatformRead => ops::page;
}
