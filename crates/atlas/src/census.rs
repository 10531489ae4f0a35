//! The census of 2020 by county, under the codes of today.
//!
//! Education is of people aged three and over; occupations and industries are those of the long form that one
//! household in ten filled in, so they are good for shares and never for counts. It refuses to guess: the county
//! that was not counted is absent.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kernel::RegionCode;

const CENSUS: &str = include_str!("../../../data/fujian-census-2020.csv");

/// First year of each five-year age group that counts as working age, 15–19 to 55–59.
pub const AGES: [u32; 9] = [15, 20, 25, 30, 35, 40, 45, 50, 55];

/// Levels of schooling, as codes for [`County::education`].
pub const EDUCATION: [&str; 7] =
    ["none", "preschool", "primary", "junior_secondary", "senior_secondary", "college", "degree"];

/// Major groups of CSCO 2022, for [`County::occupations`].
pub const OCCUPATIONS: [&str; 7] =
    ["1-00-00-00", "2-00-00-00", "3-00-00-00", "4-00-00-00", "5-00-00-00", "6-00-00-00", "8-00-00-00"];

/// Sections of GB/T 4754, for [`County::industries`].
pub const INDUSTRIES: [char; 20] =
    ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q', 'R', 'S', 'T'];

/// Counties whose code has changed since the census; two became one.
const RENAMED: [(&str, &str); 5] = [
    ("350402", "350404"),
    ("350403", "350404"),
    ("350427", "350405"),
    ("350625", "350605"),
    ("350681", "350604"),
];

/// What the census says of one county.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct County {
    /// Its code today.
    pub code: RegionCode,
    /// Everybody.
    pub population: u32,
    /// Everybody aged 15 to 59.
    pub working_age: u32,
    /// Men and women in each age group of [`AGES`].
    pub by_age_sex: [[u32; 2]; AGES.len()],
    /// People aged three and over by [`EDUCATION`].
    pub education: [u32; EDUCATION.len()],
    /// People at work by [`OCCUPATIONS`]; one household in ten.
    pub occupations: [u32; OCCUPATIONS.len()],
    /// People at work by [`INDUSTRIES`]; one household in ten.
    pub industries: [u32; INDUSTRIES.len()],
}

impl County {
    /// Two counties that are one today.
    fn join(&mut self, other: &County) {
        self.population += other.population;
        self.working_age += other.working_age;
        add(self.by_age_sex.as_flattened_mut(), other.by_age_sex.as_flattened());
        add(&mut self.education, &other.education);
        add(&mut self.occupations, &other.occupations);
        add(&mut self.industries, &other.industries);
    }
}

fn add(to: &mut [u32], from: &[u32]) {
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

/// The census of the province.
pub struct Census {
    /// By code.
    counties: Vec<County>,
}

impl Census {
    /// The census, read on first use and shared from then on.
    pub fn load() -> &'static Census {
        static LOADED: OnceLock<Census> = OnceLock::new();
        LOADED.get_or_init(|| Census { counties: parse(CENSUS) })
    }

    /// Every county counted, by code.
    pub fn counties(&self) -> &[County] {
        &self.counties
    }

    /// What it says of a county; none of one that was not counted.
    pub fn county(&self, code: RegionCode) -> Option<&County> {
        self.counties.binary_search_by_key(&code, |c| c.code).ok().map(|i| &self.counties[i])
    }

    /// Shares `n` out among the counties by working-age population: exactly `n` in all, each county within one of
    /// its due, the largest remainders first and equal ones by code.
    pub fn apportion(&self, n: usize) -> Vec<(RegionCode, usize)> {
        let all: u128 = self.counties.iter().map(|c| u128::from(c.working_age)).sum();
        let mut shares: Vec<_> = self
            .counties
            .iter()
            .map(|c| {
                let due = n as u128 * u128::from(c.working_age);
                (c.code, (due / all.max(1)) as usize, due % all.max(1))
            })
            .collect();
        let left = n - shares.iter().map(|(_, share, _)| share).sum::<usize>();
        shares.sort_by(|a, b| b.2.cmp(&a.2).then(a.0.cmp(&b.0)));
        shares.iter_mut().take(left).for_each(|(_, share, _)| *share += 1);
        shares.sort_by_key(|(code, ..)| *code);
        shares.into_iter().map(|(code, share, _)| (code, share)).collect()
    }
}

/// One row for a county; the rows of cities and the province, whose codes end in `00`, are left out.
fn parse(text: &str) -> Vec<County> {
    let mut lines = text.lines();
    let heads: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut counties: BTreeMap<RegionCode, County> = BTreeMap::new();
    for line in lines {
        let cells: Vec<&str> = line.split(',').collect();
        if let Some(county) = parse_county(&heads, &cells) {
            counties.entry(county.code).and_modify(|c| c.join(&county)).or_insert(county);
        }
    }
    counties.into_values().collect()
}

fn parse_county(heads: &[&str], cells: &[&str]) -> Option<County> {
    let six = cells.first().filter(|code| !code.ends_with("00"))?;
    let six = RENAMED.iter().find(|(old, _)| old == six).map_or(*six, |(_, new)| new);
    let by_age_sex: [[u32; 2]; AGES.len()] = pairs(heads, cells, "男_15到19岁")?;
    let schooling: [[u32; 2]; EDUCATION.len()] = pairs(heads, cells, "未上过学_男")?;
    Some(County {
        code: format!("{six}000000").parse().ok()?,
        population: *run(heads, cells, "人口数_合计", 1)?.first()?,
        working_age: by_age_sex.as_flattened().iter().sum(),
        by_age_sex,
        education: schooling.map(|[men, women]| men + women),
        occupations: run(
            heads,
            cells,
            "党的机关国家机关群众团体和社会组织企事业单位负责人",
            OCCUPATIONS.len(),
        )?
        .try_into()
        .ok()?,
        industries: run(heads, cells, "农林牧渔业", INDUSTRIES.len())?.try_into().ok()?,
    })
}

/// `len` figures from the column with this heading on; an empty cell means nobody.
fn run(heads: &[&str], cells: &[&str], head: &str, len: usize) -> Option<Vec<u32>> {
    let start = heads.iter().position(|h| *h == head)?;
    let figure = |cell: &&str| if cell.is_empty() { Some(0) } else { cell.parse().ok() };
    cells.get(start..start + len)?.iter().map(figure).collect()
}

/// `N` pairs of men and women from the column with this heading on.
fn pairs<const N: usize>(heads: &[&str], cells: &[&str], head: &str) -> Option<[[u32; 2]; N]> {
    run(heads, cells, head, 2 * N)?.as_chunks().0.try_into().ok()
}
