//! The counter of a station: one field that is always ready, who waits, the person who is here, and what is done for them.
//! A counter belongs to the region of its clerk's office. It works by its own forms; a script adds the keys and what is
//! kept for the time without a network.

mod deeds;
mod desk;
mod home;
mod near;
mod newcomer;
mod outbox;
mod person;
mod shell;

crate::surface::surface! {
    get "/station" CounterServe => home::page;
    post "/station/find" CounterServe => home::find;
    get "/station/new" CounterServe => newcomer::page;
    get "/station/people/{id}" CounterServe => person::page;
    post "/station/do" CounterServe => deeds::post;
    get "/station/tickets/{id}" CounterServe => home::ticket;
    get "/station/today.json" CounterServe => outbox::today;
    post "/station/outbox" CounterServe => outbox::post;
    get "/station/shell" - => shell::page;
    get "/station-sw.js" - => shell::worker;
}
