//! What readers make of bytes: encodings, 外字, quotes, newlines, lengths.

use spec_mapping::{Extent, GaijiTable, Layout, Record, RecordReader, Rejected, SourceRecord};

use crate::{codes, gaiji, layout, place, read, record, value, write};

const GAIJI_HEADER: &str = "CODE,UNICODE,MOJI,MJ,CHUKI\r\n";
const MACHI_HEADER: &str = "SHIKU_CD,MACHI_CD,KU_MEI,MACHI_MEI,MACHI_KANA,YUBIN\r\n";

fn machi(rows: &[u8]) -> Vec<Result<SourceRecord, Rejected>> {
    read(layout("mihon_machi"), &[MACHI_HEADER.as_bytes(), rows].concat())
}

fn town(result: &Result<SourceRecord, Rejected>) -> &str {
    value(layout("mihon_machi"), &result.as_ref().unwrap().record, "machi_mei")
}

fn rejection(result: &Result<SourceRecord, Rejected>) -> (u64, u32, &str) {
    let finding = &result.as_ref().unwrap_err().findings[0];
    (finding.line, finding.column, finding.code)
}

#[test]
fn cp932_is_decoded_with_its_vendor_extensions() {
    // 髙 (IBM extension) and 町
    let read = machi(b"271276,0001002,\x96\x6B\x8B\xE6,\xFB\xFC\x92\xAC,\xC3\xDD,5300041\r\n");
    assert_eq!(town(&read[0]), "髙町");
    assert_eq!(codes(&read[0].as_ref().unwrap().findings), []);
}

#[test]
fn the_citys_own_characters_become_what_its_table_says() {
    let read = machi(b"271276,0001002,,\xF0\x40\x92\xAC\xF0\x41,,\r\n");
    assert_eq!(town(&read[0]), "邊\u{E0102}町\u{20BB7}");
}

#[test]
fn a_character_that_no_table_knows_is_reported_with_its_bytes_and_kept() {
    let read = machi(b"271276,0001002,,\xF0\x40\xF9\xFC\x92\xAC,,\r\n");
    let source = read[0].as_ref().unwrap();
    assert_eq!(codes(&source.findings), [("machi_mei", "gaiji_without_mapping")]);
    assert!(source.findings[0].en.contains("F9FC") && !source.findings[0].en.contains("F040"));
    assert_eq!((source.findings[0].line, source.findings[0].column), (2, 4));
    assert_eq!(town(&read[0]), "邊\u{E0102}\u{E757}町");
}

#[test]
fn every_user_defined_code_comes_back_as_itself() {
    let machi = layout("mihon_machi");
    for lead in 0xF0..=0xF9_u8 {
        for trail in (0x40..=0x7E_u8).chain(0x80..=0xFC) {
            let mut bytes = MACHI_HEADER.as_bytes().to_vec();
            bytes.extend_from_slice(b"271276,0001002,,");
            bytes.extend_from_slice(&[lead, trail]);
            bytes.extend_from_slice(b",,\r\n");
            let source = read(machi, &bytes).pop().unwrap().unwrap();
            assert_eq!(write(machi, &[source.record], Extent::Ordered), bytes, "{lead:X}{trail:X}");
        }
    }
}

#[test]
fn broken_bytes_reject_the_record_and_the_next_one_follows() {
    let read = machi(b"271276,0001002,,\x92\xAC\xFF\x41,,\r\n271276,0001003,,\x92\xAC,,\r\n");
    assert_eq!(rejection(&read[0]), (2, 4, "encoding_broken"));
    let finding = &read[0].as_ref().unwrap_err().findings[0];
    assert!(finding.en.contains("FF41") && finding.en.contains("byte 3"), "{}", finding.en);
    assert_eq!(town(&read[1]), "町");
}

#[test]
fn a_lone_lead_byte_at_the_end_of_a_field_is_broken() {
    assert_eq!(rejection(&machi(b"271276,0001002,,\x92,,\r\n")[0]), (2, 4, "encoding_broken"));
    assert_eq!(rejection(&machi(b"271276,0001002,,\x80,,\r\n")[0]), (2, 4, "encoding_broken"));
    assert_eq!(rejection(&machi(b"271276,0001002,,\xA0,,\r\n")[0]), (2, 4, "encoding_broken"));
}

#[test]
fn broken_utf_8_says_where() {
    let bytes = [GAIJI_HEADER.as_bytes(), b"F040,U+908A,\xE9\x82,,\r\n"].concat();
    assert_eq!(rejection(&read(layout("mihon_gaiji"), &bytes)[0]), (2, 3, "encoding_broken"));
}

