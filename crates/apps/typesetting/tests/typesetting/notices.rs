//! 児童手当の通知書: amounts, instruction on appeal, more rows than a page holds.

use crate::{
    filled,
    forms::{CERTIFICATION, PAYMENT},
    pages, render,
};
use serde_json::{Value, json};

#[test]
fn the_certification_notice_says_who_gets_what_and_how_to_appeal() {
    let rendered = render(&CERTIFICATION, &CERTIFICATION.sample_document().unwrap());
    assert_eq!((rendered.pages, rendered.remarks), (1, vec![]));
    let text = pages("certification", &rendered.pdf).concat();
    for expected in [
        "児童手当認定通知書",
        "見本太郎様",
        "2719900012345",
        "児童手当法第7条第1項の規定により",
        "令和8年12月分から",
        "見本葛󠄃乃",
        "算定対象",
        "第3子",
        "30,000円",
        "支給月額の合計40,000円",
        "３か月以内に、行政不服審査法の規定により、大阪市長に対して審査請求",
        "６か月以内に、大阪市を被告（代表者は大阪市長）",
        "06-0000-0000",
    ] {
        assert!(text.contains(expected), "{expected} is missing: {text}");
    }
}

#[test]
fn many_children_go_on_over_pages_with_one_total() {
    let child = |number: usize| {
        json!({
            "full_name": format!("見本　第{number}児"), "furigana": "ミホン", "born_on": "令和3年5月5日",
            "role": "eligible_child", "rank": number, "band": "3歳以上", "monthly_yen": 30_000,
        })
    };
    for (count, sheets) in [(1, 1), (5, 1), (6, 2), (20, 2), (21, 3)] {
        let notice = filled(&CERTIFICATION, |data| data["children"] = (1..=count).map(child).collect());
        let text = pages(&format!("certification_{count}"), &render(&CERTIFICATION, &notice).pdf);
        assert_eq!(text.len(), sheets, "{count} children");
        for number in 1..=count {
            let shown = text.iter().filter(|page| page.contains(&format!("見本第{number}児"))).count();
            assert_eq!(shown, 1, "child {number} of {count}");
        }
        let last = text.last().unwrap();
        assert_eq!(text.concat().matches("支給月額の合計").count(), 1);
        assert!(last.contains("支給月額の合計") && last.contains("（教示）"), "{last}");
    }
}

#[test]
fn the_payment_notice_says_when_what_and_where_to() {
    let rendered = render(&PAYMENT, &PAYMENT.sample_document().unwrap());
    assert_eq!((rendered.pages, rendered.remarks), (1, vec![]));
    let text = pages("payment", &rendered.pdf).concat();
    for expected in
        ["児童手当支払通知書", "令和9年2月10日", "令和8年12月分2人40,000円", "80,000円", "＊＊＊＊５６７", "見本銀行"]
    {
        assert!(text.contains(expected), "{expected} is missing: {text}");
    }
}

#[test]
fn a_set_off_is_printed_with_a_triangle_and_long_retroaction_goes_on() {
    let month = |number: i64| {
        let amount = if number == 1 { -5_000 } else { 1_010_000 };
        json!({ "benefit_month": format!("第{number}月分"), "child_count": 1, "amount_yen": amount, "remark": "" })
    };
    let notice = filled(&PAYMENT, |data| {
        data["months"] = (1..=12).map(month).collect();
        data["remarks"] = Value::Array(vec![]);
    });
    let text = pages("payment_12", &render(&PAYMENT, &notice).pdf);
    assert_eq!(text.len(), 2);
    assert!(text[0].contains("第1月分1人△5,000円第2月分1人1,010,000円"), "{}", text[0]);
    assert!(text[1].contains("第12月分") && text[1].contains("合計"), "{}", text[1]);
}
