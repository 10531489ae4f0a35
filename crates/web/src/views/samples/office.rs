//! Samples of the pages of those who hold an office.

use super::*;
use crate::views::gov::Listing;
use crate::views::me::SessionRow;
use crate::views::offices::*;
use crate::views::qr::Qr;
use crate::views::staff::*;

sample!(StaffSignIn, {
    let first =
        StaffSignIn { page: visitor("/staff/sign-in"), next: "/gov".into(), ..StaffSignIn::default() };
    let bad = StaffSignIn {
        login: "linqin".into(),
        errors: wrong(&[("password", "session.password_wrong")]),
        ..first.clone()
    };
    vec![("staff-sign-in", first), ("staff-sign-in-wrong", bad)]
});

sample!(StaffSetup, {
    let first = StaffSetup { page: visitor("/staff/setup"), ..StaffSetup::default() };
    let bad = StaffSetup {
        token: "abc".into(),
        login: "林琴".into(),
        errors: wrong(&[
            ("token", "staff.token_wrong"),
            ("login", "staff.login_format"),
            ("password", "staff.password_weak"),
        ]),
        ..first.clone()
    };
    vec![("staff-setup", first), ("staff-setup-wrong", bad)]
});

sample!(StaffSecond, {
    let both = StaffSecond {
        page: visitor("/staff/second"),
        token: "0".repeat(64),
        challenge: "AAAA".into(),
        code: true,
        passkeys: "AAAA BBBB".into(),
        next: "/gov".into(),
        ..StaffSecond::default()
    };
    let code =
        StaffSecond { passkeys: String::new(), errors: wrong(&[("code", "factor.wrong")]), ..both.clone() };
    vec![("staff-second", both), ("staff-second-wrong", code)]
});

sample!(StaffActivate, {
    let first =
        StaffActivate { page: visitor("/staff/activate"), token: "0".repeat(64), ..StaffActivate::default() };
    let bad = StaffActivate {
        errors: wrong(&[("token", "staff.activation_wrong"), ("password", "staff.password_weak")]),
        ..first.clone()
    };
    vec![("staff-activate", first), ("staff-activate-wrong", bad)]
});

sample!(Account, {
    let one = OfficeRow {
        id: "g1".into(),
        role: "official".into(),
        region: "福建省福州市晋安区".into(),
        until: Some(NOW + 200 * DAY),
        here: true,
    };
    let more = OfficeRow { id: "g2".into(), role: "finance".into(), here: false, ..one.clone() };
    let factor = |kind: &str, label: &str| FactorLine {
        id: kind.into(),
        kind: kind.into(),
        label: label.into(),
        since: NOW - 30 * DAY,
    };
    let device = |current: bool, device: &str| SessionRow {
        id: "s".into(),
        device: device.into(),
        since: NOW - DAY,
        last: NOW - HOUR,
        current,
    };
    let many = Account {
        page: official("/account"),
        login: "lin.qin".into(),
        offices: vec![one.clone(), more],
        factors: vec![factor("totp", "我的手机"), factor("passkey", LONG)],
        sessions: vec![device(true, "Edge · Windows"), device(false, "Chrome · Android")],
        ..Account::default()
    };
    let bare = Account {
        offices: vec![],
        factors: vec![],
        errors: wrong(&[("old", "session.password_wrong"), ("password", "staff.password_weak")]),
        ..many.clone()
    };
    vec![("account", many), ("account-bare", bare)]
});

sample!(TotpSetup, {
    let first = TotpSetup {
        page: official("/account/totp"),
        id: "f1".into(),
        secret: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP".into(),
        qr: Qr::of("otpauth://totp/banyan:lin.qin?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=banyan"),
        ..TotpSetup::default()
    };
    let again = TotpSetup {
        secret: String::new(),
        qr: Qr::default(),
        errors: wrong(&[("code", "factor.wrong")]),
        ..first.clone()
    };
    vec![("account-totp", first), ("account-totp-wrong", again)]
});

sample!(PasskeySetup, {
    let page = PasskeySetup {
        page: official("/account/passkey"),
        token: "0".repeat(64),
        challenge: "AAAA".into(),
        account: "00".repeat(16),
        login: "lin.qin".into(),
        label: "lin.qin".into(),
    };
    vec![("account-passkey", page)]
});

fn listing(path: &str) -> Listing {
    Listing {
        region: "福建省福州市晋安区".into(),
        region_code: "350111000000".into(),
        regions: vec![("350111001000".into(), "茶园街道".into())],
        next: Some(format!("{path}?after=x")),
        ..Listing::default()
    }
}