#[test]
fn a_byte_order_mark_is_accepted() {
    let bytes = ["\u{FEFF}", GAIJI_HEADER, "F040,U+908A U+E0102,邊\u{E0102},,\r\n"].concat();
    let read = read(layout("mihon_gaiji"), bytes.as_bytes());
    assert_eq!(read.len(), 1);
    assert!(read[0].is_ok());
}

#[test]
fn quotes_are_taken_off_and_may_hold_commas_quotes_and_newlines() {
    let bytes = [GAIJI_HEADER, "F040,\"U+908A\",,,\"a,\"\"b\"\"\r\nc\"\r\nF041,U+20BB7,,,\r\n"].concat();
    let gaiji = layout("mihon_gaiji");
    let read = read(gaiji, bytes.as_bytes());
    assert_eq!(value(gaiji, &read[0].as_ref().unwrap().record, "chuki"), "a,\"b\"\r\nc");
    assert_eq!(read[1].as_ref().unwrap().place.line, 4);
    let again = write(gaiji, &[read[0].as_ref().unwrap().record.clone()], Extent::Ordered);
    assert_eq!(again, [GAIJI_HEADER, "F040,U+908A,,,\"a,\"\"b\"\"\r\nc\"\r\n"].concat().as_bytes());
}

#[test]
fn bad_quotes_and_column_counts_are_named() {
    let rows = "F040,\"U+908A\"x,,,\r\nF041,U+20BB7\r\n\r\nF042,U+0041,,,,,\r\nF043,\"open,,,\r\n";
    let read = read(layout("mihon_gaiji"), [GAIJI_HEADER, rows].concat().as_bytes());
    let found: Vec<_> = read.iter().map(rejection).collect();
    assert_eq!(
        found,
        [
            (2, 0, "quote_stray"),
            (3, 0, "column_count"),
            (4, 0, "column_count"),
            (5, 0, "column_count"),
            (6, 0, "quote_open")
        ]
    );
}

#[test]
fn another_files_header_stops_the_reading() {
    let read = read(layout("mihon_gaiji"), MACHI_HEADER.as_bytes());
    assert_eq!(read.len(), 1);
    assert_eq!(rejection(&read[0]), (1, 0, "header_wrong"));
    assert!(read[0].as_ref().unwrap_err().findings[0].en.contains("heading 1 is `SHIKU_CD` instead of `CODE`"));
}

#[test]
fn an_empty_file_says_so() {
    assert_eq!(rejection(&read(layout("mihon_gaiji"), b"")[0]), (1, 0, "file_empty"));
    assert_eq!(read(layout("mihon_setai"), b"").len(), 0);
}

#[test]
fn other_newlines_are_noted_once_and_departures_each() {
    let rows = "F040,U+908A,,,\nF041,U+20BB7,,,\nF042,U+0042,,,\r\nF043,U+0043,,,";
    let read = read(layout("mihon_gaiji"), [GAIJI_HEADER, rows].concat().as_bytes());
    let found: Vec<Vec<_>> = read.iter().map(|it| codes(&it.as_ref().unwrap().findings)).collect();
    assert_eq!(
        found,
        [vec![("", "newline_mixed")], vec![("", "newline_mixed")], vec![], vec![("", "no_final_newline")]]
    );
}

#[test]
fn the_end_mark_of_old_systems_is_no_record() {
    assert_eq!(machi(b"271276,0001002,,\x92\xAC,,\r\n\x1A").len(), 1);
}

fn setai() -> Vec<u8> {
    let setai = layout("mihon_setai");
    let household = record(
        setai,
        &[
            ("setai_no", "000000019"),
            ("nushi_no", "000000027"),
            ("shiku_cd", "271276"),
            ("machi_cd", "0001002"),
            ("yubin", "5300041"),
            ("machi_mei", "天神橋二丁目"),
            ("banchi", "３番１２号"),
            ("settei_ymd", "5010501"),
            ("inzu", "02"),
            ("setai_kbn", "3"),
            ("jotai_kbn", "0"),
        ],
    );
    write(setai, &[household], Extent::Ordered)
}

#[test]
fn fixed_records_are_cut_by_bytes_and_unpadded() {
    let bytes = setai();
    assert_eq!(bytes.len(), 202);
    assert_eq!(&bytes[38..42], b"\x93\x56\x90\x5F");
    assert_eq!(&bytes[50..52], b"\x81\x40");
    let setai = layout("mihon_setai");
    let mut source = read(setai, &bytes).pop().unwrap().unwrap();
    source.check(setai);
    assert_eq!(codes(&source.findings), []);
    assert_eq!(value(setai, &source.record, "machi_mei"), "天神橋二丁目");
    assert_eq!(value(setai, &source.record, "katagaki"), "");
    assert_eq!(value(setai, &source.record, "inzu"), "02");
}

