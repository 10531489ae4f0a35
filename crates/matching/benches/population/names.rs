//! Names: surnames and given characters by invented frequencies that fall as those of real ones do.

use std::collections::BTreeMap;

use kernel::Sex;
use pinyin::ToPinyin;

use super::Draw;

/// The most frequent first; the order follows what is generally known of Fujian, the shares are invented.
const SURNAMES: &str = "陈林黄张吴李郑王刘苏蔡杨叶许谢周郭赖徐曾邱何江罗吕洪游庄魏詹朱余胡廖高肖沈卢方翁范傅\
    汤卓颜邓彭程潘赵孙丁董阮欧柯施戴薛俞康严韩连唐马涂白龚姚梁冯石梅宋钟华倪童章蒋简丘饶纪官温池包雷蓝钱任\
    姜骆毛俊阙兰车陆夏危熊于贺武金袁田孔巫万段侯尤尹夏葛甘";
const COMPOUND: [&str; 4] = ["欧阳", "上官", "司徒", "诸葛"];
const MEN: &str = "伟强军勇杰涛明辉建华志斌峰鹏文国平俊宇海波龙刚健松林飞福金荣生成庆祥东德永亮新清浩磊毅振\
    少世宏良江水木火土云山章泽豪凯家嘉子浩然晨轩铭瑞锋光煌彬庭贤仁义礼智信忠孝旺财贵富顺发春根树开天启\
    景汉炳耀兴元朝阳学思远立正道安康";
const WOMEN: &str = "芳秀英丽梅玉兰红霞燕萍珍娟美香莲敏静艳娜琴华云凤月金花素清惠雪琳婷慧玲蓉晓青春桂芬碧宝珠\
    彩巧淑贞瑜佳怡欣雅雯诗涵梦婕妍琪莉晶颖倩菊爱莺枝环瑞银水仙冬夏秋阿小丹虹黎岚苹蕾娇珊妹姗";
/// Other characters that are met in names, for slips of the ear.
const MORE: &str = "玮炜纬蔚薇维为军均钧君俊骏峻名铭茗鸣敏闽珉辉晖徽灰会健剑建见华桦化画志智治致枝之芝斌彬滨\
    宾锋峰丰风枫凤冯鹏朋蓬彭闻雯文纹国果郭萍平苹坪屏俊君雨宇羽玉育钰裕海孩波博伯柏勃拨隆龙刚钢岗纲松嵩宋\
    飞菲妃非福富芙付夫今金锦津荣容蓉溶融升生声胜圣盛承城程诚成清青庆卿轻祥翔相湘东冬栋得德永勇咏亮良量凉\
    心新欣鑫馨浩昊豪好皓磊雷蕾垒义毅艺怡仪亿振镇震珍贞真邵少绍世士仕诗石实宏红洪虹弘鸿江姜疆秀绣修英莹颖\
    瑛迎丽莉利立黎梅美妹媚眉玉兰岚澜蓝霞侠下燕艳雁彦妍娟捐涓香湘乡莲连联廉静晶京敬靖娜那琴勤芹秦云芸运允\
    月悦越岳花素苏淑舒书姝惠慧会汇雪学琳林霖临婷廷庭亭玲灵凌伶晓小筱桂贵芬分纷碧必璧宝保珠竹朱彩采才巧俏\
    贞真桢瑜余俞佳家嘉加雅亚琪奇琦祺倩茜菊橘爱艾莺鹰环欢银吟仙先鲜";
/// What a reader takes for each other; partly not in the rule's own list.
const ALIKE: &str = "明朋 玲铃 晴睛 杨扬 梅海 珍诊 萍苹 静净 丽郦 洁结 清请 佳住 技枝 莲连 锋峰 刚钢 晖辉 健建 伟炜 \
    仁仕 志忘 林材 凤风 荣莱 琳林 婷停 德得 国园 光兴 东车 平乎 金全 生主 永水 成咸 玉王 春青 福幅 海悔 英芙 秀秃 \
    月用 云去 文交 华毕 强张 芳芬 红江 云元";

pub struct Names {
    surnames: Vec<char>,
    men: Vec<char>,
    women: Vec<char>,
    sounds: BTreeMap<&'static str, Vec<char>>,
}

fn chars(text: &str) -> Vec<char> {
    let mut seen = Vec::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if !seen.contains(&c) {
            seen.push(c);
        }
    }
    seen
}

/// The place in a list of so many, the first the most frequent: by the inverse of the rank.
fn zipf(draw: &mut Draw, of: usize, flat: f64) -> usize {
    let at = draw.below(1 << 30) as f64 / (1u64 << 30) as f64;
    let (low, high) = (flat.ln(), (of as f64 + flat).ln());
    (((low + at * (high - low)).exp() - flat) as usize).min(of - 1)
}

