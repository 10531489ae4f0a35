//! Who reads: language, type size, place, session. A cookie that is bad or forged makes a stranger of its bearer and
//! is taken away; it is never an error.

use std::convert::Infallible;
use std::sync::Arc;

use atlas::Atlas;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use features::accounts::passkey::Site;
use features::accounts::{self, GrantRow, Session, SignedIn, WorkerHere};
use features::{employers, notices, proposals, views as facts, workers};
use kernel::{
    AccountId, Actor, EmployerId, Error, GrantId, Level, Operation, Point, RegionCode, Role, Rule, Scope,
    mask_name, rule,
};

use crate::app::App;
use crate::i18n::Lang;
use crate::problem::PageError;
use crate::views::{Me, Page};

/// A year, in seconds: how long a browser remembers what its reader chose.
pub const YEAR: i64 = 365 * 86_400;
/// Which of several employers the reader acts for.
const EMPLOYER: &str = "employer";
/// Which of several offices the reader sits in.
const OFFICE: &str = "office";

/// Where the reader is, as they said.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Where.
    pub point: Point,
    /// The division it is in, or is.
    pub region: RegionCode,
    /// The names of the division.
    pub name: String,
}

impl Place {
    /// Reads a division's code, or `lon,lat`.
    pub fn read(text: &str) -> Option<Place> {
        let atlas = Atlas::load();
        if let Some((lon, lat)) = text.split_once(',') {
            return Place::at(Point::new(lon.parse().ok()?, lat.parse().ok()?).ok()?);
        }
        let region = text.parse().ok()?;
        Some(Place { point: atlas.place(region)?, region, name: atlas.full_name(region) })
    }

    /// A point, by the names around it.
    fn at(point: Point) -> Option<Place> {
        let atlas = Atlas::load();
        let region = atlas.nearest(point, Level::Village)?;
        Some(Place { point, region, name: atlas.full_name(region) })
    }

    /// The middle of Fuzhou, for those who have not said: jobs are shown around it, and nothing is measured from it.
    pub fn usual() -> Option<Place> {
        Place::read("350102000000")
    }
}

/// An office that the reader holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Office {
    /// The grant.
    pub grant: GrantId,
    /// Which office.
    pub role: Role,
    /// Where.
    pub region: RegionCode,
}

impl Office {
    /// The page that its holder begins with.
    pub const fn begins(&self) -> &'static str {
        match self.role {
            Role::Official => "/gov",
            Role::Staff => "/station",
            Role::Finance => "/gov/approvals",
            Role::Auditor => "/gov/journal",
            Role::Operator => "/ops",
            _ => "/account",
        }
    }
}

/// Who reads.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The session, if there is one.
    pub signed_in: Option<SignedIn>,
    /// The language.
    pub lang: Lang,
    /// Large type.
    pub large: bool,
    /// Where they are, if they said.
    pub place: Option<Place>,
    /// What forms must bring along.
    pub csrf: String,
    /// Path and query, without what was just done.
    pub path: String,
    /// What was just done.
    pub done: Option<String>,
    /// The browser's name for itself.
    pub agent: String,
    /// The host and port that the browser asked for.
    host: String,
    /// Whether cookies may only travel over TLS.
    pub secure: bool,
    /// Which of their employers they chose to act for.
    chosen: Option<EmployerId>,
    /// Which of their offices they chose to sit in.
    seat: Option<GrantId>,
    stale: bool,
    fresh: bool,
}

impl Visitor {
    /// What can be said of a reader without asking the database.
    pub(crate) fn stranger(app: &App, headers: &HeaderMap, uri: &Uri) -> Visitor {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(header::HOST).unwrap_or_default();
        let near = ["localhost", "127.", "[::1]"].iter().any(|name| host.starts_with(name));
        let known = cookie(headers, "vid")
            .filter(|vid| vid.len() == 32 && vid.bytes().all(|b| b.is_ascii_hexdigit()));
        let vid = known.map_or_else(|| kernel::hex(&app.store.entropy().bytes::<16>()), str::to_owned);
        let (path, done) = without_done(uri);
        Visitor {
            signed_in: None,
            lang: Lang::choose(cookie(headers, "lang"), text(header::ACCEPT_LANGUAGE)),
            large: cookie(headers, "size") == Some("large"),
            place: cookie(headers, "place").and_then(Place::read),
            csrf: vid,
            path,
            done,
            agent: text(header::USER_AGENT).unwrap_or_default().to_owned(),
            host: host.to_owned(),
            secure: !app.demo && !near,
            chosen: cookie(headers, EMPLOYER).and_then(|text| text.parse().ok()),
            seat: cookie(headers, OFFICE).and_then(|text| text.parse().ok()),
            stale: false,
            fresh: known.is_none(),
        }
    }