#[test]
fn a_short_fixed_record_is_rejected_and_the_next_one_read() {
    let whole = setai();
    let mut bytes = whole[..150].to_vec();
    bytes.extend_from_slice(b"\r\n");
    bytes.extend_from_slice(&whole);
    let read = read(layout("mihon_setai"), &bytes);
    assert_eq!(rejection(&read[0]), (1, 0, "record_length"));
    assert_eq!(
        read[0].as_ref().unwrap_err().findings[0].en,
        "the record has 150 bytes instead of 200; look at the original file"
    );
    assert_eq!(read[1].as_ref().unwrap().place.byte_offset, 152);
    assert_eq!(read[1].as_ref().unwrap().place.line, 2);
}

#[test]
fn a_character_cut_by_an_items_edge_is_reported_at_its_byte() {
    let mut bytes = setai();
    bytes[86..88].copy_from_slice(b" \x93");
    assert_eq!(rejection(&read(layout("mihon_setai"), &bytes)[0]), (1, 39, "encoding_broken"));
}

#[test]
fn what_does_not_fit_or_does_not_exist_in_the_encoding_is_not_written() {
    let setai = layout("mihon_setai");
    let gaiji = gaiji();
    let mut writer = spec_mapping::RecordWriter::new(setai, Vec::new(), &gaiji, Extent::Ordered).unwrap();
    let long = "町".repeat(26);
    let findings = writer.write(&record(setai, &[("machi_mei", &long), ("banchi", "𠮟")]), &place()).unwrap();
    assert_eq!(codes(&findings), [("machi_mei", "too_wide"), ("banchi", "character_unencodable")]);
    assert!(findings[1].en.contains("U+20B9F"));
    assert_eq!(writer.finish().unwrap(), b"");
}

#[test]
fn a_selector_is_never_dropped_on_the_way_out() {
    let machi = layout("mihon_machi");
    let gaiji = gaiji();
    let mut writer = spec_mapping::RecordWriter::new(machi, Vec::new(), &gaiji, Extent::Ordered).unwrap();
    let known = writer.write(&record(machi, &[("machi_mei", "邊\u{E0102}")]), &place()).unwrap();
    assert_eq!(codes(&known), []);
    let unknown = writer.write(&record(machi, &[("machi_mei", "葛\u{E0101}")]), &place()).unwrap();
    assert_eq!(codes(&unknown), [("machi_mei", "character_unencodable")]);
}

#[test]
fn a_gaiji_table_refuses_codes_outside_its_area() {
    assert!(GaijiTable::of_code_points([("8140", "U+3000")]).is_err());
    assert!(GaijiTable::of_code_points([("F07F", "U+3000")]).is_err());
    assert!(GaijiTable::of_code_points([("F040", "3000")]).is_err());
    assert!(GaijiTable::of_code_points([("F040", "")]).is_err());
}

/// Gives an error after its bytes, as a lost connection does.
struct Broken<'a>(&'a [u8]);

impl std::io::Read for Broken<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.0.is_empty() {
            return Err(std::io::Error::other("connection lost"));
        }
        self.0.read(buffer)
    }
}

#[test]
fn a_failing_input_ends_the_reading_with_a_reason() {
    let bytes = setai();
    let setai: &Layout = layout("mihon_setai");
    let gaiji = GaijiTable::empty();
    let read: Vec<_> = RecordReader::new(setai, "SETAI.dat", Broken(&bytes), &gaiji).collect();
    assert_eq!(read.len(), 2);
    assert!(read[0].is_ok());
    assert_eq!(rejection(&read[1]), (2, 0, "file_unreadable"));
}

#[test]
fn lengths_count_visible_characters() {
    let resident = layout("national_resident");
    let mut findings = Vec::new();
    let name = "邊\u{E0102}".repeat(50);
    let of = |name: &str| -> Record { record(resident, &[("surname", name)]) };
    resident.check(&of(&name), &place(), &mut findings);
    assert!(!findings.iter().any(|it| it.item == "surname"));
    resident.check(&of(&"邊\u{E0102}".repeat(51)), &place(), &mut findings);
    assert!(findings.iter().any(|it| it.item == "surname" && it.code == "too_long"));
}
