//! The eight ledgers and their rules, read from `data/ledgers.toml`. It refuses a file that leaves one out.

use std::sync::LazyLock;

use kernel::{Error, Result, words};
use serde::Deserialize;

use crate::rule::When;
use crate::{Kind, Need, Shape};

words! {
    /// A ledger.
    pub enum Group {
        /// Graduates and youth 高校毕业生等青年.
        Graduates = "graduates",
        /// Registered unemployed 登记失业人员.
        Unemployed = "unemployed",
        /// People with difficulty finding work 就业困难人员.
        Difficulty = "difficulty",
        /// Veterans 退役军人.
        Veterans = "veterans",
        /// Disabled people 残疾人.
        Disabled = "disabled",
        /// Migrant workers 农民工.
        Migrant = "migrant",
        /// Domestic workers 家政从业人员.
        Domestic = "domestic",
        /// Long-term unemployed 长期失业人员.
        LongTerm = "long_term",
    }
}

/// A ledger with its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which.
    pub group: Group,
    /// The law it stands on, in Chinese.
    pub law: String,
    /// The same in English.
    pub law_en: String,
    /// Facts that point to it.
    pub anchors: Vec<Kind>,
    /// The office whose register can verify it.
    pub register: String,
    /// What people of it are taken to need.
    pub needs: Vec<Need>,
    /// Who is in.
    pub when: When,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ledger: Vec<Raw>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    group: Group,
    law: String,
    law_en: String,
    anchors: Vec<Kind>,
    register: String,
    needs: Vec<Need>,
    when: Node,
}

/// What it means that nobody has said.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Silence {
    No,
}

/// A condition as it is written: exactly one of `all`, `any`, `unless`, `fact`, `age_from`.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Node {
    all: Option<Vec<Node>>,
    any: Option<Vec<Node>>,
    unless: Option<Box<Node>>,
    fact: Option<Kind>,
    values: Option<Vec<String>>,
    for_months: Option<i64>,
    within_months: Option<i64>,
    silence: Option<Silence>,
    age_from: Option<i64>,
    age_to: Option<i64>,
    sex: Option<String>,
}

fn wrong() -> Error {
    Error::internal("ledger.rules")
}

impl Node {
    fn when(self) -> Result<When> {
        let each = |nodes: Vec<Node>| nodes.into_iter().map(Node::when).collect::<Result<Vec<_>>>();
        Ok(match self {
            Node { all: Some(nodes), any: None, unless: None, fact: None, age_from: None, .. } => {
                When::All(each(nodes)?)
            }
            Node { all: None, any: Some(nodes), unless: None, fact: None, age_from: None, .. } => {
                When::Any(each(nodes)?)
            }
            Node { all: None, any: None, unless: Some(node), fact: None, age_from: None, .. } => {
                When::Unless(Box::new(node.when()?))
            }
            Node { all: None, any: None, unless: None, fact: Some(kind), age_from: None, .. } => {
                let values = self.values.unwrap_or_else(|| vec!["yes".to_owned()]);
                if values.iter().any(|value| !kind.values().contains(&value.as_str())) {
                    return Err(wrong());
                }
                let (for_months, within_months) = (self.for_months.unwrap_or(0), self.within_months);
                // What may be several at once has no beginning of being so.
                if for_months != 0 && (kind.several() || kind.shape() == Shape::Day) {
                    return Err(wrong());
                }
                When::Fact { kind, values, for_months, within_months, silent: self.silence.is_some() }
            }
            Node { all: None, any: None, unless: None, fact: None, age_from: Some(from), .. } => {
                When::Age { from, to: self.age_to, sex: self.sex }
            }
            _ => return Err(wrong()),
        })
    }
}

/// Reads rules; every ledger exactly once, in the order of [`Group::ALL`].
pub fn read(text: &str) -> Result<Vec<Entry>> {
    let file: File = toml::from_str(text).map_err(|_| wrong())?;
    let mut all = Vec::with_capacity(file.ledger.len());
    for raw in file.ledger {
        all.push(Entry {
            group: raw.group,
            law: raw.law,
            law_en: raw.law_en,
            anchors: raw.anchors,
            register: raw.register,
            needs: raw.needs,
            when: raw.when.when()?,
        });
    }
    all.sort_by_key(|entry| entry.group);
    if all.iter().map(|entry| entry.group).eq(Group::ALL.iter().copied()) { Ok(all) } else { Err(wrong()) }
}

static SHIPPED: LazyLock<Vec<Entry>> =
    LazyLock::new(|| read(include_str!("../../../data/ledgers.toml")).unwrap_or_default());

/// The ledgers with the rules that are shipped.
pub fn ledgers() -> &'static [Entry] {
    &SHIPPED
}

impl Group {
    /// The ledger's rule; none only if the shipped file cannot be read, which a test holds against.
    pub fn entry(self) -> Option<&'static Entry> {
        SHIPPED.iter().find(|entry| entry.group == self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_are_all_there_and_a_bad_file_is_refused() {
        assert_eq!(ledgers().len(), Group::ALL.len());
        assert!(read("").is_err());
        let one =
            "[[ledger]]\ngroup=\"veterans\"\nlaw=\"a\"\nlaw_en=\"a\"\nanchors=[]\nregister=\"x\"\nneeds=[]\n";
        for when in [
            "when = { fact = \"discharged\" }",
            "when = { fact = \"discharged\", all = [] }",
            "when = { fact = \"nonsense\" }",
            "when = { fact = \"disability\" }",
            "when = { }",
        ] {
            assert!(read(&format!("{one}{when}")).is_err(), "{when}");
        }
    }
}
