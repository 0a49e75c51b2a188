//! Packed files, and files that break off.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use gonogo::source::sha256_hex;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::kit::*;

const TEXT: &str = "time,status\n2026-01-05T03:00:00Z,500\n2026-01-05T03:00:01Z,200\n";

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &[u8]) -> Vec<u8> {
    compress_to_vec(text, CompressionLevel::Fastest)
}

fn case() -> Case {
    let mut case = Case::csv(error_rate());
    case.export.format = None;
    case
}

#[test]
fn packed_files_are_read_and_hashed_as_they_lie() {
    for (name, bytes) in [("a.csv.gz", gzip(TEXT.as_bytes())), ("a.CSV.ZST", zstd(TEXT.as_bytes()))] {
        let tally = case().read(&[(name, &bytes)]);
        assert_eq!(tries(&tally), (1, 2), "{name}");
        assert_eq!(tally.files[0].sha256, sha256_hex(&bytes));
        assert_eq!(tally.files[0].bytes, bytes.len() as u64);
        assert!(tally.findings.is_empty());
    }
}

#[test]
fn members_and_frames_follow_each_other() {
    let (head, tail) = TEXT.as_bytes().split_at(20);
    let skippable = [0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
    for (name, bytes) in [
        ("a.csv.gz", [gzip(head), gzip(tail)].concat()),
        ("a.csv.zst", [zstd(head), skippable.to_vec(), zstd(tail)].concat()),
    ] {
        let tally = case().read(&[(name, &bytes)]);
        assert_eq!(tries(&tally), (1, 2), "{name}: {:?}", tally.findings);
        assert!(tally.findings.is_empty());
    }
}

#[test]
fn a_packed_file_that_breaks_off_holds_and_keeps_what_it_gave() {
    let text = TEXT.repeat(20_000);
    for (name, bytes) in [("a.csv.gz", gzip(text.as_bytes())), ("a.csv.zst", zstd(text.as_bytes()))] {
        let cut = &bytes[..bytes.len() - 9];
        let tally = case().read(&[(name, cut)]);
        assert!(codes(&tally).contains(&("unreadable", 1, true)), "{name}: {:?}", codes(&tally));
        assert_eq!(tally.files[0].sha256, sha256_hex(cut));
        let garbage = case().read(&[(name, b"not packed at all")]);
        assert!(codes(&garbage).contains(&("unreadable", 1, true)), "{name}");
    }
}

#[test]
fn a_bomb_is_not_unpacked_to_its_end() {
    let zeros = gzip(&vec![b'0'; 1 << 20]).repeat(400);
    let bytes = [gzip(TEXT.as_bytes()), zeros].concat();
    let tally = case().read(&[("a.csv.gz", &bytes)]);
    assert!(codes(&tally).contains(&("bomb", 1, true)), "{:?}", codes(&tally));
    assert_eq!(tries(&tally), (1, 2));
    assert_eq!(tally.files[0].sha256, sha256_hex(&bytes));
}