sample!(GovRoles, {
    let row = |login: &str, name: &str, role: &str| HolderRow {
        id: format!("g-{login}"),
        account: format!("a-{login}"),
        login: login.into(),
        name: name.into(),
        role: role.into(),
        region: "晋安区".into(),
        since: NOW - 90 * DAY,
        until: Some(NOW + 275 * DAY),
        giver: "province".into(),
        reason: "站里人手不够".into(),
        secured: role == "official",
        me: login == "lin.qin",
        ..HolderRow::default()
    };
    let many = GovRoles {
        page: official("/gov/roles"),
        list: listing("/gov/roles"),
        rows: vec![
            row("lin.qin", "林琴", "official"),
            row("huang", "黄丽华", "staff"),
            row("a-login-that-is-forty-letters-long-to-see", LONG, "counsellor"),
            HolderRow {
                name: String::new(),
                giver: String::new(),
                until: None,
                ..row("province", "", "official")
            },
        ],
        gives: true,
        given: Some(GivenOffice {
            login: "huang".into(),
            waits: false,
            address: Some(format!("https://banyan.example/staff/activate?token={}", "0f".repeat(32))),
        }),
        ..GovRoles::default()
    };
    let wrong = GovRoles {
        given: None,
        rows: vec![],
        form: RoleForm { login: "Bad Login".into(), role: "auditor".into(), ..RoleForm::default() },
        errors: wrong(&[("login", "staff.login_format"), ("until", "time.date"), ("role", "grant.apart")]),
        ..many.clone()
    };
    let reads = GovRoles { gives: false, given: None, ..many.clone() };
    let over = HolderRow { ended: Some(NOW - DAY), ..row("old.hand", "许文静", "staff") };
    let back = HolderRow { id: "g-back".into(), revoked: "调走了".into(), ..over.clone() };
    let ended = GovRoles { rows: vec![over, back], given: None, ..many.clone() };
    let waits = GivenOffice { login: "chen".into(), waits: true, address: None };
    let waits = GovRoles { given: Some(waits), ..many.clone() };
    vec![
        ("gov-roles-ended", ended),
        ("gov-roles-waits", waits),
        ("gov-roles", many),
        ("gov-roles-wrong", wrong),
        ("gov-roles-read", reads),
    ]
});

sample!(GovApprovals, {
    let row = |kind: &str, state: &str| ProposalLine {
        id: format!("p-{kind}-{state}"),
        kind: kind.into(),
        state: state.into(),
        subject: "chen.min".into(),
        role: if kind == "grant.give" { "finance".into() } else { String::new() },
        region: "福建省福州市晋安区".into(),
        until: (kind == "grant.give").then_some(NOW + 300 * DAY),
        by: "province".into(),
        at: NOW - 2 * DAY,
        reason: LONG.into(),
        expires: NOW + 12 * DAY,
        mine_to_decide: true,
        ..ProposalLine::default()
    };
    let own =
        ProposalLine { id: "p-own".into(), own: true, mine_to_decide: false, ..row("grant.give", "open") };
    let open = GovApprovals {
        page: official("/gov/approvals"),
        list: listing("/gov/approvals"),
        open: true,
        rows: vec![row("grant.give", "open"), row("account.reset", "open"), own],
        ..GovApprovals::default()
    };
    let decided = ProposalLine {
        decided_by: "deputy".into(),
        decided_at: Some(NOW - DAY),
        decision: "材料不齐".into(),
        ..row("grant.give", "refused")
    };
    let lapsed = ProposalLine { decided_by: String::new(), decision: String::new(), ..decided.clone() };
    let lapsed = ProposalLine { id: "p-l".into(), state: "lapsed".into(), ..lapsed };
    let past = GovApprovals {
        open: false,
        rows: vec![decided, lapsed],
        address: Some(format!("https://banyan.example/staff/activate?token={}", "0f".repeat(32))),
        ..open.clone()
    };
    let none = GovApprovals { rows: vec![], ..open.clone() };
    vec![("gov-approvals", open), ("gov-approvals-decided", past), ("gov-approvals-none", none)]
});

sample!(Ops, {
    let mut page = official("/ops");
    page.signed_in = page.signed_in.map(|me| Reader { role: Some(kernel::Role::Operator), waiting: 0, ..me });
    let figure = |(code, value): (&str, i64)| OpsFigure { code: code.into(), value };
    let all = [
        ("entries", 1_240_331),
        ("index_lag", 0),
        ("index_jobs", 21_334),
        ("texts_waiting", 12),
        ("texts_late", 1),
        ("sessions", 431),
    ];
    let ops = Ops {
        page,
        version: "0.1.0",
        engine: "PostgreSQL".into(),
        figures: all.map(figure).to_vec(),
        duties: vec![("positions".into(), NOW), ("jobs.expiry".into(), NOW - HOUR)],
        cursors: vec![("notices".into(), 3)],
    };
    vec![("ops", ops)]
});
