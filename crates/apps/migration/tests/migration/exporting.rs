//! What came in goes out.

use migration::{Delivery, MigrationError, compare, export};
use spec_mapping::{Catalogue, GaijiTable, RecordReader, Severity};
use testing::TestDatabase;

use crate::support::{city, run};

#[test]
fn what_came_in_goes_out_in_the_national_layout() {
    let delivery = Delivery::open(&city().0).unwrap();
    let test = TestDatabase::new();
    let load = run(&test, &delivery).load_number;
    let operation = test.operation("2026-11-23");
    let comparison = compare(&test.database, &operation, load, &delivery).unwrap();
    assert_eq!((comparison.missing, comparison.differences), (0, Vec::new()));
    assert!(comparison.records > 3_000);

    let mut file = Vec::new();
    let summary = export(&test.database, &operation, load, &mut file).unwrap();
    assert_eq!((summary.records, summary.refused), (comparison.records, Vec::new()));
    let catalogue = Catalogue::embedded().unwrap();
    let layout = catalogue.layout("national_resident").unwrap();
    let gaiji = GaijiTable::empty();
    let mut read = 0;
    for source in RecordReader::new(layout, "001.csv", file.as_slice(), &gaiji) {
        let mut source = source.unwrap();
        source.check(layout);
        // Labels of residence statuses and wordings have half-width figures; a birth date may lie outside the calendar.
        let is_known = |code: &str| ["wrong_characters", "non_calendar_date"].contains(&code);
        let faults = source.findings.iter().filter(|it| it.severity >= Severity::Error && !is_known(it.code));
        assert_eq!(faults.collect::<Vec<_>>(), Vec::<&spec_mapping::Finding>::new());
        read += 1;
    }
    assert_eq!(read, comparison.records);
}

#[test]
fn whole_records_go_out_by_permission_only() {
    let test = TestDatabase::new();
    let load = run(&test, &Delivery::open(&city().0).unwrap()).load_number;
    let mut operation = test.operation("2026-11-23");
    operation.grants.clear();
    let refused = export(&test.database, &operation, load, Vec::new());
    assert!(matches!(refused, Err(MigrationError::Forbidden("migration.export"))));
}
