//! A deed as a form says it: the same fields whether it is sent at once or was kept. One form, one deed, one key; sent
//! twice it is done once.

use std::str::FromStr;

use features::applications::Refusal;
use features::consents::{self, ConsentId, Given, How};
use features::counter::{self, Deed, Item, Purpose, Taking, TicketId, TicketState};
use features::workers::{About, Newcomer, Patch, Registration, RegistrationKind};
use kernel::{
    ApplicationId, Availability, Error, IdNumber, Micros, PersonName, Phone, RegionCode, WorkerId, day_start,
};
use matching::Occupations;

use super::{home, newcomer, person};
use crate::forms::{Check, Fields, id};
use crate::gov::desk::{Desk, whole};
use crate::present;
use crate::problem::{Reply, again, onward};
use crate::views::FieldErrors;
use crate::worker::skills;

/// `POST /station/do`
pub async fn post(desk: Desk, form: Fields) -> Reply {
    let _permit = counter::ask(&desk.actor(), desk.region)?;
    let kind = form.get("kind");
    let mut check = Check::default();
    let Some(deed) = read(kind, &form, desk.store().now(), &mut check) else {
        return refused(&desk, kind, &form, check.0).await;
    };
    let done = one(&desk, form.get("key"), deed).await;
    let answer = match done {
        Ok(answer) => answer,
        Err(error) if counter::lasting(&error) && error.code != "access.forbidden" => {
            return refused(&desk, kind, &form, whole(&error)).await;
        }
        Err(error) => return Err(error.into()),
    };
    let person = answer.body.get("worker").and_then(|id| id.as_str()).map(str::to_owned);
    if kind == "register" && form.get("agreed") == "yes" {
        // The same screen, and a deed of its own: it may be refused when the newcomer was not.
        let mut check = Check::default();
        let key = format!("{}-c", form.get("key"));
        let given = match read("consent", &form, desk.store().now(), &mut check) {
            Some(given) => one(&desk, &key, given).await.map_err(|error| whole(&error)),
            None => Err(check.0),
        };
        if let Err(errors) = given {
            let worker: WorkerId = id(person.as_deref().unwrap_or_default())?;
            return again(&person::view(&desk, worker, errors).await?);
        }
    }
    let to = match person.or_else(|| form.some("person").map(str::to_owned)) {
        Some(person) if !matches!(kind, "take" | "done" | "no_show") => {
            format!("/station/people/{person}")
        }
        _ => "/station".to_owned(),
    };
    Ok(onward(&to, &format!("station_{kind}")))
}

async fn one(desk: &Desk, key: &str, deed: Deed) -> kernel::Result<counter::Answer> {
    let item = Item { key: key.to_owned(), entered_at: None, deed };
    counter::carry_out(desk.store(), &desk.actor(), desk.region, &item).await
}

/// The page that the form stood on, with what was wrong; what was typed is kept.
async fn refused(desk: &Desk, kind: &str, form: &Fields, errors: FieldErrors) -> Reply {
    if kind == "register" {
        return again(&newcomer::view(desk, newcomer::typed(form), form, errors).await?);
    }
    let worker = form.some("worker").or(form.some("person")).and_then(|text| text.parse::<WorkerId>().ok());
    match worker {
        Some(worker) => {
            let mut view = person::view(desk, worker, errors).await?;
            if kind == "details" {
                view.known = newcomer::typed(form);
            }
            again(&view)
        }
        None => {
            let view = home::view(desk).await?;
            again(&crate::views::station::StationHome { errors, ..view })
        }
    }
}

fn parsed<T: FromStr<Err = Error>>(check: &mut Check, form: &Fields, name: &'static str) -> Option<T> {
    check.take(name, form.get(name).trim().parse::<T>())
}

/// Reads a deed that was entered at a moment; what is wrong is noted.
pub(super) fn read(kind: &str, form: &Fields, entered: Micros, check: &mut Check) -> Option<Deed> {
    let deed = match kind {
        "register" => register(form, check).map(|newcomer| Deed::Register(Box::new(newcomer))),
        "consent" => consent(form, entered, check).map(Deed::Consent),
        "consent_end" => parsed::<ConsentId>(check, form, "consent").map(Deed::EndConsent),
        "details" => {
            let (worker, patch) = (parsed(check, form, "worker"), patch(form, check));
            worker.map(|worker| Deed::Details(worker, Box::new(patch)))
        }
        "apply" => {
            let (worker, job) = (parsed(check, form, "worker"), parsed(check, form, "job"));
            worker.zip(job).map(|(worker, job)| Deed::Apply(worker, job))
        }
        "withdraw" => parsed::<ApplicationId>(check, form, "application").map(Deed::Withdraw),
        "accept" => parsed::<ApplicationId>(check, form, "application").map(Deed::Accept),
        "decline" => {
            let reason = form.get("reason").parse::<Refusal>();
            let reason = check.take("reason", reason.map_err(|_| Error::invalid("application.reason")));
            parsed(check, form, "application").zip(reason).map(|(id, reason)| Deed::Decline(id, reason))
        }
        "take" => take(form, check).map(Deed::Take),
        "call" => match form.some("ticket") {
            Some(_) => parsed::<TicketId>(check, form, "ticket").map(|id| Deed::Call(Some(id))),
            None => Some(Deed::Call(None)),
        },
        "done" => parsed(check, form, "ticket").map(|id| Deed::End(id, TicketState::Done)),
        "no_show" => parsed(check, form, "ticket").map(|id| Deed::End(id, TicketState::NoShow)),
        _ => {
            check.note(Error::invalid("counter.deed"));
            None
        }
    };
    deed.filter(|_| check.0.is_empty())
}

