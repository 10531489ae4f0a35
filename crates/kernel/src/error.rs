//! What went wrong, as a stable machine code and a kind. It refuses to hold sentences: those live in
//! translation files, keyed by the code.

/// The result of anything the kernel may refuse.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The family of an error; decides the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The input cannot be accepted as it is.
    Invalid,
    /// Nobody is signed in.
    Unauthenticated,
    /// The actor may not do this here.
    Forbidden,
    /// There is no such thing, or none that the actor may know of.
    NotFound,
    /// The state has moved on, or another has taken the place.
    Conflict,
    /// It existed and was erased or expired.
    Gone,
    /// The input is larger than allowed.
    TooLarge,
    /// Too many attempts in a given time.
    TooMany,
    /// A fault of the program.
    Internal,
    /// Something needed is out of reach for now.
    Unavailable,
}

impl Kind {
    /// The HTTP status of this kind.
    pub const fn status(self) -> u16 {
        match self {
            Kind::Invalid => 422,
            Kind::Unauthenticated => 401,
            Kind::Forbidden => 403,
            Kind::NotFound => 404,
            Kind::Conflict => 409,
            Kind::Gone => 410,
            Kind::TooLarge => 413,
            Kind::TooMany => 429,
            Kind::Internal => 500,
            Kind::Unavailable => 503,
        }
    }
}

/// An error: a stable code such as `pay.range`, its kind, the form field it belongs to, and values for the
/// translated sentence. Never put personal data into `detail`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code}")]
pub struct Error {
    /// The stable machine code.
    pub code: &'static str,
    /// The family.
    pub kind: Kind,
    /// The field of the form that is to blame, if one is.
    pub field: Option<&'static str>,
    /// Named values for the translated sentence.
    pub detail: Vec<(&'static str, String)>,
}

macro_rules! builders {
    ($($(#[$doc:meta])* $name:ident => $kind:ident;)+) => {$(
        $(#[$doc])*
        pub const fn $name(code: &'static str) -> Self {
            Self::new(Kind::$kind, code)
        }
    )+};
}

impl Error {
    /// An error of any kind.
    pub const fn new(kind: Kind, code: &'static str) -> Self {
        Self { code, kind, field: None, detail: Vec::new() }
    }

    builders! {
        /// The input cannot be accepted.
        invalid => Invalid;
        /// Nobody is signed in.
        unauthenticated => Unauthenticated;
        /// The actor may not.
        forbidden => Forbidden;
        /// There is no such thing.
        not_found => NotFound;
        /// The state does not allow it.
        conflict => Conflict;
        /// It was erased or has expired.
        gone => Gone;
        /// The input is too large.
        too_large => TooLarge;
        /// Too many attempts.
        too_many => TooMany;
        /// A fault of the program.
        internal => Internal;
        /// Out of reach for now.
        unavailable => Unavailable;
    }

    /// Names the field of the form that is to blame.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.field = Some(field);
        self
    }

    /// Adds a named value for the translated sentence.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.detail.push((name, value.to_string()));
        self
    }

    /// The HTTP status.
    pub const fn status(&self) -> u16 {
        self.kind.status()
    }
}

/// Every code the kernel itself may return, in alphabetical order.
pub const CODES: &[&str] = &[
    "access.forbidden",
    "access.sign_in",
    "availability.range",
    "creditcode.checksum",
    "creditcode.format",
    "creditcode.length",
    "fen.format",
    "grant.role",
    "id.format",
    "idnumber.checksum",
    "idnumber.date",
    "idnumber.format",
    "idnumber.length",
    "pay.range",
    "period.order",
    "phone.format",
    "point.range",
    "region.format",
    "text.control",
    "text.empty",
    "text.too_long",
    "text.too_short",
    "time.date",
    "word.unknown",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_only_its_code() {
        let error = Error::invalid("pay.range").field("pay").with("max", 5000);
        assert_eq!(error.to_string(), "pay.range");
        assert_eq!((error.status(), error.field), (422, Some("pay")));
        assert_eq!(error.detail, [("max", "5000".to_owned())]);
    }

    #[test]
    fn codes_are_sorted_and_unique() {
        assert!(CODES.is_sorted_by(|a, b| a < b));
    }
}
