//! The monthly amount.

use statute::{Answer, InForce, Step, Words};
use values::{Wareki, Yen};

use super::{child_name, with_honorific, yen_en};
use crate::model::{Child, ChildAmount, Class, Family, RecipientKind, Standing};
use crate::rules::{MonthLaw, Regime};

pub(crate) fn counted(law: &MonthLaw, family: &Family, amounts: &[ChildAmount]) -> Step {
    let count = |standing| amounts.iter().filter(|amount| amount.standing == standing).count();
    let number = amounts.iter().filter(|amount| amount.standing.is_counted()).count();
    let question = match family.recipient_kind() {
        RecipientKind::Individual => Words::new("どの子を数えるか", "Which children count?"),
        RecipientKind::Corporate | RecipientKind::Institution => {
            Words::new("どの子に支給するか", "For which children is it paid?")
        }
    };
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    let answer = Answer::count(number, Words::new(format!("{number}人"), format!("{number}")));
    let mut text = counted_text(law, count(Standing::Paid), &older_siblings(family, amounts));
    for (index, child, standing) in outside(family, amounts) {
        let name = with_honorific(child.name.as_deref(), index);
        let why = outside_because(standing);
        text.ja += &format!("{}は{}。", name.ja, why.ja);
        text.en += &format!(" {} {}.", name.en, why.en);
    }
    let step = Step::new("児童手当法第3条・第6条", question, answer).under(&law.ages.paid_until);
    let step = match family.recipient_kind() {
        RecipientKind::Individual => step.under(&law.ages.counted_until),
        RecipientKind::Corporate | RecipientKind::Institution => step,
    };
    step.because(text)
}

/// 18歳年度末までの3人と、22歳年度末までで生計の負担がある大地さんを数えます。
fn counted_text(law: &MonthLaw, paid: usize, older: &Words) -> Words {
    let (paid_until, counted_until) = (law.ages.paid_until.value, law.ages.counted_until.value);
    if older.ja.is_empty() {
        return Words::new(
            format!("{paid_until}歳年度末までの{paid}人を数えます。"),
            format!("{paid} to the end of the fiscal year of age {paid_until}."),
        );
    }
    let (bond_ja, bond_en) = match law.regime {
        Regime::Until202409(_) => ("までの", ""),
        Regime::From202410(_) => ("までで生計の負担がある", ", whose living costs the recipient bears"),
    };
    Words::new(
        format!("{paid_until}歳年度末までの{paid}人と、{counted_until}歳年度末{bond_ja}{}を数えます。", older.ja),
        format!(
            "{paid} to the end of the fiscal year of age {paid_until}, and to that of age {counted_until} {}{bond_en}.",
            older.en
        ),
    )
}

fn older_siblings(family: &Family, amounts: &[ChildAmount]) -> Words {
    names(family, amounts, |amount| amount.standing == Standing::CountedOnly, with_honorific)
}

fn outside<'a>(family: &'a Family, amounts: &'a [ChildAmount]) -> impl Iterator<Item = (usize, &'a Child, Standing)> {
    let pairs = family.children.iter().zip(amounts).enumerate();
    pairs
        .filter(|(_, (_, amount))| !amount.standing.is_counted())
        .map(|(index, (child, amount))| (index, child, amount.standing))
}

/// Why a child is not counted, after the name.
fn outside_because(standing: Standing) -> Words {
    match standing {
        Standing::NotYet => {
            Words::new("生まれた月の翌月分からが対象です", "is paid for from the month after the birth")
        }
        Standing::AgedOut => Words::new("数える年齢を過ぎています", "is past the age that counts"),
        Standing::NotSupported => Words::new(
            "生計費の負担が確かめられていないため数えません",
            "does not count, since the support is not confirmed",
        ),
        Standing::Abroad => {
            Words::new("日本国内に住所がないため数えません", "does not count, having no address in Japan")
        }
        Standing::PlacedElsewhere => Words::new("別の受給者が養育しています", "is brought up by another recipient"),
        Standing::Paid | Standing::CountedOnly => Words::new("数えます", "counts"),
    }
}

/// Names of the children that `chosen` picks, oldest first.
fn names(
    family: &Family,
    amounts: &[ChildAmount],
    chosen: impl Fn(&ChildAmount) -> bool,
    form: impl Fn(Option<&str>, usize) -> Words,
) -> Words {
    let mut picked: Vec<(Option<u32>, Words)> = Vec::new();
    for (index, (child, amount)) in family.children.iter().zip(amounts).enumerate() {
        if chosen(amount) {
            picked.push((amount.order, form(child.name.as_deref(), index)));
        }
    }
    picked.sort_by_key(|(order, _)| *order);
    let (ja, en): (Vec<String>, Vec<String>) = picked.into_iter().map(|(_, name)| (name.ja, name.en)).unzip();
    Words::new(ja.join("・"), en.join(", "))
}

