//! Macros for values that are written as text: closed lists of words, and anything with `Display` and
//! `FromStr`. They refuse any spelling but the one.

/// Serde as a string, for a type with `Display` and `FromStr`.
#[doc(hidden)]
#[macro_export]
macro_rules! serde_text {
    ($name:ident) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text = <String as $crate::serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(<D::Error as $crate::serde::de::Error>::custom)
            }
        }
    };
}

/// A closed list of words: an enum with `ALL`, `as_str`, `Display`, `FromStr` and serde as a string.
///
/// ```
/// kernel::words! {
///     /// The state of a door.
///     pub enum Door {
///         /// One may pass.
///         Open = "open",
///         /// One may not.
///         Shut = "shut",
///     }
/// }
/// assert_eq!("shut".parse(), Ok(Door::Shut));
/// ```
#[macro_export]
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word that is stored and sent.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Error;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Error> {
                match text {
                    $($word => Ok(Self::$variant),)+
                    _ => Err($crate::Error::invalid("word.unknown")),
                }
            }
        }

        $crate::serde_text!($name);
    };
}

#[cfg(test)]
mod tests {
    use crate::{Level, Operation, PayUnit, Role, Rule, Settlement, Sex};

    #[test]
    fn every_word_reads_back_and_no_other() {
        macro_rules! holds {
            ($($list:ident)+) => {$(
                for &value in $list::ALL {
                    assert_eq!(value.as_str().parse(), Ok(value));
                    assert!(value.as_str().to_uppercase().parse::<$list>().is_err());
                    let json = serde_json::to_string(&value).unwrap();
                    assert_eq!(json, format!("\"{value}\""));
                    assert_eq!(serde_json::from_str::<$list>(&json).unwrap(), value);
                }
            )+};
        }
        holds!(Level Operation PayUnit Role Rule Settlement Sex);
    }
}
