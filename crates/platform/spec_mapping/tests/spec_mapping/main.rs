//! The declarations of spec-mappings/, and what the engine makes of good and bad files.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod catalogue;
mod decoding;
mod hostile;
mod resident;
mod round_trips;

use std::sync::LazyLock;

use spec_mapping::{
    Catalogue, Extent, GaijiTable, Layout, Parameters, Place, Record, RecordReader, RecordWriter, Rejected,
    SourceRecord,
};

static CATALOGUE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::embedded().expect("spec-mappings is sound"));

fn layout(id: &str) -> &'static Layout {
    CATALOGUE.layout(id).expect("a layout of this name")
}

fn place() -> Place {
    Place { file: "test".into(), line: 1, byte_offset: 0 }
}

/// 邊 with a variation selector at F040, a character outside the basic plane at F041.
fn gaiji() -> GaijiTable {
    GaijiTable::of_code_points([("F040", "U+908A U+E0102"), ("F041", "U+20BB7")]).unwrap()
}

fn parameters() -> Parameters {
    Parameters::none()
        .with("municipality_code", "271276")
        .with("operator_id", "MIGRATION")
        .with("operated_on", "2026-11-22")
        .with("operated_time", "09:00:00")
}

fn read(layout: &Layout, bytes: &[u8]) -> Vec<Result<SourceRecord, Rejected>> {
    RecordReader::new(layout, "test", bytes, &gaiji()).collect()
}

fn write(layout: &Layout, records: &[Record], extent: Extent) -> Vec<u8> {
    let gaiji = gaiji();
    let mut writer = RecordWriter::new(layout, Vec::new(), &gaiji, extent).unwrap();
    for record in records {
        assert_eq!(writer.write(record, &place()).unwrap(), []);
    }
    writer.finish().unwrap()
}

/// A record of the layout with these items, the rest empty.
fn record(layout: &Layout, values: &[(&str, &str)]) -> Record {
    for (id, _) in values {
        assert!(layout.item(id).is_some(), "{id}");
    }
    let value = |id: &str| values.iter().find(|(of, _)| *of == id).map_or("", |(_, value)| *value);
    Record::of(layout.items().iter().map(|item| value(&item.id)))
}

fn value<'r>(layout: &Layout, record: &'r Record, id: &str) -> &'r str {
    record.text(layout.index_of(id).expect(id))
}

fn codes(findings: &[spec_mapping::Finding]) -> Vec<(&str, &str)> {
    findings.iter().map(|finding| (finding.item.as_str(), finding.code)).collect()
}
