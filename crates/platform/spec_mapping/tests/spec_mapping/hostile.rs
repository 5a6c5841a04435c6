//! Whatever bytes come, nothing panics, every line is accounted for, and no byte disappears.

use proptest::prelude::*;
use spec_mapping::{Layout, SourceRecord};

use crate::{CATALOGUE, parameters, place, read};

/// Bytes that look like a file of the layout with some of them changed.
fn damaged(layout: &'static Layout) -> impl Strategy<Value = Vec<u8>> {
    let headings: Vec<&str> = layout.items()[..layout.ordered_count()].iter().map(|item| item.heading()).collect();
    let header = match layout.file.header {
        spec_mapping::Header::Names => format!("{}\r\n", headings.join(",")),
        spec_mapping::Header::None => String::new(),
    };
    // Japanese headings of a CP932 file would be damage too; vendor headings are ASCII, national files are UTF-8.
    let row = ",".repeat(layout.ordered_count() - 1) + "\r\n";
    let bytes = proptest::collection::vec(
        prop_oneof![
            4 => any::<u8>().prop_map(|byte| vec![byte]),
            2 => Just(b"\r\n".to_vec()),
            2 => Just(b",".to_vec()),
            1 => Just(b"\"".to_vec()),
            2 => Just(row.into_bytes()),
            1 => Just(vec![0x82, 0xA0]),
            1 => Just(vec![0xF0, 0x40]),
            1 => Just(vec![b'9'; 199]),
        ],
        0..80,
    );
    (any::<bool>(), bytes).prop_map(move |(with_header, parts)| {
        let mut file = if with_header { header.clone().into_bytes() } else { Vec::new() };
        file.extend(parts.concat());
        file
    })
}

fn survives(layout: &'static Layout, bytes: &[u8]) -> Result<(), TestCaseError> {
    let mut last_line = 0;
    for result in read(layout, bytes) {
        match result {
            Ok(mut source) => {
                prop_assert!(source.place.line > last_line);
                last_line = source.place.line;
                prop_assert_eq!(source.record.len(), layout.items().len());
                source.check(layout);
                map_both_ways(layout, &source);
            }
            Err(rejected) => {
                prop_assert!(rejected.findings.iter().any(|it| it.severity == spec_mapping::Severity::Fatal));
                prop_assert!(rejected.findings.iter().all(|it| !it.ja.is_empty() && !it.en.is_empty()));
            }
        }
    }
    Ok(())
}

fn map_both_ways(layout: &Layout, source: &SourceRecord) {
    for mapping in CATALOGUE.mappings().filter(|it| it.source.id == layout.id) {
        let mapped = mapping.forward(source, &parameters());
        mapping.backward(&mapped.record, &place());
    }
    for mapping in CATALOGUE.mappings().filter(|it| it.target.id == layout.id) {
        mapping.backward(&source.record, &place());
    }
}

#[test]
fn arbitrary_bytes_never_panic() {
    for layout in CATALOGUE.layouts() {
        let layout: &'static Layout = layout;
        proptest!(ProptestConfig::with_cases(300), |(bytes in proptest::collection::vec(any::<u8>(), 0..600))| {
            survives(layout, &bytes)?;
        });
        proptest!(ProptestConfig::with_cases(300), |(bytes in damaged(layout))| {
            survives(layout, &bytes)?;
        });
    }
}

#[test]
fn a_file_without_newlines_does_not_fill_the_memory() {
    let layout = CATALOGUE.layout("mihon_setai").unwrap();
    let found = read(layout, &vec![b'9'; 3 << 20]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].as_ref().unwrap_err().findings[0].code, "record_too_long");
}
