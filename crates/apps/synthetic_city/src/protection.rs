//! 支援措置 — people whose address must not be found.

use chrono::NaiveDate;

use crate::addresses::draw_place;
use crate::days::{plus_days, plus_years};
use crate::names::{Namer, names};
use crate::random::Draws;
use crate::tables::{Tables, Word};

/// 支援措置 of one person for one period.
#[derive(Debug, Clone)]
pub(crate) struct Protection {
    pub(crate) member: usize,
    pub(crate) number: u32,
    /// A 支援措置, B 仮支援措置, C 支援措置終了.
    pub(crate) class: &'static str,
    pub(crate) from: NaiveDate,
    pub(crate) through: NaiveDate,
    pub(crate) receipt: String,
    /// Whether the person is protected together with the first member.
    pub(crate) is_joined: bool,
    pub(crate) offender: String,
    pub(crate) offender_address: String,
    pub(crate) protected_addresses: &'static str,
}

/// Protects the people at these places of a household, the first of them the applicant. Every fifth has had an
/// extension (two periods); some periods are over without anybody having ended the protection.
pub(crate) fn protect(tables: &Tables, members: &[usize], as_of: NaiveDate, draws: &mut Draws) -> Vec<Protection> {
    let begun = plus_days(as_of, -i64::try_from(draws.below(390)).unwrap_or(0));
    let class = match draws.below(10) {
        0 => "B",
        1 => "C",
        _ => "A",
    };
    let offender = {
        let mut namer = Namer { tables, draws };
        let surname = namer.surname();
        names(&surname, Word { text: "一郎", kana: "イチロウ" }).text
    };
    let (_, offender_address) = draw_place(tables, draws);
    let receipt = format!("{:08}", draws.below(100_000_000));
    let was_extended = draws.below(5) == 0;
    let mut protections = Vec::new();
    for member in members {
        let period = |number: u32, class, from: NaiveDate| Protection {
            member: *member,
            number,
            class,
            from,
            through: plus_days(plus_years(from, 1), -1),
            receipt: receipt.clone(),
            is_joined: members.first() != Some(member),
            offender: offender.clone(),
            offender_address: offender_address.clone(),
            protected_addresses: "110",
        };
        if was_extended {
            protections.push(period(1, "A", crate::days::minus_years(begun, 1)));
            protections.push(period(2, class, begun));
        } else {
            protections.push(period(1, class, begun));
        }
    }
    protections
}
