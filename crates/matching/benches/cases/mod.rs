//! Instances made from a seed: the same numbers on every machine.

/// A generator of numbers (SplitMix64).
pub struct Numbers(pub u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From nought up to below `n`.
    pub fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }
}

/// How values and pairs are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Values 0..1,000,000, all alike likely.
    Uniform,
    /// Every value 7.
    Equal,
    /// Values 0..4.
    Few,
    /// Points in a square, the nearer the better; pairs are the nearest in a sparse one.
    Geometric,
    /// A few shifts are wanted by nearly everybody, and worth more.
    Popular,
    /// Value is the product of a worker's and a shift's number: everybody agrees on the order.
    Product,
    /// Some shifts are worth a little less than the one before; long chains of moves.
    Chain,
    /// Two values far apart, in blocks with too many workers for their shifts.
    Blocks,
}

/// All of them.
pub const KINDS: [Kind; 8] = [
    Kind::Uniform,
    Kind::Equal,
    Kind::Few,
    Kind::Geometric,
    Kind::Popular,
    Kind::Product,
    Kind::Chain,
    Kind::Blocks,
];

/// Pairs `(worker, shift, value)` of `workers` × `shifts`, `degree` for each worker; all where it is the number of shifts.
pub fn pairs(kind: Kind, workers: u32, shifts: u32, degree: u32, seed: u64) -> Vec<(u32, u32, i64)> {
    let mut numbers = Numbers(seed);
    let mut found = Vec::new();
    let point = |numbers: &mut Numbers| (numbers.below(10_000) as i64, numbers.below(10_000) as i64);
    let at_workers: Vec<_> = (0..workers).map(|_| point(&mut numbers)).collect();
    let at_shifts: Vec<_> = (0..shifts).map(|_| point(&mut numbers)).collect();
    let mut stamp = vec![u32::MAX; shifts as usize];
    for worker in 0..workers {
        let distance = |shift: u32| {
            let (a, b) = (at_workers[worker as usize], at_shifts[shift as usize]);
            (((a.0 - b.0).pow(2) + (a.1 - b.1).pow(2)) as f64).sqrt() as i64
        };
        let mut mine = Vec::new();
        if degree >= shifts {
            mine.extend(0..shifts);
        } else if kind == Kind::Geometric {
            mine.extend(0..shifts);
            mine.select_nth_unstable_by_key(degree as usize, |shift| (distance(*shift), *shift));
            mine.truncate(degree as usize);
        } else {
            while mine.len() < degree as usize {
                let shift = match kind {
                    Kind::Popular => {
                        let u = numbers.below(1 << 30) as f64 / f64::from(1 << 30);
                        (f64::from(shifts) * u.powi(4)) as u32
                    }
                    Kind::Chain => {
                        let near = u64::from(worker) * u64::from(shifts) / u64::from(workers);
                        ((near + numbers.below(u64::from(degree) * 2)) % u64::from(shifts)) as u32
                    }
                    Kind::Blocks => {
                        let block = numbers.below(8).min(u64::from(worker % 8)) as u32;
                        let size = (shifts / 8).max(1);
                        (block * size + numbers.below(u64::from(size)) as u32) % shifts
                    }
                    _ => numbers.below(u64::from(shifts)) as u32,
                };
                if std::mem::replace(&mut stamp[shift as usize], worker) != worker {
                    mine.push(shift);
                }
            }
        }
        for shift in mine {
            let (w, s) = (i64::from(worker), i64::from(shift));
            let value = match kind {
                Kind::Uniform => numbers.below(1_000_000) as i64,
                Kind::Equal => 7,
                Kind::Few => numbers.below(4) as i64,
                Kind::Geometric => 15_000 - distance(shift),
                Kind::Popular => 1_000_000 / (s + 1) + numbers.below(1_000) as i64,
                Kind::Product => (w + 1) * (s + 1),
                Kind::Chain => 1_000_000 - (s * 7 - w * 3).abs() * 11,
                Kind::Blocks => (numbers.below(2) as i64) * 1_000_000 + numbers.below(3) as i64,
            };
            found.push((worker, shift, value));
        }
    }
    found
}

/// When shifts are, in minutes of a day: quarter hours from six in the morning, two to nine hours long.
pub fn periods(shifts: u32, seed: u64) -> Vec<(i64, i64)> {
    let mut numbers = Numbers(seed);
    let period = |_| {
        let (start, length) = (360 + 15 * numbers.below(60) as i64, 120 + 15 * numbers.below(29) as i64);
        (start, start + length)
    };
    (0..shifts).map(period).collect()
}
