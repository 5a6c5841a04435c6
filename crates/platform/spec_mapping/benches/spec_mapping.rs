//! Records a second on one core: the sample vendor's resident file read, checked, mapped, and written in the national
//! layout. Run with `cargo bench -p spec_mapping`.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints its figures and fails by panicking")]

use std::time::{Duration, Instant};

use spec_mapping::{Catalogue, Extent, GaijiTable, Parameters, RecordReader, RecordWriter, SourceRecord};

const RECORDS: usize = 200_000;

/// A resident as most are; 邊 with its selector comes from the city's own table.
const RESIDENT: &[u8] = b"000000019,1,000000019,1,0,1,T1,4310430,5010501,5010501,\x93\xC0\xF0\x40\x81\x40\x91\xBE\x98\x59,\
\xC0\xB6\xC5\xCD\xDE \xC0\xDB\xB3,,,,,,M,3640107,,\x92\xB7\x92\x6A,123456789018,12345678903,271276,0001002,\
\x93\x56\x90\x5F\x8B\xB4\x93\xF1\x92\x9A\x96\xDA,\x82\x52\x94\xD4\x82\x50\x82\x51\x8D\x86,,5300041,\
\x91\xE5\x8D\xE3\x95\x7B\x91\xE5\x8D\xE3\x8E\x73\x96\x6B\x8B\xE6\x93\x56\x90\x5F\x8B\xB4,\x93\xC0\x81\x40\x88\xEA\x98\x59,\
4010401,4010401,,,,,,,,,,,,01\r\n";

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let taken = start.elapsed().max(Duration::from_nanos(1));
    let rate = u128::try_from(RECORDS).unwrap() * 1_000_000_000 / taken.as_nanos();
    println!("{what:<40} {rate:>9} records/s");
    result
}

fn main() {
    let catalogue = Catalogue::embedded().unwrap();
    let vendor = catalogue.layout("mihon_jumin").unwrap();
    let national = catalogue.layout("national_resident").unwrap();
    let mapping = catalogue.mapping("mihon_jumin_to_national_resident").unwrap();
    let gaiji = GaijiTable::of_code_points([("F040", "U+908A U+E0102")]).unwrap();
    let headings: Vec<&str> = vendor.items().iter().map(|item| item.heading()).collect();
    let mut file = (headings.join(",") + "\r\n").into_bytes();
    for _ in 0..RECORDS {
        file.extend_from_slice(RESIDENT);
    }
    let parameters = Parameters::none().with("municipality_code", "271276");

    let mut sources: Vec<SourceRecord> = timed("read (CP932 CSV, 45 items)", || {
        RecordReader::new(vendor, "JUMIN.csv", file.as_slice(), &gaiji).map(Result::unwrap).collect()
    });
    timed("check", || sources.iter_mut().for_each(|source| source.check(vendor)));
    assert!(sources.iter().all(|source| source.findings.is_empty()), "{:?}", sources.first());
    let mapped: Vec<_> =
        timed("map (132 items)", || sources.iter().map(|source| mapping.forward(source, &parameters)).collect());
    assert!(mapped.iter().all(|mapped| mapped.findings.is_empty()), "{:?}", mapped.first());
    let mut writer = RecordWriter::new(national, Vec::new(), &gaiji, Extent::Ordered).unwrap();
    timed("write (UTF-8 CSV, 122 columns)", || {
        for (mapped, source) in mapped.iter().zip(&sources) {
            writer.write(&mapped.record, &source.place).unwrap();
        }
    });
    let bytes = writer.finish().unwrap();
    timed("read the national file", || {
        assert_eq!(
            RecordReader::new(national, "001.csv", bytes.as_slice(), &gaiji).filter(Result::is_ok).count(),
            RECORDS
        );
    });
    timed("read, check and map in one pass", || {
        let mut items = 0;
        for source in RecordReader::new(vendor, "JUMIN.csv", file.as_slice(), &gaiji) {
            let mut source = source.unwrap();
            source.check(vendor);
            items += mapping.forward(&source, &parameters).record.len();
        }
        assert_eq!(items, RECORDS * national.items().len());
    });
}
