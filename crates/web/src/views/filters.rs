//! The filters of the job list, as they stand in the address. Turning one gives the next address.

/// The filters of the job list, as they stand in the address: `q`, `f=today,daily_pay`, `r=walk|3km|10km|any`,
/// `s=best`.
#[derive(Clone, Debug, Default)]
pub struct Filters {
    /// The words searched for.
    pub q: String,
    /// The chips that are on: today, daily_pay, no_experience, evening, long_term.
    pub on: Vec<String>,
    /// `walk`, `3km`, `10km` or `any`.
    pub reach: String,
    /// `best` for what fits the reader best first, else empty: the nearest first.
    pub sort: String,
}

impl Filters {
    /// The chips, in order.
    pub const CHIPS: [&'static str; 5] = ["today", "daily_pay", "no_experience", "evening", "long_term"];
    /// How far, in order.
    pub const REACH: [&'static str; 4] = ["walk", "3km", "10km", "any"];

    /// Whether a chip is on.
    pub fn is_on(&self, chip: &str) -> bool {
        self.on.iter().any(|on| on == chip)
    }

    /// Whether anything narrows the list besides distance.
    pub fn narrowed(&self) -> bool {
        !self.q.is_empty() || !self.on.is_empty()
    }

    /// The value of `f`.
    pub fn joined(&self) -> String {
        self.on.join(",")
    }

    /// The address with one chip turned the other way.
    pub fn toggled(&self, chip: &str) -> String {
        let on = Self::CHIPS.into_iter().filter(|other| self.is_on(other) != (*other == chip));
        Filters { on: on.map(str::to_owned).collect(), ..self.clone() }.href()
    }

    /// The address one step wider, if there is one.
    pub fn widened(&self) -> Option<String> {
        let at = Self::REACH.iter().position(|reach| *reach == self.reach).unwrap_or(0);
        let next = Self::REACH.get(at + 1)?;
        Some(Filters { reach: (*next).to_owned(), ..self.clone() }.href())
    }

    /// The address with nothing but the distance.
    pub fn cleared(&self) -> String {
        Filters { reach: self.reach.clone(), sort: self.sort.clone(), ..Filters::default() }.href()
    }

    /// The address with another order.
    pub fn sorted(&self, sort: &str) -> String {
        Filters { sort: sort.to_owned(), ..self.clone() }.href()
    }

    /// The address of these filters.
    pub fn href(&self) -> String {
        let joined = self.joined();
        let pairs = [("q", self.q.as_str()), ("f", &joined), ("r", &self.reach), ("s", &self.sort)];
        address("/", &pairs)
    }
}

/// A path with those parameters that are not empty, percent-encoded.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut out = String::from(path);
    let mut mark = '?';
    for (name, value) in pairs.iter().filter(|(_, value)| !value.is_empty()) {
        out.push(mark);
        out.push_str(name);
        out.push('=');
        for byte in value.bytes() {
            match byte {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' => {
                    out.push(byte as char)
                }
                _ => out.push_str(&format!("%{byte:02X}")),
            }
        }
        mark = '&';
    }
    out
}
