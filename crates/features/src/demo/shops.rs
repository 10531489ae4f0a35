//! The demo's employers: shops, companies, agencies and households of every trade, all invented.

use kernel::{CreditCode, Level, Micros, Phone, Point, RegionCode};

use super::{
    draw::Draw,
    people::{name, phone},
    places::{Places, address, stem},
    words::{Trade, Words},
};
use crate::employers::{EmployerKind, New};

/// An employer of the plan.
pub(super) struct Shop {
    pub(super) phone: Phone,
    pub(super) new: New,
    /// When it registered.
    pub(super) since: Micros,
    pub(super) verified: bool,
    pub(super) county: RegionCode,
    pub(super) site: Point,
    pub(super) trade: &'static Trade,
}

/// The trade of a draw that fits a county: no harvest downtown, no sea in the mountains.
pub(super) fn trade(draw: &mut Draw, words: &'static Words, county: RegionCode) -> &'static Trade {
    let here = |list: &str| words.list(list).contains(&&county.as_str()[..6]);
    loop {
        let trade = words.trades.draw(draw);
        let fits = match trade.name {
            "sea" => here("coastal"),
            "farm" => !here("urban"),
            _ => true,
        };
        if fits {
            return trade;
        }
    }
}

/// An employer of a county; `number` tells it apart, `account` its phone.
pub(super) fn shop(
    draw: &mut Draw,
    words: &'static Words,
    places: &Places,
    (number, account): (usize, usize),
    county: RegionCode,
    since: Micros,
) -> kernel::Result<Shop> {
    let trade = trade(draw, words, county);
    let kind: EmployerKind = draw.pick(&trade.kinds).parse()?;
    let (region, site) = places.working(draw, county)?;
    let new = New {
        kind,
        name: title(draw, words, trade, kind, region),
        credit_code: credit_code(kind, county, number)?,
        region,
        address: Some(address(draw, words, region)),
    };
    Ok(Shop { phone: phone(account)?, new, since, verified: !draw.chance(2), county, site, trade })
}

/// The code of an organisation; households have none.
pub(super) fn credit_code(
    kind: EmployerKind,
    county: RegionCode,
    number: usize,
) -> kernel::Result<Option<CreditCode>> {
    let body = |class: &str| format!("{class}{}MA{number:07}", &county.as_str()[..6]);
    match kind {
        EmployerKind::Household => Ok(None),
        EmployerKind::SoleTrader => CreditCode::with_check(&body("92")).map(Some),
        EmployerKind::Company | EmployerKind::Agency => CreditCode::with_check(&body("91")).map(Some),
    }
}

fn title(draw: &mut Draw, words: &Words, trade: &Trade, kind: EmployerKind, region: RegionCode) -> String {
    let named = |level: Level| {
        let region = atlas::Atlas::load().get(region.at(level));
        stem(words, region.map(|r| r.name).unwrap_or_default())
    };
    let (lucky, noun) = (*draw.pick(&words.list("lucky")), *draw.pick(&trade.nouns));
    match kind {
        EmployerKind::Household => name(draw, words).0,
        EmployerKind::SoleTrader => format!("{}{lucky}{noun}", named(Level::Village)),
        EmployerKind::Company => format!("{}{lucky}{noun}{}", named(Level::County), words.text("company")),
        EmployerKind::Agency => format!("{}{lucky}{}", named(Level::County), words.text("agency")),
    }
}
