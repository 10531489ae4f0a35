//! The employer's surface: becoming one and who acts for it, posting in four answers, candidates side by side, hiring in one tap.

mod about;
mod candidates;
pub(crate) mod crew;
mod history;
mod home;
mod job;
mod job_form;
mod new;
pub(crate) mod papers;
mod people;
mod resume;
mod steps;

crate::surface::surface! {
    get "/employer" JobReadOwn => home::page;
    get "/employer/new" EmployerRegister => new::page;
    post "/employer/new" EmployerRegister => new::post;
    get "/employer/about" EmployerRead => about::page;
    get "/employer/edit" EmployerUpdate => about::edit_page;
    post "/employer/edit" EmployerUpdate => about::edit_post;
    post "/employer/members" MemberInvite => about::invite;
    post "/employer/members/leave" MemberAnswer => about::leave;
    post "/employer/members/{id}/role" MemberInvite => about::role;
    post "/employer/members/{id}/remove" MemberRemove => about::remove;
    get "/employer/papers" EmployerPapers => papers::page;
    post "/employer/papers" EmployerPapers => papers::post;
    get "/employer/papers/{id}" EmployerPapers => papers::file;
    post "/employer/papers/{id}/remove" EmployerPapers => papers::remove;
    post "/employer/appeal" EmployerAppeal => papers::appeal;
    post "/employer/switch" - => about::switch;
    get "/employer/crew" ApplicationRead => crew::page;
    post "/employer/crew" ApplicationOffer => crew::post;
    get "/employer/jobs/new" JobDraft => job::new_page;
    post "/employer/jobs/new" JobDraft => job::new_post;
    get "/employer/jobs/{id}" ApplicationRead => candidates::page;
    get "/employer/jobs/{id}/edit" JobEdit => job::edit_page;
    post "/employer/jobs/{id}/edit" JobEdit => job::edit_post;
    get "/employer/jobs/{id}/people" JobInvite => people::page;
    post "/employer/jobs/{id}/people/{worker}" JobInvite => people::invite;
    post "/employer/jobs/{id}/submit" JobSubmit => steps::submit;
    post "/employer/jobs/{id}/close" JobClose => steps::close;
    get "/employer/jobs/{id}/history" JobReadOwn => history::page;
    get "/employer/applications/{id}/resume" ApplicationRead => resume::page;
    get "/employer/applications/{id}/resume.pdf" ApplicationRead => resume::file;
    post "/employer/applications/{id}/shortlist" ApplicationShortlist => steps::shortlist;
    post "/employer/applications/{id}/offer" ApplicationOffer => steps::offer;
    post "/employer/applications/{id}/refuse" ApplicationRefuse => steps::refuse;
}
