//! Learns the weights of titles and measures them on titles not seen.
//! `train_titles FILE.csv cv REPEATS [FOLDS]` prints cross-validated figures, of stratified folds alone where their number
//! is given; `train_titles FILE.csv write OUT` writes the weights. The file has the columns `job_name` and
//! `expected_code`.

#![allow(clippy::print_stdout)]

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;

use matching::{Occupations, Titles};

type Coded = Vec<(String, String)>;

const FOLDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [file, what, value, folds @ ..] = arguments.as_slice() else {
        return Err("train_titles FILE.csv cv REPEATS [FOLDS] | train_titles FILE.csv write OUT".into());
    };
    let coded = read(file)?;
    let all = Occupations::load();
    if what == "write" {
        let bytes = Titles::train(&coded, all).write();
        std::fs::write(value, &bytes)?;
        println!("titles={} bytes={}", coded.len(), bytes.len());
        return Ok(());
    }
    if let Some(folds) = folds.first() {
        let folds = folds.parse::<usize>()?;
        for seed in 1..=value.parse::<u64>()? {
            measure("stratified", seed, &coded, &stratified(&coded, seed, folds), all);
        }
        return Ok(());
    }
    for seed in 1..=value.parse::<u64>()? {
        measure("stratified", seed, &coded, &stratified(&coded, seed, FOLDS), all);
        measure("alike-together", seed, &coded, &alike_together(&coded, seed), all);
    }
    measure("blocks", 0, &coded, &blocks(&coded), all);
    Ok(())
}

fn read(file: &str) -> Result<Coded, Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers()?.clone();
    let column = |name: &str| header.iter().position(|h| h == name).ok_or(format!("no column {name}"));
    let (title, code) = (column("job_name")?, column("expected_code")?);
    let field = |row: &csv::StringRecord, at| row.get(at).unwrap_or_default().to_owned();
    Ok(reader
        .into_records()
        .map(|row| row.map(|row| (field(&row, title), field(&row, code))))
        .collect::<Result<_, _>>()?)
}

/// Trains on all folds but one and asks about that one, for each. A title without a code counts as missed. The standard
/// errors are those of a share of so many titles.
fn measure(protocol: &str, seed: u64, coded: &Coded, folds: &[usize], all: &Occupations) {
    let (mut first, mut five, mut posted) = (0, 0, 0);
    let count = folds.iter().max().map_or(0, |last| last + 1);
    for fold in 0..count {
        let here = |wanted: bool| {
            coded.iter().zip(folds).filter(move |(_, f)| (**f == fold) == wanted).map(|(c, _)| c)
        };
        let titles = Titles::train(&here(false).cloned().collect::<Vec<_>>(), all);
        for (title, code) in here(true) {
            let found = titles.codes(title, 5);
            first += usize::from(found.first().is_some_and(|hit| hit.code == code));
            five += usize::from(found.iter().any(|hit| hit.code == code));
            posted += usize::from(titles.posted(all, title, 5).iter().any(|hit| hit.code == code));
        }
    }
    let percent = |n: usize| n as f64 * 100.0 / coded.len() as f64;
    let error = |n: usize| (percent(n) * (100.0 - percent(n)) / coded.len() as f64).sqrt();
    println!(
        "protocol={protocol} folds={count} seed={seed} titles={} first={:.1}±{:.1} five={:.1}±{:.1} posted_five={:.1}",
        coded.len(),
        percent(first),
        error(first),
        percent(five),
        error(five),
        percent(posted)
    );
}

fn shuffled<T>(list: &mut [T], seed: u64) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    for at in (1..list.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        list.swap(at, (state % (at as u64 + 1)) as usize);
    }
}

/// Folds in which every code is spread evenly.
fn stratified(coded: &Coded, seed: u64, count: usize) -> Vec<usize> {
    let mut order = (0..coded.len()).collect::<Vec<_>>();
    shuffled(&mut order, seed);
    order.sort_by_key(|at| &coded[*at].1);
    let mut folds = vec![0; coded.len()];
    order.into_iter().zip((0..count).cycle()).for_each(|(at, fold)| folds[at] = fold);
    folds
}

/// Folds that are stretches of the list in order of its titles, so that few beginnings are known.
fn blocks(coded: &Coded) -> Vec<usize> {
    let mut order = (0..coded.len()).collect::<Vec<_>>();
    order.sort_by_key(|at| &coded[*at].0);
    let mut folds = vec![0; coded.len()];
    order.into_iter().enumerate().for_each(|(place, at)| folds[at] = place * FOLDS / coded.len());
    folds
}

/// Folds that keep together titles which share most of their pairs of characters, directly or through others.
fn alike_together(coded: &Coded, seed: u64) -> Vec<usize> {
    let runs = coded.iter().map(|(title, _)| {
        let core = title.rsplit("招聘").next().filter(|rest| rest.chars().count() > 1).unwrap_or(title);
        let signs = core.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).collect::<Vec<_>>();
        (1..=2)
            .flat_map(|n| signs.windows(n).map(<[char]>::to_vec).collect::<Vec<_>>())
            .collect::<BTreeSet<_>>()
    });
    let runs = runs.collect::<Vec<_>>();
    let mut group = (0..coded.len()).collect::<Vec<_>>();
    for a in 0..coded.len() {
        for b in 0..a {
            let shared = runs[a].intersection(&runs[b]).count();
            if shared * 10 >= 6 * (runs[a].len() + runs[b].len() - shared).max(1) && group[a] != group[b] {
                let (from, to) = (group[a], group[b]);
                group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
            }
        }
    }
    let mut members = BTreeMap::<usize, Vec<usize>>::new();
    group.iter().enumerate().for_each(|(at, g)| members.entry(*g).or_default().push(at));
    let mut groups = members.into_values().collect::<Vec<_>>();
    shuffled(&mut groups, seed);
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    let (mut sizes, mut folds) = ([0; FOLDS], vec![0; coded.len()]);
    for group in groups {
        let fold = (0..FOLDS).min_by_key(|fold| sizes[*fold]).unwrap_or(0);
        sizes[fold] += group.len();
        group.into_iter().for_each(|at| folds[at] = fold);
    }
    folds
}