pub(crate) fn order(family: &Family, amounts: &[ChildAmount], index: usize, order: u32) -> Step {
    let child = family.children.get(index).and_then(|child| child.name.as_deref());
    let name = with_honorific(child, index);
    let list = names(family, amounts, |amount| amount.standing.is_counted(), child_name);
    let mut text = Words::new(format!("年長順に {} と数えます。", list.ja), format!("From the oldest: {}.", list.en));
    let unpaid = older_siblings(family, amounts);
    if !unpaid.ja.is_empty() {
        text.ja += &format!("{}は順番に入りますが、支給はありません。", unpaid.ja);
        text.en += &format!(" {} takes a place but is not paid for.", unpaid.en);
    }
    let question = Words::new(format!("{}は何番目か", name.ja), format!("In what place does {} come?", name.en));
    Step::new(
        "児童手当法第6条",
        question,
        Answer::count(order, Words::new(format!("{order}番目"), format!("No. {order}"))),
    )
    .about(format!("/children/{index}"))
    .because(text)
}

pub(crate) fn no_income_test() -> Step {
    Step::new("令和6年法律第47号", Words::new("所得の制限はあるか", "Is there an income test?"), Answer::yes_no(false))
        .because(Words::new(
            "令和6年10月分から、所得による制限はありません。",
            "From October 2024 no income test applies.",
        ))
}

/// `ordinary` is what the child would have as a first or second one.
pub(crate) fn amount(child: &Child, index: usize, class: Class, value: &InForce<Yen>, ordinary: &InForce<Yen>) -> Step {
    let from = Wareki::of(value.from).map_or_else(
        || value.from.to_string(),
        |era| format!("{}{}年{}月", era.era.name(), era.year_text(), era.month),
    );
    let (why_ja, why_en) = match class {
        Class::UnderThree => ("3歳未満のため", "Under three"),
        Class::ThreeAndOver => ("3歳以上のため", "Three and over"),
        Class::ThirdOrLater => ("第3子以降のため", "A third or later child"),
        Class::JuniorHigh => ("小学校を修了した中学生のため", "In junior high school"),
        Class::SpecialBenefit => {
            ("所得制限限度額以上のため（特例給付）", "Income at or above the limit, special benefit")
        }
        Class::AboveUpperLimit | Class::Unpaid => ("支給の対象でないため", "Not paid for"),
    };
    let yen = value.value;
    let mut text = Words::new(
        format!("{why_ja}、月{yen}です（{from}からの額）。"),
        format!("{why_en}: {} a month (the amount since {}).", yen_en(yen), value.from.format("%Y-%m")),
    );
    if class == Class::ThirdOrLater && ordinary.value != yen {
        text.ja += &format!("第1子・第2子なら{}です。", ordinary.value);
        text.en += &format!(" A first or second child would have {}.", yen_en(ordinary.value));
    }
    let name = with_honorific(child.name.as_deref(), index);
    Step::new(
        value.cite.clone(),
        Words::new(format!("{}の月の額", name.ja), format!("Monthly amount for {}", name.en)),
        Answer::yen(yen),
    )
    .about(format!("/children/{index}"))
    .from(Words::new("生年月日", "date of birth"), Answer::day(child.born_on))
    .under(value)
    .because(text)
}

pub(crate) fn total(family: &Family, amounts: &[ChildAmount], total: Yen) -> Step {
    let mut parts = Words::default();
    for (index, (child, amount)) in family.children.iter().zip(amounts).enumerate() {
        if amount.standing == Standing::Paid {
            let name = child_name(child.name.as_deref(), index);
            let figure = amount.amount.to_string().replace('円', "");
            let joint = if parts.ja.is_empty() { "" } else { " ＋ " };
            parts.ja += &format!("{joint}{} {figure}", name.ja);
            parts.en += &format!("{}{} {figure}", if joint.is_empty() { "" } else { " + " }, name.en);
        }
    }
    let text = if parts.ja.is_empty() {
        Words::new("支給する子はいません。", "There is no child to pay for.")
    } else {
        Words::new(
            format!("{} 円です。端数の処理はありません。", parts.ja),
            format!("{} yen. Nothing is rounded.", parts.en),
        )
    };
    Step::new("児童手当法第6条", Words::new("世帯の合計", "Total of the family"), Answer::yen(total)).because(text)
}