    /// The same reader with the session that their cookie names.
    pub(crate) async fn recognise(mut self, app: &App, headers: &HeaderMap) -> kernel::Result<Visitor> {
        let Some(token) = cookie(headers, "sid") else { return Ok(self) };
        self.signed_in = accounts::actor_of(&app.store, token).await?;
        match &self.signed_in {
            Some(session) => {
                self.csrf.clone_from(&session.csrf);
                self.fresh = false;
            }
            None => self.stale = true,
        }
        Ok(self)
    }

    /// The same reader once signed in.
    pub(crate) fn with(mut self, signed_in: Option<SignedIn>) -> Visitor {
        self.signed_in = signed_in;
        self
    }

    /// The cookies that this reader needs or must lose.
    pub(crate) fn leave(&self, headers: &mut HeaderMap) {
        let set = |headers: &HeaderMap, name: &str| {
            headers
                .get_all(header::SET_COOKIE)
                .iter()
                .any(|value| value.as_bytes().starts_with(name.as_bytes()))
        };
        if self.stale && !set(headers, "sid=") {
            self.put_cookie(headers, "sid", "", 0);
        }
        if self.fresh && self.signed_in.is_none() && page(headers) {
            self.put_cookie(headers, "vid", &self.csrf, 30 * 86_400);
        }
    }

    /// Sets a cookie that scripts cannot read; it ends after so many seconds.
    pub fn put_cookie(&self, headers: &mut HeaderMap, name: &str, value: &str, seconds: i64) {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
        if let Ok(value) = HeaderValue::try_from(text) {
            headers.append(header::SET_COOKIE, value);
        }
    }

    /// From now on the pages speak of this employer.
    pub fn choose(&self, headers: &mut HeaderMap, employer: EmployerId) {
        self.put_cookie(headers, EMPLOYER, &employer.to_string(), YEAR);
    }

    /// Gives the browser a session.
    pub fn put_session(&self, app: &App, headers: &mut HeaderMap, session: &Session) {
        let seconds = (session.expires_at - app.store.now()) / kernel::Micros::SECOND;
        self.put_cookie(headers, "sid", &session.token, seconds);
    }

    /// Who asks.
    pub fn actor(&self) -> Actor {
        self.signed_in.as_ref().map_or_else(Actor::visitor, |session| session.actor.clone())
    }

    /// The session, or the way to one.
    pub fn session(&self) -> Result<&SignedIn, PageError> {
        self.signed_in.as_ref().ok_or(PageError(Error::unauthenticated("access.sign_in")))
    }

    /// The account, or the way to one.
    pub fn account(&self) -> Result<AccountId, PageError> {
        Ok(self.session()?.account)
    }

    /// The worker that the reader is, if they are one.
    pub fn worker(&self) -> Option<WorkerHere> {
        self.signed_in.as_ref()?.worker
    }

    /// The employer that the reader acts for, if they act for one: of several the one they chose, else the first.
    pub fn employer(&self) -> Option<EmployerId> {
        let own = &self.signed_in.as_ref()?.employers;
        self.chosen.filter(|chosen| own.contains(chosen)).or_else(|| own.first().copied())
    }

    /// Whether the reader may do this for an employer of theirs.
    pub fn may_for(&self, employer: EmployerId, operation: Operation) -> bool {
        let actor = self.actor();
        let own = actor.grants().iter().find(|grant| grant.employer() == Some(employer));
        let scope = own.map(|grant| Scope::Employer { id: employer, region: grant.region() });
        scope.is_some_and(|scope| actor.may(operation, &scope).is_ok())
    }

    /// The same, or the way to a session.
    pub fn acting(&self) -> Result<Option<EmployerId>, PageError> {
        self.session()?;
        Ok(self.employer())
    }

    /// The offices the reader holds, the one that decides most first.
    pub fn offices(&self) -> Vec<Office> {
        use Role as R;
        const ORDER: [Role; 7] =
            [R::Official, R::Staff, R::Finance, R::Auditor, R::Counsellor, R::Provider, R::Operator];
        let grants = self.signed_in.iter().flat_map(|here| &here.grants);
        let office = |row: &GrantRow| {
            let grant = row.grant().ok().filter(|grant| grant.role().is_office())?;
            Some(Office { grant: row.id, role: grant.role(), region: grant.region() })
        };
        let mut all: Vec<Office> = grants.filter_map(office).collect();
        all.sort_by_key(|one| (ORDER.iter().position(|role| *role == one.role), one.region));
        all
    }

    /// The office the reader sits in: of several the one they chose, else the first.
    pub fn office(&self) -> Option<Office> {
        let all = self.offices();
        all.iter().find(|one| Some(one.grant) == self.seat).or(all.first()).copied()
    }

    /// From now on the pages are those of this office.
    pub fn sit(&self, headers: &mut HeaderMap, office: Office) {
        self.put_cookie(headers, OFFICE, &office.grant.to_string(), YEAR);
    }

    /// Where this page stands, as browsers name it, for what is bound to a site.
    pub fn site(&self) -> Site {
        let scheme = if self.secure { "https" } else { "http" };
        let host = self.host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
        Site {
            origin: format!("{scheme}://{}", self.host),
            host: host.map_or(self.host.as_str(), |(host, _)| host).to_owned(),
        }
    }

