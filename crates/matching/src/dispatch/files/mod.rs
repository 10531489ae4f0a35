//! Dispatch from CSV files to a CSV file. It refuses a file that lacks a column or cannot be read, and an answer that
//! the independent check does not confirm; a bad row is told of and left out.
//!
//! | file | columns, in any order, others ignored | |
//! |---|---|---|
//! | edges | `worker,shift,value` | ids: any text in UTF-8 that is not empty, spaces count; values: 64 bits, signed |
//! | capacity | `shift,capacity` | 0 to 2⁶⁴ − 1; one where a shift is absent |
//! | priorities | `worker,priority` | 0 to 2³² − 1; nought where a worker is absent |
//! | periods | `shift,starts_at,ends_at` | 64 bits, signed, half-open; every shift with edges needs one |
//!
//! Reasons against a row: `row.fields` (not as many as the header), `row.encoding`, `row.empty` (an id), `row.integer`,
//! `row.range`, `row.order` (a period that does not end after it starts), `row.period` (an edge whose shift has none),
//! `row.duplicate` (of the pair, or of the shift or worker: the first row stands). Byte order mark, CRLF, quotes and
//! blank lines are understood. Rows about shifts or workers without edges say nothing.

mod table;

use std::fmt;
use std::io::{Read, Write};

use kernel::{Error, Micros, Period};

use self::table::{Ids, Table};
use super::instance::repeated;
use super::{Edge, Instance, Objective, dispatch, dispatch_days, usual_steps, verify, verify_days};

/// One of the files read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum File {
    /// The allowed pairs.
    Edges,
    /// How many workers each shift takes.
    Capacity,
    /// The workers' priorities.
    Priorities,
    /// When each shift is.
    Periods,
}

impl File {
    /// Its name in errors.
    pub const fn name(self) -> &'static str {
        match self {
            File::Edges => "edges",
            File::Capacity => "capacity",
            File::Priorities => "priorities",
            File::Periods => "periods",
        }
    }
}

/// A row that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The file it stands in.
    pub file: File,
    /// The line where it begins, from one.
    pub line: u64,
    /// Why, as a stable code.
    pub reason: &'static str,
}

/// What is asked of a day with several shifts.
pub struct Day<'a> {
    /// When each shift is.
    pub periods: &'a mut dyn Read,
    /// How many looks at a pair the search may take; [`usual_steps`] unless given.
    pub steps: Option<u64>,
}

/// Who comes first among plans of equal total.
pub enum Fair<'a> {
    /// Any.
    Open,
    /// As many workers as can be.
    Everybody,
    /// Workers by their priorities: the sum over the assigned is as large as can be.
    Priorities(&'a mut dyn Read),
}

/// A dispatch of files.
pub struct Request<'a> {
    /// The allowed pairs.
    pub edges: &'a mut dyn Read,
    /// How many workers each shift takes; one each if absent.
    pub capacity: Option<&'a mut dyn Read>,
    /// What is best.
    pub objective: Objective,
    /// Who comes first among equals.
    pub fair: Fair<'a>,
    /// Several shifts a worker, if asked.
    pub day: Option<Day<'a>>,
}

/// What was planned. As text it is the one line `total=… bound=… gap=…`; where a search for the least cost has not
/// proved the number of assignments either, `assigned=… most_assigned=…` follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The sum of the chosen values.
    pub total: i128,
    /// No total is better.
    pub bound: i128,
    /// How far the total may be from the best.
    pub gap: i128,
    /// How many pairs were chosen.
    pub assigned: u64,
    /// For least cost, no plan has more.
    pub most_assigned: u64,
    /// The sum of the priorities of the assigned.
    pub priority: i128,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "total={} bound={} gap={}", self.total, self.bound, self.gap)?;
        if self.assigned != self.most_assigned {
            write!(f, " assigned={} most_assigned={}", self.assigned, self.most_assigned)?;
        }
        Ok(())
    }
}

