//! A name: its characters, how they sound to somebody from the south, and how two names compare.

use pinyin::ToPinyin;

use super::How;

/// Surnames of two characters.
const COMPOUND: &str = "欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 长孙 宇文 夏侯 令狐 端木 轩辕";

/// Characters that a hand or an eye takes for each other.
const ALIKE: &str = "己已巳 未末 土士 日曰 明朋 玲铃伶 晴睛 杨扬 陈阵 彬杉 娟捐 梅海 珍诊 琴芩 萍苹 静净 \
    丽郦 兰芝 洁结 凤风 清请青 佳住 华桦 荣莱 林材 村 枝技 春舂 莲连 锋峰烽 刚钢 辉晖 斌武 宇字 志忘 亮高 \
    建健 伟炜 良艮 仁仕 光兴 宏宠 涛寿 昌晶 旺汪 鸣鸟 洪共 瑞端 琳林 妹妺 婷停 颖颍 燕蒸 雪雷 芳劳 慧彗";

/// The surname of a Chinese name; none of a name that is built otherwise.
pub fn surname(name: &str) -> Option<&str> {
    let count = name.chars().count();
    if !(2..=5).contains(&count) || !name.chars().all(|c| c.to_pinyin().is_some()) {
        return None;
    }
    let compound = COMPOUND.split(' ').any(|pair| name.starts_with(pair)) && count > 2;
    let end = name.char_indices().nth(if compound { 2 } else { 1 })?.0;
    name.get(..end)
}

/// A name made ready.
#[derive(Clone, Debug)]
pub(super) struct Name {
    chars: Box<[char]>,
    /// The coarse sound of each Chinese character; nothing for a Latin name.
    sounds: Box<[u64]>,
    /// The whole name in letters, as exactly as pinyin has it.
    letters: Box<str>,
    /// How many characters are the surname.
    family: usize,
    /// Of the characters, and of the coarse sound of all.
    pub(super) exact: u64,
    pub(super) heard: u64,
}

impl Name {
    pub(super) fn read(text: &str) -> Self {
        let chars: Box<[char]> =
            text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let mut letters = String::new();
        let mut sounds = Vec::with_capacity(chars.len());
        for &c in &chars {
            match c.to_pinyin() {
                Some(sound) => {
                    letters.push_str(sound.plain());
                    sounds.push(hash(coarse(sound.plain()).as_bytes()));
                }
                None => letters.push(c),
            }
        }
        if sounds.len() != chars.len() {
            sounds.clear();
        }
        let compound = |pair: &str| pair.chars().eq(chars.iter().take(2).copied()) && chars.len() > 2;
        let spelled: String = chars.iter().collect();
        Self {
            family: if COMPOUND.split(' ').any(compound) { 2 } else { 1 },
            exact: hash(spelled.as_bytes()),
            heard: hash(coarse(&letters).as_bytes()),
            sounds: sounds.into(),
            letters: letters.into(),
            chars,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// The sound of the first and the last character; of a Latin name its first and last letters.
    pub(super) fn ends(&self) -> (u64, u64) {
        match (&self.sounds[..], &self.chars[..]) {
            ([first, .., last], _) => (*first, *last),
            ([one], _) => (*one, *one),
            (_, [first, .., last]) => (u64::from(u32::from(*first)), u64::from(u32::from(*last))),
            _ => (0, 0),
        }
    }

    pub(super) fn compare(&self, other: &Self) -> How {
        if self.is_empty() || other.is_empty() {
            return How::Missing;
        }
        if self.chars == other.chars {
            return How::Equal;
        }
        match (self.sounds.is_empty(), other.sounds.is_empty()) {
            (false, false) => self.compare_chinese(other),
            (true, true) => one_letter(&self.letters, &other.letters),
            _ if self.letters == other.letters => How::SameSound,
            _ => How::Different,
        }
    }

    fn compare_chinese(&self, other: &Self) -> How {
        let (a, b) = (&self.chars, &other.chars);
        if a.len() == b.len() {
            let same = |i: usize| self.sounds[i] == other.sounds[i];
            let apart: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
            if apart.iter().all(|&i| same(i)) {
                return How::SameSound;
            }
            if apart.iter().all(|&i| same(i) || alike(a[i], b[i])) {
                return How::Alike;
            }
            match apart[..] {
                [i, j] if j == i + 1 && a[i] == b[j] && a[j] == b[i] => return How::Swapped,
                [i] if i >= self.family && a.len() > self.family + 1 => return How::OneCharacter,
                _ => {}
            }
        } else if a.len().abs_diff(b.len()) == 1
            && a.len().min(b.len()) > 1
            && self.sounds[0] == other.sounds[0]
        {
            let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
            let mut rest = long.iter();
            if short.iter().all(|c| rest.any(|d| c == d)) {
                return How::OneMissing;
            }
        }
        let (ours, theirs) = (a.split_at(self.family.min(a.len())), b.split_at(other.family.min(b.len())));
        match (ours.0 == theirs.0, ours.1 == theirs.1 && !ours.1.is_empty()) {
            (true, _) => How::OtherGiven,
            (_, true) => How::OtherSurname,
            _ => How::Different,
        }
    }
}

/// One letter put in, left out, changed, or two swapped.
fn one_letter(a: &str, b: &str) -> How {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let head = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[head..].iter().rev().zip(b[head..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[head..a.len() - tail], &b[head..b.len() - tail]);
    match (rest_a, rest_b) {
        _ if a.len().min(b.len()) < 4 => How::Different,
        ([_], [_]) => How::OneCharacter,
        ([_], []) | ([], [_]) => How::OneMissing,
        ([x, y], [z, w]) if x == w && y == z => How::Swapped,
        _ => How::Different,
    }
}

fn alike(a: char, b: char) -> bool {
    ALIKE.split_ascii_whitespace().any(|group| group.contains(a) && group.contains(b))
}

/// Without what many in the south do not tell apart: zh, ch, sh from z, c, s, and ng from n at the end.
fn coarse(sound: &str) -> String {
    sound.replace("zh", "z").replace("ch", "c").replace("sh", "s").replace("ng", "n")
}

/// FNV-1a: the same on every machine.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, &byte| (sum ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}