    /// Where to measure from: the place they said, else the home they registered.
    pub async fn stands(&self, app: &App) -> Result<Option<Place>, PageError> {
        let (None, Some(worker)) = (&self.place, self.worker()) else { return Ok(self.place.clone()) };
        let home = workers::row(&app.store, worker.id).await?.open_home(app.store.vault())?;
        Ok(home.and_then(Place::at))
    }

    /// Whose notices and changes concern the reader.
    pub fn subjects(&self) -> Vec<String> {
        let Some(session) = &self.signed_in else { return Vec::new() };
        let worker = session.records().map(|id| id.to_string());
        let employers = session.employers.iter().map(ToString::to_string);
        worker.chain(employers).chain([session.account.to_string()]).collect()
    }

    /// A page without the person: for what cannot wait for the database.
    pub fn plain_page(&self, app: &App) -> Page {
        Page {
            lang: self.lang,
            large: self.large,
            demo: app.demo,
            csrf: self.csrf.clone(),
            now: app.store.now().0,
            signed_in: None,
            path: self.path.clone(),
            done: self.done.clone(),
        }
    }

    /// A page with what it says of the reader.
    pub async fn page(&self, app: &App) -> Result<Page, PageError> {
        let mut page = self.plain_page(app);
        let Some(session) = &self.signed_in else { return Ok(page) };
        let (store, vault) = (&app.store, app.store.vault());
        let name = match session.worker {
            Some(worker) => {
                workers::row(store, worker.id).await?.open_name(vault)?.map(|name| mask_name(&name))
            }
            None => facts::own_phone(store, session.account).await?.map(|phone| phone.masked()),
        };
        let employer = match self.employer() {
            Some(employer) => Some(employers::row(store, employer).await?.open_name(vault)?),
            None => None,
        };
        let office = self.office();
        page.signed_in = Some(Me {
            name_masked: name.unwrap_or_default(),
            unread: notices::unread(store, &self.subjects()).await?,
            worker: session.worker.is_some(),
            employer,
            office: office.map(|one| Atlas::load().full_name(one.region)),
            role: office.map(|one| one.role),
            waiting: match office.filter(|one| rule(Operation::ProposalDecide, one.role) == Rule::Region) {
                Some(one) => proposals::waiting(store, session.account, one.region).await?,
                None => 0,
            },
        });
        Ok(page)
    }
}

impl FromRequestParts<Arc<App>> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let met = parts.extensions.get::<Visitor>().cloned();
        Ok(met.unwrap_or_else(|| Visitor::stranger(app, &parts.headers, &parts.uri)))
    }
}

/// A cookie's value.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    all.flat_map(|line| line.split(';')).find_map(|pair| pair.trim().strip_prefix(name)?.strip_prefix('='))
}

/// A path on this site, or the front page.
pub fn local(next: &str) -> &str {
    let plain = next.bytes().all(|b| (0x21..0x7f).contains(&b) && b != b'\\');
    if plain && next.starts_with('/') && !next.starts_with("//") { next } else { "/" }
}

fn without_done(uri: &Uri) -> (String, Option<String>) {
    let pairs: Vec<&str> =
        uri.query().unwrap_or_default().split('&').filter(|pair| !pair.is_empty()).collect();
    let done = pairs.iter().find_map(|pair| pair.strip_prefix("done=")).map(str::to_owned);
    let rest: Vec<&str> = pairs.into_iter().filter(|pair| !pair.starts_with("done=")).collect();
    let mark = if rest.is_empty() { "" } else { "?" };
    (format!("{}{mark}{}", uri.path(), rest.join("&")), done)
}

fn page(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_followed() {
        for next in ["", "//evil.example", "https://evil.example", "/\\evil.example", "/a b", "/a\r\nb", "me"]
        {
            assert_eq!(local(next), "/", "{next:?}");
        }
        assert_eq!(local("/jobs/1?x=%2F"), "/jobs/1?x=%2F");
    }

    #[test]
    fn what_was_done_is_said_once() {
        let read = |uri: &str| without_done(&uri.parse().unwrap());
        assert_eq!(read("/me?done=saved"), ("/me".to_owned(), Some("saved".to_owned())));
        assert_eq!(read("/?q=a&done=x&r=3km"), ("/?q=a&r=3km".to_owned(), Some("x".to_owned())));
        assert_eq!(read("/"), ("/".to_owned(), None));
    }

    #[test]
    fn a_place_is_a_code_or_a_point_of_the_province() {
        assert_eq!(Place::usual().unwrap().region.as_str(), "350102000000");
        assert!(Place::read("119.3,26.08").is_some());
        for text in ["", "1", "359999000000", "0,0", "nan,nan", "119.3"] {
            assert_eq!(Place::read(text), None, "{text}");
        }
    }
}
