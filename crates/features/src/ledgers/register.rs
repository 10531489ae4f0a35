//! The registers of other offices: the disability federation, veterans' affairs, education. Which there are depends on
//! where the program runs: a trait, so that a province brings its own, and a file that an office hands over.
//!
//! It refuses to take silence for an answer, and says nothing where no register is connected.

use std::collections::BTreeMap;

use kernel::{Error, IdNumber, Result};
use ledger::{Day, Group};
use store::Boxed;

/// What a register knows of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It has them.
    Listed,
    /// It had them until a day.
    Ended(Day),
    /// It does not know them.
    Absent,
}

/// That a register did not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Silent;

/// Registers of people.
pub trait PeopleRegister: Send + Sync {
    /// What the register for a ledger is called in records; nothing where none is connected.
    fn source(&self, group: Group) -> Option<String>;

    /// What it knows of a person on a day.
    fn ask<'a>(
        &'a self,
        group: Group,
        number: &'a IdNumber,
        today: Day,
    ) -> Boxed<'a, std::result::Result<Answer, Silent>>;
}

/// None is connected.
pub struct NoRegisters;

impl PeopleRegister for NoRegisters {
    fn source(&self, _: Group) -> Option<String> {
        None
    }

    fn ask<'a>(
        &'a self,
        _: Group,
        _: &'a IdNumber,
        _: Day,
    ) -> Boxed<'a, std::result::Result<Answer, Silent>> {
        Box::pin(async { Err(Silent) })
    }
}

/// Lists that offices handed over: `register,number,from,to` a line, after a line that says so; `to` may be empty.
#[derive(Default)]
pub struct FileRegister {
    /// By register and number: the days of each.
    known: BTreeMap<(String, String), Vec<Listed>>,
}

/// From a day, until a day if one is known.
type Listed = (Day, Option<Day>);

/// The head of such a file.
const HEAD: &str = "register,number,from,to";

impl FileRegister {
    /// Reads a file; a line that is wrong is refused with its number, and nothing of the file is taken.
    pub fn read(text: &str) -> Result<FileRegister> {
        let wrong = |line: usize| Error::invalid("register.file").with("line", line + 1);
        let mut register = FileRegister::default();
        for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
            let cells: Vec<&str> = line.trim_end().split(',').collect();
            if at == 0 {
                if line.trim_end() != HEAD {
                    return Err(wrong(at));
                }
                continue;
            }
            let [name, number, from, to] = cells[..] else { return Err(wrong(at)) };
            let number: IdNumber = number.parse().map_err(|_| wrong(at))?;
            let from: Day = from.parse().map_err(|_| wrong(at))?;
            let to =
                Some(to).filter(|to| !to.is_empty()).map(str::parse).transpose().map_err(|_| wrong(at))?;
            if name.is_empty() || to.is_some_and(|to| to <= from) {
                return Err(wrong(at));
            }
            register.known.entry((name.to_owned(), number.as_str().to_owned())).or_default().push((from, to));
        }
        Ok(register)
    }

    /// The invented lists of the demonstration.
    pub fn demo() -> FileRegister {
        FileRegister::read(include_str!("../../../../data/demo/people-registers.csv")).unwrap_or_default()
    }

    fn find(&self, group: Group, number: &IdNumber, today: Day) -> Answer {
        let Some(entry) = group.entry() else { return Answer::Absent };
        let Some(known) = self.known.get(&(entry.register.clone(), number.as_str().to_owned())) else {
            return Answer::Absent;
        };
        let begun = known.iter().filter(|(from, _)| *from <= today);
        match begun.map(|(_, to)| *to).max_by_key(|to| to.map_or(i64::MAX, |day| day.0)) {
            None => Answer::Absent,
            Some(Some(to)) if to <= today => Answer::Ended(to),
            Some(_) => Answer::Listed,
        }
    }
}

impl PeopleRegister for FileRegister {
    fn source(&self, group: Group) -> Option<String> {
        let register = &group.entry()?.register;
        self.known.keys().any(|(name, _)| name == register).then(|| register.clone())
    }

    fn ask<'a>(
        &'a self,
        group: Group,
        number: &'a IdNumber,
        today: Day,
    ) -> Boxed<'a, std::result::Result<Answer, Silent>> {
        Box::pin(async move { Ok(self.find(group, number, today)) })
    }
}
