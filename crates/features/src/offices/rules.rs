//! What goes together and for how long, as pure rules.

use kernel::{Error, Micros, Result, Role};

/// The longest an office is given for: two years.
pub const LONGEST: i64 = 731 * Micros::DAY;
const SHORTEST: i64 = Micros::HOUR;

/// An office ends, and not before it has begun.
pub(super) fn term(now: Micros, until: Micros) -> Result<()> {
    if (now + SHORTEST..=now + LONGEST).contains(&until) {
        Ok(())
    } else {
        Err(Error::invalid("grant.term").field("until").with("years", 2))
    }
}

/// Administration is kept apart from operation, and from its audit: an operator or an auditor holds no other office.
pub fn apart(held: &[Role], new: Role) -> Result<()> {
    let alone = |role: Role| matches!(role, Role::Operator | Role::Auditor);
    let clash = held.iter().any(|role| *role != new && (alone(*role) || alone(new)));
    if clash { Err(Error::conflict("grant.apart").field("role")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_runs_or_audits_does_nothing_else() {
        let offices: Vec<Role> = Role::ALL.iter().copied().filter(|role| role.is_office()).collect();
        for &a in &offices {
            for &b in &offices {
                assert_eq!(apart(&[a], b), apart(&[b], a), "{a} {b}");
                let alone = [a, b].iter().any(|role| matches!(role, Role::Operator | Role::Auditor));
                assert_eq!(apart(&[a], b).is_ok(), a == b || !alone, "{a} {b}");
            }
            assert!(apart(&[], a).is_ok());
        }
    }

    #[test]
    fn an_office_ends() {
        let now = Micros(1_000_000);
        for (until, good) in [
            (now, false),
            (now + SHORTEST, true),
            (now + LONGEST, true),
            (now + LONGEST + 1, false),
            (Micros(i64::MAX), false),
            (Micros(0), false),
        ] {
            assert_eq!(term(now, until).is_ok(), good, "{until:?}");
        }
    }
}
