//! Steps: heard or not, and rounding among them.

use statute::{Answer, Explain, Explanation, Recording, Rounding, Silent, Step, Words};
use values::{MoneyError, Rate, Yen};

use crate::sample::{book, day};

/// A rule as rules are written: the amount times the rate, below ten yen dropped.
fn levy(persons: i64, explain: &mut impl Explain) -> Result<Yen, MoneyError> {
    let (book, on) = (book(), day("2025-01-01"));
    let amount = book.in_force::<Yen>("amount", on).unwrap();
    let rate = book.in_force::<Rate>("rate", on).unwrap();
    let base = amount.value * persons;
    explain.record(|| {
        Step::new("例示法第1条", Words::new("基礎の額", "Base"), base.into())
            .about("/persons")
            .from(Words::new("人数", "persons"), Answer::count(3, Words::new("3人", "3 persons")))
            .under(&amount)
            .because(Words::new("一人当たりの額に人数を掛けます。", "The amount for each person."))
    });
    Rounding::Floor(10).apply(base.times(rate.value), "例示法第2条第2項", explain)
}

#[test]
fn silent_and_recording_compute_the_same() {
    let mut recording = Recording::default();
    assert_eq!(levy(3, &mut recording), levy(3, &mut Silent));
    assert_eq!(levy(3, &mut Silent), Ok(Yen::new(110)), "4,500 × 0.0264029 = 118.8…");
    assert_eq!(recording.finish(book().version_on(day("2025-01-01"))).steps.len(), 2);
}

#[test]
fn the_silent_explainer_never_asks_for_the_step() {
    Silent.record(|| panic!("made a step for nobody"));
}

#[test]
fn a_step_keeps_question_article_inputs_answer_and_text() {
    let mut recording = Recording::default();
    levy(3, &mut recording).unwrap();
    let explanation = recording.finish(book().version_on(day("2025-01-01")));
    let [base, rounding] = explanation.steps.as_slice() else { panic!("two steps") };
    assert_eq!(
        (base.label_ja.as_str(), base.article.as_str(), base.about.as_deref()),
        ("基礎の額", "例示法第1条", Some("/persons"))
    );
    assert_eq!((base.answer.ja.as_str(), base.answer.en.as_str()), ("4,500円", "4,500 yen"));
    let law = base.inputs[1].law.as_ref().unwrap();
    assert_eq!((law.cite.as_str(), law.by.as_str(), law.from), ("例示法第1条", "令和6年法律第1号", day("2024-10-01")));
    assert_eq!(base.inputs[0].law, None);
    assert_eq!(
        (rounding.article.as_str(), rounding.text_ja.as_str()),
        ("例示法第2条第2項", "10円未満を切り捨てます。")
    );
    assert_eq!(rounding.answer.ja, "110円");
    let stored = serde_json::to_string(&explanation).unwrap();
    assert_eq!(serde_json::from_str::<Explanation>(&stored).unwrap(), explanation);
}

#[test]
fn each_way_of_rounding_holds_at_its_edges() {
    let round = |rounding: Rounding, yen| {
        rounding.apply(Yen::new(yen).times(Rate::ratio(1, 10).unwrap()), "例示法第1条", &mut Silent)
    };
    for (rounding, yen, expected) in [
        (Rounding::Floor(1), 109, 10),
        (Rounding::Floor(100), 9_999, 900),
        (Rounding::Ceil(1), 101, 11),
        (Rounding::Ceil(10), 1_000, 100),
        (Rounding::Ceil(10), 1_001, 110),
        (Rounding::HalfUp(1), 104, 10),
        (Rounding::HalfUp(1), 105, 11),
        (Rounding::HalfUp(10), 1_049, 100),
        (Rounding::HalfUp(10), 1_050, 110),
    ] {
        assert_eq!(round(rounding, yen), Ok(Yen::new(expected)), "{rounding:?} {yen}");
    }
    assert!(round(Rounding::Floor(0), 1).is_err());
}

#[test]
fn answers_read_in_both_languages() {
    for (answer, ja, en) in [
        (Answer::yes_no(true), "はい", "Yes"),
        (Answer::yes_no(false), "いいえ", "No"),
        (Answer::yen(Yen::new(-1_234)), "−1,234円", "−1,234 yen"),
        (Answer::day(day("2019-05-01")), "令和元年5月1日", "2019-05-01"),
        (Answer::month("2026-11".parse().unwrap()), "令和8年11月", "2026-11"),
        (Answer::from("0.05".parse::<Rate>().unwrap()), "0.05", "0.05"),
        (Answer::from("2,6,10".parse::<statute::MonthSet>().unwrap()), "2月・6月・10月", "2,6,10"),
        (Answer::words("special", Words::new("特例給付", "Special benefit")), "特例給付", "Special benefit"),
    ] {
        assert_eq!((answer.ja.as_str(), answer.en.as_str()), (ja, en));
    }
    let age = book().in_force::<u32>("age", day("2025-01-01")).unwrap();
    let step = Step::new("例示法第3条", Words::new("年齢", "Age"), Answer::yes_no(true)).under(&age);
    assert_eq!(step.inputs[0].value.ja, "18歳");
}
