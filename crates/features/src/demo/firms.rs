//! Three firms of the sample province that an official has to do with: one that waits with its papers, one that was refused and
//! objects, one that is suspended. They come by the ways of their owners and of two officials, one after the other; made again
//! after an interruption, where a firm is there it is left as it is.

use kernel::{AccountId, Actor, CreditCode, EmployerId, Error, Grant, IdNumber, RegionCode, Result, Role};
use store::{Store, args};

use super::{commands::LastCode, offices::PROVINCE};
use crate::{
    accounts,
    employers::{self, EmployerKind, New, NewPaper, PaperKind, Ruler, Ruling, RulingReason, Verdict, crc},
};

/// The region of all three.
const COUNTY: &str = "350102000000";
const STREET: &str = "350102001001";

struct Firm {
    phone: &'static str,
    name: &'static str,
    code: &'static str,
    address: &'static str,
    holder: &'static str,
    number: &'static str,
    /// Whose papers they hand in.
    papers: &'static [PaperKind],
}

const FIRMS: [Firm; 3] = [
    Firm {
        phone: "13800000011",
        name: "福州闽都茶点有限公司",
        code: "91350102MA9DEM001",
        address: "鼓楼区东街口 18 号",
        holder: "陈榕生",
        number: "35010219800101101",
        papers: &[PaperKind::Licence, PaperKind::LegalIdentity],
    },
    Firm {
        phone: "13800000012",
        name: "福州远洋劳务有限公司",
        code: "91350102MA9DEM002",
        address: "鼓楼区五四路 9 号",
        holder: "王海潮",
        number: "35010219780202103",
        papers: &[PaperKind::Licence],
    },
    Firm {
        phone: "13800000013",
        name: "福州速招信息服务有限公司",
        code: "91350102MA9DEM003",
        address: "鼓楼区湖东路 77 号",
        holder: "李速成",
        number: "35010219850303105",
        papers: &[PaperKind::LegalIdentity],
    },
];

const REFUSED: &str = "营业执照上的名字和登记的不一样。";
const OBJECTS: &str = "公司上个月改了名字，新执照在办，旧执照和受理单都交上来了，请再看一次。";
const SUSPENDED: &str = "三个人来说，还没上班就先收了 200 元服装费。";

/// The office that decided before anybody had an account.
pub(super) fn department() -> Result<Ruler> {
    Ok(Ruler { account: nobody(), office: PROVINCE.parse()? })
}

/// The account of that office.
pub(super) fn nobody() -> AccountId {
    AccountId::from_uuid(kernel::v7(0, [0; 10]))
}

/// Makes what is not there yet.
pub(super) async fn found(store: &Store) -> Result<()> {
    let official = officer(store, "county", COUNTY).await?;
    for (number, firm) in FIRMS.iter().enumerate() {
        let code = CreditCode::with_check(firm.code)?;
        let there: Option<String> =
            store.maybe(include_str!("../employers/of_credit_code.sql"), args![code]).await?;
        if there.is_some() {
            continue;
        }
        let account = opened(store, firm.phone).await?;
        let own = Actor::signed_in(account, None, Vec::new());
        let region: RegionCode = STREET.parse()?;
        let new = New {
            kind: EmployerKind::Company,
            name: firm.name.to_owned(),
            credit_code: Some(code),
            region,
            address: Some(firm.address.to_owned()),
        };
        let id = employers::register(store, &own, account, new).await?;
        let owner = Actor::signed_in(account, None, vec![Grant::new(Role::Employer, region, Some(id))?]);
        for kind in firm.papers {
            let paper = NewPaper {
                file: picture(number as u32 + 1),
                holder: Some(firm.holder.parse()?),
                number: Some(IdNumber::with_check(firm.number)?),
            };
            employers::hand_in(store, &owner, id, *kind, &paper).await?;
        }
        decided(store, &official, &owner, id, number).await?;
    }
    Ok(store.drain(&[]).await?)
}

async fn decided(
    store: &Store,
    official: &Actor,
    owner: &Actor,
    id: EmployerId,
    number: usize,
) -> Result<()> {
    let ruling = |verdict, reason, words: &str| Ruling {
        verdict,
        reason,
        words: words.to_owned(),
        missing: Vec::new(),
    };
    match number {
        1 => {
            for paper in employers::own_papers(store, owner, id).await? {
                employers::look_at_paper(store, official, id, paper.id).await?;
            }
            let no = ruling(Verdict::Refused, Some(RulingReason::NameDiffers), REFUSED);
            employers::decide(store, official, id, no, None).await?;
            employers::appeal(store, owner, id, OBJECTS).await?;
        }
        2 => {
            employers::decide(store, official, id, ruling(Verdict::Verified, None, ""), None).await?;
            let no = ruling(Verdict::Suspended, Some(RulingReason::IllegalFee), SUSPENDED);
            employers::decide(store, official, id, no, None).await?;
        }
        _ => {}
    }
    Ok(())
}

/// The account of a phone, by a code as anybody's.
pub(super) async fn opened(store: &Store, phone: &str) -> Result<AccountId> {
    let (phone, codes) = (phone.parse()?, LastCode::default());
    accounts::request_code(store, &codes, &phone, "").await?;
    let session = accounts::verify_code(store, &phone, &codes.take(), "").await?;
    accounts::sign_out(store, &session.token).await?;
    Ok(session.account)
}

pub(super) async fn officer(store: &Store, login: &str, region: &str) -> Result<Actor> {
    let known: Option<String> =
        store.maybe("select id from account where login = $1", args![login.to_owned()]).await?;
    let id: AccountId = known.ok_or(Error::internal("demo.staff"))?.parse()?;
    Ok(Actor::signed_in(id, None, vec![Grant::new(Role::Official, region.parse()?, None)?]))
}

const WIDE: u32 = 320;
const HIGH: u32 = 220;

/// A picture that is nobody's paper: a frame with stripes, another one for each number.
fn picture(number: u32) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..HIGH {
        rows.push(0);
        for x in 0..WIDE {
            let edge = x < 6 || y < 6 || x >= WIDE - 6 || y >= HIGH - 6;
            let stripe = (x + y * number) % 48 < 6;
            rows.push(if edge {
                40
            } else if stripe {
                200
            } else {
                245
            });
        }
    }
    // One stored block of deflate a row of a few kilobytes; nothing is packed.
    let mut packed = vec![0x78, 0x01];
    let mut blocks = rows.chunks(60_000).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    let (a, b) = rows.iter().fold((1u32, 0u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    packed.extend((b << 16 | a).to_be_bytes());
    let mut head = [WIDE.to_be_bytes(), HIGH.to_be_bytes()].concat();
    head.extend([8, 0, 0, 0, 0]);
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    for (name, body) in [(b"IHDR", head), (b"IDAT", packed), (b"IEND", Vec::new())] {
        out.extend((body.len() as u32).to_be_bytes());
        let from = out.len();
        out.extend(name);
        out.extend(body);
        let sum = crc(&out[from..]);
        out.extend(sum.to_be_bytes());
    }
    out
}
