//! Words in two languages, from Fluent files in the binary. A key that is missing shows its name in brackets,
//! and fails the tests; nothing here panics.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// The language of a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, the first.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both, Chinese first.
    pub const ALL: [Lang; 2] = [Lang::Zh, Lang::En];

    /// The code in the cookie and in the form: `zh` or `en`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Lang::Zh => "zh",
            Lang::En => "en",
        }
    }

    /// The value of the `lang` attribute.
    pub const fn tag(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The other one, which the toggle offers.
    pub const fn other(self) -> Lang {
        match self {
            Lang::Zh => Lang::En,
            Lang::En => Lang::Zh,
        }
    }

    /// Reads `zh` or `en`.
    pub fn parse(code: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.as_str() == code)
    }

    /// The reader's choice if there is one, else the first language of `Accept-Language` that we have, else Chinese.
    pub fn choose(cookie: Option<&str>, accept_language: Option<&str>) -> Lang {
        cookie.and_then(Lang::parse).unwrap_or_else(|| accept_language.map(accepted).unwrap_or_default())
    }
}

fn accepted(header: &str) -> Lang {
    let mut best = (0.0, Lang::Zh);
    for item in header.split(',').take(20) {
        let mut parts = item.trim().split(';');
        let tag = parts.next().unwrap_or("").trim().to_ascii_lowercase();
        let weight =
            parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.parse().ok());
        if let (Some(lang), Some(weight)) = (Lang::parse(tag.split('-').next().unwrap_or("")), weight)
            && weight > best.0
        {
            best = (weight, lang);
        }
    }
    best.1
}

/// The files of each language, in one order.
pub const SOURCES: [(Lang, &[(&str, &str)]); 2] = [
    (
        Lang::Zh,
        &[
            ("common", include_str!("../i18n/zh/common.ftl")),
            ("worker", include_str!("../i18n/zh/worker.ftl")),
            ("employer", include_str!("../i18n/zh/employer.ftl")),
            ("firms", include_str!("../i18n/zh/firms.ftl")),
            ("gov", include_str!("../i18n/zh/gov.ftl")),
            ("office", include_str!("../i18n/zh/office.ftl")),
            ("codes", include_str!("../i18n/zh/codes.ftl")),
            ("station", include_str!("../i18n/zh/station.ftl")),
            ("privacy", include_str!("../i18n/zh/privacy.ftl")),
            ("errors", include_str!("../i18n/zh/errors.ftl")),
            ("operator", include_str!("../i18n/zh/operator.ftl")),
            ("ledgers", include_str!("../i18n/zh/ledgers.ftl")),
        ],
    ),
    (
        Lang::En,
        &[
            ("common", include_str!("../i18n/en/common.ftl")),
            ("worker", include_str!("../i18n/en/worker.ftl")),
            ("employer", include_str!("../i18n/en/employer.ftl")),
            ("firms", include_str!("../i18n/en/firms.ftl")),
            ("gov", include_str!("../i18n/en/gov.ftl")),
            ("office", include_str!("../i18n/en/office.ftl")),
            ("codes", include_str!("../i18n/en/codes.ftl")),
            ("station", include_str!("../i18n/en/station.ftl")),
            ("privacy", include_str!("../i18n/en/privacy.ftl")),
            ("errors", include_str!("../i18n/en/errors.ftl")),
            ("operator", include_str!("../i18n/en/operator.ftl")),
            ("ledgers", include_str!("../i18n/en/ledgers.ftl")),
        ],
    ),
];

type Bundle = FluentBundle<FluentResource>;

fn bundle(lang: Lang) -> Bundle {
    let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    for (_, files) in SOURCES.iter().filter(|(of, _)| *of == lang) {
        for (_, text) in *files {
            let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
    }
    bundle
}

static ZH: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::Zh));
static EN: LazyLock<Bundle> = LazyLock::new(|| bundle(Lang::En));

/// Something that can stand in a sentence.
pub trait Arg {
    /// Its value for the sentence.
    fn value(&self) -> FluentValue<'_>;
}

macro_rules! numbers {
    ($($number:ty)+) => {$(
        impl Arg for $number {
            fn value(&self) -> FluentValue<'_> {
                FluentValue::from(*self)
            }
        }
    )+};
}
numbers!(i32 i64 u32 u64 usize);

impl Arg for str {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self)
    }
}

impl Arg for String {
    fn value(&self) -> FluentValue<'_> {
        FluentValue::from(self.as_str())
    }
}

impl<A: Arg + ?Sized> Arg for &A {
    fn value(&self) -> FluentValue<'_> {
        (**self).value()
    }
}

/// A language with its words, cheap to copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct T(pub Lang);

impl T {
    fn find(self, key: &str, args: &[(&str, &dyn Arg)]) -> Option<String> {
        let bundle: &Bundle = match self.0 {
            Lang::Zh => &ZH,
            Lang::En => &EN,
        };
        let (id, attribute) = key.split_once('.').map_or((key, None), |(id, name)| (id, Some(name)));
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let args: FluentArgs<'_> = args.iter().map(|(name, arg)| (*name, arg.value())).collect();
        Some(bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    /// Whether there are words under the key (`key`, or `key.attribute`).
    pub fn has(self, key: &str) -> bool {
        self.find(key, &[]).is_some()
    }

    /// The words under a key.
    pub fn s(self, key: &str) -> String {
        self.a(key, &[])
    }

    /// The words under a key, with values in their places.
    pub fn a(self, key: &str, args: &[(&str, &dyn Arg)]) -> String {
        self.find(key, args).unwrap_or_else(|| format!("⟦{key}⟧"))
    }

    /// The word for a code of a list, such as `job-state` and `filled`; the code itself when there is none.
    pub fn word(self, list: &str, code: &str) -> String {
        self.find(&key(list, code), &[]).unwrap_or_else(|| code.to_owned())
    }
}

/// The key of a code in a list: `error` and `pay.range` make `error-pay-range`.
pub fn key(list: &str, code: &str) -> String {
    format!("{list}-{}", code.replace(['.', '_'], "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_is_met_in_a_language_they_read() {
        let cases = [
            (Some("en"), Some("zh-CN"), Lang::En),
            (Some("xx"), Some("en-GB,en;q=0.9"), Lang::En),
            (None, Some("fr-FR, en;q=0.5, zh;q=0.4"), Lang::En),
            (None, Some("en;q=0.4, zh-TW;q=0.8"), Lang::Zh),
            (None, Some("zh;q=oops, en;q=0.1"), Lang::En),
            (None, Some("de"), Lang::Zh),
            (None, None, Lang::Zh),
        ];
        for (cookie, header, lang) in cases {
            assert_eq!(Lang::choose(cookie, header), lang, "{cookie:?} {header:?}");
        }
    }

    #[test]
    fn a_missing_key_is_visible_and_a_missing_word_is_its_code() {
        assert_eq!(T(Lang::Zh).s("no-such-key"), "⟦no-such-key⟧");
        assert_eq!(T(Lang::En).word("no-such-list", "a.b"), "a.b");
        assert!(!T(Lang::En).has("no-such-key"));
    }
}