/// Plans and writes `worker,shift,value` in the order of the edges. Nothing is written before the plan is proved.
///
/// # Errors
/// `dispatch.column` (with `file` and `column`), `dispatch.unreadable` (with `file`), `dispatch.unwritable`,
/// `dispatch.fair_day` if both are asked, `dispatch.too_large`, and `dispatch.unproven` if the check finds a flaw.
pub fn run(
    request: Request<'_>,
    out: &mut dyn Write,
    complain: &mut dyn FnMut(Complaint),
) -> Result<Summary, Error> {
    let Request { edges, capacity, objective, fair, day } = request;
    if day.is_some() && !matches!(fair, Fair::Open) {
        return Err(Error::invalid("dispatch.fair_day"));
    }
    let mut asked = Asked::read(edges)?;
    let capacity = match capacity {
        Some(file) => asked.capacity(file, complain)?,
        None => vec![1; asked.shifts.len()],
    };
    let priorities = match fair {
        Fair::Open => None,
        Fair::Everybody => Some(vec![1; asked.workers.len()]),
        Fair::Priorities(file) => Some(asked.priorities(file, complain)?),
    };
    let Some(day) = day else {
        let (instance, names) = asked.instance(capacity, complain)?;
        let plan = dispatch(&instance, objective, priorities.as_deref())?;
        let proved = verify(&instance, objective, priorities.as_deref(), &plan)?;
        if !proved.optimal {
            return Err(Error::internal("dispatch.unproven"));
        }
        names.write(&instance, &plan.chosen, out)?;
        return Ok(Summary {
            total: proved.total,
            bound: proved.bound,
            gap: proved.gap(),
            assigned: proved.assigned,
            most_assigned: proved.assigned,
            priority: proved.priority,
        });
    };
    let periods = asked.periods(day.periods, complain)?;
    let (instance, names) = asked.instance(capacity, complain)?;
    let steps = day.steps.unwrap_or(usual_steps(instance.edges().len()));
    let plan = dispatch_days(&instance, &periods, objective, steps)?;
    let proved = verify_days(&instance, &periods, objective, &plan)?;
    names.write(&instance, &plan.chosen, out)?;
    Ok(Summary {
        total: proved.total,
        bound: proved.bound,
        gap: proved.gap(),
        assigned: proved.assigned,
        most_assigned: proved.most_assigned,
        priority: 0,
    })
}

/// The edges as they were read.
struct Asked {
    table: Table,
    workers: Ids,
    shifts: Ids,
    edges: Vec<Edge>,
    bytes: Vec<u64>,
}

/// The ids of a plan's workers and shifts.
struct Names {
    workers: Ids,
    shifts: Ids,
}

impl Asked {
    fn read(file: &mut dyn Read) -> Result<Self, Error> {
        let mut table = Table::read(File::Edges, file, &["worker", "shift", "value"])?;
        let (mut workers, mut shifts) = (Ids::default(), Ids::default());
        let (mut edges, mut bytes) = (Vec::new(), Vec::new());
        table.rows(&mut |row| {
            let (worker, shift, value) = (row.id(0)?, row.id(1)?, row.number(2)?);
            edges.push(Edge { worker: workers.number(worker), shift: shifts.number(shift), value });
            bytes.push(row.byte);
            Ok(())
        })?;
        let mut asked = Asked { table, workers, shifts, edges, bytes };
        let twice = repeated(asked.workers.len(), asked.shifts.len(), &asked.edges);
        asked.leave_out(&twice, "row.duplicate");
        Ok(asked)
    }

    /// Leaves out edges, given by ascending indices.
    fn leave_out(&mut self, which: &[usize], reason: &'static str) {
        for index in which {
            self.table.complain(self.bytes.get(*index).copied().unwrap_or(0), reason);
        }
        let stays = |index: usize| which.binary_search(&index).is_err();
        let mut index = 0..;
        self.edges.retain(|_| index.next().is_some_and(stays));
        let mut index = 0..;
        self.bytes.retain(|_| index.next().is_some_and(stays));
    }

