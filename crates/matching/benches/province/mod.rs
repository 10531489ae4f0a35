//! A province of jobs and queries for benchmarks, the same each time: half of the jobs in the cores of the county
//! towns, half spread over the counties, both by census population; occupations by Zipf's law.

/// A job, as a line of the jobs' file has it.
pub struct Job {
    pub id: u64,
    pub lon: f64,
    pub lat: f64,
    pub occupation: String,
    pub unit: &'static str,
    pub fen: i64,
    pub slots: u32,
    pub hours_ago: u32,
    pub openings: u32,
}

/// A query, as a line of the queries' file has it.
pub struct Ask {
    pub id: u64,
    pub lon: f64,
    pub lat: f64,
    pub occupations: Vec<String>,
    pub min_fen: i64,
    pub slots: u32,
    pub radius_m: u32,
}

struct County {
    until: f64,
    west: f64,
    east: f64,
    south: f64,
    north: f64,
    core: (f64, f64),
}

/// Draws jobs and queries.
pub struct Province {
    state: u64,
    counties: Vec<County>,
    codes: Vec<(f64, String)>,
}

/// A degree of latitude in metres.
const DEGREE_M: f64 = 111_195.0;
/// How far a core reaches: the standard deviation on each axis.
const CORE_M: f64 = 2_000.0;

impl Province {
    /// A province with so many occupations, from the shipped census and county map.
    pub fn new(seed: u64, codes: usize) -> Province {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        let read = |name: &str| std::fs::read_to_string(data.join(name)).unwrap_or_default();
        let map: serde_json::Value =
            serde_json::from_str(&read("fujian-counties.geojson")).unwrap_or_default();
        let census = read("fujian-census-2020.csv");
        let people = |code: &str| {
            let line = census.lines().find(|line| line.starts_with(code))?;
            line.split(',').nth(4)?.parse::<f64>().ok()
        };
        let mut counties = Vec::new();
        let mut total = 0.0;
        for feature in map["features"].as_array().into_iter().flatten() {
            let code = feature["properties"]["gb"].as_str().and_then(|gb| gb.strip_prefix("156"));
            let Some(people) = code.and_then(people) else { continue };
            let (mut points, mut stack) = (Vec::new(), vec![&feature["geometry"]["coordinates"]]);
            while let Some(value) = stack.pop() {
                match (value[0].as_f64(), value[1].as_f64()) {
                    (Some(lon), Some(lat)) => points.push((lon, lat)),
                    _ => stack.extend(value.as_array().into_iter().flatten()),
                }
            }
            let ends = |of: fn(&(f64, f64)) -> f64| {
                points.iter().map(of).fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)))
            };
            let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / points.len() as f64;
            let ((west, east), (south, north)) = (ends(|p| p.0), ends(|p| p.1));
            total += people;
            counties.push(County {
                until: total,
                west,
                east,
                south,
                north,
                core: (mean(|p| p.0), mean(|p| p.1)),
            });
        }
        assert!(counties.len() > 70, "the shipped map and census are there");
        let mut sum = 0.0;
        let codes = (1..=codes)
            .map(|rank| {
                sum += 1.0 / rank as f64;
                (
                    sum,
                    format!("{}-{:02}-{:02}-{:02}", 1 + rank % 6, 1 + rank % 9, 1 + rank % 5, 1 + rank / 30),
                )
            })
            .collect();
        Province { state: seed, counties, codes }
    }

    /// A number below one (SplitMix64).
    pub fn share(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((bits ^ bits >> 31) >> 11) as f64 / (1u64 << 53) as f64
    }

    fn below(&mut self, end: u32) -> u32 {
        (self.share() * f64::from(end)) as u32
    }

    fn normal(&mut self) -> f64 {
        (-2.0 * (1.0 - self.share()).ln()).sqrt() * (std::f64::consts::TAU * self.share()).cos()
    }

    fn place(&mut self) -> (f64, f64) {
        let (pick, in_core) = (self.share(), self.share() < 0.5);
        let (a, b) = if in_core { (self.normal(), self.normal()) } else { (self.share(), self.share()) };
        let people = pick * self.counties.last().map_or(0.0, |county| county.until);
        let county = &self.counties[self.counties.partition_point(|county| county.until <= people)];
        let (lon, lat) = if in_core {
            let north = a * CORE_M / DEGREE_M;
            let east = b * CORE_M / DEGREE_M / county.core.1.to_radians().cos();
            (county.core.0 + east, county.core.1 + north)
        } else {
            (county.west + a * (county.east - county.west), county.south + b * (county.north - county.south))
        };
        ((lon * 1e6).round() / 1e6, (lat * 1e6).round() / 1e6)
    }

    fn code(&mut self) -> String {
        let at = self.share() * self.codes.last().map_or(0.0, |code| code.0);
        self.codes[self.codes.partition_point(|code| code.0 <= at)].1.clone()
    }

    /// Days on end with the same shifts, or any slots at all.
    fn slots(&mut self) -> u32 {
        match self.below(4) {
            0 => self.below(1 << 21),
            _ => {
                let (shifts, first, days) = (1 + self.below(7), self.below(5), 1 + self.below(7));
                (first..(first + days).min(7)).map(|day| shifts << (day * 3)).sum()
            }
        }
    }

    /// One job.
    pub fn job(&mut self, id: u64) -> Job {
        let (lon, lat) = self.place();
        let hourly = 1_400.0 + 900.0 * self.normal().abs() + 400.0 * self.share();
        let (unit, hours, round) =
            [("hour", 1.0, 10.0), ("day", 8.0, 500.0), ("month", 174.0, 10_000.0)][self.below(3) as usize];
        Job {
            id,
            lon,
            lat,
            occupation: self.code(),
            unit,
            fen: ((hourly * hours / round).round() * round) as i64,
            slots: self.slots(),
            hours_ago: self.below(30 * 24),
            openings: 1 + self.below(5),
        }
    }

    /// One query: 3 to 20 kilometres, one to five occupations.
    pub fn ask(&mut self, id: u64) -> Ask {
        let (lon, lat) = self.place();
        let count = 1 + self.below(5);
        let mut slots = self.slots();
        if slots == 0 {
            slots = 1;
        }
        Ask {
            id,
            lon,
            lat,
            occupations: (0..count).map(|_| self.code()).collect(),
            min_fen: i64::from(1_200 + 100 * self.below(14)),
            slots,
            radius_m: 3_000 + self.below(17_001),
        }
    }
}
