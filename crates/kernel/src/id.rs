//! Identifiers: UUIDv7 in canonical text, a type for each kind of thing. They refuse any other spelling and
//! never draw their own time or randomness.

use uuid::{Builder, Uuid};

/// Builds a version 7 UUID from a time in milliseconds and ten random bytes that the caller brings.
pub const fn v7(millis: u64, random: [u8; 10]) -> Uuid {
    Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Declares identifier types over a UUID.
#[macro_export]
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name($crate::uuid::Uuid);

        impl $name {
            /// Wraps a UUID.
            pub const fn from_uuid(uuid: $crate::uuid::Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID inside.
            pub const fn uuid(self) -> $crate::uuid::Uuid {
                self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0.hyphenated(), f)
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Error> {
                let uuid = $crate::uuid::Uuid::try_parse(text).ok();
                let canonical = |uuid: &$crate::uuid::Uuid| {
                    *uuid.hyphenated().encode_lower(&mut [0; 36]) == *text
                };
                uuid.filter(canonical).map(Self).ok_or($crate::Error::invalid("id.format"))
            }
        }

        $crate::serde_text!($name);
    )+};
}

id! {
    /// An account that signs in.
    AccountId;
    /// A worker.
    WorkerId;
    /// An employer.
    EmployerId;
    /// A job.
    JobId;
    /// An application of a worker for a job.
    ApplicationId;
    /// A role given to an account.
    GrantId;
    /// A notice to an account.
    NoticeId;
    /// What one proposes and another approves.
    ProposalId;
    /// A second factor of an account.
    FactorId;
    /// A paper that an employer handed in.
    PaperId;
    /// A decision on an employer.
    RulingId;
    /// An objection to such a decision.
    AppealId;
    /// A version of a résumé.
    ResumeId;
    /// A look into the companies' register.
    CheckId;
    /// A look at what is sealed of a person.
    LookId;
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn text_reads_back(bytes: [u8; 16]) {
            let id = JobId::from_uuid(Uuid::from_bytes(bytes));
            prop_assert_eq!(id.to_string().parse(), Ok(id));
            let json = serde_json::to_string(&id).unwrap();
            prop_assert_eq!(serde_json::from_str::<JobId>(&json).unwrap(), id);
        }

        #[test]
        fn version_7_sorts_by_time(millis in 0u64..1 << 48, later in 1u64..1000, a: [u8; 10], b: [u8; 10]) {
            let next = (millis + later).min((1 << 48) - 1);
            prop_assume!(next > millis);
            let (first, second) = (v7(millis, a), v7(next, b));
            prop_assert_eq!(first.get_version_num(), 7);
            prop_assert!(first < second && first.to_string() < second.to_string());
        }
    }

    #[test]
    fn only_the_canonical_spelling_is_accepted() {
        let text = "018f4e5a-7c1b-7def-8abc-0123456789ab";
        assert!(text.parse::<WorkerId>().is_ok());
        for other in [
            text.to_uppercase(),
            text.replace('-', ""),
            format!("{{{text}}}"),
            format!("urn:uuid:{text}"),
            format!(" {text}"),
            String::new(),
        ] {
            assert_eq!(other.parse::<WorkerId>().unwrap_err().code, "id.format", "{other}");
        }
    }
}