fn take(form: &Fields, check: &mut Check) -> Option<Taking> {
    let id = parsed(check, form, "ticket");
    let purpose = parsed::<Purpose>(check, form, "purpose");
    let number =
        form.some("number").map(|text| text.parse::<i64>().map_err(|_| Error::invalid("ticket.number")));
    let number = number.map(|number| check.take("number", number));
    let worker: Option<Option<WorkerId>> = form.some("worker").map(|_| parsed(check, form, "worker"));
    Some(Taking {
        id: id?,
        given: number.flatten().map(|number| (form.text("series"), number)),
        purpose: purpose?,
        first: form.get("first") == "yes",
        worker: worker.flatten(),
    })
}

fn consent(form: &Fields, entered: Micros, check: &mut Check) -> Option<Given> {
    let id = parsed(check, form, "consent");
    let worker = parsed(check, form, "worker");
    let acts = check.take("acts", consents::acts(form.all("act")));
    let how = parsed::<How>(check, form, "how");
    let day = Micros::DAY;
    let days = match form.get("until") {
        "today" => Ok(1),
        "week" => Ok(7),
        "quarter" => Ok(90),
        _ => Err(Error::invalid("word.unknown")),
    };
    let until = check.take("until", days).map(|days| day_start(entered) + days * day);
    Some(Given { id: id?, worker: worker?, acts: acts?, how: how?, until: until? })
}

fn register(form: &Fields, check: &mut Check) -> Option<Newcomer> {
    let worker = parsed(check, form, "worker");
    let name = parsed::<PersonName>(check, form, "name");
    let wants = parsed::<RegistrationKind>(check, form, "wants");
    let phone: Option<Option<Phone>> = form.some("phone").map(|_| parsed(check, form, "phone"));
    let number: Option<Option<IdNumber>> = form.some("id_number").map(|_| parsed(check, form, "id_number"));
    let region: Option<RegionCode> = check.take("region", form.region());
    let work = check.take("work", work(form.get("work")));
    let free = check.take("free", free(form.get("free")));
    let reach = check.take("reach", reach(form.get("reach")));
    let pay = check.take("pay", present::pay(form));
    Some(Newcomer {
        id: worker?,
        phone: phone.flatten(),
        input: Registration {
            name: name?,
            kind: wants?,
            id_number: number.flatten(),
            region: region?,
            home: None,
            occupations: work?,
            availability: free?,
            reach_m: reach?,
            pay: pay?,
            findable: false,
            about: About { skills: skills(form.get("skills")), ..About::default() },
        },
    })
}

/// What is said of it is changed; a field that is empty changes nothing.
fn patch(form: &Fields, check: &mut Check) -> Patch {
    let some = |name: &'static str| form.some(name).filter(|text| !text.trim().is_empty());
    Patch {
        kind: some("wants").and_then(|_| parsed(check, form, "wants")),
        region: some("region").and_then(|_| check.take("region", form.region())),
        occupations: some("work").and_then(|text| check.take("work", work(text))),
        availability: some("free").and_then(|text| check.take("free", free(text))),
        reach_m: some("reach").and_then(|text| check.take("reach", reach(text))),
        pay: some("pay_amount").and_then(|_| check.take("pay", present::pay(form))),
        skills: some("skills").map(skills),
    }
}

fn free(word: &str) -> kernel::Result<Availability> {
    let known = newcomer::FREE.iter().find(|(known, _)| *known == word);
    let (_, bits) = known.ok_or(Error::invalid("word.unknown"))?;
    Availability::new(*bits)
}

fn reach(word: &str) -> kernel::Result<i64> {
    let known = newcomer::REACH.iter().find(|(known, _)| *known == word);
    known.map(|(_, metres)| *metres).ok_or(Error::invalid("word.unknown"))
}

/// The occupations that somebody's words mean, one for each word: the one of that name, else the likeliest.
fn work(text: &str) -> kernel::Result<Vec<String>> {
    let known = Occupations::load();
    let mut codes: Vec<String> = Vec::new();
    for word in skills(text) {
        let named = known.all().find(|one| one.name == word || one.code == word);
        let code = match named {
            Some(one) => one.code.clone(),
            None => {
                let found = known.find(&word, 1);
                let likeliest = found.first().map(|hit| hit.code.to_owned());
                likeliest.ok_or_else(|| Error::invalid("counter.work").with("word", &word))?
            }
        };
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() { Err(Error::invalid("text.empty")) } else { Ok(codes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_what_somebody_calls_it() {
        let cook = work("帮厨、搬运").unwrap();
        assert_eq!(cook.len(), 2);
        assert_eq!(work(&format!("{}，{}", cook[0], cook[0])).unwrap(), cook[..1]);
        assert_eq!(work(" ").unwrap_err().code, "text.empty");
        assert_eq!(work("zzqqxx").unwrap_err().code, "counter.work");
    }

    #[test]
    fn a_deed_with_anything_wrong_is_none_and_says_everything() {
        let form = Fields::read(b"worker=x&name=&wants=gig&phone=1&free=never").unwrap();
        let mut check = Check::default();
        assert!(read("register", &form, Micros(0), &mut check).is_none());
        for field in ["worker", "name", "phone", "free", "region", "work", "reach", "pay"] {
            assert!(check.0.has(field), "{field}");
        }
        let mut check = Check::default();
        assert!(read("nonsense", &form, Micros(0), &mut check).is_none());
        assert!(!check.0.is_empty());
    }
}
