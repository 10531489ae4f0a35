//! Prints how long it takes to load the weights of titles and to code one, and what a very long title costs.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::hint::black_box;
use std::time::Instant;

use matching::{Occupations, Titles};

const WEIGHTS: &[u8] = include_bytes!("../../../data/title-weights.bin");

fn main() {
    let start = Instant::now();
    let all = Occupations::load();
    println!("occupations_load_ms={:.1}", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let titles = Titles::read(WEIGHTS, all).unwrap();
    println!("titles_load_ms={:.1} bytes={}", start.elapsed().as_secs_f64() * 1e3, WEIGHTS.len());
    // Names of occupations inside the words of a posting stand for titles.
    let asked = all.all().map(|o| format!("某某商贸有限公司招聘{}（五险一金）", o.name)).collect::<Vec<_>>();
    for (what, posted) in [("codes", false), ("posted", true)] {
        let mut each = Vec::with_capacity(asked.len());
        for title in &asked {
            let start = Instant::now();
            if posted {
                black_box(titles.posted(all, title, 5));
            } else {
                black_box(titles.codes(title, 5));
            }
            each.push(start.elapsed().as_secs_f64() * 1e6);
        }
        each.sort_by(f64::total_cmp);
        let at = |share: usize| each[(each.len() - 1) * share / 100];
        println!("{what}_us p50={:.0} p99={:.0} max={:.0}", at(50), at(99), at(100));
    }
    let long = "招聘水电工".repeat(70_000);
    let start = Instant::now();
    black_box(titles.codes(&long, 5));
    println!("megabyte_title_us={:.0}", start.elapsed().as_secs_f64() * 1e6);
}