    fn capacity(&self, file: &mut dyn Read, complain: &mut dyn FnMut(Complaint)) -> Result<Vec<u64>, Error> {
        let given = column(&self.shifts, File::Capacity, file, ["shift", "capacity"], complain)?;
        Ok(given.into_iter().map(|capacity| capacity.unwrap_or(1)).collect())
    }

    fn priorities(
        &self,
        file: &mut dyn Read,
        complain: &mut dyn FnMut(Complaint),
    ) -> Result<Vec<u32>, Error> {
        let given = column(&self.workers, File::Priorities, file, ["worker", "priority"], complain)?;
        Ok(given.into_iter().map(|priority| priority.unwrap_or(0)).collect())
    }

    /// The period of each shift; edges of shifts without one are left out.
    fn periods(
        &mut self,
        file: &mut dyn Read,
        complain: &mut dyn FnMut(Complaint),
    ) -> Result<Vec<Period>, Error> {
        let mut table = Table::read(File::Periods, file, &["shift", "starts_at", "ends_at"])?;
        let mut seen = Ids::default();
        let mut found = vec![None; self.shifts.len()];
        table.rows(&mut |row| {
            let (shift, start, end) = (row.id(0)?, row.number(1)?, row.number(2)?);
            let period = Period::new(Micros(start), Micros(end)).map_err(|_| "row.order")?;
            once(&mut seen, shift)?;
            if let Some(found) = self.shifts.known(shift).and_then(|at| found.get_mut(at)) {
                *found = Some(period);
            }
            Ok(())
        })?;
        table.tell(complain);
        let known = |edge: &Edge| found.get(edge.shift as usize).is_some_and(|period| period.is_some());
        let without = (0..).zip(&self.edges).filter(|(_, edge)| !known(edge)).map(|(index, _)| index);
        let without = without.collect::<Vec<usize>>();
        self.leave_out(&without, "row.period");
        let empty = Period::new(Micros(0), Micros(1))?;
        Ok(found.into_iter().map(|period| period.unwrap_or(empty)).collect())
    }

    fn instance(
        self,
        capacity: Vec<u64>,
        complain: &mut dyn FnMut(Complaint),
    ) -> Result<(Instance, Names), Error> {
        self.table.tell(complain);
        let instance = Instance::new(self.workers.len(), capacity, self.edges)?;
        Ok((instance, Names { workers: self.workers, shifts: self.shifts }))
    }
}

/// A number for each id of a file with two columns.
fn column<N: TryFrom<i128> + Copy>(
    ids: &Ids,
    file: File,
    from: &mut dyn Read,
    names: [&str; 2],
    complain: &mut dyn FnMut(Complaint),
) -> Result<Vec<Option<N>>, Error> {
    let mut table = Table::read(file, from, &names)?;
    let mut seen = Ids::default();
    let mut found = vec![None; ids.len()];
    table.rows(&mut |row| {
        let (id, number) = (row.id(0)?, row.number(1)?);
        once(&mut seen, id)?;
        if let Some(found) = ids.known(id).and_then(|at| found.get_mut(at)) {
            *found = Some(number);
        }
        Ok(())
    })?;
    table.tell(complain);
    Ok(found)
}

/// Refuses an id that came before.
fn once(seen: &mut Ids, id: &str) -> Result<(), &'static str> {
    let new = seen.len();
    if seen.number(id) as usize == new { Ok(()) } else { Err("row.duplicate") }
}

impl Names {
    fn write(&self, instance: &Instance, chosen: &[usize], out: &mut dyn Write) -> Result<(), Error> {
        let mut writer = csv::Writer::from_writer(out);
        let unwritable = |_| Error::internal("dispatch.unwritable");
        writer.write_record(["worker", "shift", "value"]).map_err(unwritable)?;
        for edge in chosen.iter().filter_map(|index| instance.edges().get(*index)) {
            let value = edge.value.to_string();
            let row = [self.workers.name(edge.worker), self.shifts.name(edge.shift), &value];
            writer.write_record(row).map_err(unwritable)?;
        }
        writer.flush().map_err(|_| Error::internal("dispatch.unwritable"))
    }
}
