//! How like a text is to the texts of each code: shared runs of characters, the rarer the more telling, or shared
//! characters, each alike. It refuses to judge; the ranking weighs it.

use super::features::{runs, signs};

/// The texts of all codes by their runs.
#[derive(Debug)]
pub(crate) struct Likeness {
    codes: usize,
    by: By,
    hashes: Vec<u32>,
    ends: Vec<u32>,
    rarity: Vec<f32>,
    texts: Vec<u32>,
    owner: Vec<u32>,
    norm: Vec<f32>,
    total: Vec<f32>,
}

/// What texts are compared by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum By {
    /// Runs of one to three signs, the rarer the heavier.
    Runs,
    /// Single signs, all of one weight.
    Signs,
}

impl By {
    fn read(self, text: &str) -> Vec<u32> {
        match self {
            Self::Runs => runs(text),
            Self::Signs => signs(text),
        }
    }
}

/// How like a text is to one code.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Like {
    /// The best cosine with one of the code's texts, 0 to 1.
    pub cosine: f32,
    /// The largest share of one of the code's texts that stands in the text, 0 to 1.
    pub covered: f32,
}

impl Likeness {
    /// An index of texts, each with the number of its code; the texts of a code stand together.
    pub(crate) fn new<'a>(by: By, codes: usize, texts: impl Iterator<Item = (usize, &'a str)>) -> Self {
        let (mut all, mut owner) = (Vec::<(u32, u32)>::new(), Vec::new());
        for (number, (code, text)) in texts.enumerate() {
            all.extend(
                text.split([' ', '\n']).flat_map(|text| by.read(text)).map(|run| (run, number as u32)),
            );
            owner.push(code as u32);
        }
        all.sort_unstable();
        all.dedup();
        let owner_of = |text: u32| owner.get(text as usize).copied().unwrap_or(u32::MAX);
        let (mut norm, mut total) = (vec![0.0_f32; owner.len()], vec![0.0_f32; owner.len()]);
        let (mut hashes, mut ends, mut rarity) = (Vec::new(), Vec::new(), Vec::new());
        for list in all.chunk_by(|a, b| a.0 == b.0) {
            let holders = list.chunk_by(|a, b| owner_of(a.1) == owner_of(b.1)).count();
            let rare = match by {
                By::Runs => ((codes as f32 + 1.0) / holders as f32).ln(),
                By::Signs => 1.0,
            };
            hashes.extend(list.first().map(|entry| entry.0));
            ends.push(ends.last().copied().unwrap_or(0) + list.len() as u32);
            rarity.push(rare);
            for (_, text) in list {
                if let Some(sum) = norm.get_mut(*text as usize) {
                    *sum += rare * rare;
                }
                if let Some(sum) = total.get_mut(*text as usize) {
                    *sum += rare;
                }
            }
        }
        norm.iter_mut().for_each(|sum| *sum = sum.sqrt());
        let texts = all.into_iter().map(|entry| entry.1).collect();
        Self { codes, by, hashes, ends, rarity, texts, owner, norm, total }
    }

    fn holders(&self, hash: u32) -> Option<(f32, &[u32])> {
        let at = self.hashes.binary_search(&hash).ok()?;
        let start = if at == 0 { 0 } else { *self.ends.get(at - 1)? };
        Some((*self.rarity.get(at)?, self.texts.get(start as usize..*self.ends.get(at)? as usize)?))
    }

    /// How like a text is to each code, by its number.
    pub(crate) fn ask(&self, text: &str) -> Vec<Like> {
        let mut shared = vec![(0.0_f32, 0.0_f32); self.owner.len()];
        let mut own = 0.0;
        let strange = match self.by {
            By::Runs => (self.codes as f32).ln(),
            By::Signs => 1.0,
        };
        for run in self.by.read(text) {
            let Some((rare, texts)) = self.holders(run) else {
                own += strange * strange;
                continue;
            };
            own += rare * rare;
            for text in texts {
                if let Some(sums) = shared.get_mut(*text as usize) {
                    sums.0 += rare * rare;
                    sums.1 += rare;
                }
            }
        }
        let own = own.sqrt();
        let mut likes = vec![Like::default(); self.codes];
        let texts = shared.iter().zip(&self.owner).zip(self.norm.iter().zip(&self.total));
        for (((dot, sum), owner), (norm, total)) in texts.filter(|(((dot, _), _), _)| *dot > 0.0) {
            if let Some(like) = likes.get_mut(*owner as usize) {
                like.cosine = like.cosine.max(dot / own / norm);
                like.covered = like.covered.max(sum / total);
            }
        }
        likes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_wholly_alike_and_a_stranger_not_at_all() {
        let texts = [(0, "水电工"), (0, "电工"), (1, "洗碗工"), (2, "律师")];
        let index = Likeness::new(By::Runs, 3, texts.into_iter());
        let likes = index.ask("电工");
        assert!((likes[0].cosine - 1.0).abs() < 1e-5 && (likes[0].covered - 1.0).abs() < 1e-5);
        assert!(likes[1].cosine > 0.0 && likes[1].cosine < 0.5);
        assert_eq!(likes[2], Like::default());
        assert!(index.ask("").iter().chain(&index.ask("咖啡")).all(|like| *like == Like::default()));
        let inside = index.ask("急招律师一名");
        assert!((inside[2].covered - 1.0).abs() < 1e-5 && inside[2].cosine < 1.0);
    }

    #[test]
    fn by_signs_the_order_does_not_matter() {
        let texts = [(0, "水电工"), (1, "洗碗工")];
        let likes = Likeness::new(By::Signs, 2, texts.into_iter()).ask("工电水");
        assert!((likes[0].cosine - 1.0).abs() < 1e-5 && (likes[1].cosine - 1.0 / 3.0).abs() < 1e-5);
    }
}
