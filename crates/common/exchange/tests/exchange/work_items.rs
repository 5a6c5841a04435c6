//! Work that events raise for clerks.

use database::DatabaseError;
use exchange::{ItemEnd, NewWorkItem, close_work_item, open_work_items, raise_work_item};
use testing::{TestDatabase, day};

use crate::people::couple;

fn item(test: &TestDatabase, business: &'static str, title: &str, due: Option<&str>) -> NewWorkItem {
    let event: i64 = test
        .owner_value("select min(event_number) from exchange.outbox_events")
        .unwrap()
        .trim_matches(['(', ')'])
        .parse()
        .unwrap();
    let addressee = test.owner_value("select min(addressee_number) from register.addressees").unwrap();
    NewWorkItem {
        business,
        addressee: addressee.trim_matches(['(', ')']).parse::<i64>().unwrap().try_into().unwrap(),
        event_number: Some(event),
        title_ja: title.to_owned(),
        title_en: title.to_owned(),
        due_on: due.map(day),
    }
}

fn open(test: &TestDatabase, business: Option<&str>, limit: i64) -> Vec<(i64, String)> {
    let items = test.database.read(&test.operation("2026-04-02"), |tx| open_work_items(tx, business, limit)).unwrap();
    items.into_iter().map(|item| (item.item_number, item.title_ja)).collect()
}

fn titles(items: &[(i64, String)]) -> Vec<&str> {
    items.iter().map(|(_, title)| title.as_str()).collect()
}

#[test]
fn items_are_raised_once_ordered_by_deadline_and_closed_once() {
    let test = TestDatabase::new();
    couple(&test, "2026-04-01", "1番1号");
    let operation = test.operation("2026-04-02");
    let wanted = [
        item(&test, "child_allowance", "期限なし", None),
        item(&test, "child_allowance", "後の期限", Some("2026-05-10")),
        item(&test, "child_allowance", "先の期限", Some("2026-04-15")),
        item(&test, "resident_register", "他業務", Some("2026-04-01")),
    ];
    for item in wanted.iter().chain(&wanted) {
        test.database.write(&operation, |tx| raise_work_item(tx, item)).unwrap();
    }
    let own = open(&test, Some("child_allowance"), 10);
    assert_eq!(titles(&own), ["先の期限", "後の期限", "期限なし"]);
    assert_eq!(titles(&open(&test, None, 2)), ["他業務", "先の期限"]);
    let close = |end| test.database.write(&operation, |tx| close_work_item(tx, own[0].0, end));
    close(ItemEnd::Done).unwrap();
    assert!(matches!(close(ItemEnd::Dismissed), Err(DatabaseError::NotFound)), "an item ends once");
    assert_eq!(titles(&open(&test, Some("child_allowance"), 10)), ["後の期限", "期限なし"]);
    let ended = "select item_state, closed_by from exchange.work_items where closed_at is not null";
    assert_eq!(test.owner_value(ended).unwrap(), "(done,\"北区 窓口\")");
    test.database.write(&operation, |tx| raise_work_item(tx, &wanted[2])).unwrap();
    assert_eq!(open(&test, Some("child_allowance"), 10).len(), 2, "a closed item is not raised again by its event");
}