impl Names {
    pub fn load() -> Self {
        let mut sounds: BTreeMap<&'static str, Vec<char>> = BTreeMap::new();
        for c in chars(&format!("{SURNAMES}{MEN}{WOMEN}{MORE}")) {
            if let Some(sound) = c.to_pinyin() {
                sounds.entry(sound.plain()).or_default().push(c);
            }
        }
        Self { surnames: chars(SURNAMES), men: chars(MEN), women: chars(WOMEN), sounds }
    }

    fn surname(&self, draw: &mut Draw) -> String {
        match draw.below(400) {
            0 => (*draw.pick(&COMPOUND)).to_owned(),
            _ => self.surnames[zipf(draw, self.surnames.len(), 3.0)].to_string(),
        }
    }

    fn given(&self, draw: &mut Draw, sex: Sex) -> char {
        let list = if sex == Sex::Male { &self.men } else { &self.women };
        list[zipf(draw, list.len(), 12.0)]
    }

    pub fn name(&self, draw: &mut Draw, sex: Sex) -> String {
        if draw.below(300) == 0 {
            let (a, b) = (self.letters(draw), self.letters(draw));
            return format!("{a} {b}");
        }
        let surname = self.surname(draw);
        self.with_given(draw, &surname, sex)
    }

    fn letters(&self, draw: &mut Draw) -> String {
        let mut text: String =
            (0..3 + draw.below(5)).map(|_| (b'a' + draw.below(26) as u8) as char).collect();
        text[..1].make_ascii_uppercase();
        text
    }

    fn with_given(&self, draw: &mut Draw, surname: &str, sex: Sex) -> String {
        let mut name = surname.to_owned();
        for _ in 0..if draw.chance(82) { 2 } else { 1 } {
            name.push(self.given(draw, sex));
        }
        name
    }

    /// A name that many have.
    pub fn common(&self, draw: &mut Draw) -> String {
        let list = if draw.chance(50) { &self.men } else { &self.women };
        format!("{}{}", self.surnames[draw.below(12) as usize], list[draw.below(15) as usize])
    }

    /// The same surname, another given name.
    pub fn child(&self, draw: &mut Draw, of: &str, sex: Sex) -> String {
        let family = self.family(of);
        loop {
            let name = self.with_given(draw, &family, sex);
            if name != of {
                return name;
            }
        }
    }

    fn family(&self, of: &str) -> String {
        let two: String = of.chars().take(2).collect();
        if COMPOUND.contains(&two.as_str()) { two } else { of.chars().take(1).collect() }
    }

    /// The same surname and, of most, one character in common.
    pub fn sibling(&self, draw: &mut Draw, of: &str, sex: Sex) -> String {
        let letters: Vec<char> = of.chars().collect();
        if letters.len() != 3 || draw.chance(40) {
            return self.child(draw, of, sex);
        }
        loop {
            let mut name = letters.clone();
            let at = if draw.chance(75) { 2 } else { 1 };
            name[at] = self.given(draw, sex);
            if name != letters {
                return name.into_iter().collect();
            }
        }
    }

    /// One character of the given name by another of its sound.
    pub fn same_sound(&self, draw: &mut Draw, name: &mut String) -> bool {
        let mut letters: Vec<char> = name.chars().collect();
        let places: Vec<(usize, &Vec<char>)> = (1..letters.len())
            .filter_map(|i| Some((i, self.sounds.get(letters[i].to_pinyin()?.plain())?)))
            .filter(|(_, others)| others.len() > 1)
            .collect();
        if places.is_empty() {
            return false;
        }
        let (at, others) = *draw.pick(&places);
        let before = letters[at];
        while letters[at] == before {
            letters[at] = *draw.pick(others);
        }
        *name = letters.into_iter().collect();
        true
    }

    /// One character by one that looks alike.
    pub fn alike(&self, draw: &mut Draw, name: &mut String) -> bool {
        let mut letters: Vec<char> = name.chars().collect();
        let mut places: Vec<(usize, char)> = Vec::new();
        for (at, c) in letters.iter().enumerate().skip(1) {
            for pair in ALIKE.split_ascii_whitespace().filter(|pair| pair.contains(*c)) {
                places.extend(pair.chars().filter(|d| d != c).map(|d| (at, d)));
            }
        }
        if places.is_empty() {
            return false;
        }
        let (at, c) = *draw.pick(&places);
        letters[at] = c;
        *name = letters.into_iter().collect();
        true
    }
}
