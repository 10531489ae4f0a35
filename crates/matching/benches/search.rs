//! How long completion and understanding take. Prints figures and judges none: `p50=… p99=… max=…` in microseconds over
//! every distinct prefix of every word, name and place, typed letter by letter, then single inputs measured at length.

#![allow(missing_docs)]
#![allow(clippy::print_stdout, reason = "a benchmark prints its figures")]

use std::collections::BTreeSet;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group};
use matching::{Occupations, Search};
use pinyin::ToPinyin;

#[path = "../tests/common/mod.rs"]
mod common;

const LIMIT: usize = 10;
const EVERYDAY: &str = include_str!("../../../data/everyday-words.csv");

fn typed(text: &str, initials: bool) -> String {
    text.chars()
        .map(|c| match c.to_pinyin() {
            Some(sound) if initials => sound.plain().chars().take(1).collect(),
            Some(sound) => sound.plain().replace('ü', "v"),
            None => c.to_string(),
        })
        .collect()
}

/// The time of a call. One above two milliseconds is measured up to nine times more and the least counts, so that
/// the turn of another process is not taken for work.
fn undisturbed(call: impl Fn()) -> Duration {
    let measure = || {
        let begun = Instant::now();
        call();
        begun.elapsed()
    };
    let mut time = measure();
    for _ in 0..9 {
        if time < Duration::from_millis(2) {
            break;
        }
        time = time.min(measure());
    }
    time
}

fn quantiles(name: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |permille: usize| {
        let place = (times.len().saturating_sub(1)) * permille / 1_000;
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    };
    let over = times.iter().filter(|time| **time > Duration::from_millis(5)).count();
    println!(
        "{name}: n={} p50={:.1} p99={:.1} p999={:.1} max={:.1} over_5ms={over}",
        times.len(),
        at(500),
        at(990),
        at(999),
        at(1_000)
    );
}

fn each_prefix(search: &Search<'_>, name: &str, texts: &[String]) {
    let ends = |text: &str| text.char_indices().map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>();
    let all: BTreeSet<&str> =
        texts.iter().flat_map(|text| ends(text).into_iter().filter_map(|end| text.get(..end))).collect();
    let mut times = Vec::new();
    let mut slowest = (Duration::ZERO, String::new());
    for prefix in all {
        let time = undisturbed(|| drop(black_box(search.complete(black_box(prefix), LIMIT))));
        times.push(time);
        if time > slowest.0 {
            slowest = (time, prefix.to_owned());
        }
    }
    quantiles(name, times);
    println!("{name}: slowest={} at {:?}", slowest.1, slowest.0);
}

fn adversarial() -> Vec<(&'static str, String)> {
    let megabyte = "搬运工安溪日结".repeat(50_000);
    vec![
        ("megabyte", megabyte),
        ("a60", "a".repeat(60)),
        ("s60", "s".repeat(60)),
        ("sh30", "sh".repeat(30)),
        ("ys30", "ys".repeat(30)),
        ("shi20", "shi".repeat(20)),
        ("yi30", "yi".repeat(30)),
        ("xian15", "xian".repeat(15)),
        ("ang20", "ang".repeat(20)),
        ("nan20", "nan".repeat(20)),
        ("letters", "qwertyuiopasdfghjklzxcvbnm".repeat(2)),
        ("emoji60", "🍜".repeat(60)),
        ("shan60", "山".repeat(60)),
        ("dong30", "东村".repeat(30)),
        ("mixed20", "空a调".repeat(20)),
        ("digits60", "1".repeat(60)),
        ("slip", "jiazhengfuwuyuanjiazhengfuwuyvan".to_owned()),
        ("hidden", "\u{200b}".repeat(100_000)),
    ]
}

fn figures() {
    Occupations::load();
    let places = common::places();
    let search = Search::new(Occupations::load(), places.clone());
    let (terms, bytes) = search.size();
    let built = (0..5).map(|_| {
        let copy = places.clone();
        let begun = Instant::now();
        drop(black_box(Search::new(Occupations::load(), copy)));
        begun.elapsed()
    });
    let least = built.min().unwrap_or_default();
    println!("build: least_of_5_ms={:.1} terms={terms} bytes={bytes}", least.as_secs_f64() * 1e3);
    for (name, text) in adversarial() {
        let measure = |call: &dyn Fn()| {
            let mut times: Vec<Duration> = (0..21).map(|_| undisturbed(call)).collect();
            times.sort_unstable();
            (times[10], times[20])
        };
        let complete = measure(&|| drop(black_box(search.complete(black_box(&text), LIMIT))));
        let understand = measure(&|| drop(black_box(search.understand(black_box(&text)))));
        println!(
            "adversarial {name}: complete median={:?} max={:?} understand median={:?} max={:?}",
            complete.0, complete.1, understand.0, understand.1
        );
    }
    let queries = include_str!("../tests/data/search-queries.tsv");
    let times = queries
        .lines()
        .skip(1)
        .filter_map(|line| Some(line.split_once('\t')?.0))
        .map(|query| undisturbed(|| drop(black_box(search.understand(black_box(query))))));
    quantiles("understand queries", times.collect());
    let words: Vec<String> =
        EVERYDAY.lines().skip(1).filter_map(|line| Some(line.split_once(',')?.0.to_owned())).collect();
    let names: Vec<String> = Occupations::load().all().filter(|o| o.leaf).map(|o| o.name.clone()).collect();
    let divisions: Vec<String> = places.into_iter().map(|place| place.name).collect();
    for (name, texts) in [("words", &words), ("names", &names), ("places", &divisions)] {
        each_prefix(&search, &format!("complete {name} characters"), texts);
        let letters = |initials| texts.iter().map(|text| typed(text, initials)).collect::<Vec<_>>();
        each_prefix(&search, &format!("complete {name} pinyin"), &letters(false));
        each_prefix(&search, &format!("complete {name} initials"), &letters(true));
    }
    // One wrong letter at the end of each prefix of the words.
    let slips: Vec<String> = words.iter().map(|word| typed(word, false).replace("n", "m")).collect();
    each_prefix(&search, "complete words slips", &slips);
}

fn single(c: &mut Criterion) {
    let search = common::search();
    for text in ["s", "空调", "kongtiao", "kongtioa", "ktqx", "安溪ban"] {
        c.bench_function(&format!("complete {text}"), |b| b.iter(|| search.complete(black_box(text), LIMIT)));
    }
    for text in ["安溪搬运200以上日结", "anxi banyun rijie 200"] {
        c.bench_function(&format!("understand {text}"), |b| b.iter(|| search.understand(black_box(text))));
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = single
}

fn main() {
    figures();
    benches();
    Criterion::default().configure_from_args().final_summary();
}
